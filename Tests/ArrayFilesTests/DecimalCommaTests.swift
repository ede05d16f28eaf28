import Neural
import Testing

@testable import ArrayFiles

@Suite struct DecimalCommaTests {
  private func fault(_ text: String) -> String? {
    DecimalComma.fault(in: Array(text.utf8))
      .map { String($0.error(role: "input", source: "file").description.dropFirst(12)) }
  }

  @Test(
    "Where blanks separate numbers, a comma between digits is refused with both ways to write it",
    arguments: [
      ("1,5 2,5; 3,5 4,5", "row 1, column 1", "1", "5"),
      ("1 2,5", "row 1, column 2", "2", "5"), ("1; 2 0,5", "row 2, column 2", "0", "5"),
      ("-0,5 1e-3", "row 1, column 1", "-0", "5"), ("1,5\t2,5", "row 1, column 1", "1", "5"),
      ("1 2\n3 4,25\n", "line 2, column 2", "4", "25"),
      ("1, 2,5 3", "row 1, column 2", "2", "5"),
    ])
  func ambiguous(text: String, place: String, whole: String, fraction: String) {
    #expect(
      fault(text) == ", \(place): “\(whole),\(fraction)” has a decimal comma or is two numbers; "
        + "write “\(whole).\(fraction)” for one number, “\(whole), \(fraction)” for two")
  }

  @Test(
    "Where only commas separate numbers, they do",
    arguments: [
      "1, 2; 3, 4", "1,2,3", "1,2;3,4", "1, 2 ,3", "1 ,2", "1,2\n3,4\n", "1,2; 3,4", "1 2 3",
      "1,-2 3", "", ",", "1,", "0.5, 2.5 | 1, 2",
      "0.5,1.5 2.5", "1,2.5 3", "5.,2 1",
    ])
  func lists(text: String) {
    #expect(fault(text) == nil)
  }

  @Test("Two commas in what could be one number are a mixture of separators")
  func mixture() {
    #expect(
      fault("1,2,3 4")
        == ", row 1, column 1: commas and blanks both separate numbers here, as in “1,2,3”; write a "
        + "decimal point in a number, and one kind of separator between numbers")
  }

  @Test(
    "Rows that could all be one number with a comma are refused, lists are not",
    arguments: [
      ("0,5", true), ("-1,25", true), ("1,5e3", true), ("1,5; 2,5", true), ("1,5;2,5 ;", true),
      ("1,5 | 2,5", true), ("−0,5", true), ("1,2,3", false), ("1, 2", false), ("1,2;3", false),
      ("1,2; 3, 4", false), ("1,2;3,4,5", false), ("1,2\n3,4", false), ("5", false),
      ("a,b", false), ("0.5,1.5", false), ("1,2.5", false), (",5", false), ("", false),
      (";", false),
    ])
  func pairs(text: String, isRefused: Bool) {
    #expect((DecimalComma.fault(ofPairs: text) != nil) == isRefused)
  }

  @Test(
    "No way in reads a decimal comma as two numbers",
    arguments: [
      "1,5 2,5", "1,5 2,5\n3,5 4,5\n", "1,5\t2,5\n", "1 2\n3 4,5\n", "1,5;2,5", "1,5; 2,5",
    ])
  func everyWay(text: String) throws {
    let folder = try TemporaryFolder()
    let bytes = Array(text.utf8)
    let paths = try ["a.txt", "a.csv", "a.tsv", "plain"].map { try folder.file($0, bytes) }
    for argument in paths + [text, "-"] {
      let error = #expect(throws: DataError.self) {
        try TensorSource(argument).read(as: "input") { bytes }
      }
      #expect(error?.problem.contains("has a decimal comma") == true)
    }
  }
}
