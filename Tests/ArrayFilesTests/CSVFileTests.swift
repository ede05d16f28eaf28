import Neural
import Testing

@testable import ArrayFiles

@Suite struct CSVFileTests {
  private func tensor(_ text: String) throws -> Tensor {
    try CSVFile.tensor(from: Array(text.utf8))
  }

  @Test(
    "Comma, semicolon and tab separate, quotation marks and line ends do no harm",
    arguments: [
      "1,2,3\n4,5,6\n", "1,2,3\r\n4,5,6\r\n", "1;2;3\n4;5;6", "1\t2\t3\n4\t5\t6\n\n \n",
      " 1 , 2,\t3\n4,5 ,6", "\"1\",\"2\", \"3\" \n4,\" 5 \",6\n", "\u{FEFF}1,2,3\n4,5,6",
      "1;2;3\r\n\"4\";5;6\r\n\r\n",
    ])
  func matrix(text: String) throws {
    #expect(try tensor(text) == Tensor(rows: [[1, 2, 3], [4, 5, 6]]))
  }

  @Test("One field a line is a column, one line a row")
  func vectors() throws {
    #expect(try tensor("1\n2\n3\n").shape == [3, 1])
    #expect(try tensor("1,2,3").shape == [1, 3])
  }

  @Test(
    "A slip is refused with its line and column",
    arguments: [
      (
        "1,2\n3,4\n5,x7\n",
        "line 3, column 2: “x7” is not a number; "
          + "write a decimal number such as 0.5"
      ),
      (
        "a,b\n1,2\n",
        "line 1, column 1: “a” is not a number; "
          + "write numbers only, without a header line"
      ),
      (
        "1,2\n3\n",
        "line 2: this line has 1 value where the first has 2; "
          + "give every line the same number of values"
      ),
      (
        "1,2\n3,4,5\n",
        "line 2: this line has 3 values where the first has 2; "
          + "give every line the same number of values"
      ),
      ("1,2\n\n3,4\n", "line 2: the line is empty; remove it or give it its values"),
      ("1,\n", "line 1, column 2: a value is missing; write a decimal number such as 0.5"),
      ("1,2\n,\n", "line 2, column 1: a value is missing; write a decimal number such as 0.5"),
      (
        "1;0,5\n",
        "line 1, column 2: “0,5” has a decimal comma; "
          + "write a decimal point, as in 0.5"
      ),
      (
        "1,nan\n",
        "line 1, column 2: “nan” is not a finite number; "
          + "replace it by a finite value such as 0"
      ),
      (
        "1 2 3\n",
        "line 1, column 1: “1 2 3” is not a number; "
          + "separate values by commas, semicolons or tabs"
      ),
      (
        "1,\"2\n",
        "line 1, column 2: the quotation mark is not closed; "
          + "close it on the same line, or leave it out"
      ),
      (
        "\"1\"2,3\n",
        "line 1, column 1: “\"1\"2” is not a number; "
          + "write a decimal number such as 0.5"
      ),
      (
        "1,2\n3,\u{0}\n",
        "line 2, column 2: “\\0” is not a number; "
          + "write a decimal number such as 0.5"
      ),
    ])
  func slips(text: String, expected: String) {
    #expect(message { try tensor(text) } == ", \(expected)")
  }

  @Test("A file of blank lines has no numbers", arguments: ["", "\n", " \r\n\r\n"])
  func empty(text: String) {
    #expect(
      message { try tensor(text) }
        == ": there are no numbers in it; write one matrix row a line, such as 1,2,3")
  }
}
