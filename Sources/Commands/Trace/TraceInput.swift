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

  /// Refuses options that say what the trace says.
  func check(against layer: LayerOptions) throws {
    guard !isEmpty, let option = layer.given.first else { return }
    throw ValidationError("--trace says what is computed; leave \(option) out")
  }

  /// The computation of the trace, or nil where there is none.
  ///
  /// - Throws: ``Failure`` where the file is not there, or is no trace.
  func computation(shade: Shade?, console: Console) throws(Failure) -> Computation? {
    guard let trace else { return nil }
    return try TraceFile(argument: trace, console: console).shown(shade: shade)
  }
}
