import ArgumentParser
import Studio
import Traces

/// The option that takes the computation from a trace.
struct TraceInput: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "A trace (- for standard input), in place of the options above: its computation is shown.",
      valueName: "file"),
    completion: .file(extensions: TraceFormat.allCases.map(\.rawValue)), transform: plainValue)
  var trace: String?

  /// Whether no trace is given.
  var isEmpty: Bool { trace == nil }

  /// The options that say what of a trace is looked at.
  private static let lookingOptions = ["--at", "--item"]

  /// Refuses options that say what the trace says.
  func check(against layer: LayerOptions) throws {
    guard !isEmpty,
      let option = layer.given.first(where: { !TraceInput.lookingOptions.contains($0) })
    else { return }
    throw ValidationError("--trace says what is computed; leave \(option) out")
  }

  /// The computation of the trace, at the stage and the item that the options name, or nil where
  /// there is none.
  ///
  /// - Throws: ``Failure`` where the file is not there, or is no trace.
  func computation(
    _ layer: LayerOptions, shade: Shade?, console: Console
  ) throws(Failure) -> Computation? {
    guard let trace else { return nil }
    return try TraceFile(argument: trace, console: console).shown(
      at: layer.stage, item: layer.item ?? 0, shade: shade)
  }
}
