import Testing

@testable import Documents

@Suite struct JSONValueTests {
  private static let object: JSONValue = ["b": 1, "a": [true, .null, 0.5]]
  private static let cases: [(JSONValue, String)] = [
    (object, #"{"b": 1, "a": [true, null, 0.5]}"#),
    (.text("a\"b\\c\nd\u{1}"), #""a\"b\\c\nd\u0001""#),
    (.number(1e300), "1e+300"),
    (.object([]), "{}"),
    (.integers([3, 4]), "[3, 4]"),
  ]

  @Test("A value is JSON, its members in their order", arguments: cases)
  func json(value: JSONValue, expected: String) { #expect(value.json() == expected) }

  @Test("A long list stands on lines of its own")
  func lines() {
    let words = JSONValue.texts(Array(repeating: "twelve signs", count: 8))
    #expect(words.json().split(separator: "\n").count == 10)
  }
}
