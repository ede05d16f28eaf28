import Neural

/// Reads traces: the pass that a trace is of, and whether its steps are what the operands give.
///
/// Both encodings are read, compressed or not; the trace itself tells which it is. Memory follows the operands, not
/// the number of steps, and nothing is allocated on the word of a shape or a count.
public struct TraceReader: Sendable {
  /// What a check went through.
  public struct Report: Sendable, Equatable {
    /// The number of steps that hold.
    public var steps: Int
    /// The number of terms, or of cells of pooling windows, in them that hold.
    public var terms: Int

    /// A report.
    public init(steps: Int, terms: Int) {
      (self.steps, self.terms) = (steps, terms)
    }
  }

  /// A reader.
  public init() {}

  /// The pass that the trace is of, rebuilt from its operands, and what these are called; the steps
  /// are not read.
  ///
  /// - Throws: ``TraceError`` where the header is not one, or does not fit together.
  public func computation(
    from source: @escaping ByteSource
  ) throws(TraceError) -> (pass: TracedPass, names: TraceNames) {
    var input = JSONInput(GzipInput(source).read)
    let header = try TraceHeader(&input)
    return (header.pass, header.names)
  }

  /// The pass that the trace is of, rebuilt from its operands; its steps are not read.
  ///
  /// - Throws: ``TraceError`` where the header is not one, or does not fit together.
  public func pass(
    from source: @escaping ByteSource
  ) throws(TraceError) -> TracedPass {
    try computation(from: source).pass
  }

  /// Replays every result and every step of the trace against its operands.
  ///
  /// - Throws: ``TraceError`` with the first that does not hold, or where the trace is not
  ///   complete.
  public func check(_ source: @escaping ByteSource) throws(TraceError) -> Report {
    var input = JSONInput(GzipInput(source).read)
    let header = try TraceHeader(&input)
    var replay = TraceReplay(header.pass)
    if let cost = header.cost {
      try replay.check(cost.record, on: cost.line, of: header.pass)
    }
    try replay.check(header.results)
    if header.isDocument { try input.openArray() }
    while try header.isDocument ? input.hasNextElement() : !input.isAtEnd() {
      guard replay.steps < header.stepCount else {
        throw input.error(
          .unexpected(found: "another step", wanted: "the end of \(header.stepCount) steps"))
      }
      try replay.checkStep(&input)
    }
    guard replay.steps == header.stepCount else {
      throw input.error(
        .truncated(wanted: "step number \(replay.steps + 1) of \(header.stepCount)"))
    }
    if header.isDocument {
      while let key = try input.nextKey() {
        throw input.error(.misplaced(key: key, reason: "comes after the steps"))
      }
      guard try input.isAtEnd() else {
        throw input.error(.unexpected(found: "something", wanted: "the end of the trace"))
      }
    }
    return Report(steps: replay.steps, terms: replay.terms)
  }

  /// The pass that the trace in the bytes is of.
  public func pass(from bytes: [UInt8]) throws(TraceError) -> TracedPass {
    try pass(from: TraceReader.source(of: bytes))
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
