import Neural
import Testing

@testable import ArrayFiles

@Suite struct InlineTextTests {
  private func tensor(_ text: String) throws -> Tensor {
    try InlineText.tensor(from: Array(text.utf8))
  }

  @Test(
    "Separators give rows, planes and sets",
    arguments: [
      ("5", [1, 1]), ("1 2 3", [1, 3]), ("1,2,3", [1, 3]), ("1, 2 ,3", [1, 3]), ("1;2;3", [3, 1]),
      ("1 2; 3 4", [2, 2]), ("1 2\n3 4\n", [2, 2]), ("1 2;\r\n3 4\r\n", [2, 2]),
      ("\n\n1 2\n\n3 4\n\n", [2, 2]), ("1 2; 3 4;", [2, 2]), ("\u{FEFF}1 2", [1, 2]),
      ("1 2; 3 4 | 5 6; 7 8", [2, 2, 2]), ("1 | 2 | 3", [3, 1, 1]), ("1 2 |", [1, 1, 2]),
      ("1 2\n3 4\n|\n5 6\n7 8", [2, 2, 2]), ("1 | 2 || 3 | 4", [2, 2, 1, 1]),
      ("1 || 2", [2, 1, 1, 1]), ("1 2; 3 4 ||", [1, 1, 2, 2]),
    ])
  func shapes(text: String, shape: [Int]) throws {
    let tensor = try tensor(text)
    #expect(tensor.shape == shape)
    let expected =
      text.contains("5") && tensor.count == 1 ? [5] : (1...tensor.count).map(Double.init)
    #expect(tensor.values == expected)
  }

  @Test("Numbers may have signs, fractions and exponents")
  func numbers() throws {
    #expect(try tensor("-0.5 +2 −3; 1e-2 .25 4.").values == [-0.5, 2, -3, 0.01, 0.25, 4])
  }

  @Test(
    "A slip is refused with its place",
    arguments: [
      (
        "1 2; 3",
        "row 2: this row has 1 value where the first has 2; "
          + "give every row the same number of values"
      ),
      (
        "1 2\n3 4\n5 6 7\n",
        "line 3: this row has 3 values where the first has 2; "
          + "give every row the same number of values"
      ),
      ("1 2; 3 x7", "row 2, column 2: “x7” is not a number; write a decimal number such as 0.5"),
      (
        "1 2\n\n3 nan\n",
        "line 3, column 2: “nan” is not a finite number; "
          + "replace it by a finite value such as 0"
      ),
      (
        "1 2; 3 4\n5 y",
        "line 2, row 3, column 2: “y” is not a number; "
          + "write a decimal number such as 0.5"
      ),
      (
        "1 | x",
        "plane 2, row 1, column 1: “x” is not a number; "
          + "write a decimal number such as 0.5"
      ),
      (
        "1 || 2 | z",
        "set 2, plane 2, row 1, column 1: “z” is not a number; "
          + "write a decimal number such as 0.5"
      ),
      (
        "1 2; 3 4 | 5 6",
        "plane 2: this plane has 1 row where the first has 2; "
          + "give every plane the same number of rows"
      ),
      (
        "1 | 2 || 3",
        "set 2: this set has 1 plane where the first has 2; "
          + "give every set the same number of planes"
      ),
      ("1;;2", "row 2: there is nothing in row 2; give it values, or remove the separator"),
      (
        "1 | | 2",
        "plane 2: there is nothing in plane 2; "
          + "give it values, or remove the separator"
      ),
      ("1 || || 2", "set 2: there is nothing in set 2; give it values, or remove the separator"),
      ("1,,2", "row 1, column 2: a value is missing; write a decimal number such as 0.5"),
      (",1", "row 1, column 1: a value is missing; write a decimal number such as 0.5"),
      ("1,;2", "row 1, column 2: a value is missing; write a decimal number such as 0.5"),
      ("1,", "row 1, column 2: a value is missing; write a decimal number such as 0.5"),
      (" \n ", ": there are no numbers in it; write numbers such as “1 2; 3 4”"),
    ])
  func slips(text: String, expected: String) {
    let found = message { try tensor(text) }
    #expect(found == (expected.hasPrefix(":") ? expected : ", \(expected)"))
  }

  @Test(
    "An argument is taken for numbers where it is meant as numbers",
    arguments: [
      ("1 2; 3 4", true), ("-0.5", true), ("−1", true), ("3", true), ("1e5", true),
      ("1 2; x 4", true),
      ("nan", true), ("nan 1; 2 3", true), ("0x10", true), ("1/9 1/9", true), ("5-3", true),
      ("./1 2", false), ("/a/1,2", false), ("photo", false), ("e", false), ("my photo", false),
      ("a;b", false), ("3d", false), ("", false),
    ])
  func resembles(argument: String, expected: Bool) {
    #expect(InlineText.resembles(argument) == expected)
  }
}
