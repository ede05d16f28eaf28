import ArgumentParser
import Studio
import Traces

/// `convlens trace`: every step of a computation, as JSON.
struct TraceCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Writes every step of a computation as JSON, or checks such a file.",
    usage: """
      convlens trace [--input <tensor>] [--filter <tensor>] [options]
      convlens trace --check <file>
      """,
    discussion: """
      A file that ends in .jsonl has a line for each step. With --upstream or --target the trace \
      holds the backward pass too.

      Examples:
        convlens trace --input "1 2 3; 4 5 6; 7 8 9" --filter "10 20; 30 40"
        convlens trace --input digit:7 --filter sobel-x --padding same -o trace.jsonl
        convlens trace --upstream "1 0; 0 -1" --pass weight-gradient --explain
        convlens trace --input digit:7 --filter sobel-x --fields position,z,a
        convlens trace --input photo.png --filter random:64x3x7x7 --stride 2 --summary
        convlens trace --check trace.jsonl
      """)

  @OptionGroup var layer: LayerOptions
  @OptionGroup(title: "Selection") var selection: TraceOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Replay every step of a trace (- for standard input) against its operands.",
      valueName: "file"),
    completion: .file(extensions: TraceFormat.allCases.map(\.rawValue)), transform: plainValue)
  var check: String?

  @Flag(help: "Print a table of passes, steps, multiplications and bytes in place of the trace.")
  var summary = false

  @Option(
    name: [.short, .long], parsing: .unconditional,
    help: ArgumentHelp(
      "The file, .json or .jsonl, with .gz behind it compressed, or - for standard output "
        + "(default: -).", valueName: "file"),
    completion: .file(extensions: TraceFormat.allCases.map(\.rawValue) + ["gz"]),
    transform: plainValue)
  var output: String?

  @Option(help: "The format, where the file's ending does not tell (default: json).")
  var format: TraceFormat?

  @Flag(help: "Compress the trace with gzip, whatever the file's ending.")
  var compress = false

  func validate() throws {
    if summary, output != nil || compress {
      throw ValidationError("--summary writes no trace; leave -o and --compress out")
    }
    guard check != nil else { return }
    if let option = layer.given.first {
      throw ValidationError("--check reads what is computed from the trace; leave \(option) out")
    }
    guard selection.isEmpty, output == nil, format == nil, !summary, !compress else {
      throw ValidationError("--check writes no trace; it stands alone")
    }
  }

  func run(console: Console) throws {
    if let check {
      let report = try TraceFile(argument: check, console: console).check()
      try console.print("\(report.steps) steps with \(report.terms) terms hold")
      return
    }
    let target = try TraceTarget(
      output ?? "-", format: format, compress: compress, console: console)
    let computation = try layer.computation(
      or: Example(ComputationRequest.smallest), console: console)
    let traced = try computation.traced()
    let writer = target.format.writer(
      try selection.selection(of: traced), names: computation.names,
      cost: try computation.tracedCost(),
      isCompressed: target.isCompressed)
    if summary {
      try console.writeOutput(Array(TraceSummary(of: traced, by: writer).text.utf8))
    } else {
      try writer.write(traced, to: target.destination, console: console)
    }
  }
}
