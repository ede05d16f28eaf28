/// The gradient of a pooling layer's input as contributions: each neuron hands its gradient back to
/// the cells that made it, in max pooling to the winner, in average pooling to all in equal shares.
public struct PoolingGradient: Pass {
  let overlaps: Overlaps
  let shape: [Int]
  /// What each neuron hands to a cell: ∂C/∂a, or its share.
  let factors: [Double]
  /// The winner of each neuron, or nil where every cell gets a share.
  let winners: [Cell]?

  /// The contributions: map by map, each in row order.
  public var steps: Steps { Steps(gradient: self) }

  /// ∂C/∂aᴸ⁻¹, [channels, rows, columns].
  public var result: Tensor {
    var total = [Double](repeating: 0, count: shape.reduce(1, *))
    for step in steps { step.add(to: &total) }
    return Tensor(uncheckedShape: shape, values: total)
  }

  /// What ``result`` is, computed without steps.
  public func gradient() -> Tensor {
    let (sweep, columns) = (overlaps.sweep, overlaps.sweep.underlay.columns)
    var total = [Double](repeating: 0, count: shape.reduce(1, *))
    if let winners {
      for (neuron, winner) in winners.enumerated() {
        let channel = neuron / sweep.count * sweep.underlay.count
        total[channel + winner.row * columns + winner.column] += factors[neuron]
      }
      return Tensor(uncheckedShape: shape, values: total)
    }
    let (rowSpans, columnSpans) = (sweep.rowSpans, sweep.columnSpans)
    for (neuron, factor) in factors.enumerated() {
      let (channel, position) = neuron.quotientAndRemainder(dividingBy: sweep.count)
      let rows = rowSpans[position / sweep.extent.columns]
      let span = columnSpans[position % sweep.extent.columns]
      for row in 0..<rows.count {
        let line =
          channel * sweep.underlay.count
          + (rows.first + row * sweep.geometry.dilation.rows) * columns + span.first
        for column in 0..<span.count {
          total[line + column * sweep.geometry.dilation.columns] += factor
        }
      }
    }
    return Tensor(uncheckedShape: shape, values: total)
  }

  /// The contributions, computed from their index.
  public struct Steps: RandomAccessCollection, Sendable {
    let gradient: PoolingGradient

    /// The index of the first step.
    public var startIndex: Int { 0 }
    /// The number of steps: maps × positions.
    public var endIndex: Int { gradient.factors.count }

    /// The step with the given number.
    public subscript(index: Int) -> Contribution {
      let factor = gradient.factors[index]
      let (map, position) = gradient.overlaps.neuron(index)
      let terms = Contribution.Terms(
        overlap: gradient.overlaps.terms(map: map, position: position), factor: factor,
        kind: gradient.winners.map { .winner($0[index]) } ?? .share)
      return Contribution(
        index: index, map: map, position: position, factor: factor, terms: terms)
    }
  }
}

/// The gradient of a pooling layer's input as sums: for each cell of the input, what the windows that
/// cover it hand back.
public struct PoolingAccumulation: Pass {
  let gradient: PoolingGradient

  /// The sums: map by map, each in row order of the input.
  public var steps: Steps { Steps(gradient: gradient) }

  /// ∂C/∂aᴸ⁻¹, [channels, rows, columns].
  public var result: Tensor {
    Tensor(uncheckedShape: gradient.shape, values: steps.map(\.sum))
  }

  /// The sums, computed from their index.
  public struct Steps: RandomAccessCollection, Sendable {
    let gradient: PoolingGradient

    /// The index of the first step.
    public var startIndex: Int { 0 }
    /// The number of steps, that of the input's cells.
    public var endIndex: Int { gradient.shape.reduce(1, *) }

