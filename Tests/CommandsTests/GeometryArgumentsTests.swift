import Neural
import Testing

@testable import Commands

@Suite struct GeometryArgumentsTests {
  @Test(
    "A stride is one number for both directions or two for rows and columns",
    arguments: [
      ("2", Extent(2)), ("2,1", Extent(rows: 2, columns: 1)),
      ("3, 4", Extent(rows: 3, columns: 4)), ("3x4", Extent(rows: 3, columns: 4)),
      ("3×4", Extent(rows: 3, columns: 4)),
    ])
  func extent(argument: String, extent: Extent) throws {
    #expect(try Extent.parse(argument) == extent)
  }

  @Test(
    "What is no stride is refused",
    arguments: [
      "", "0", "1,0", "-1", "1,2,3", "a", "1.5", "1,", "99999999999999999999", "2x", "2x2x2",
    ])
  func wrongExtent(argument: String) {
    #expect(throws: (any Error).self) { try Extent.parse(argument) }
  }

  @Test(
    "A padding is a name or one, two or four numbers",
    arguments: [
      ("valid", PaddingRule.valid), ("same", .same), ("full", .full), ("1", .explicit(Padding(1))),
      ("1,2", .explicit(Padding(top: 1, bottom: 1, left: 2, right: 2))),
      ("1,2,3,4", .explicit(Padding(top: 1, bottom: 3, left: 2, right: 4))),
    ])
  func padding(argument: String, rule: PaddingRule) throws {
    #expect(try PaddingRule.parse(argument) == rule)
  }

  @Test(
    "What is no padding is refused",
    arguments: ["", "-1", "1,-2", "1,2,3", "1,2,3,4,5", "Full", "x", "1x2"])
  func wrongPadding(argument: String) {
    #expect(throws: (any Error).self) { try PaddingRule.parse(argument) }
  }

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
