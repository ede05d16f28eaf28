import Testing

@testable import Commands

@Suite struct TraceTargetTests {
  private func target(
    _ output: String, format: TraceFormat? = nil, compress: Bool = false
  ) throws(Failure) -> TraceTarget {
    try TraceTarget(output, format: format, compress: compress, console: Transcript().console())
  }

  @Test(
    "The ending tells the format and the compression",
    arguments: [
      ("a.json", TraceFormat.json, false), ("a.JSONL", .jsonl, false), ("a.json.gz", .json, true),
      ("b/a.jsonl.GZ", .jsonl, true),
    ])
  func ending(output: String, format: TraceFormat, isCompressed: Bool) throws {
    let target = try target(output)
    #expect(target.destination == .file(output))
    #expect(target.format == format)
    #expect(target.isCompressed == isCompressed)
  }

  @Test("Options tell what the ending does not")
  func options() throws {
    #expect(try target("-").format == .json)
    #expect(try target("-", format: .jsonl, compress: true).isCompressed)
    #expect(try target("a.gz", format: .jsonl).format == .jsonl)
    #expect(try target("/dev/null", format: .json).format == .json)
    #expect(try target("a.json", compress: true).isCompressed)
  }

  @Test(
    "An ending that tells nothing, or something else, is refused",
    arguments: [("a.txt", nil), ("a.gz", nil), ("a", nil), ("a.json.gz", TraceFormat.jsonl)])
  func refused(output: String, format: TraceFormat?) throws {
    let failure = try #require(throws: Failure.self) { try target(output, format: format) }
    #expect(failure.kind == .usage)
    #expect(failure.description.contains("'\(output)'"))
  }
}
