import Neural
import Testing

@testable import ArrayFiles

@Suite struct JSONFileTests {
  private func tensor(_ text: String) throws -> Tensor {
    try JSONFile.tensor(from: Array(text.utf8))
  }

  @Test(
    "Nested arrays of any rank keep their shape",
    arguments: [
      ("1", [1, 1]), ("[1, 2, 3]", [3]), ("[[1,2],[3,4]]", [2, 2]),
      ("[\n [[1, 2]],\n [[3, 4]]\n]\n", [2, 1, 2]), ("[[[[[1]]]]]", [1, 1, 1, 1, 1]),
      ("\u{FEFF}[1]", [1]),
      (#"{"shape": [2, 2], "values": [1, 2, 3, 4]}"#, [2, 2]),
      (#" { "values" : [ 1, 2 ] , "shape" : [ 1, 2, 1 ] } "#, [1, 2, 1]),
    ])
  func shapes(text: String, shape: [Int]) throws {
    let tensor = try tensor(text)
    #expect(tensor.shape == shape)
    #expect(tensor.values == (1...tensor.count).map(Double.init))
  }

  @Test(
    "What Python, NumPy, PyTorch and MATLAB print is read as well",
    arguments: [
      "[[1 2]\n [3 4]]", "[[1. 2.]\n [3. 4.]]", "[[ 1.  2.]\n [ 3.  4.]]\n", "[[1 2][3 4]]",
      "array([[1, 2],\n       [3, 4]])", "array([[1., 2.], [3., 4.]], dtype=float32)",
      "tensor([[1., 2.],\n        [3., 4.]], dtype=torch.float64, grad_fn=<Add>)", "[1 2; 3 4]",
      "[1, 2; 3, 4]", " [1 2;\n 3 4]\n",
    ])
  func printed(text: String) throws {
    #expect(JSONFile.resembles(text.utf8))
    #expect(try tensor(text) == Tensor(rows: [[1, 2], [3, 4]]))
  }

  @Test(
    "A slip is refused with its line and column",
    arguments: [
      (
        "[[1, 2],\n [3]]",
        "line 2, column 2: this array has 1 element where the first has 2; "
          + "give arrays of one depth the same length"
      ),
      (
        "[1, [2]]",
        "line 1, column 5: there is an array among numbers; "
          + "nest every array equally deep"
      ),
      ("[[1], 2]", "line 1, column 7: there is a number among arrays; nest all equally deep"),
      (
        "[1, NaN]",
        "line 1, column 5: “NaN” is not a finite number; "
          + "replace it by a finite value such as 0"
      ),
      (
        "[1, null]",
        "line 1, column 5: “null” is not a number; "
          + "write a decimal number such as 0.5"
      ),
      (
        "[1, 1e999]",
        "line 1, column 5: “1e999” is too large; "
          + "the largest magnitude is about 1.8e308"
      ),
      (
        "[1, \"2\"]",
        "line 1, column 5: there is “\"2” where a number should be; "
          + "write a decimal number such as 0.5"
      ),
      ("[1, ]", "line 1, column 5: a value is missing; write a decimal number such as 0.5"),
      (
        "[1: 2]",
        "line 1, column 3: there is “:” where a comma or the end should be; "
          + "separate elements by commas"
      ),
      (
        "[[1, 2],\n [1,5 2,5]]",
        "line 2, column 2: “1,5” has a decimal comma or is two numbers; "
          + "write “1.5” for one number, “1, 5” for two"
      ),
      (
        "[[1, 2] [3, 4], [5, 6]]",
        "line 1, column 15: commas and blanks both separate values here; "
          + "write commas between all values, or none"
      ),
      (
        "[[0. 1. ... 2.]]",
        "line 1, column 9: values are left out here; save the array with numpy.save, or print all of "
          + "it"
      ),
      ("array([1, 2]", "line 1, column 13: the text ends early; close every array and object"),
      ("[]", "line 1, column 1: the array is empty; give it at least one number"),
      ("[[1, 2], []]", "line 1, column 10: the array is empty; give it at least one number"),
      ("[[1, 2]", "line 1, column 8: the text ends early; close every array"),
      ("[1,", "line 1, column 4: the text ends early; close every array"),
      ("[", "line 1, column 2: the text ends early; close every array"),
      ("[1] [2]", "line 1, column 5: “[2” follows the end; write one array a file"),
      (
        "[\"−é\",\n 1, x]",
        "line 1, column 2: there is “\"−é” where a number should be; "
          + "write a decimal number such as 0.5"
      ),
      (
        #"{"shape": [2], "value": [1, 2]}"#,
        "line 1, column 16: the key “value” is unknown; "
          + #"write {"shape": […], "values": […]}"#
      ),
      (
        #"{"shape": [2], "shape": [2]}"#,
        "line 1, column 16: the key “shape” is there twice; "
          + #"write {"shape": […], "values": […]}"#
      ),
      (
        #"{"shape": [2]}"#,
        "line 1, column 1: “values” is missing; "
          + #"write {"shape": […], "values": […]}"#
      ),
      (
        #"{"shape": [[2]], "values": [1, 2]}"#,
        "line 1, column 11: “shape” is not a flat array; "
          + "write all numbers in one array"
      ),
      (
        #"{"shape": [2.5], "values": [1, 2]}"#,
        "line 1, column 1: the shape is not made of whole numbers; write [2, 3]"
      ),
      (
        #"{"shape": [3], "values": [1, 2]}"#,
        "line 1, column 1: a shape of 3 needs 3 values, not 2; "
          + "correct the shape or the values"
      ),
      (
        #"{"shape": [-3, 0], "values": [1]}"#,
        "line 1, column 1: its shape -3 × 0 has no elements; every dimension must be 1 or more"
      ),
      (
        #"{"shape": [4e9, 4e9, 4e9], "values": [1]}"#,
        "line 1, column 1: its shape 4000000000 × 4000000000 × 4000000000 is too large; "
          + "at most 201326592 elements are read"
      ),
      (
        #"{"shape": 2, "values": [1]}"#,
        "line 1, column 11: “shape” is not a flat array; "
          + "write all numbers in one array"
      ),
      ("{", "line 1, column 2: the text ends early; close every array and object"),
      (
        "{}",
        "line 1, column 2: there is “}” where a \" should be; "
          + #"write {"shape": […], "values": […]}"#
      ),
    ])
  func slips(text: String, expected: String) {
    #expect(message { try tensor(text) } == ", \(expected)")
  }

  @Test("Arrays nested a million deep are refused, not followed")
  func deep() {
    #expect(
      message { try tensor(String(repeating: "[", count: 1_000_000)) }
        == ", line 1, column 17: the arrays are nested too deeply; at most 16 deep")
  }
}
