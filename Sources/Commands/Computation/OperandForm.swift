import ArrayFiles
import Neural

/// How operands are brought from what a user has into what a layer takes.
struct OperandForm: Sendable, Equatable {
  /// What is done with the input's values.
  var reading = ReadingOptions()
  /// Where channels stand; nil where nothing is said, which is channels first.
  var layout: OperandLayout?
  /// Whether a convolution goes over a length (1) or over rows and columns (2); nil where the
  /// operands tell.
  var dimensions: Int?

  /// Where channels stand in gradients and targets.
  var outputLayout: Layout { layout?.output ?? .channelsFirst }
}

/// An input as it was read, not yet in the shape that a layer takes.
struct InputOperand: Sendable {
  /// Its values, channels first or last as `layout` says; without a leading batch of one.
  var tensor: Tensor
  /// Where its channels stand.
  var layout = Layout.channelsFirst
  /// What it is called.
  var name: String
  /// Whether it is a picture, in which 0 is black.
  var isPicture = false
}
