import Documents
import Testing

@testable import Lectures

@Suite struct TensorTextTests {
  @Test(
    "Nested lists become the text of the command line",
    arguments: [
      ("[1, -2.5, 3e-2]", "1 -2.5 3e-2"), ("[[1, 2], [3, 4]]", "1 2; 3 4"),
      ("[[[1], [2]], [[3], [4]]]", "1; 2 | 3; 4"),
      ("[[[[1, 2]]], [[[3, 4]]]]", "1 2 || 3 4"), ("[[−1]]", "−1"),
    ])
  func text(yaml: String, expected: String) throws {
    let tree = try YAMLReader.tree(of: Array(yaml.utf8), as: .lesson)
    #expect(try TensorText.text(of: tree) == expected)
  }
}
