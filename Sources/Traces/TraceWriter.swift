import Neural

/// Writes the trace of a pass: what went in, what came out, and every step between.
///
/// The trace is written as it is computed, in portions of about 64 KB: memory follows the operands,
/// not the number of steps. The same pass gives the same bytes. The format is described in
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
  /// What the operands are called.
  public let names: TraceNames
  /// The cost that the upstream gradient is that of, where it is known.
  public let cost: TracedCost?
  /// Whether the trace is compressed with gzip.
  public let isCompressed: Bool

  /// A writer.
  public init(
    encoding: Encoding, selection: TraceSelection = .everything,
    generator: TraceGenerator = TraceGenerator(), names: TraceNames = TraceNames(),
    cost: TracedCost? = nil, isCompressed: Bool = false
  ) {
    self.encoding = encoding
    self.selection = selection
    self.generator = generator
    self.names = names
    self.cost = cost
    self.isCompressed = isCompressed
  }

  /// Writes the trace of a computation, calling `sink` with one portion of UTF-8, or of what that is
  /// compressed to, after another.
  ///
  /// - Parameter pass: A layer's forward pass, or its backward pass, whose trace holds both.
  /// - Throws: What `sink` throws; nothing is written after that.
  public func write(
    _ pass: some Traceable, to sink: (UnsafeRawBufferPointer) throws -> Void
  ) rethrows {
    let content = TraceContent(pass.traced)
    guard isCompressed else { return try write(content, to: sink) }
    let gzip = GzipOutput()
    try write(content) { try gzip.append($0, to: sink) }
    try gzip.finish(to: sink)
  }

  private func write(
    _ content: TraceContent, to sink: (UnsafeRawBufferPointer) throws -> Void
  ) rethrows {
    var output = JSONOutput(isSpaced: encoding == .json)
    let sections = content.sections.map { ($0, $0.indices(of: selection).lazy.joined()) }
    let stepCount = sections.reduce(0) { $1.1.reduce($0) { count, _ in count + 1 } }
    try begin(content, stepCount: stepCount, &output, sink)
    for (section, indices) in sections {
      for index in indices {
        output.breakLine(depth: 2)
        try writeStep(index, of: section, to: &output, sink)
        if encoding == .jsonLines { output.endLine() }
      }
    }
    end(&output)
    try output.flush(to: sink)
  }

  /// Writes what comes before the first step.
  func begin(
    _ content: TraceContent, stepCount: Int, _ output: inout JSONOutput,
    _ sink: (UnsafeRawBufferPointer) throws -> Void
  ) rethrows {
    output.openObject()
    try writeHeader(of: content, stepCount: stepCount, to: &output, sink)
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

  /// Writes the members that come before the steps.
  private func writeHeader(
    of content: TraceContent, stepCount: Int, to output: inout JSONOutput,
    _ sink: (UnsafeRawBufferPointer) throws -> Void
  ) rethrows {
    output.breakLine(depth: 1)
    output.key("format")
    output.value(TraceFormat.name)
    output.breakLine(depth: 1)
    output.key("version")
    output.value(TraceFormat.version)
    output.breakLine(depth: 1)
    output.key("generator")
    output.openObject()
    output.key("name")
    output.value(generator.name)
    if let version = generator.version {
      output.key("version")
      output.value(version)
    }
    output.closeObject()
    if names != TraceNames() {
      output.breakLine(depth: 1)
      output.key("names")
      output.openObject()
      if let name = names.input {
        output.key("input")
        output.value(name)
      }
      if let name = names.weights {
        output.key("weights")
        output.value(name)
      }
      output.closeObject()
    }
    output.breakLine(depth: 1)
    output.key("layers")
    output.openArray()
    output.breakLine(depth: 2)
    content.layer.write(to: &output)
    output.breakEnd(depth: 1)
    output.closeArray()
    try output.members("operands", content.operands.map { ($0, $1.shape, $1.values) }, sink)
    if let cost {
      output.breakLine(depth: 1)
      output.key("cost")
      try cost.write(to: &output, sink)
    }
    let results = zip(content.results, content.values()).map { ($0.key, $0.shape, $1) }
    try output.members("results", results, sink)
    output.breakLine(depth: 1)
    output.key("notation")
    output.openObject()
    for (key, meaning) in content.notation {
      output.breakLine(depth: 2)
      output.key(key)
      output.value(meaning)
    }
    output.breakEnd(depth: 1)
    output.closeObject()
    output.breakLine(depth: 1)
    output.key("step_count")
    output.value(stepCount)
  }

  /// Writes one step.
  func writeStep(
    _ index: Int, of section: TraceSection, to output: inout JSONOutput,
    _ sink: (UnsafeRawBufferPointer) throws -> Void
  ) rethrows {
    output.openObject()
    output.key("index")
    output.value(index)
    output.key("layer")
    output.value(0)
    output.key("pass")
    output.value(section.pass.rawValue)
    output.key("kind")
    output.value("\(section.steps.kind)")
    try section.steps.write(index, selection: selection, to: &output, sink)
    output.closeObject()
    try output.drain(to: sink)
  }
}

extension JSONOutput {
  /// Writes tensors as one member, each on a line of its own.
  fileprivate mutating func members(
    _ name: StaticString, _ tensors: [(key: StaticString, shape: [Int], values: [Double])],
    _ sink: (UnsafeRawBufferPointer) throws -> Void
  ) rethrows {
    breakLine(depth: 1)
    key(name)
    openObject()
    for tensor in tensors {
      breakLine(depth: 2)
      key(tensor.key)
      try self.tensor(shape: tensor.shape, values: tensor.values, sink)
    }
    breakEnd(depth: 1)
    closeObject()
  }
}
