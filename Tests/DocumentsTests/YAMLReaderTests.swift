import Testing

@testable import Documents

@Suite struct YAMLReaderTests {
  private static let kind = DocumentKind(
    noun: "letter", beginning: "begin with a greeting", remedy: "write a shorter one")

  private static func tree(of bytes: [UInt8]) throws -> DocumentNode {
    try YAMLReader.tree(of: bytes, as: kind)
  }

  private func mistake(in yaml: String) throws -> String {
    try mistake(in: Array(yaml.utf8))
  }

  private func mistake(in bytes: [UInt8]) throws -> String {
    try #require(throws: Mistake.self) { try Self.tree(of: bytes) }.description
  }

  @Test(
    "What is not YAML is explained at its place",
    arguments: [
      ("title: a: b", "line 1, column 9: there is no place for a key here; put text that contains"),
      ("title: t\n author: b", "line 2, column 8: there is no place for a key here"),
      ("title: 'a\nb", "line 2, column 2: the quoted text is not closed (since line 1, column 8)"),
      ("title: \"a \\d\"", "line 1, column 11: there is no such escape in"),
      ("title: \"a\" b", "line 1, column 12: this does not go with what stands before it"),
      ("title: t\n\tauthor: x", "line 2, column 1: a tab cannot indent; use spaces"),
      ("title: @a", "line 1, column 8: text that begins with @ must stand in quotes"),
      ("title: `a`", "line 1, column 8: text that begins with ` must stand in quotes"),
      ("a: b\ntitle\nc: d", "line 3, column 1: a ':' is missing behind the key (since line 2"),
      (
        "slides: [a", "line 2, column 1: a ',' or the closing ']' of the list is missing (since lin"
      ),
      ("slides: {a: b]", "line 1, column 14: a ',' or the closing '}' of the mapping is missing"),
      ("slides: - a", "line 1, column 9: a list cannot begin here; put its first '-' on a line"),
      ("title: t\n---\ntitle: b", "line 2, column 1: a second document begins here"),
      ("{a: b} x", "line 1, column 8: there is something behind the end of the letter"),
      ("{[a]: b}", "line 1, column 2: a key must be text, not a list"),
      ("title: \u{7}", "line 1, column 8: the control character U+0007 is not allowed; remove it"),
      ("title: *bold* text", "line 1, column 8: text that begins with * must stand in quotes, or"),
      ("title: !a b", "line 1, column 8: text that begins with ! must stand in quotes"),
      ("title: ? a", "line 1, column 8: text that begins with ? must stand in quotes"),
      ("title: & a", "line 1, column 9: text that begins with & must stand in quotes"),
      ("title: > a", "line 1, column 10: the text of a block begins below | or >"),
      ("title: {{3}} a", "line 1, column 14: this does not go with what stands before it (since"),
      ("title: **bold**", "line 1, column 8: text that begins with * must stand in quotes, or"),
      (
        "a: &one b\nc: *on",
        "line 2, column 4: the alias *on stands for nothing; did you mean *one?"
      ),
      ("a: &a [*a]", "line 1, column 8: the alias *a stands for nothing; &a must come before it"),
      ("a: &k b\n*k : c\nb: d", "line 3, column 1: 'b' stands more than once in this mapping"),
      ("<<: 3", "line 1, column 5: << takes in a mapping, such as *name, not text"),
      ("<<: [3]", "line 1, column 6: << takes in mappings, not text"),
    ])
  func syntax(yaml: String, message: String) throws {
    let mistake = try mistake(in: yaml)
    #expect(mistake.hasPrefix(message), "\(mistake)")
  }

