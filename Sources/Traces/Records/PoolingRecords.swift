import Neural
import Wording

extension WindowCell: TraceRecord {
  /// The keys of a cell of a pooling window.
  enum Key: String, TraceKey {
    case row, column
    case kernelRow = "kernel_row"
    case kernelColumn = "kernel_column"
    case value, padding

    static let table = TraceKeys<Self>()
  }

  subscript(key: Key) -> TraceValue {
    switch key {
    case .row: .whole(cell.row)
    case .column: .whole(cell.column)
    case .kernelRow: .whole(kernelCell.row)
    case .kernelColumn: .whole(kernelCell.column)
    case .value: .exact(value)
    case .padding: .flag(isPadding)
    }
  }
}

extension Selection: TraceStep {
  /// The keys of a max pooling neuron's step.
  enum Key: String, TraceStepKey {
    case map, position, window, winner, a

    static let table = TraceKeys<Self>()
  }

  static var kind: StaticString { "selection" }
  var elements: PoolingWindow { window }
  var explanation: Explanation { Explanation(self) }

  subscript(key: Key) -> TraceValue {
    switch key {
    case .map: .whole(map)
    case .position: .position(position)
    case .window: .elements
    case .winner: .cell(winner.cell)
    case .a: .exact(a)
    }
  }
}

extension Average: TraceStep {
  /// The keys of an average pooling neuron's step.
  enum Key: String, TraceStepKey {
    case map, position, window, sum, divisor, a

    static let table = TraceKeys<Self>()
  }

  static var kind: StaticString { "average" }
  var elements: PoolingWindow { window }
  var explanation: Explanation { Explanation(self) }

  subscript(key: Key) -> TraceValue {
    switch key {
    case .map: .whole(map)
    case .position: .position(position)
    case .window: .elements
    case .sum: .computed(sum)
    case .divisor: .whole(divisor)
    case .a: .computed(a)
    }
  }

  func slack(_ key: Key) -> Double {
    let size = window.reduce(0) { $0 + abs($1.value) }
    return TraceTolerance.sums(of: window.count) * (key == .a ? size / Double(divisor) : size)
  }
}

/// What a neuron of a pooling layer hands back to the cells of its window.
struct PoolingContributionStep: TraceStep {
  let step: Contribution

  typealias Key = ContributionStep.Key

  static var kind: StaticString { "contribution" }
  var elements: LazyMapSequence<Contribution.Terms, Share> {
    step.terms.lazy.map(Share.init)
  }
  var tensor: Tensor? { step.tensor }
  var explanation: Explanation { Explanation(pooling: step) }

  subscript(key: Key) -> TraceValue { ContributionStep(step: step, isOfWeights: false)[key] }
  func slack(_ key: Key) -> Double { TraceTolerance.sums * abs(step.factor) }

  /// What one cell of the window gets.
  struct Share: TraceRecord {
    let term: Contribution.Term

    /// The keys of a share.
    enum Key: String, TraceKey {
      case channel, row, column
      case kernelRow = "kernel_row"
      case kernelColumn = "kernel_column"
      case value, product, padding

      static let table = TraceKeys<Self>()
    }

    subscript(key: Key) -> TraceValue {
      switch key {
      case .channel: .whole(term.channel)
      case .row: .whole(term.cell.row)
      case .column: .whole(term.cell.column)
      case .kernelRow: .whole(term.kernelCell.row)
      case .kernelColumn: .whole(term.kernelCell.column)
      case .value: .exact(term.value)
      case .product: .computed(term.product)
      case .padding: .flag(term.isPadding)
      }
    }

    func slack(_ key: Key) -> Double { TraceTolerance.sums * abs(term.product) }
  }
}

extension Accumulation: TraceStep {
  /// The keys of the step that adds up what the windows over a cell hand back.
  enum Key: String, TraceStepKey {
    case map, cell, terms, sum

    static let table = TraceKeys<Self>()
  }

  static var kind: StaticString { "accumulation" }
  var elements: Terms { terms }
  var explanation: Explanation { Explanation(self) }

  subscript(key: Key) -> TraceValue {
    switch key {
    case .map: .whole(map)
    case .cell: .cell(cell)
    case .terms: .elements
    case .sum: .computed(sum)
    }
  }

  func slack(_ key: Key) -> Double {
    terms.reduce(0) { $0 + TraceTolerance.sums(of: terms.count) * abs($1.product) }
  }
}

extension Accumulation.Term: TraceRecord {
  /// The keys of a window that covers a cell.
  enum Key: String, TraceKey {
    case position, factor, received, product

    static let table = TraceKeys<Self>()
  }

  subscript(key: Key) -> TraceValue {
    switch key {
    case .position: .position(position)
    case .factor: .computed(factor)
    case .received: .flag(isReceived)
    case .product: .computed(product)
    }
  }

  func slack(_ key: Key) -> Double { TraceTolerance.sums * abs(factor) }
}
