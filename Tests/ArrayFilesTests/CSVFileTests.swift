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
        "a,1\n1,2\n",
        "line 1, column 1: “a” is not a number; "
          + "write a number, or leave the labels out with --skip-columns 1"
      ),
      (
        "1,b\n1,2\n",
        "line 1, column 2: “b” is not a number; write numbers only, or a header of words alone"
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
      ("1,\n2,3\n", "line 1, column 2: a value is missing; write a decimal number such as 0.5"),
      (",\n", "line 1, column 1: a value is missing; write a decimal number such as 0.5"),
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
        "1,2 3\n4,5 6\n",
        "line 1, column 1: “1,2” has a decimal comma or is two numbers; "
          + "write “1.2” for one number, “1, 2” for two"
      ),
      (
        "1, 2 3\n",
        "line 1, column 2: “2 3” is not a number; "
          + "separate all values alike, by commas, semicolons, tabs or blanks"
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

  @Test(
    "Blanks separate where nothing else does, as savetxt writes them",
    arguments: ["1.0e+00 2.5e+00\n3.0e+00 -4.0e+00\n", " 1   2.5 \r\n 3\t -4\r\n"])
  func blanks(text: String) throws {
    #expect(try tensor(text) == Tensor(rows: [[1, 2.5], [3, -4]]))
  }

  @Test(
    "A separator at the end of every line ends nothing but the line, a blank behind it or not",
    arguments: [
      "1,2,3,\n4,5,6,\n", "1,2,3, \n4,5,6, \r\n", "1;2;3;;\r\n4;5;6;;\r\n",
      "1\t2\t3\t\n4\t5\t6\t\n",
    ])
  func trailing(text: String) throws {
    #expect(try tensor(text) == Tensor(rows: [[1, 2, 3], [4, 5, 6]]))
  }

  @Test(
    "A header and comments before it are left out and remarked upon",
    arguments: [
      ("a,b\n1,2\n", [(1, "“a,b” is taken for a header and left out")]),
      (
        "\"label\";\"größe\"\r\n1;2\r\n",
        [(1, "“\"label\";\"größe\"” is taken for a header and left out")]
      ),
      (",x\n1,2\n", [(1, "“,x” is taken for a header and left out")]),
      ("# a, b\n1 2\n", [(1, "“# a, b” is taken for a comment and left out")]),
      (
        "\n# made by us\nx y\n1 2\n",
        [
          (2, "“# made by us” is taken for a comment and left out"),
          (3, "“x y” is taken for a header and left out"),
        ]
      ),
    ] as [(String, [(Int, String)])])
  func header(text: String, expected: [(Int, String)]) throws {
    let reading = try CSVFile.reading(from: Array(text.utf8))
    #expect(try reading.tensor == Tensor(rows: [[1, 2]]))
    #expect(reading.remarks == expected.map { Remark(location: [.line($0)], text: $1) })
  }

  @Test("Numbers, values that are not finite, and decimal commas are no header")
  func noHeader() {
    for text in ["nan,nan\n1,2\n", "inf;-inf\n1;2\n", "1,5;2,5\n1;2\n", "-x,+y\n1,2\n"] {
      #expect(message { try tensor(text) }?.hasPrefix(", line 1, column 1: ") == true)
    }
  }

  @Test("One row is read without the others, and labels without being read")
  func row() throws {
    let text = "label,a,b\ncat,1,2\ndog,x,y\ncow,3,4\n"
    let reading = try CSVFile.reading(from: Array(text.utf8), row: 2, skippedColumns: 1)
    #expect(try reading.tensor == Tensor(shape: [2], values: [3, 4]))
    #expect(
      message { try CSVFile.reading(from: Array(text.utf8), row: 3).tensor }
        == ": there is no row 3: there are 3; write @row:0 to @row:2")
    #expect(
      message { try CSVFile.reading(from: Array("1,2\n".utf8), skippedColumns: 2).tensor }
        == ", line 1: it has 2 columns, of which 2 are skipped; skip fewer with --skip-columns")
  }

  @Test("Comments without an end are refused")
  func comments() {
    let text = String(repeating: "# a\n", count: 65) + "1\n"
    #expect(
      message { try tensor(text) } == ": more than 64 lines of comments begin it; remove them")
  }

  @Test("A file of blank lines has no numbers", arguments: ["", "\n", " \r\n\r\n"])
  func empty(text: String) {
    #expect(
      message { try tensor(text) }
        == ": there are no numbers in it; write one matrix row a line, such as 1,2,3")
  }
}
