/// A max pooling layer: each neuron takes the largest activation under its window.
///
/// a[c, m, n] = max over u, v of a[c, m·sᵣ + u·δᵣ − top, n·s꜀ + v·δ꜀ − left]. Among equals the first in
/// row order wins; cells in the padding never do.
/// Source: the sizes, rounded up or down, are those of PyTorch's `MaxPool2d`.
public struct MaxPooling: Sendable, Hashable {
  /// The geometry of the window's sweep.
  public let geometry: Geometry

  /// A layer with the given window, which by default slides by its own size.
  ///
  /// - Parameters:
  ///   - dilation: The distance between neighbouring cells of the window.
  ///   - rounding: Whether cells at the end that do not fill a window get one.
  /// - Throws: ``LayerError`` where a length is not positive, a padding negative, or one of them too
  ///   large.
  public init(
    window: Extent, stride: Extent? = nil, padding: PaddingRule = .valid,
    dilation: Extent = Extent(1), rounding: Rounding = .down
  ) throws(LayerError) {
    self.init(
      geometry: try .pooling(
        window: window, stride: stride ?? window, padding: padding, dilation: dilation,
        rounding: rounding))
  }

  /// A layer whose geometry has passed the check of a pooling window.
  init(geometry: Geometry) { self.geometry = geometry }

  /// The window's rows and columns.
  public var window: Extent { geometry.kernel }

  /// The forward pass over an input [channels, rows, columns].
  ///
  /// - Throws: ``LayerError`` where the input is of another rank, the window larger than the padded
  ///   input, or the padding so wide that a window would hold nothing else.
  public func forward(_ input: Tensor) throws(LayerError) -> ForwardPass {
    let overlaps = try Overlaps(pooling: input, geometry: geometry)
    try overlaps.sweep.requireCellsUnderEveryWindow()
    return ForwardPass(layer: self, input: input, overlaps: overlaps)
  }
}

/// The step that fills one neuron of a max pooling layer: the window and its winner.
public struct Selection: Sendable {
  /// The step's number in its pass.
  public let index: Int
  /// The feature map, which is the input's channel.
  public let map: Int
  /// The place of the window, and the neuron that it feeds.
  public let position: OverlayPosition
  /// The cells under the window; computed when they are asked for.
  public let window: PoolingWindow
  /// The cell with the largest activation, the first of them in row order.
  public let winner: WindowCell

  /// The neuron's activation, that of the winner.
  public var a: Double { winner.value }
}

extension MaxPooling {
  /// Max pooling over one input: a selection for each neuron of each feature map.
  public struct ForwardPass: Pass {
    /// The layer.
    public let layer: MaxPooling
    /// The input aᴸ⁻¹, [channels, rows, columns].
    public let input: Tensor
    let overlaps: Overlaps

    /// The places of the window, the same for every map.
    public var sweep: Sweep { overlaps.sweep }
    /// The shape of the result, [channels, rows, columns].
    public var shape: [Int] { [input.shape[0], sweep.extent.rows, sweep.extent.columns] }

    /// The selections: map by map, each in row order.
    public var steps: Steps { Steps(overlaps: overlaps, maps: input.shape[0]) }

    /// The activations, [channels, rows, columns].
    public var result: Tensor { Tensor(uncheckedShape: shape, values: steps.map(\.a)) }

    /// What ``result`` is, computed without steps.
    public func activations() -> Tensor {
      let (columns, size) = (sweep.underlay.columns, sweep.underlay.count)
      let winners = winners()
      return Tensor(
        uncheckedShape: shape,
        values: winners.enumerated().map { neuron, cell in
          input.values[neuron / sweep.count * size + cell.row * columns + cell.column]
        })
    }

    /// The cell that wins each window, map by map, without steps.
    func winners() -> [Cell] {
      let (columns, dilation) = (sweep.underlay.columns, sweep.geometry.dilation)
      return sweep.pooled(input) { cells, rows, span, _ in
        var winner = Cell(rows.first, span.first)
        var largest = cells[winner.row * columns + winner.column]
        for u in 0..<rows.count {
          let row = rows.first + u * dilation.rows
          for v in 0..<span.count {
            let column = span.first + v * dilation.columns
            let value = cells[row * columns + column]
            if value <= largest || largest.isNaN { continue }
            (winner, largest) = (Cell(row, column), value)
          }
        }
        return winner
      }
    }
  }
}

extension MaxPooling.ForwardPass: Equatable {
  /// Whether two passes have the same layer and input.
  public static func == (left: Self, right: Self) -> Bool {
    left.layer == right.layer && left.input == right.input
  }
}

extension MaxPooling.ForwardPass {
  /// The selections of a forward pass, computed from their index.
  public struct Steps: RandomAccessCollection, Sendable {
    let overlaps: Overlaps
    let maps: Int

    /// The index of the first step.
    public var startIndex: Int { 0 }
    /// The number of steps: maps × positions.
    public var endIndex: Int { maps * overlaps.sweep.count }

    /// The step with the given number.
    public subscript(index: Int) -> Selection {
      precondition(index >= 0 && index < endIndex, "step \(index) of \(endIndex)")
      let (map, position) = overlaps.neuron(index)
      let window = overlaps.terms(map: map, position: position)
      return Selection(
        index: index, map: map, position: position, window: PoolingWindow(overlap: window),
        winner: WindowCell(window[window.indexOfLargest]))
    }
  }
}

extension DotProduct.Terms {
  /// The number of the first term whose value no other exceeds, the padding left out.
  fileprivate var indexOfLargest: Int {
    var largest: (index: Int, value: Double)?
    for (index, term) in zip(indices, self) where !term.isPadding {
      if let value = largest?.value, term.value <= value || value.isNaN { continue }
      largest = (index, term.value)
    }
    return largest?.index ?? 0
  }
}
