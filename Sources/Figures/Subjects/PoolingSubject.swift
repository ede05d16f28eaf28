import Neural

/// A pooling layer's forward pass, whichever way it pools.
protocol PoolingForwardPass: Sendable {
  /// The input, [channels, rows, columns].
  var input: Tensor { get }
  /// The places of the window.
  var sweep: Sweep { get }
  /// The neuron that a step fills.
  func neuron(_ step: Int) -> PooledNeuron
  /// What all neurons take, without steps.
  func activations() -> Tensor
  /// The steps.
  var accounts: [Account] { get }
}

/// A pooling layer's backward pass, whichever way it pools.
protocol PoolingBackwardPass: Sendable {
  /// ∂C/∂a, the gradient that comes from the next layer.
  var upstreamGradient: Tensor { get }
  /// What each neuron hands back.
  var activationGradient: PoolingGradient { get }
  /// What each cell of the input gets.
  var activationGradientAccumulation: PoolingAccumulation { get }
  /// The steps of both.
  var accounts: [Account] { get }
}

/// One neuron of a pooling layer and the window that feeds it, whichever way the layer pools.
struct PooledNeuron {
  /// The place of the window, and the neuron that it feeds.
  let position: OverlayPosition
  /// The cells under the window.
  let window: PoolingWindow
  /// The neuron's activation.
  let a: Double
  /// The cell that won; nil where the neuron takes the mean.
  let winner: Cell?
  /// The sum of the window and what it is divided by; nil where the largest is kept.
  let mean: (sum: Double, divisor: Int)?

  /// How many cells of the window have the winner's activation.
  var ties: Int { winner == nil ? 0 : window.count { !$0.isPadding && $0.value == a } }
}

extension MaxPooling.ForwardPass: PoolingForwardPass {
  func neuron(_ step: Int) -> PooledNeuron {
    let step = steps[step]
    return PooledNeuron(
      position: step.position, window: step.window, a: step.a, winner: step.winner.cell, mean: nil)
  }
}
extension AveragePooling.ForwardPass: PoolingForwardPass {
  func neuron(_ step: Int) -> PooledNeuron {
    let step = steps[step]
    return PooledNeuron(
      position: step.position, window: step.window, a: step.a, winner: nil,
      mean: (step.sum, step.divisor))
  }
}
extension MaxPooling.BackwardPass: PoolingBackwardPass {}
extension AveragePooling.BackwardPass: PoolingBackwardPass {}

/// What a figure of a pooling layer shows: its forward pass, and its backward pass where there is an
/// upstream gradient.
struct PoolingSubject: StageSubject {
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

  /// Whether the layer keeps the largest activation.
  var isMax: Bool { forward is MaxPooling.ForwardPass }
  /// The number of channels, which is that of the feature maps.
  var channels: Int { forward.input.shape[0] }
  /// The number of steps of the forward pass.
  var count: Int { channels * forward.sweep.count }
}
