import Testing

@testable import ArrayFiles

@Suite struct SampleArgumentTests {
  private func argument(_ text: String?) throws(Fault) -> SampleArgument {
    try SampleArgument("ramp", text, example: "4x5")
  }

  @Test(
    "A shape is lengths with × or x between",
    arguments: [("4", [4]), ("4x5", [4, 5]), ("2×3x4", [2, 3, 4])])
  func shape(text: String, expected: [Int]) throws {
    #expect(try argument(text).shape() == expected)
  }

  @Test(
    "What is no shape, or too large a one, is refused",
    arguments: [
      "x", "4x", "4xx5", "-4", "4.5", "0x5", "99999x99999", "99999999999999999999", "4 5",
    ])
  func badShape(text: String) {
    #expect(throws: Fault.self) { try argument(text).shape() }
  }

  @Test("Nothing behind the colon is refused with an example", arguments: [nil, ""])
  func empty(text: String?) {
    #expect(
      throws: Fault("ramp needs something behind a colon", remedy: "write ramp:4x5")
    ) { try argument(text) }
  }

  @Test("A seed follows the shape and is 0 without one")
  func seed() throws {
    #expect(try argument("3x3@42").shapeAndSeed() == ([3, 3], 42))
    #expect(try argument("3x3").shapeAndSeed() == ([3, 3], 0))
    for text in ["3x3@", "3x3@-1", "3x3@x", "@1", "3x3@1@2"] {
      #expect(throws: Fault.self) { try argument(text).shapeAndSeed() }
    }
  }

  @Test("A digit may say which of its kind it is")
  func digit() throws {
    #expect(try argument("7").digit() == (7, 0))
    #expect(try argument("7#3").digit() == (7, 3))
    for text in ["12", "x", "7#", "7#-1", "7#1#2", "", "#3"] {
      #expect(throws: Fault.self) { try argument(text).digit() }
    }
  }

  @Test("A letter is one of A to Z in either case")
  func letter() throws {
    #expect(try argument("u").letter() == Letters.rows("U"))
    for text in ["UU", "7", "Ä", "ß"] {
      #expect(throws: Fault.self) { try argument(text).letter() }
    }
  }

  @Test("A side is one of those that the filter allows")
  func side() throws {
    #expect(try argument("3").side(in: 1...25, allowed: "1 to 25") == 3)
    for text in ["0", "26", "3x3", "x"] {
      #expect(throws: Fault.self) { try argument(text).side(in: 1...25, allowed: "1 to 25") }
    }
  }
}
