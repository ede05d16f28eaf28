import Neural

/// A computation that a trace can be of: a layer's forward pass, or that together with its gradients.
public enum TracedPass: Sendable, Equatable {
  /// A convolution.
  case convolution(Convolution.ForwardPass)
  /// A convolution with its gradients.
  case convolutionGradients(Convolution.BackwardPass)
  /// Max pooling.
  case maxPooling(MaxPooling.ForwardPass)
  /// Max pooling with its gradient.
  case maxPoolingGradient(MaxPooling.BackwardPass)
  /// Average pooling.
  case averagePooling(AveragePooling.ForwardPass)
  /// Average pooling with its gradient.
  case averagePoolingGradient(AveragePooling.BackwardPass)
  /// A fully connected layer.
  case fullyConnected(FullyConnected.ForwardPass)
  /// A fully connected layer with its gradients.
  case fullyConnectedGradients(FullyConnected.BackwardPass)
}

extension TracedPass {
  /// The activations that come out.
  var output: Tensor {
    switch self {
    case .convolution(let pass): pass.featureMaps().a
    case .convolutionGradients(let pass): pass.forward.featureMaps().a
    case .maxPooling(let pass): pass.result
    case .maxPoolingGradient(let pass): pass.forward.result
    case .averagePooling(let pass): pass.result
    case .averagePoolingGradient(let pass): pass.forward.result
    case .fullyConnected(let pass): pass.result.a
    case .fullyConnectedGradients(let pass): pass.forward.result.a
    }
  }

  /// ∂C/∂a of the output, where there are gradients.
  var upstreamGradient: Tensor? {
    switch self {
    case .convolution, .maxPooling, .averagePooling, .fullyConnected: nil
    case .convolutionGradients(let pass): pass.upstreamGradient
    case .maxPoolingGradient(let pass): pass.upstreamGradient
    case .averagePoolingGradient(let pass): pass.upstreamGradient
    case .fullyConnectedGradients(let pass): pass.upstreamGradient
    }
  }
}

/// What a trace can be written of.
public protocol Traceable: Sendable {
  /// The computation.
  var traced: TracedPass { get }
}

extension TracedPass: Traceable {
  /// The computation itself.
  public var traced: TracedPass { self }
}

extension Convolution.ForwardPass: Traceable {
  /// The pass as a computation.
  public var traced: TracedPass { .convolution(self) }
}

extension Convolution.BackwardPass: Traceable {
  /// The pass, with its forward pass, as a computation.
  public var traced: TracedPass { .convolutionGradients(self) }
}

extension MaxPooling.ForwardPass: Traceable {
  /// The pass as a computation.
  public var traced: TracedPass { .maxPooling(self) }
}

extension MaxPooling.BackwardPass: Traceable {
  /// The pass, with its forward pass, as a computation.
  public var traced: TracedPass { .maxPoolingGradient(self) }
}

extension AveragePooling.ForwardPass: Traceable {
  /// The pass as a computation.
  public var traced: TracedPass { .averagePooling(self) }
}

extension AveragePooling.BackwardPass: Traceable {
  /// The pass, with its forward pass, as a computation.
  public var traced: TracedPass { .averagePoolingGradient(self) }
}

extension FullyConnected.ForwardPass: Traceable {
  /// The pass as a computation.
  public var traced: TracedPass { .fullyConnected(self) }
}

extension FullyConnected.BackwardPass: Traceable {
  /// The pass, with its forward pass, as a computation.
  public var traced: TracedPass { .fullyConnectedGradients(self) }
}
