import Drawing
import Neural

extension LessonKey {
  /// The options of a computation, by their names on the command line.
  static let options: [LessonKey] = [
    option(
      "input", .tensor,
      "The input: a name such as digit:7, a file, or numbers as text or nested lists."),
    option(
      "reshape", .numbers, "The shape that the input's values are put into, such as [28, 28]."),
    option(
      "skip-columns", .integer(atLeast: 0),
      "Columns of the input's table to leave out at the left, such as 1 of labels."),
    option(
      "resize", .numbers, "The rows and columns that the input is resized to: 32, or [32, 48]."),
    option(
      "layout", .choice(layouts),
      "Where channels stand in arrays: first, or last as TensorFlow and Keras have them."),
    option(
      "dimensions", .choice(["1", "2"]),
      "Whether a convolution goes over a length (1) or over rows and columns (2)."),
    option("layer", .choice(layers), "The kind of layer (default: that of the figure)."),
    option(
      "filter", .tensor, "The filter, or the weights of a fully connected layer, in the same ways."),
    option("bias", .tensor, "The bias: one number, or one a feature map or neuron."),
    option("activation", .choice(Activation.allCases.map(\.rawValue)), "The activation function."),
    option("window", .numbers, "The window of a pooling layer: 2, or [3, 2]."),
    option(
      "stride", .numbers,
      "Cells from one position to the next: 2, or [2, 1]; unless given, 1, or a pooling's window."),
    option(
      "padding", .numbers,
      "Zeros around the input: valid, same, full, or 1, 2 or 4 numbers such as [1, 2]."),
    option("dilation", .numbers, "Cells from one weight to the next: 2, or [2, 1]."),
    option("groups", .integer(atLeast: 1), "Groups of channels that do not see each other."),
    option(
      "operation", .choice(Convolution.Operation.allCases.map(\.rawValue)),
      "Whether the filter is rotated by 180° (convolution) or not."),
    option(
      "upstream", .tensor,
      "The gradient that the backward pass begins with: ones, random:@42, or a tensor."),
    option("target", .tensor, "What the output should have been, in place of upstream."),
    option(
      "cost", .choice(Cost.allCases.map(\.rawValue)), "The cost of the output against the target."),
    option(
      "shade", .choice(["ink", "light", "cividis"]),
      "How an input without negative values is coloured."),
  ]

  /// The kinds of layer that can be computed.
  private static let layers = ["convolution", "max-pooling", "average-pooling", "fully-connected"]

  /// The layouts of operands.
  private static let layouts = [
    "channels-first", "channels-last", "input:channels-last", "filter:channels-last",
  ]

  private static func option(_ name: String, _ form: Form, _ summary: String) -> LessonKey {
    LessonKey(name, [.lesson, .slide, .figure], form, summary, isOption: true)
  }
}
