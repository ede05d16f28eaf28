import Neural
import Wording

/// Writes the trace of a run: what went in, what came out, and every step between.
///
/// The trace is written as it is computed, in portions of about 64 KB: memory follows the operands,
/// not the number of steps. The same run gives the same bytes. The format is described in
/// `Docs/Traces.md`.
public struct TraceWriter: Sendable {
  /// How a trace is laid out.
  public enum Encoding: Sendable, Hashable, CaseIterable {
    /// One JSON document, a step a line.
    case json
    /// JSON Lines: the header on the first line, then a step a line.
    case jsonLines
  }

  /// How the trace is laid out.
  public let encoding: Encoding
  /// Which steps are written, and which of their keys.
  public let selection: TraceSelection
  /// The tool that the trace says it comes from.
  public let generator: TraceGenerator
  /// The language of explanations.
  public let language: Language
  /// Whether the trace is compressed with gzip.
  public let isCompressed: Bool

  /// A writer.
  public init(
    encoding: Encoding, selection: TraceSelection = .everything,
    generator: TraceGenerator = TraceGenerator(), language: Language = .english,
    isCompressed: Bool = false
  ) {
    self.encoding = encoding
    self.selection = selection
    self.generator = generator
    self.language = language
    self.isCompressed = isCompressed
  }

  /// Writes the trace of a run, calling `sink` with one portion of UTF-8, or of what that is
  /// compressed to, after another.
  ///
  /// - Throws: What `sink` throws; nothing is written after that.
  public func write(
    _ traced: TracedRun, to sink: (UnsafeRawBufferPointer) throws -> Void
  ) rethrows {
    guard isCompressed else { return try writePlain(traced, to: sink) }
    let gzip = GzipOutput()
    try writePlain(traced) { try gzip.append($0, to: sink) }
    try gzip.finish(to: sink)
  }

  private func writePlain(
    _ traced: TracedRun, to sink: (UnsafeRawBufferPointer) throws -> Void
  ) rethrows {
    var output = JSONOutput(isSpaced: encoding == .json)
    let sections = TraceSection.all(of: traced.run).map {
      ($0, $0.indices(of: selection).lazy.joined())
    }
    let stepCount = sections.reduce(0) { $1.1.reduce($0) { count, _ in count + 1 } }
    try begin(traced, stepCount: stepCount, &output, sink)
    var steps = StepWriting(traced.run, selection: selection, encoding: encoding, language)
    for (section, indices) in sections {
      for index in indices {
        output.breakLine(depth: 2)
        try steps.write(index, of: section, to: &output, sink)
        if encoding == .jsonLines { output.endLine() }
      }
    }
    end(&output)
    try output.flush(to: sink)
  }

  /// Writes what comes before the first step.
  func begin(
    _ traced: TracedRun, stepCount: Int, _ output: inout JSONOutput,
    _ sink: (UnsafeRawBufferPointer) throws -> Void
  ) rethrows {
    output.openObject()
    try output.header(of: traced, by: generator, stepCount: stepCount, sink)
    switch encoding {
    case .json:
      output.breakLine(depth: 1)
      output.key("steps")
      output.openArray()
    case .jsonLines:
      output.closeObject()
      output.endLine()
    }
  }

  /// Writes what comes after the last step.
  func end(_ output: inout JSONOutput) {
    guard encoding == .json else { return }
    output.breakEnd(depth: 1)
    output.closeArray()
    output.breakEnd(depth: 0)
    output.closeObject()
    output.endLine()
  }
}
