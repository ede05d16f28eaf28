import Neural

/// What a figure of a fully connected layer shows: its forward pass, and its backward pass where
/// there is an upstream gradient.
public struct FullyConnectedSubject: Sendable {
  /// The forward pass.
  public var forward: FullyConnected.ForwardPass
  /// The backward pass of the same forward pass.
  public var backward: FullyConnected.BackwardPass?
  /// The neuron that stands out, as a step of the forward pass.
  public var step: Int
  /// The shape that the inputs had before they were flattened, [channels, rows, columns].
  public var inputShape: [Int]
  /// What the input is, for the alt text.
  public var inputName: String

  /// A subject; the input shape has as many elements as the layer has inputs.
  public init(
    forward: FullyConnected.ForwardPass, backward: FullyConnected.BackwardPass? = nil,
    step: Int = 0, inputShape: [Int]? = nil, inputName: String = "input"
  ) {
    let inputs = forward.layer.inputs
    precondition(inputShape.map { $0.reduce(1, *) == inputs } ?? true, "a shape of the inputs")
    self.forward = forward
    self.backward = backward
    self.step = step
    self.inputShape = inputShape ?? [1, 1, inputs]
    self.inputName = inputName
  }
}

extension FullyConnectedSubject: FigureSubject {
  /// The passes of a fully connected layer.
  init?(_ run: StageRun, focus: Focus) {
    guard let forward = run.pass(ofItem: focus.item) as? FullyConnected.ForwardPass else {
      return nil
    }
    // A vector is one row, so that its picture is one.
    let shape = forward.input.shape
    self.init(
      forward: forward,
      backward: run.backwardPass(ofItem: focus.item) as? FullyConnected.BackwardPass,
      step: focus.step ?? 0,
      inputShape: shape.count > 3
        ? nil : Array(repeating: 1, count: max(0, 3 - shape.count)) + shape,
      inputName: focus.inputName)
  }
}
