import Neural
import Testing

@testable import Models

@Suite struct NetworkInputTests {
  private func network(_ shape: [Int]) throws -> Network {
    try NetworkPlan(name: "n", inputShape: shape, stages: []).network()
  }

  @Test(
    "A tensor is one item or a batch, dimensions of 1 put in or left out",
    arguments: [
      ([1, 8, 8], [1, 8, 8], 1), ([1, 8, 8], [8, 8], 1), ([1, 8, 8], [1, 1, 8, 8], 1),
      ([1, 8, 8], [5, 1, 8, 8], 5), ([1, 8, 8], [5, 8, 8], 5), ([3, 8, 8], [3, 8, 8], 1),
      ([3, 8, 8], [2, 3, 8, 8], 2), ([3, 8, 8], [3, 3, 8, 8], 3), ([10], [10], 1),
      ([10], [1, 10], 1), ([10], [4, 10], 4), ([1], [1], 1),
    ])
  func items(wanted: [Int], given: [Int], count: Int) throws {
    let items = try network(wanted).items(of: Tensor(shape: given))
    #expect(items.map(\.shape) == Array(repeating: wanted, count: count))
  }

  @Test("The items of a batch are in its order")
  func order() throws {
    let batch = try Tensor(shape: [2, 1, 2], values: [1, 2, 3, 4])
    #expect(try network([1, 2]).items(of: batch).map(\.values) == [[1, 2], [3, 4]])
  }

  @Test(
    "A tensor of another shape is refused with both shapes",
    arguments: [[8, 9], [3, 8, 9], [64], [2, 2, 8, 8]])
  func refused(given: [Int]) throws {
    let error = try #require(throws: NetworkError.self) {
      try network([1, 8, 8]).items(of: Tensor(shape: given))
    }
    #expect(error.problem == .inputShape(expected: [1, 8, 8], found: given))
  }
}
