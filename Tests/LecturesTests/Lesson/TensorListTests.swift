import Documents
import Neural
import Testing

@testable import Lectures

@Suite struct TensorListTests {
  private static let lists: [(String, [Int], [Double])] = [
    ("[1, -2.5, 3e-2]", [1, 3], [1, -2.5, 0.03]), ("[[1, 2], [3, 4]]", [2, 2], [1, 2, 3, 4]),
    ("[[[1], [2]], [[3], [4]]]", [2, 2, 1], [1, 2, 3, 4]),
    ("[[[[1, 2]]], [[[3, 4]]]]", [2, 1, 1, 2], [1, 2, 3, 4]), ("[[−1]]", [1, 1], [-1]),
  ]

  @Test("Nested lists are a tensor, one list is a row of it", arguments: lists)
  func tensor(yaml: String, shape: [Int], values: [Double]) throws {
    let tree = try YAMLReader.tree(of: Array(yaml.utf8), as: .lesson)
    #expect(try TensorList.tensor(of: tree) == Tensor(shape: shape, values: values))
  }
}
