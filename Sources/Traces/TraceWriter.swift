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

  /// A writer.
  public init(
    encoding: Encoding, selection: TraceSelection = .everything,
    generator: TraceGenerator = TraceGenerator()
  ) {
    self.encoding = encoding
    self.selection = selection
    self.generator = generator
  }

  /// Writes the trace of a forward pass, calling `sink` with one portion of UTF-8 after another.
  ///
  /// - Throws: What `sink` throws; nothing is written after that.
  public func write(
    _ pass: Convolution.ForwardPass, to sink: (UnsafeRawBufferPointer) throws -> Void
  ) rethrows {
    var output = JSONOutput(isSpaced: encoding == .json)
    let steps = pass.steps.indices.lazy.filter {
      selection.includes(step: $0, map: $0 / pass.sweep.count)
    }
    output.openObject()
    try writeHeader(of: pass, stepCount: steps.count, to: &output, sink)
    switch encoding {
    case .json:
      output.breakLine(depth: 1)
      output.key("steps")
      output.openArray()
    case .jsonLines:
      output.closeObject()
      output.endLine()
    }
    for index in steps {
      output.breakLine(depth: 2)
      try pass.writeStep(index, fields: selection.fields, to: &output, sink)
      if encoding == .jsonLines { output.endLine() }
    }
    if encoding == .json {
      output.breakEnd(depth: 1)
      output.closeArray()
      output.breakEnd(depth: 0)
      output.closeObject()
      output.endLine()
    }
    try output.flush(to: sink)
  }

  /// Writes the members that come before the steps.
  private func writeHeader(
    of pass: Convolution.ForwardPass, stepCount: Int, to output: inout JSONOutput,
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
    output.breakLine(depth: 1)
    output.key("layers")
    output.openArray()
    output.breakLine(depth: 2)
    pass.writeLayer(to: &output)
    output.breakEnd(depth: 1)
    output.closeArray()

    output.breakLine(depth: 1)
    output.key("operands")
    output.openObject()
    try output.member("input", pass.input, sink)
    try output.member("weights", pass.layer.weights, sink)
    try output.member("bias", pass.layer.bias, sink)
    output.breakEnd(depth: 1)
    output.closeObject()

    let result = pass.result
    output.breakLine(depth: 1)
    output.key("results")
    output.openObject()
    try output.member("z", result.z, sink)
    try output.member("a", result.a, sink)
    output.breakEnd(depth: 1)
    output.closeObject()

    output.breakLine(depth: 1)
    output.key("notation")
    output.openObject()
    for (key, meaning) in Convolution.ForwardPass.notation {
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
}

extension JSONOutput {
  /// Writes a tensor as a member on a line of its own: its shape, and its values row by row.
  fileprivate mutating func member(
    _ name: StaticString, _ tensor: Tensor, _ sink: (UnsafeRawBufferPointer) throws -> Void
  ) rethrows {
    breakLine(depth: 2)
    key(name)
    openObject()
    key("shape")
    value(tensor.shape)
    key("values")
    openArray()
    for value in tensor.values {
      self.value(value)
      try drain(to: sink)
    }
    closeArray()
    closeObject()
  }

  /// Writes an array of whole numbers.
  mutating func value(_ values: [Int]) {
    openArray()
    for value in values { self.value(value) }
    closeArray()
  }
}