  @Test("Bytes that are not UTF-8 are refused where they stand")
  func encoding() throws {
    #expect(
      try mistake(in: [0x61, 0x0A, 0xC3]).hasPrefix("line 2, column 1: the file is not UTF-8"))
    #expect(try mistake(in: [0xFF, 0xFE, 0x61, 0]).hasPrefix("line 1, column 1: the file is not"))
  }

  @Test("A byte order mark and Windows line ends change nothing")
  func windows() throws {
    let tree = try Self.tree(of: [0xEF, 0xBB, 0xBF] + Array("a: b\r\nc: |\r\n  d\r\n".utf8))
    let entries = try #require(tree.entries)
    #expect(entries.map(\.key.value) == ["a", "c"])
    #expect(entries[1].value.text == "d\n")
    #expect(entries[1].value.place == Place(line: 3, column: 3))
  }

  @Test(
    "The place of a text is that of its first character",
    arguments: [
      ("a: b", 1, 4), ("a: 'b'", 1, 5), ("a: \"b\"", 1, 5), ("a: |\n  b", 2, 3),
      ("a: |2\n    b", 2, 3), ("a: >-\n   b\n   c", 2, 4), ("a: |\n\n  b", 2, 3),
      ("a: &x b", 1, 7), ("a: &x 'b'", 1, 8), ("a: !!str b", 1, 10), ("ä€: b", 1, 5),
    ])
  func places(yaml: String, line: Int, column: Int) throws {
    let tree = try Self.tree(of: Array(yaml.utf8))
    #expect(tree.entries?.first?.value.place == Place(line: line, column: column))
  }

  @Test("Aliases give what their anchor stands for, and text keeps its stars")
  func aliases() throws {
    let tree = try Self.tree(
      of: Array("a: &x [1, '*x']\nb: *x\n*y : c".replacing("*y ", with: "'*y'").utf8))
    let entries = try #require(tree.entries)
    #expect(entries[1].value.list?.map(\.text) == ["1", "*x"])
    #expect(entries[2].key.value == "*y")
  }

  @Test("Merged keys come after a mapping's own, the first mapping before the second")
  func merges() throws {
    let yaml = """
      one: &one {a: 1, b: 1}
      two: &two {b: 2, c: 2}
      all: {<<: [*one, *two], a: 0}
      """
    let all = try #require(try Self.tree(of: Array(yaml.utf8)).entries?.last?.value.entries)
    #expect(all.map { "\($0.key.value)\($0.value.text ?? "")" } == ["a0", "b1", "c2"])
  }

  @Test("A character of the private area in the text stays what it is")
  func privateCharacters() throws {
    let tree = try Self.tree(of: Array("a: \u{E000}b *c*".utf8))
    #expect(tree.entries?.first?.value.text == "\u{E000}b *c*")
  }

  @Test(
    "Deep nesting is refused, however it is written",
    arguments: [
      String(repeating: "[", count: 100_000), String(repeating: "{a: ", count: 100_000),
      String(repeating: "- ", count: 100_000) + "a", String(repeating: "? ", count: 100_000) + "a",
      String(repeating: "[{a: ", count: 50_000),
    ])
  func deep(yaml: String) throws {
    #expect(try mistake(in: yaml).hasSuffix("lists and mappings are nested too deeply"))
  }

  @Test(
    "Aliases of aliases of aliases are refused, also as keys and merges",
    arguments: ["last: *a30", "? *a30\n: x", "<<: *a30"])
  func bombs(last: String) throws {
    var yaml = "a0: &a0 [x]\n"
    for i in 1...30 { yaml += "a\(i): &a\(i) [*a\(i - 1), *a\(i - 1)]\n" }
    #expect(try mistake(in: yaml + last).contains("more than 1000000 parts"))
  }

  @Test("A file of more than 4 MB is refused unread")
  func size() throws {
    let bytes = [UInt8](repeating: UInt8(ascii: "a"), count: Self.kind.maximumLength + 1)
    #expect(
      try mistake(in: bytes)
        == "line 1, column 1: the file is longer than 4 MB; write a shorter one")
  }
}

extension DocumentNode {
  fileprivate var text: String? { if case .text(let text, _) = content { text } else { nil } }
  fileprivate var list: [DocumentNode]? { if case .list(let list) = content { list } else { nil } }
  fileprivate var entries: [Entry]? {
    if case .mapping(let entries) = content { entries } else { nil }
  }
}
