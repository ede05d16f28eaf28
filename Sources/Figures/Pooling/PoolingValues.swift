import Drawing
import Neural

/// The values of one feature map of a pooling layer's passes with their addresses.
struct PoolingValues: Sendable {
  let forward: any PoolingForwardPass
  /// The gradients, where there are any.
  let backward: Backward?
  let map: Int
  /// What the neurons of all maps take.
  let activations: Tensor

  /// The gradient of a pooling layer's input in both of the ways that it can be had.
  struct Backward: Sendable {
    /// ∂C/∂a, which comes from the next layer.
    let upstream: Tensor
    /// What each neuron hands back.
    let contributions: PoolingGradient
    /// What each cell gets.
    let sums: PoolingAccumulation
    /// ∂C/∂a of the input.
    let total: Tensor
    /// The steps of both ways.
    let accounts: [Account]

    init(_ pass: any PoolingBackwardPass) {
      upstream = pass.upstreamGradient
      contributions = pass.activationGradient
      sums = pass.activationGradientAccumulation
      total = contributions.gradient()
      accounts = pass.accounts
    }
  }

  init(_ subject: PoolingSubject) {
    forward = subject.forward
    backward = subject.backward.map(Backward.init)
    map = (subject.step ?? 0) / subject.forward.sweep.count
    activations = subject.forward.activations()
  }

  var sweep: Sweep { forward.sweep }
  var underlay: Extent { sweep.underlay }
  /// The number of neurons of the map.
  var count: Int { sweep.count }

  /// The neuron at a position of the map.
  func neuron(_ position: Int) -> PooledNeuron { forward.neuron(map * count + position) }

  private func datum(_ tensor: String, _ cell: Cell, _ value: Double) -> Datum {
    Datum(Source.Address(tensor: tensor, index: [map, cell.row, cell.column]), value)
  }

  /// One cell of the input; of a cell outside the padding's 0.
  func input(_ cell: Cell) -> Datum {
    sweep.contains(cell)
      ? datum(Tensors.input, cell, forward.input[map, cell.row, cell.column])
      : datum(Tensors.padding, cell, 0)
  }
  /// What a neuron takes.
  func a(_ position: Int) -> Datum {
    datum(Tensors.output, sweep[position].neuron, activations.values[map * count + position])
  }
  /// The sum of a window, of which the mean is taken.
  func sum(_ neuron: PooledNeuron) -> Datum {
    datum(Tensors.sum, neuron.position.neuron, neuron.mean?.sum ?? 0)
  }
  /// ∂C/∂a of a neuron.
  func upstream(_ position: Int) -> Datum? {
    backward.map {
      datum(
        Tensors.outputGradient, sweep[position].neuron, $0.upstream.values[map * count + position])
    }
  }
  /// What a neuron hands to a cell: ∂C/∂a, or in average pooling its share.
  func handed(_ position: Int) -> Datum? {
    guard neuron(position).mean != nil else { return upstream(position) }
    return backward.map {
      datum(
        Tensors.share, sweep[position].neuron, $0.contributions.steps[map * count + position].factor
      )
    }
  }
  /// The number of a cell's step among those that add up what cells get.
  func index(of cell: Cell) -> Int {
    map * underlay.count + cell.row * underlay.columns + cell.column
  }
  /// The positions that hand something to a cell, in their order.
  func givers(to cell: Cell) -> [Int] {
    guard let backward else { return [] }
    return backward.sums.steps[index(of: cell)].terms.filter(\.isReceived).map(\.position.index)
  }
  /// ∂C/∂a of a cell, or what the first positions have added up to it.
  func total(_ cell: Cell, first added: Int) -> Datum {
    guard added < count else {
      return datum(
        Tensors.inputGradient, cell, backward?.total[map, cell.row, cell.column] ?? 0)
    }
    let terms = givers(to: cell).filter { $0 < added }.compactMap(handed)
    return Datum(
      Source.Address(
        tensor: Tensors.partialSum, index: [added, map, cell.row, cell.column]),
      terms.reduce(0) { $0 + $1.value })
  }

