import Neural
import Wording

/// A neuron's component of the bias gradient, and where the neuron is.
struct BiasContributionStep: TraceStep {
  let step: BiasContribution
  let position: OverlayPosition

  /// The keys of the step.
  enum Key: String, TraceStepKey {
    case map, position, z
    case activationDerivative = "activation_derivative"
    case upstreamGradient = "upstream_gradient"
    case component

    static let table = TraceKeys<Self>()
  }

  static var kind: StaticString { "component" }
  var elements: EmptyCollection<Term> { EmptyCollection() }
  var explanation: Explanation { Explanation(step) }

  subscript(key: Key) -> TraceValue {
    switch key {
    case .map: .whole(step.map)
    case .position: .position(position)
    case .z: .computed(step.z)
    case .activationDerivative: .computed(step.derivative)
    case .upstreamGradient: .exact(step.upstreamGradient)
    case .component: .computed(step.component)
    }
  }

  func slack(_ key: Key) -> Double {
    switch key {
    case .z: TraceTolerance.derivatives * (1 + abs(step.z))
    case .activationDerivative: TraceTolerance.derivatives * step.derivative
    default: TraceTolerance.derivatives * abs(step.component)
    }
  }
}

/// What a neuron adds to the gradient of the weights or of the activations.
struct ContributionStep: TraceStep {
  let step: Contribution
  /// Whether it adds to the weights' gradient, and not to the activations'.
  let isOfWeights: Bool

  /// The keys of the step.
  enum Key: String, TraceStepKey {
    case map, position, factor, terms, contribution

    static let table = TraceKeys<Self>()
  }

  static var kind: StaticString { "contribution" }
  var elements: Contribution.Terms { step.terms }
  var tensor: Tensor? { step.tensor }
  var explanation: Explanation {
    isOfWeights ? Explanation(ofWeights: step) : Explanation(ofActivations: step)
  }

  subscript(key: Key) -> TraceValue {
    switch key {
    case .map: .whole(step.map)
    case .position: .position(step.position)
    case .factor: .computed(step.factor)
    case .terms: .elements
    case .contribution: .tensor
    }
  }

  func slack(_ key: Key) -> Double { TraceTolerance.derivatives * abs(step.factor) }
}

extension Contribution.Term: TraceRecord {
  /// The keys of an element of a contribution.
  enum Key: String, TraceKey {
    case channel, row, column
    case kernelRow = "kernel_row"
    case kernelColumn = "kernel_column"
    case weightRow = "weight_row"
    case weightColumn = "weight_column"
    case value, product, padding

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
    case .product: .computed(product)
    case .padding: .flag(isPadding)
    }
  }

  func slack(_ key: Key) -> Double { TraceTolerance.derivatives * abs(product) }
}
