import Testing

@testable import Lectures

@Suite("Lists of steps")
struct StepListTests {
  @Test(
    "A list names steps in the order in which they are asked for",
    arguments: [
      ("all", [0, 1, 2, 3]), ("0-1,last", [0, 1, 3]), ("3,0", [3, 0]), ("last", [3]),
      (" 1 - 2 , 3", [1, 2, 3]), ("0-last", [0, 1, 2, 3]), ("2-3,last", [2, 3]),
    ])
  func steps(text: String, steps: [Int]) throws {
    let list = try #require(StepList(text))
    #expect(try list.steps(of: 4, at: .trial) == steps)
  }

  @Test(
    "What names no steps is no list",
    arguments: ["", ",", "0,", "first", "1-2-3", "-1", "+1", "0..3", "99999999999999999999"])
  func refused(text: String) {
    #expect(StepList(text) == nil)
  }

  @Test(
    "Steps that a figure does not have are refused, saying which it has",
    arguments: [
      ("4", "there is no step 4; the steps are 0 to 3"), ("3-1", "3-1 runs backwards; give 1-3"),
    ])
  func missing(text: String, message: String) throws {
    let list = try #require(StepList(text))
    #expect(throws: LessonError(message, at: .trial)) { try list.steps(of: 4, at: .trial) }
  }

  @Test("A figure of one step says so")
  func single() {
    #expect(throws: LessonError("there is no step 1; the only step is 0", at: .trial)) {
      try StepList.check(1, of: 1, at: .trial)
    }
  }
}
