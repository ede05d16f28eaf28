import Testing

@testable import Neural

@Suite("What a user gives a fully connected layer")
struct FullyConnectedDeclarationTests {
  static func fit(
    input: [Int], filter: [Int]? = nil, bias: Tensor? = nil, settings: Settings = Settings()
  ) throws(LayerError) -> FittedOperands {
    var parameters = NamedTensors()
    parameters[.weight] = filter.map { Tensor(repeating: 1, shape: $0) }
    parameters[.bias] = bias
    return try FullyConnected.declaration.fit(
      LayerOperands(
        settings: settings, inputs: [Tensor(repeating: 1, shape: input)], parameters: parameters))
  }

  @Test("has weights of neurons × inputs, or those of one neuron")
  func weights() throws {
    let one = try Self.fit(input: [4], filter: [4])
    #expect(one.parameters[.weight]?.shape == [1, 4])
    #expect(one.settings.whole("neurons") == 1)
    let two = Tensor(repeating: 2, shape: [1])
    let three = try Self.fit(input: [2, 2], filter: [3, 4], bias: two)
    #expect(three.parameters[.weight]?.shape == [3, 4])
    #expect(three.parameters[.bias] == Tensor(repeating: 2, shape: [3]))
    #expect(three.settings.whole("neurons") == 3)
  }

  @Test(
    "has an input of as many elements in whatever shape, or a batch",
    arguments: [
      ([4], [[4]]), ([2, 2], [[2, 2]]), ([1, 2, 2], [[1, 2, 2]]), ([1, 1, 2, 2], [[1, 2, 2]]),
      ([3, 4], [[4], [4], [4]]), ([2, 1, 2, 2], [[1, 2, 2], [1, 2, 2]]),
    ])
  func inputs(shape: [Int], items: [[Int]]) throws {
    let fitted = try Self.fit(input: shape, filter: [5, 4])
    #expect(fitted.items.map { $0.map(\.shape) } == items.map { [$0] })
  }

  @Test(
    "is told which weights would fit",
    arguments: [
      ([3, 4], "such as 3 × 5"), ([5, 1], "such as 5 × 5; --layout filter:channels-last reads"),
      ([1, 2, 5], "such as 1 × 5"),
    ])
  func misfit(shape: [Int], remedy: String) throws {
    let error = try #require(throws: LayerError.self) { try Self.fit(input: [5], filter: shape) }
    #expect(error.subject == "weight")
    #expect(error.description.contains(remedy))
  }

  @Test("cannot contradict the weights' shape")
  func contradiction() throws {
    let error = try #require(throws: LayerError.self) {
      try Self.fit(input: [4], filter: [3, 4], settings: Settings(["neurons": .whole(2)]))
    }
    #expect(error.description == "neurons is 2, but the filter has 3")
  }

  @Test("is what PyTorch calls a linear layer, and stands in a network after feature maps")
  func inNetwork() throws {
    let plan = NetworkPlan(
      name: "two", inputShape: [1, 4, 4],
      stages: [
        .init(
          "conv", kind: "convolution",
          settings: Settings(["maps": .whole(2), "kernel": .extent(Extent(2))]), from: ["input"]),
        .init(
          "fc", kind: "fully-connected",
          settings: Settings(["neurons": .whole(3), "bias": .flag(false)]), from: ["conv"]),
      ])
    let network = try plan.network(seed: 5)
    #expect(network.parameters.map(\.name) == ["conv.weight", "conv.bias", "fc.weight"])
    #expect(network.parameters[2].tensor.shape == [3, 18])
    let run = try network.forward(Tensor(repeating: 1, shape: [1, 4, 4]))
    let step = try #require(try run.stage("fc").account(.forward)?[2])
    #expect(step.target == Address(stage: "fc", .z, Indices(only: 2)))
    #expect(step.addend == nil && step.position == nil)
    #expect(step.terms[10].value.address == Address(stage: "conv", .a, Indices(1, 0, 1)))
    #expect(step.terms[10].factor?.address == Address(stage: "fc", .weight, Indices(2, 10)))
  }
}
