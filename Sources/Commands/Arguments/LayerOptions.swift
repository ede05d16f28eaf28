import ArgumentParser
import Neural

/// The options that say what is computed: an input, a filter and how the filter moves.
struct LayerOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The input, rows × columns or channels × rows × columns.",
      discussion: """
        Numbers ("1 2 3; 4 5 6"), a file (.csv, .json, .npy, .idx3-ubyte, .png), - for standard \
        input, or a name such as digit:7; 'convlens samples' lists the names.
        """, valueName: "tensor"),
    transform: plainValue)
  var input: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The filter, in the same ways.",
      discussion: """
        rows × columns for one channel, channels × rows × columns for one feature map, maps × \
        channels × rows × columns for several.
        """, valueName: "tensor"),
    transform: plainValue)
  var filter: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The bias: one number, or one a feature map.", valueName: "tensor"),
    transform: plainValue)
  var bias: String?

  @Option(help: "The activation function (default: identity).")
  var activation: Activation?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Cells from one position to the next: 2, or 2,1 (default: 1).", valueName: "n"),
    transform: Extent.parse)
  var stride = Extent(1)

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Zeros around the input: valid (none, the default), same, full, or numbers.",
      discussion: """
        1 is for all sides, 1,2 for rows and columns, 1,2,3,4 for top, left, bottom, right.
        """, valueName: "n"),
    completion: .list(["valid", "same", "full"]), transform: PaddingRule.parse)
  var padding = PaddingRule.valid

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Cells from one weight to the next: 2, or 2,1 (default: 1).", valueName: "n"),
    transform: Extent.parse)
  var dilation = Extent(1)

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Groups of channels that do not see each other.", valueName: "n"))
  var groups = 1

  @Option(help: "Whether the filter is rotated by 180° (convolution) or not.")
  var operation = Convolution.Operation.crossCorrelation

  func validate() throws {
    guard groups > 0 else { throw ValidationError("--groups must be 1 or more, not \(groups)") }
    guard [input, filter, bias].count(where: { $0 == "-" }) < 2 else {
      throw ValidationError("standard input (-) can be read only once")
    }
  }
}

extension LayerOptions {
  /// Whether nothing at all is given to compute with, so that the whole example is wanted.
  var isExample: Bool { input == nil && filter == nil }

  /// What is asked for; an example fills in what is not given.
  func setup(or example: Setup) -> Setup {
    Setup(
      input: input ?? example.input, filter: filter ?? example.filter,
      bias: bias ?? (isExample ? example.bias : nil),
      activation: activation ?? (isExample ? example.activation : .identity), stride: stride,
      padding: padding, dilation: dilation, groups: groups, operation: operation)
  }
}
