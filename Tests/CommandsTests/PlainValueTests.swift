import Testing

@testable import Commands

@Suite struct PlainValueTests {
  @Test(
    "A value may begin with a dash as a negative number does",
    arguments: ["-0.5", "-1 2; 3 4", "-", "-.5", "a.csv", "digit:7"])
  func plain(argument: String) throws {
    #expect(try plainValue(argument) == argument)
  }

  @Test(
    "The next option is not taken for a value",
    arguments: ["--filter", "-o", "--", "", "--1", "-f"])
  func option(argument: String) {
    #expect(throws: (any Error).self) { try plainValue(argument) }
  }
}
