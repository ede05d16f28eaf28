import Neural
import Testing

@testable import ArrayFiles

@Suite struct TextFileTests {
  @Test(
    "The content tells tables, inline text and nested lists apart",
    arguments: [
      ("1,2\n3,4\n", [2, 2]), ("1 2\n3 4\n", [2, 2]), ("1;2\n3;4\n", [2, 2]),
      ("1\t2\n3\t4\n", [2, 2]), ("1 2; 3 4", [2, 2]), ("1, 2; 3, 4", [2, 2]),
      ("1 2;\n3 4;\n", [2, 2]), ("1,2,5;3,4,6\n7,8,9;1,2,3\n", [4, 3]),
      ("[[1, 2], [3, 4]]", [2, 2]),
      ("[[1 2]\n [3 4]]\n", [2, 2]), ("1 2 | 3 4", [2, 1, 2]), ("1\n2\n3\n", [3, 1]),
      ("a;b\n1;2\n3;4\n", [2, 2]), ("\"1\";\"2\"\n", [1, 2]), ("\u{FEFF}1 2; 3 4\r\n", [2, 2]),
      ("−1 2; 3 4", [2, 2]), ("\n\n1 2\n3 4\n\n", [2, 2]), ("5", [1, 1]),
    ])
  func content(text: String, shape: [Int]) throws {
    #expect(try TextFile.reading(from: Array(text.utf8), isTable: true).tensor.shape == shape)
  }

  @Test(
    "A file reads alike by any name and through standard input",
    arguments: [
      "1,2\n3,4\n", "1 2\n3 4\n", "1;2\n3;4\n", "1 2; 3 4", "[[1, 2], [3, 4]]", "1,2,\n3,4,\n",
      "label,x\n1,2\n", "1 2 | 3 4", "1;2;\r\n3;4;\r\n", "5\n", "1,5;2,5\n3,5;4,5\n", "1 2,5\n",
      "1, 2 3\n", "1\n\n2\n", "x\n", "# a b\n1 2\n",
    ])
  func alike(text: String) throws {
    let folder = try TemporaryFolder()
    let bytes = Array(text.utf8)
    let paths = try ["a.txt", "a.csv", "a.tsv", "plain"].map { try folder.file($0, bytes) }
    let outcomes = (paths + ["-"]).map { argument in
      do throws(DataError) {
        return "\(try TensorSource(argument).read(as: "input") { bytes })"
      } catch {
        return error.problem
      }
    }
    for outcome in outcomes { #expect(outcome == outcomes[0]) }
  }

  @Test("One line of numbers apart by ; is a row by the name of a table, else refused")
  func row() throws {
    let bytes = Array("1;2;3\n".utf8)
    #expect(try TextFile.reading(from: bytes, isTable: true).tensor.shape == [1, 3])
    #expect(
      message { try TextFile.reading(from: bytes).tensor }
        == ", line 1: this one line could be a row or a column; write “1 2 3” for a row, one number "
        + "a line for a column")
  }

  @Test("Rows are chosen and columns skipped in every kind of text")
  func parts() throws {
    for text in ["1,2,3\n4,5,6\n", "1 2 3; 4 5 6", "[[1, 2, 3], [4, 5, 6]]"] {
      let reading = try TextFile.reading(from: Array(text.utf8), row: 1, skippedColumns: 1)
      #expect(try reading.tensor == Tensor(shape: [2], values: [5, 6]))
    }
    #expect(
      message { try TextFile.reading(from: Array("[1, 2]".utf8), skippedColumns: 2).tensor }
        == ": it has 2 columns, of which 2 are skipped; skip fewer with --skip-columns")
    #expect(
      message { try TextFile.reading(from: Array("1 | 2".utf8), skippedColumns: 1).tensor }
        == ": it is 2 × 1 × 1 and has no columns to skip; leave --skip-columns out")
  }
}
