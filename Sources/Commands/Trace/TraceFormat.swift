import ArgumentParser
import Traces
import Wording

/// The formats that a trace can be written in.
enum TraceFormat: String, CaseIterable, Sendable, ExpressibleByArgument {
  case json, jsonl

  /// A writer of the format.
  func writer(
    _ selection: TraceSelection = .everything, language: Language = .english,
    isCompressed: Bool = false
  ) -> TraceWriter {
    TraceWriter(
      encoding: self == .json ? .json : .jsonLines, selection: selection,
      generator: TraceGenerator(version: ConvLens.version), language: language,
      isCompressed: isCompressed)
  }
}

extension TraceWriter {
  /// Writes the trace of a computation, portion by portion.
  func write(_ traced: TracedRun, to destination: Destination, console: Console) throws {
    switch destination {
    case .standardOutput:
      try write(traced) { try console.writeOutput(Array($0)) }
    case .file(let path):
      var file = try OutputFile(path)
      try write(traced) { try file.write(Array($0)) }
      try file.commit()
    }
  }
}
