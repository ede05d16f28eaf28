import ArgumentParser
import ArrayFiles
import Neural

/// The options that say how the operands are read: their shape, their layout, their size.
struct InputOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The shape that the input's values are put into, row by row: 28x28, or 3x32x32.",
      valueName: "shape"),
    transform: InputOptions.shape)
  var reshape: [Int]?

  @Option(
    name: .customLong("skip-columns"), parsing: .unconditional,
    help: ArgumentHelp(
      "Columns of the input's table to leave out at the left, such as 1 of labels.",
      valueName: "n"))
  var skipColumns: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The rows and columns that the input is resized to by a box filter: 32x32, or 32.",
      valueName: "n"),
    transform: Extent.parse)
  var resize: Extent?

  @Option(
    help: ArgumentHelp(
      "Where channels stand in arrays: channels-first (the default), or channels-last.",
      discussion: """
        channels-last is the layout of TensorFlow, Keras, Pillow and OpenCV: inputs rows × columns × \
        channels, filters rows × columns × channels × maps, weights of a fully connected layer \
        inputs × neurons. input:channels-last and filter:channels-last are for one of them.
        """))
  var layout: OperandLayout?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      1: a convolution over a length, channels × length under maps × channels × length (the \
      default where the channels agree); 2: over rows and columns.
      """, valueName: "n"))
  var dimensions: Int?

  func validate() throws {
    if let skipColumns, skipColumns < 0 {
      throw ValidationError("--skip-columns must be 0 or more, not \(skipColumns)")
    }
    if let dimensions, !(1...2).contains(dimensions) {
      throw ValidationError("--dimensions must be 1 or 2, not \(dimensions)")
    }
  }

  /// The options that are given, by their names without dashes.
  var given: [String] {
    [
      ("reshape", reshape != nil), ("skip-columns", skipColumns != nil),
      ("resize", resize != nil), ("layout", layout != nil), ("dimensions", dimensions != nil),
    ].filter(\.1).map(\.0)
  }

  /// What is done with the operands.
  var form: OperandForm {
    OperandForm(
      reading: ReadingOptions(
        skippedColumns: skipColumns ?? 0, shape: reshape, size: resize),
      layout: layout, dimensions: dimensions)
  }

  /// The shape that an argument names: `28x28`, `3,32,32`.
  ///
  /// - Throws: `ValidationError` where it names none.
  static func shape(_ argument: String) throws -> [Int] {
    let parts = argument.split(omittingEmptySubsequences: false) { ",x×X".contains($0) }
    let lengths = parts.compactMap { Int($0.trimmingPrefix { $0 == " " }) }
    guard lengths.count == parts.count, lengths.allSatisfy({ $0 > 0 }) else {
      throw ValidationError("give a shape such as 28x28 or 3x32x32")
    }
    return lengths
  }
}

/// What `--layout` names: a layout of all operands, or of one kind of them.
enum OperandLayout: String, CaseIterable, Sendable, ExpressibleByArgument {
  case channelsFirst = "channels-first"
  case channelsLast = "channels-last"
  case inputChannelsLast = "input:channels-last"
  case filterChannelsLast = "filter:channels-last"

  /// The layout of inputs.
  var input: Layout {
    self == .channelsLast || self == .inputChannelsLast ? .channelsLast : .channelsFirst
  }

  /// The layout of filters, and of the inputs of fully connected weights.
  var filter: Layout {
    self == .channelsLast || self == .filterChannelsLast ? .channelsLast : .channelsFirst
  }

  /// The layout of gradients and targets, which have the output's shape.
  var output: Layout { self == .channelsLast ? .channelsLast : .channelsFirst }
}
