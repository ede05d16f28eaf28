import Testing

@testable import Commands

@Suite struct DeckTargetTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func target(
    _ output: String?, _ format: DeckFormat? = nil, isTerminal: Bool = false
  ) throws -> DeckTarget {
    try DeckTarget(
      output, format: format, lesson: "my",
      console: Transcript().console(outputIsTerminal: isTerminal))
  }

  @Test(
    "The ending tells the format, and without one it is a folder of pictures",
    arguments: [
      ("a.pdf", nil, .pdf, "a.pdf"), ("A.PDF", nil, .pdf, "A.PDF"), ("a.htm", nil, .html, "a.htm"),
      ("a.pptx", nil, .pptx, "a.pptx"), ("a.md", nil, .markdown, "a.md"),
      ("b/pictures", nil, .png, "b/pictures"), ("b/pictures/", nil, .png, "b/pictures/"),
      ("a.b", .png, .png, "a.b"), ("a", .html, .html, "a"),
      ("b/", .markdown, .markdown, "b/deck.md"),
      (nil, nil, .pdf, "my.pdf"), (nil, .markdown, .markdown, "my.md"), (nil, .png, .png, "my"),
    ] as [(String?, DeckFormat?, DeckFormat, String)])
  func formats(output: String?, format: DeckFormat?, expected: DeckFormat, path: String) throws {
    let target = try target(output, format)
    #expect(target.format == expected)
    #expect(target.destination == .file(path))
  }

  @Test("A folder that is there takes pictures, or Markdown where that is asked for")
  func folders() throws {
    #expect(try target(folder.path).format == .png)
    #expect(try target(folder.path, .markdown).destination == .file(folder("deck.md")))
    let failure = try #require(throws: Failure.self) { try target(folder.path, .pdf) }
    #expect(failure.kind == .cannotCreate)
  }

  @Test("One file can go to standard output, unless it would garble a terminal")
  func standardOutput() throws {
    #expect(try target("-").destination == .standardOutput)
    #expect(try target("-", .html, isTerminal: true).format == .html)
    for (format, isTerminal) in [(.png, false), (.markdown, false), (.pdf, true)]
      as [(DeckFormat, Bool)]
    {
      let failure = try #require(throws: Failure.self) {
        try target("-", format, isTerminal: isTerminal)
      }
      #expect(failure.kind == .usage)
    }
  }

  @Test(
    "What does not go together is refused",
    arguments: [
      ("a.pdf", .html, "'a.pdf' does not go with --format html"),
      ("a.md", .png, "'a.md' does not go with --format png"),
      ("a.odp", nil, "'a.odp' does not tell the format; end it in .pdf, .html, .pptx or .md"),
    ] as [(String, DeckFormat?, String)])
  func refused(output: String, format: DeckFormat?, message: String) throws {
    let failure = try #require(throws: Failure.self) { try target(output, format) }
    #expect(failure.kind == .usage)
    #expect(failure.description.hasPrefix(message))
  }

  @Test(
    "A second file is named after the first",
    arguments: [("a/x.pdf", "a/x-answers.pdf"), ("x", "x-answers"), ("a.b/x", "a.b/x-answers")])
  func suffixes(path: String, expected: String) throws {
    #expect(try target(path, .pdf).withSuffix("-answers").destination == .file(expected))
  }
}