  /// The cells of a window that a line has room for, with nil for those between: all of a few,
  /// else the first two, the winner and the last.
  func written(_ neuron: PooledNeuron) -> [Cell?] {
    let cells = counted(neuron)
    guard cells.count > 6 else { return cells }
    let winner = neuron.winner.flatMap { cells.firstIndex(of: $0) }
    let kept = Set([0, 1, winner ?? 0, cells.count - 1]).sorted()
    return zip(kept, [kept[0] - 1] + kept).flatMap { index, before -> [Cell?] in
      index > before + 1 ? [nil, cells[index]] : [cells[index]]
    }
  }

  /// The cells of the input in row order.
  var cells: [Cell] {
    (0..<underlay.count).map { Cell($0 / underlay.columns, $0 % underlay.columns) }
  }

  /// The cells of a window that a neuron takes into account: in a mean those that the divisor
  /// counts, of those outside only as many as the padding has; else those inside.
  func counted(_ neuron: PooledNeuron) -> [Cell] {
    let (cells, padding) = (neuron.window.map(\.cell), sweep.padding)
    let inside = cells.filter(sweep.contains)
    guard let mean = neuron.mean, mean.divisor != inside.count else { return inside }
    return cells.filter {
      $0.row >= -padding.top && $0.row < underlay.rows + padding.bottom
        && $0.column >= -padding.left && $0.column < underlay.columns + padding.right
    }
  }
}

extension PoolingValues {
  /// Windows with more cells than these are not written out term by term.
  static let mostTerms = 25

  /// Registers what the figure prints and states what follows from what.
  ///
  /// - Parameters:
  ///   - positions: the windows whose arithmetic a reader sees.
  ///   - shown: the other windows of which numbers are shown, wherever they are printed.
  ///   - cells: the cells whose sums of gradients a reader sees.
  ///   - added: how many positions have been gone through.
  /// - Returns: the numbers of the equations of the positions, and of the cells.
  func state(
    positions: [Int], shown: [Int], cells: [Cell], added: Int, withSums: Bool,
    in ledger: inout Ledger
  ) -> (forward: [Int: Int], back: [Cell: Int]) {
    if ConvolutionValues.areNumbersPrinted(underlay) {
      ledger.register(self.cells.map(input))
      if backward != nil { ledger.register(self.cells.map { total($0, first: added) }) }
    }
    if ConvolutionValues.areNumbersPrinted(sweep.extent) {
      ledger.register((0..<added).map(a))
      ledger.register((0..<count).compactMap(upstream))
    }
    var (forward, back): ([Int: Int], [Cell: Int]) = ([:], [:])
    for position in Set(positions + shown).sorted() {
      let neuron = neuron(position)
      let (a, cells) = (a(position), counted(neuron).map(input))
      ledger.register([a] + (upstream(position).map { [$0] } ?? []))
      if let upstream = upstream(position), let share = handed(position), let mean = neuron.mean {
        ledger.state(Equation(share, [.init([upstream])], .mean(mean.divisor)))
      }
      guard positions.contains(position), cells.count <= PoolingValues.mostTerms else {
        ledger.register(written(neuron).compactMap { $0.map(input) })
        continue
      }
      if let mean = neuron.mean {
        if withSums {
          ledger.state(.sum(sum(neuron), of: cells))
          ledger.state(Equation(a, [.init([sum(neuron)])], .mean(mean.divisor)))
        }
        forward[position] = ledger.state(
          Equation(a, cells.map { .init([$0]) }, .mean(mean.divisor)))
      } else {
        forward[position] = ledger.state(
          Equation(a, cells.map { .init([$0]) }, .function { $0.max() ?? 0 }))
      }
    }
    for cell in cells {
      let terms = givers(to: cell).filter { $0 < added }.compactMap(handed)
      guard !terms.isEmpty, terms.count <= PoolingValues.mostTerms else { continue }
      back[cell] = ledger.state(.sum(total(cell, first: added), of: terms))
    }
    return (forward, back)
  }
}

extension Tensors {
  /// What a neuron of average pooling hands to each cell that counts.
  static let share = "output_gradient_shares"
}
