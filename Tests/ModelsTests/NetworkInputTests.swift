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

  // MARK: Several inputs

  private let two = NetworkPlan(
    name: "two", inputs: [.init("image", shape: [1, 2, 2]), .init("age", shape: [1])], stages: [])

  @Test("Several inputs are taken by name or in order, items or batches")
  func named() throws {
    let image = try Tensor(shape: [2, 2], values: [1, 2, 3, 4])
    let age = try Tensor(shape: [1], values: [5])
    let expected = [try Tensor(shape: [5], values: [1, 2, 3, 4, 5])]
    #expect(try two.items(of: [("age", age), ("image", image)]) == expected)
    #expect(try two.items(of: [(nil, image), (nil, age)]) == expected)
    let items = try two.items(of: [
      ("image", Tensor(shape: [2, 2, 2], values: (1...8).map(Double.init))),
      ("age", Tensor(shape: [2, 1], values: [-1, -2])),
    ])
    #expect(items.map(\.values) == [[1, 2, 3, 4, -1], [5, 6, 7, 8, -2]])
  }

  @Test("Inputs that are not those of the network are refused, each by its name")
  func faultyInputs() throws {
    let (image, age) = (Tensor(shape: [2, 2]), Tensor(shape: [1]))
    let names = ["image", "age"]
    func refused(_ inputs: [(name: String?, tensor: Tensor)]) throws -> NetworkInputError {
      try #require(throws: NetworkInputError.self) { try two.items(of: inputs) }
    }
    #expect(try refused([("image", image)]) == .missing("age", names: names))
    #expect(try refused([("imag", image), ("age", age)]) == .unknown("imag", names: names))
    #expect(try refused([(nil, image), ("image", image)]) == .twice("image"))
    #expect(
      try refused([(nil, image), (nil, age), (nil, age)]) == .count(3, names: names))
    #expect(
      try refused([("image", age), ("age", age)])
        == .shape("image", expected: [1, 2, 2], found: [1]))
    #expect(
      try refused([("image", image), ("age", Tensor(shape: [3, 1]))])
        == .items("age", 3, first: "image", 1))
  }

  @Test("What is given for an input may say which")
  func words() {
    for (text, name, value) in [
      ("image=digit:7", "image", "digit:7"), ("a-b.c=1=2", "a-b.c", "1=2"),
      ("1 2; 3 4", nil, "1 2; 3 4"), ("some dir/x=y.npy", nil, "some dir/x=y.npy"),
    ] as [(String, String?, String)] {
      let found = NetworkPlan.namedInput(in: text)
      #expect(found.name == name && found.value == value)
    }
  }
}
