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

  @Test("A batch of one is its one item, a batch of several is refused with the way to one")
  func batch() throws {
    #expect(Operands.withoutBatch(Tensor(shape: [1, 3, 2, 2])).shape == [3, 2, 2])
    #expect(Operands.withoutBatch(Tensor(shape: [1, 2, 2])).shape == [1, 2, 2])
    let failure = try #require(throws: Failure.self) {
      try Operands.input(Tensor(shape: [5, 3, 2, 2]))
    }
    #expect(failure.kind == .malformedData)
    #expect(
      failure.description
        == "the input is 5 × 3 × 2 × 2, 5 items; choose one with #0 to #4; it must be rows × columns "
        + "or channels × rows × columns")
  }

  @Test(
    "An input whose channels seem to come last gets a word, others do not",
    arguments: [
      ([28, 28, 1], true), ([224, 200, 3], true), ([32, 32, 4], true), ([4, 4, 3], true),
      ([3, 32, 32], false), ([28, 28], false), ([64, 8, 3], false), ([8, 8, 2], false),
      ([4, 4, 4], false), ([3, 3, 3], false), ([1, 5, 3], false),
    ])
  func channelsLast(shape: [Int], hasNote: Bool) {
    let note = Operands.channelsLastNote(Tensor(shape: shape))
    #expect((note != nil) == hasNote)
    if let note { #expect(note.contains("--layout input:channels-last reads it as")) }
  }

  @Test("An input whose channels come last gets them first")
  func lastLayout() throws {
    let tensor = try Tensor(shape: [1, 2, 3], values: [1, 2, 3, 4, 5, 6])
    let operand = InputOperand(tensor: tensor, layout: .channelsLast, name: "")
    #expect(
      try Operands.input(operand) == Tensor(shape: [3, 1, 2], values: [1, 4, 2, 5, 3, 6]))
  }

  @Test("Keras' weights are turned, and their inputs put into the order of channels first")
  func keras() throws {
    // The cells of a 1 × 2 picture of two channels: columns are 0 (0,0,0), 1 (0,0,1) …
    let input = try Tensor(shape: [2, 1, 2], values: [1, 10, 100, 1000])
    let kernel = try Tensor(shape: [4, 1], values: [1, 2, 3, 4])
    let weights = try Operands.matrix(kernel, over: input, layout: .channelsLast)
    #expect(try weights == Tensor(shape: [1, 4], values: [1, 3, 2, 4]))
    let turned = try Operands.matrix(
      kernel.permuted([1, 0]), over: input, layout: .channelsLast)
    #expect(turned == weights)
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

  @Test("A single bias serves every map, several stay as they are")
  func bias() throws {
    let one = try Tensor(shape: [1, 1], values: [0.5])
    #expect(Operands.bias(one, maps: 3).values == [0.5, 0.5, 0.5])
    let two = try Tensor(shape: [1, 2], values: [0.1, -0.2])
    #expect(Operands.bias(two, maps: 2).values == [0.1, -0.2])
  }

  @Test("A vector is the weights of one fully connected neuron, a matrix those of several")
  func matrix() throws {
    #expect(try Operands.matrix(Tensor(shape: [4]), over: Tensor(shape: [4])).shape == [1, 4])
    #expect(try Operands.matrix(Tensor(shape: [3, 4]), over: Tensor(shape: [4])).shape == [3, 4])
  }

  @Test(
    "Weights that do not fit the inputs are refused with the shape that does",
    arguments: [
      ([3, 4], "such as 3 × 5"),
      (
        [5, 1],
        "such as 5 × 5; --layout filter:channels-last reads it as Keras has it, inputs × neurons"
      ), ([1, 2, 5], "such as 1 × 5"),
    ])
  func wrongMatrix(shape: [Int], remedy: String) throws {
    let failure = try #require(throws: Failure.self) {
      try Operands.matrix(Tensor(shape: shape), over: Tensor(shape: [5]))
    }
    #expect(failure.kind == .malformedData)
    #expect(failure.description.hasSuffix(remedy))
  }

  @Test(
    "A tensor takes the shape of the output whichever leading ones it has",
    arguments: [
      ([2, 3], [1, 2, 3]), ([1, 3], [3]), ([3], [1, 1, 3]), ([1, 1], [1]), ([1], [1]),
      ([4, 3], [4, 1, 3]), ([1, 4, 3], [4, 1, 3]), ([4, 1, 3], [4, 1, 3]),
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
