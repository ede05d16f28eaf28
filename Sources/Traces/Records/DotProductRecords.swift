import Neural
import Wording

extension Term: TraceRecord {
  /// The keys of a summand of a dot product.
  enum Key: String, TraceKey {
    case channel, row, column
    case kernelRow = "kernel_row"
    case kernelColumn = "kernel_column"
    case weightRow = "weight_row"
    case weightColumn = "weight_column"
    case value, weight, product, padding

    static let table = TraceKeys<Self>()
  }

  @inline(__always)
  subscript(key: Key) -> TraceValue {
    switch key {
    case .channel: .whole(channel)
    case .row: .whole(cell.row)
    case .column: .whole(cell.column)
    case .kernelRow: .whole(kernelCell.row)
    case .kernelColumn: .whole(kernelCell.column)
    case .weightRow: .whole(weightCell.row)
    case .weightColumn: .whole(weightCell.column)
    case .value: .exact(value)
    case .weight: .exact(weight)
    case .product: .exact(product)
    case .padding: .flag(isPadding)
    }
  }
}

extension DotProduct: TraceStep {
  /// The keys of a feature neuron's step.
  enum Key: String, TraceStepKey {
    case map, position, terms
    case dotProduct = "dot_product"
    case bias, z, a

    static let table = TraceKeys<Self>()
  }

  static var kind: StaticString { "dot_product" }
  var elements: Terms { terms }
  var explanation: Explanation { Explanation(self) }

  subscript(key: Key) -> TraceValue {
    switch key {
    case .map: .whole(map)
    case .position: .position(position)
    case .terms: .elements
    case .dotProduct: .computed(dotProduct)
    case .bias: .exact(bias)
    case .z: .computed(z)
    case .a: .computed(a)
    }
  }

  /// No activation changes faster than its argument.
  func slack(_ key: Key) -> Double {
    let summands = terms.reduce(abs(bias)) { $0 + abs($1.product) }
    return TraceTolerance.sums(of: terms.count) * (key == .a ? summands + abs(a) : summands)
  }
}

/// A dot product of a backward pass, one of whose factors is a component of ∂C/∂b, or σ′(z).
struct GradientDotProductStep: TraceStep {
  let step: GradientDotProduct

  /// The keys of the step.
  enum Key: String, TraceStepKey {
    case map, channel, cell, position, terms
    case dotProduct = "dot_product"

    static let table = TraceKeys<Self>()
  }

  static var kind: StaticString { "dot_product" }
  var elements: LazyMapSequence<DotProduct.Terms, GradientTerm> {
    step.terms.lazy.map(GradientTerm.init)
  }
  var explanation: Explanation { Explanation(step) }

  subscript(key: Key) -> TraceValue {
    switch key {
    case .map: step.map.map { .whole($0) } ?? .absent
    case .channel: step.channel.map { .whole($0) } ?? .absent
    case .cell: step.channel == nil ? .absent : .cell(step.cell)
    case .position: .position(step.position)
    case .terms: .elements
    case .dotProduct: .computed(step.dotProduct)
    }
  }

  func slack(_ key: Key) -> Double {
    let tolerance = TraceTolerance.derivatives + TraceTolerance.sums(of: step.terms.count)
    return step.terms.reduce(0) { $0 + tolerance * abs($1.product) }
  }
}

/// A summand of a dot product of a backward pass.
struct GradientTerm: TraceRecord {
  let term: Term

  subscript(key: Term.Key) -> TraceValue {
    let value = term[key]
    guard case .exact(let number) = value else { return value }
    return .computed(number)
  }

  func slack(_ key: Term.Key) -> Double {
    switch term[key] {
    case .exact(let number): TraceTolerance.derivatives * abs(number)
    default: 0
    }
  }
}