    /// The step with the given number.
    public subscript(index: Int) -> Accumulation {
      precondition(index >= 0 && index < endIndex, "step \(index) of \(endIndex)")
      let underlay = gradient.overlaps.sweep.underlay
      let (map, inMap) = index.quotientAndRemainder(dividingBy: underlay.count)
      let (row, column) = inMap.quotientAndRemainder(dividingBy: underlay.columns)
      let terms = Accumulation.Terms(gradient: gradient, map: map, cell: Cell(row, column))
      return Accumulation(
        index: index, map: map, cell: Cell(row, column), terms: terms,
        sum: terms.reduce(0) { $0 + $1.product })
    }
  }
}

/// The step that fills one cell of a pooling layer's activation gradient: Σ of what the windows over
/// the cell hand back.
public struct Accumulation: Sendable {
  /// The step's number in its pass.
  public let index: Int
  /// The feature map, which is the input's channel.
  public let map: Int
  /// The cell of the input.
  public let cell: Cell
  /// The windows that cover the cell, in row order; computed when they are asked for.
  public let terms: Terms
  /// The cell's gradient, Σ of the products, added up from 0 in the order of the terms.
  public let sum: Double

  /// One window that covers the cell.
  public struct Term: Sendable, Hashable {
    /// The window and the neuron that it feeds.
    public let position: OverlayPosition
    /// What the neuron hands to a cell: in max pooling ∂C/∂a, in average pooling ∂C/∂a divided by
    /// the window's cells.
    public let factor: Double
    /// Whether this cell gets it: in max pooling only the winner does.
    public let isReceived: Bool

    /// What the cell gets: the factor or 0.
    public var product: Double { isReceived ? factor : 0 }
  }

  /// The windows that cover one cell, each computed when it is asked for.
  public struct Terms: RandomAccessCollection, Sendable {
    private let gradient: PoolingGradient
    private let map: Int
    private let cell: Cell
    private let rows: Windows
    private let columns: Windows

    fileprivate init(gradient: PoolingGradient, map: Int, cell: Cell) {
      self.gradient = gradient
      self.map = map
      self.cell = cell
      let sweep = gradient.overlaps.sweep
      let geometry = sweep.geometry
      rows = Windows(
        over: cell.row + sweep.padding.top, span: geometry.span.rows,
        stride: geometry.stride.rows, dilation: geometry.dilation.rows, count: sweep.extent.rows)
      columns = Windows(
        over: cell.column + sweep.padding.left, span: geometry.span.columns,
        stride: geometry.stride.columns, dilation: geometry.dilation.columns,
        count: sweep.extent.columns)
    }

    /// The windows along one side that have a cell at a place: those m with
    /// m · stride ≤ place < m · stride + span and place − m · stride a multiple of the dilation, which
    /// are evenly apart.
    private struct Windows {
      var first = 0
      var step = 1
      var count = 0

      init(over place: Int, span: Int, stride: Int, dilation: Int, count: Int) {
        var window = place < span ? 0 : (place - span) / stride + 1
        let end = Swift.min(count, place / stride + 1)
        while window < end, !(place - window * stride).isMultiple(of: dilation) { window += 1 }
        guard window < end else { return }
        first = window
        step = dilation / greatestCommonDivisor(stride, dilation)
        self.count = (end - 1 - window) / step + 1
      }

      subscript(index: Int) -> Int { first + index * step }
    }

    /// The index of the first term.
    public var startIndex: Int { 0 }
    /// The number of windows that cover the cell.
    public var endIndex: Int { rows.count * columns.count }

    /// The term with the given number.
    public subscript(index: Int) -> Accumulation.Term {
      precondition(index >= 0 && index < endIndex, "term \(index) of \(endIndex)")
      let (row, column) = index.quotientAndRemainder(dividingBy: columns.count)
      let sweep = gradient.overlaps.sweep
      let position = sweep[neuron: Cell(rows[row], columns[column])]
      let neuron = map * sweep.count + position.index
      return Accumulation.Term(
        position: position, factor: gradient.factors[neuron],
        isReceived: gradient.winners.map { $0[neuron] == cell } ?? true)
    }
  }
}

/// The largest number that divides both: Euclid's algorithm.
private func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
  b == 0 ? a : greatestCommonDivisor(b, a % b)
}
