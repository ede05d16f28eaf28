import Neural

/// What a figure of a pooling layer shows: its forward pass, and its backward pass where there is an
/// upstream gradient.
public struct PoolingSubject: Sendable {
  /// The passes of the layer.
  public enum Passes: Sendable {
    /// A max-pooling layer.
    case max(MaxPooling.ForwardPass, MaxPooling.BackwardPass?)
    /// An average-pooling layer.
    case average(AveragePooling.ForwardPass, AveragePooling.BackwardPass?)
  }

  /// The passes.
  public var passes: Passes
  /// The one position shown, as a step of the forward pass; `nil` shows all.
  public var step: Int?
  /// What the input is, for the alt text.
  public var inputName: String

  /// A subject.
  public init(passes: Passes, step: Int? = nil, inputName: String = "feature map") {
    self.passes = passes
    self.step = step
    self.inputName = inputName
  }
}
