import Testing

@testable import Traces

@Suite("JSON input")
struct JSONInputTests {
  /// A reader of the text that gets it in portions of the given number of bytes.
  private func input(_ text: String, portion: Int = 1 << 16) -> JSONInput {
    JSONInput(portions(of: Array(text.utf8), size: portion))
  }

  @Test("Values are read through any portions", arguments: [1, 2, 3, 7, 1 << 16])
  func values(portion: Int) throws {
    var input = input(
      """
      {"whole" : [-12,0, 9007199254740993 ],
       "number":[0.5,"-Infinity",1e3],"flags":[true,false], "empty":{}, "none":[],
       "text":"a\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud835\\udc4eé"}
      """, portion: portion)
    try input.openObject()
    #expect(try input.nextKey() == "whole")
    #expect(try input.integers(atMost: 3) == [-12, 0, 9_007_199_254_740_993])
    #expect(try input.nextKey() == "number")
    var numbers: [Double] = []
    try input.openArray()
    while try input.hasNextElement() { numbers.append(try input.number()) }
    #expect(numbers == [0.5, -.infinity, 1000])
    #expect(try input.nextKey() == "flags")
    var flags: [Bool] = []
    try input.openArray()
    while try input.hasNextElement() { flags.append(try input.bool()) }
    #expect(flags == [true, false])
    #expect(try input.nextKey() == "empty")
    try input.openObject()
    #expect(try input.nextKey() == nil)
    #expect(try input.nextKey() == "none")
    try input.openArray()
    #expect(try !input.hasNextElement())
    #expect(input.line == 2)
    #expect(try input.nextKey() == "text")
    #expect(try input.string() == "a\"\\/\u{8}\u{C}\n\r\té𝑎é")
    #expect(try input.nextKey() == nil)
    #expect(try input.isAtEnd())
    #expect(input.line == 3)
  }

  @Test("A value of any kind is passed over", arguments: [1, 5, 1 << 16])
  func skipping(portion: Int) throws {
    let values = [
      "1", "-2.5e3", "\"text \\u0041\"", "true", "false", "null", "[]", "{}", "[1,[2,{}],3]",
      "{\"a\":{\"b\":[{\"c\":null},\"]}\"]},\"d\":0}", "\"Infinity\"",
    ]
    var input = input(
      "[" + values.joined(separator: " ,\n ") + ", \"the end\"]", portion: portion)
    try input.openArray()
    for _ in values {
      #expect(try input.hasNextElement())
      try input.skipValue()
    }
    #expect(try input.hasNextElement())
    #expect(try input.string() == "the end")
    #expect(try !input.hasNextElement())
    #expect(try input.isAtEnd())
  }

  @Test(
    "What is not JSON is refused, with its line",
    arguments: [
      "{\"a\":1,}", "[1,]", "[1 2]", "[,1]", "{\"a\" 1}", "{a:1}", "{\"a\":}", "[01]", "[1.]",
      "[tru]", "[nul]", "[+1]", "[\"a\n\"]", "[\"\\x\"]", "[\"\\u12g4\"]", "[\"\\ud835\"]", "[1}",
      "{\"a\":1]", "[", "{", "{\"a\"", "{\"a\":", "[\"a", "[\"\\", "[\"\\u1", "[1", "", "]", "-",
      "[--1]", "[1e]", "[1e999]", "\u{FEFF}[]", "['a']", "[0x1]",
    ])
  func refused(text: String) {
    let error = #expect(throws: TraceError.self) {
      var input = input("\n\n" + text)
      try input.skipValue()
    }
    #expect(error?.line == 3)
  }

  @Test(
    "A whole number is not read from anything else",
    arguments: ["1.0", "1e3", "-", "007", "-01", "9223372036854775808", "\"1\"", "true", "1-1"])
  func integers(text: String) {
    #expect(throws: TraceError.self) {
      var input = input(text)
      _ = try input.integer()
    }
  }

  @Test("Nesting beyond any trace's is refused before it can do harm")
  func nesting() throws {
    var shallow = input(String(repeating: "[", count: 64) + String(repeating: "]", count: 64))
    try shallow.skipValue()
    #expect(throws: TraceError.self) {
      var deep = input(String(repeating: "[", count: 1_000_000))
      try deep.skipValue()
    }
  }

  @Test("A long string is passed over, but not kept")
  func longString() throws {
    let text = "\"" + String(repeating: "a", count: 100_000) + "\""
    var skipped = input(text)
    try skipped.skipValue()
    #expect(try skipped.isAtEnd())
    #expect(throws: TraceError.self) {
      var kept = input(text)
      _ = try kept.string()
    }
  }

  @Test("A source that fails says why")
  func failure() {
    struct Broken: Error, CustomStringConvertible { var description: String { "the disk is gone" } }
    #expect(throws: TraceError(line: 1, .unreadable(reason: "the disk is gone"))) {
      var input = JSONInput { _ in throw Broken() }
      try input.openObject()
    }
  }
}

/// The bytes in portions of the given size.
func portions(of bytes: [UInt8], size: Int) -> ByteSource {
  var position = 0
  return { portion in
    let count = min(portion.count, size, bytes.count - position)
    portion.copyBytes(from: bytes[position..<(position + count)])
    position += count
    return count
  }
}
