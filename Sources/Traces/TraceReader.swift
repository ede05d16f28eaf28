import Neural

/// Reads traces: the run that a trace is of, and whether its steps are what the operands give.
///
/// Both encodings are read, compressed or not; the trace itself tells which it is. Memory follows
/// the operands, not the number of steps, and nothing is allocated on the word of a shape or a count.
public struct TraceReader: Sendable {
  /// What a check went through.
  public struct Report: Sendable, Equatable {
    /// The number of steps that hold.
    public var steps: Int
    /// The number of terms in them that hold.
    public var terms: Int
    /// The number of results in the header that hold.
    public var results: Int

    /// A report.
    public init(steps: Int, terms: Int, results: Int) {
      (self.steps, self.terms, self.results) = (steps, terms, results)
    }
  }

  /// A reader.
  public init() {}

  /// The run that the trace is of, computed from its operands; the steps are not read.
  ///
  /// - Throws: ``TraceError`` where the header is not one, or does not fit together.
  public func run(from source: @escaping ByteSource) throws(TraceError) -> TracedRun {
    var input = JSONInput(GzipInput(source).read)
    return try TraceHeader(&input).run()
  }

  /// Replays every result and every step of the trace against its operands.
  ///
  /// - Throws: ``TraceError`` with the first that does not hold, or where the trace is not
  ///   complete.
  public func check(_ source: @escaping ByteSource) throws(TraceError) -> Report {
    var input = JSONInput(GzipInput(source).read)
    let header = try TraceHeader(&input)
    let run = try header.run().run
    var replay = TraceReplay(run)
    try header.checkCost(of: run, by: replay)
    try replay.check(header.claims)
    if header.isDocument { try input.openArray() }
    while try header.isDocument ? input.hasNextElement() : !input.isAtEnd() {
      guard replay.report.steps < header.stepCount else {
        throw input.error(
          .unexpected(found: "another step", wanted: "the end of \(header.stepCount) steps"))
      }
      try replay.checkStep(&input)
    }
    guard replay.report.steps == header.stepCount else {
      throw input.error(
        .truncated(wanted: "step number \(replay.report.steps + 1) of \(header.stepCount)"))
    }
    if header.isDocument {
      while let key = try input.nextKey() {
        throw input.error(.misplaced(key: key, reason: "comes after the steps"))
      }
      guard try input.isAtEnd() else {
        throw input.error(.unexpected(found: "something", wanted: "the end of the trace"))
      }
    }
    return replay.report
  }

  /// The run that the trace in the bytes is of.
  public func run(from bytes: [UInt8]) throws(TraceError) -> TracedRun {
    try run(from: TraceReader.source(of: bytes))
  }

  /// Replays every result and every step of the trace in the bytes.
  public func check(_ bytes: [UInt8]) throws(TraceError) -> Report {
    try check(TraceReader.source(of: bytes))
  }

  private static func source(of bytes: [UInt8]) -> ByteSource {
    var position = 0
    return { portion in
      let count = min(portion.count, bytes.count - position)
      portion.copyBytes(from: bytes[position..<(position + count)])
      position += count
      return count
    }
  }
}
