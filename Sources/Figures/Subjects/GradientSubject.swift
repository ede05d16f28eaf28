import Neural

/// What a figure of gradients shows: a backward pass, and how far it has come.
public struct GradientSubject: Sendable {
  /// The forward pass and what its operands are called.
  public var forward: Subject
  /// The backward pass of the same forward pass.
  public var backward: Convolution.BackwardPass
  /// The neuron whose component is shown, as a step of the pass, with the total of those before it;
  /// `nil` shows all components and their sum.
  public var step: Int?

  /// A subject; a step must be one of the pass's.
  public init(forward: Subject, backward: Convolution.BackwardPass, step: Int? = nil) {
    precondition(backward.forward == forward.pass, "both passes are of one computation")
    precondition(
      step.map(forward.pass.steps.indices.contains) ?? true, "a step of the pass, or none")
    self.forward = forward
    self.backward = backward
    self.step = step
  }
}

extension GradientSubject: StageSubject {
  static var needs: Exhibit.Needs { .gradient }

  /// Both passes of a convolution.
  init?(_ run: StageRun, focus: Focus) {
    guard let forward = Subject(run, focus: focus),
      let backward = run.backwardPass(ofItem: focus.item) as? Convolution.BackwardPass
    else { return nil }
    self.init(forward: forward, backward: backward, step: focus.step)
  }
}
