import Testing
import Traces

@testable import Commands

@Suite struct StepSelectionTests {
  @Test(
    "Lists and ranges come to each step once and in order",
    arguments: [
      ("all", [0, 1, 2, 3, 4]), ("0-4", [0, 1, 2, 3, 4]), ("2", [2]), ("last", [4]),
      ("3-last", [3, 4]), ("0-1,3,last", [0, 1, 3, 4]), ("3,1,1-2", [1, 2, 3]),
      ("last-4", [4]),
    ])
  func selected(argument: String, indices: [Int]) throws {
    #expect(try StepSelection.parse(argument).indices(of: 5) == indices)
  }

  @Test(
    "What is no list of steps is refused",
    arguments: ["", "-1", "1-", "1-2-3", "a", "1,,2", "first", "+1", "1.5", "All"])
  func malformed(argument: String) {
    #expect(throws: (any Error).self) { try StepSelection.parse(argument) }
  }

  @Test(
    "A step that is not there is a usage error that says which there are",
    arguments: ["5", "0-5", "0-99999999999", "7-last"])
  func outside(argument: String) throws {
    let selection = try StepSelection.parse(argument)
    let failure = try #require(throws: Failure.self) { try selection.indices(of: 5) }
    #expect(failure.kind == .usage)
    #expect(failure.description.contains("the steps are 0 to 4"))
  }

  @Test("A range that runs backwards is refused with the right one")
  func backwards() throws {
    let selection = try StepSelection.parse("3-1")
    #expect(throws: Failure(.usage, "3-1 runs backwards; give 1-3")) {
      try selection.indices(of: 5)
    }
  }

  @Test("Over passes of several lengths, last stays the last of each")
  func open() throws {
    let selection = try StepSelection.parse("1-2,4-last")
    #expect(try selection.openRanges(of: 5) == [1...2, 4...TraceSelection.last])
    #expect(throws: Failure.self) { try selection.openRanges(of: 4) }
  }

  @Test("A range that begins at the last step is that step of each pass")
  func fromLast() throws {
    let selection = try StepSelection.parse("last-3")
    #expect(try selection.openRanges(of: 4) == [TraceSelection.last...TraceSelection.last])
    #expect(throws: Failure.self) { try selection.openRanges(of: 5) }
  }

  @Test("What is selected has its own name in messages")
  func maps() throws {
    #expect(throws: Failure(.usage, "there is no map 3; the maps are 0 to 1")) {
      try StepSelection.parse("0,3").indices(of: 2, named: "map")
    }
  }

  @Test("A pass of one step has the only step 0")
  func single() throws {
    #expect(try StepSelection.all.indices(of: 1) == [0])
    #expect(throws: Failure(.usage, "there is no step 1; the only step is 0")) {
      try StepSelection.check(1, of: 1)
    }
  }
}
