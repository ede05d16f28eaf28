import ArgumentParser
import Neural
import Traces

/// `convlens trace`: every step of a computation, as JSON.
struct TraceCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Writes every step of a computation as JSON.",
    usage: "convlens trace [--input <tensor>] [--filter <tensor>] [options]",
    discussion: """
      A file that ends in .jsonl has a line for each step.

      Examples:
        convlens trace --input "1 2 3; 4 5 6; 7 8 9" --filter "10 20; 30 40"
        convlens trace --input digit:7 --filter sobel-x --padding same -o trace.jsonl
      """)

  @OptionGroup(title: "Computation") var layer: LayerOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Which steps, counted from 0: all, or a list such as 0-3,7,last (default: all).",
      valueName: "list"),
    transform: StepSelection.parse)
  var steps = StepSelection.all

  @Option(
    name: [.short, .long], parsing: .unconditional,
    help: ArgumentHelp(
      "The file, .json or .jsonl, or - for standard output.", valueName: "file"),
    completion: .file(extensions: TraceFormat.allCases.map(\.rawValue)), transform: plainValue)
  var output = "-"

  @Option(help: "The format, where the file's ending does not tell (default: json).")
  var format: TraceFormat?

  func run(console: Console) async throws {
    let destination = Destination(output)
    let format = try resolvedFormat(of: destination)
    let example = Setup.example(of: layer.layer ?? .convolution)
    let computation = try Computation(layer.setup(or: example), console: console)
    let selection = TraceSelection(steps: try steps.ranges(of: computation.stepCount))
    try format.write(computation, selection, to: destination, console: console)
  }

  private func resolvedFormat(of destination: Destination) throws(Failure) -> TraceFormat {
    let told = destination.ending.flatMap(TraceFormat.init(rawValue:))
    if let told, let format, told != format {
      throw Failure(.usage, "'\(output)' does not go with --format \(format.rawValue)")
    }
    if let format = format ?? told { return format }
    guard case .file(let path) = destination else { return .json }
    throw Failure(
      .usage, "'\(path)' does not tell the format; end it in .json or .jsonl, or give --format")
  }
}

/// The formats that a trace can be written in.
enum TraceFormat: String, CaseIterable, Sendable, ExpressibleByArgument {
  case json, jsonl

  /// Writes the trace of a computation, portion by portion.
  func write(
    _ computation: Computation, _ selection: TraceSelection = .everything,
    to destination: Destination, console: Console
  ) throws {
    let writer = TraceWriter(
      encoding: self == .json ? .json : .jsonLines, selection: selection,
      generator: TraceGenerator(version: ConvLens.version))
    switch destination {
    case .standardOutput:
      try writer.write(computation) { try console.writeOutput(Array($0)) }
    case .file(let path):
      var file = try OutputFile(path)
      try writer.write(computation) { try file.write(Array($0)) }
      try file.commit()
    }
  }
}

extension TraceWriter {
  /// Writes the passes of a computation: the backward pass with the forward pass that it belongs to.
  fileprivate func write(
    _ computation: Computation, to sink: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    switch computation.passes {
    case .convolution(let forward, _): try write(forward, to: sink)
    case .fullyConnected, .pooling:
      throw Failure(
        .usage,
        "a layer of the kind \(computation.layer.rawValue) has no trace; trace a convolution")
    }
  }
}
