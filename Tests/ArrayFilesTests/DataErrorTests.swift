import Testing

@testable import ArrayFiles

@Suite struct DataErrorTests {
  @Test("An error is one line: role, source, place, problem and remedy")
  func description() {
    let error = DataError(
      kind: .malformed, role: "input", source: "a.csv", location: [.line(3), .column(2)],
      problem: "“x7” is not a number", remedy: "write a decimal number such as 0.5")
    #expect(
      error.description
        == "input “a.csv”, line 3, column 2: “x7” is not a number; "
        + "write a decimal number such as 0.5")
  }

  @Test("Standard input is named as such")
  func standardInput() {
    let error = DataError(
      kind: .malformed, role: "bias", source: "-", location: [.byte(16)], problem: "p",
      remedy: "r")
    #expect(error.description == "bias from standard input, byte 16: p; r")
  }

  @Test(
    "Quoted text stays on one line and within its limit",
    arguments: [
      ("a.csv", "“a.csv”"), ("a\nb", "“a\\nb”"), ("\u{202E}gnp", "“\\u{202E}gnp”"),
      ("×−é", "“×−é”"), ("123456789", "“12345678…”"), ("12345678", "“12345678”"),
    ])
  func quoted(text: String, expected: String) {
    #expect(text.quoted(limit: 8) == expected)
  }

  @Test(
    "A place says what it counts",
    arguments: [
      (.line(1), "line 1"), (.set(2), "set 2"), (.plane(3), "plane 3"), (.row(4), "row 4"),
      (.column(5), "column 5"), (.byte(0), "byte 0"), (.element([0, 12]), "element [0, 12]"),
    ] as [(Place, String)])
  func places(place: Place, expected: String) {
    #expect(place.description == expected)
  }
}
