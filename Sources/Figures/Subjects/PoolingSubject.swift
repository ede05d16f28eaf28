import Neural

/// A pooling layer's forward pass, whichever way it pools.
protocol PoolingForwardPass: Sendable {
  /// The input, [channels, rows, columns].
  var input: Tensor { get }
  /// The places of the window.
  var sweep: Sweep { get }
  /// The neuron that a step fills.
  func neuron(_ step: Int) -> PooledNeuron
}

/// A pooling layer's backward pass, whichever way it pools.
protocol PoolingBackwardPass: Sendable {
  /// ∂C/∂a, the gradient that comes from the next layer.
  var upstreamGradient: Tensor { get }
  /// What each neuron hands back.
  var activationGradient: PoolingGradient { get }
  /// What each cell of the input gets.
  var activationGradientAccumulation: PoolingAccumulation { get }
}

extension MaxPooling.ForwardPass: PoolingForwardPass {
  func neuron(_ step: Int) -> PooledNeuron { PooledNeuron(steps[step]) }
}
extension AveragePooling.ForwardPass: PoolingForwardPass {
  func neuron(_ step: Int) -> PooledNeuron { PooledNeuron(steps[step]) }
}
extension MaxPooling.BackwardPass: PoolingBackwardPass {}
extension AveragePooling.BackwardPass: PoolingBackwardPass {}

/// What a figure of a pooling layer shows: its forward pass, and its backward pass where there is an
/// upstream gradient.
struct PoolingSubject: FigureSubject {
  /// The forward pass.
  var forward: any PoolingForwardPass
  /// The backward pass of the same forward pass.
  var backward: (any PoolingBackwardPass)?
  /// The one position shown, as a step of the forward pass; `nil` shows all.
  var step: Int?
  /// What the input is, for the alt text.
  var inputName: String

  /// A subject.
  init(
    _ forward: any PoolingForwardPass, backward: (any PoolingBackwardPass)? = nil,
    step: Int? = nil, inputName: String = "feature map"
  ) {
    (self.forward, self.backward) = (forward, backward)
    (self.step, self.inputName) = (step, inputName)
  }

  /// The passes of a pooling layer.
  init?(_ run: StageRun, focus: Focus) {
    guard let forward = run.pass(ofItem: focus.item) as? any PoolingForwardPass else { return nil }
    self.init(
      forward, backward: run.backwardPass(ofItem: focus.item) as? any PoolingBackwardPass,
      step: focus.step, inputName: focus.inputName)
  }
}
