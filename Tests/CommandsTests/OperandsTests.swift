import Neural
import Testing

@testable import Commands

@Suite struct OperandsTests {
  @Test(
    "An input of rank 1 to 3 becomes channels of a matrix",
    arguments: [([4], [1, 1, 4]), ([2, 3], [1, 2, 3]), ([3, 2, 2], [3, 2, 2])])
  func input(shape: [Int], result: [Int]) throws {
    #expect(try Operands.input(Tensor(shape: shape)).shape == result)
  }

  @Test("An input of rank 4 is refused with the shapes that are right")
  func inputRank() throws {
    let failure = try #require(throws: Failure.self) {
      try Operands.input(Tensor(shape: [1, 3, 2, 2]))
    }
    #expect(failure.kind == .malformedData)
    #expect(failure.description.contains("1 × 3 × 2 × 2"))
    #expect(failure.description.contains("channels × rows × columns"))
  }

  @Test(
    "A filter of rank 2, 3 or 4 becomes feature maps",
    arguments: [
      ([2, 3], 1, 1, [1, 1, 2, 3]), ([3, 2, 2], 3, 1, [1, 3, 2, 2]),
      ([5, 3, 2, 2], 3, 1, [5, 3, 2, 2]), ([4, 1, 2, 2], 2, 2, [4, 1, 2, 2]),
    ])
  func filter(shape: [Int], channels: Int, groups: Int, result: [Int]) throws {
    let weights = try Operands.weights(Tensor(shape: shape), channels: channels, groups: groups)
    #expect(weights.shape == result)
  }

  @Test(
    "A filter that does not fit the channels is refused with the shape that does",
    arguments: [
      ([2, 2], 3, 1, "have to be 3 × 2 × 2"), ([2, 2, 2], 1, 1, "have to be 1 × 2 × 2"),
      ([4, 2, 3, 3], 3, 1, "have to be 4 × 3 × 3 × 3"),
      ([3, 3], 4, 2, "have to be 2 × 2 × 3 × 3"),
      ([3, 2, 2, 2], 4, 2, "have to be 4 × 2 × 2 × 2"),
    ])
  func misfit(shape: [Int], channels: Int, groups: Int, remedy: String) throws {
    let failure = try #require(throws: Failure.self) {
      try Operands.weights(Tensor(shape: shape), channels: channels, groups: groups)
    }
    #expect(failure.kind == .malformedData)
    #expect(failure.description.hasSuffix(remedy))
  }

  @Test("Channels that cannot be divided into the groups are refused")
  func groups() {
    #expect(throws: Failure.self) {
      try Operands.weights(Tensor(shape: [2, 1, 2, 2]), channels: 3, groups: 2)
    }
  }

  @Test("A single bias serves every map, several stay as they are")
  func bias() throws {
    let one = try Tensor(shape: [1, 1], values: [0.5])
    #expect(Operands.bias(one, maps: 3).values == [0.5, 0.5, 0.5])
    let two = try Tensor(shape: [1, 2], values: [0.1, -0.2])
    #expect(Operands.bias(two, maps: 2).values == [0.1, -0.2])
  }

  @Test("A vector is the weights of one fully connected neuron, a matrix those of several")
  func matrix() throws {
    #expect(try Operands.matrix(Tensor(shape: [4]), inputs: 4).shape == [1, 4])
    #expect(try Operands.matrix(Tensor(shape: [3, 4]), inputs: 4).shape == [3, 4])
  }

  @Test(
    "Weights that do not fit the inputs are refused with the shape that does",
    arguments: [
      ([3, 4], "such as 3 × 5"), ([5, 1], "such as 5 × 5"), ([1, 2, 5], "such as 1 × 5"),
    ])
  func wrongMatrix(shape: [Int], remedy: String) throws {
    let failure = try #require(throws: Failure.self) {
      try Operands.matrix(Tensor(shape: shape), inputs: 5)
    }
    #expect(failure.kind == .malformedData)
    #expect(failure.description.hasSuffix(remedy))
  }

  @Test(
    "A tensor takes the shape of the output whichever leading ones it has",
    arguments: [
      ([2, 3], [1, 2, 3]), ([1, 3], [3]), ([3], [1, 1, 3]), ([1, 1], [1]), ([1], [1]),
    ])
  func output(shape: [Int], right: [Int]) throws {
    let tensor = try Operands.output(Tensor(shape: shape), shape: right, role: "target")
    #expect(tensor.shape == right)
  }

  @Test(
    "A tensor of another shape is refused with the right one",
    arguments: [
      ([3, 2], [1, 2, 3], "output, 2 × 3"), ([6], [1, 2, 3], "output, 2 × 3"),
      ([2, 2], [3, 2, 2], "output, 3 × 2 × 2"), ([2], [3], "output, 3 numbers"),
      ([2], [1], "output, 1 number"), ([2], [1, 1, 1], "output, 1 × 1"),
    ])
  func wrongOutput(shape: [Int], right: [Int], remedy: String) throws {
    let failure = try #require(throws: Failure.self) {
      try Operands.output(Tensor(shape: shape), shape: right, role: "target")
    }
    #expect(failure.kind == .malformedData)
    #expect(failure.description.hasPrefix("the target is \(Tensor.describe(shape))"))
    #expect(failure.description.hasSuffix(remedy))
  }
}
