import Testing

@testable import Neural

@Suite struct FullyConnectedTests {
  @Test("Each neuron is one step: its weights times all inputs, plus its bias")
  func steps() throws {
    let layer = try FullyConnected(
      weights: Tensor(rows: [[1, 2, 3], [4, 5, 6]]), bias: Tensor(shape: [2], values: [10, -40]),
      activation: .relu)
    let pass = try layer.forward(Tensor(shape: [3], values: [1, 0, -2]))
    #expect(pass.result.z.values == [5, -48])
    #expect(pass.result.a.values == [5, 0])
    #expect(pass.steps.map(\.map) == [0, 1])
    #expect(pass.steps[1].terms.map(\.weight) == [4, 5, 6])
    #expect(pass.steps[1].terms.map(\.value) == [1, 0, -2])
    #expect(pass.steps[1].terms.map(\.cell) == [Cell(0, 0), Cell(0, 1), Cell(0, 2)])
  }

  @Test("Feature maps are taken row by row, and their gradient has their shape")
  func featureMaps() throws {
    var random = Generator(seed: 3)
    let layer = try FullyConnected(weights: random.tensor([3, 12]))
    let maps = try random.tensor([2, 3, 2])
    let flat = try maps.reshaped([12])
    #expect(try layer.forward(maps).result == layer.forward(flat).result)
    let terms = try layer.forward(maps).steps[0].terms
    #expect(terms[9].channel == 1 && terms[9].cell == Cell(1, 1))
    let upstream = try random.tensor([3])
    let first = try layer.forward(maps).backward(upstreamGradient: upstream).gradients()
    let second = try layer.forward(flat).backward(upstreamGradient: upstream).gradients()
    #expect(first.activationGradient.shape == [2, 3, 2])
    #expect(first.activationGradient.values == second.activationGradient.values)
    #expect(first.weightGradient == second.weightGradient)
  }

  @Test("The article's layer of 30 neurons over 28 × 28 inputs has 23,550 parameters")
  func parameters() throws {
    #expect(try FullyConnected(weights: Tensor(shape: [30, 784])).parameterCount == 23_550)
  }

  @Test("Weights, biases, inputs and gradients that do not fit are refused")
  func refusals() throws {
    #expect(throws: LayerError.matrixRank([6])) { try FullyConnected(weights: Tensor(shape: [6])) }
    let weights = Tensor(shape: [2, 3])
    #expect(throws: LayerError.shape(of: "bias", expected: [2], found: [3])) {
      try FullyConnected(weights: weights, bias: Tensor(shape: [3]))
    }
    let layer = try FullyConnected(weights: weights)
    #expect(throws: LayerError.inputCount(expected: 3, found: 4)) {
      try layer.forward(Tensor(shape: [2, 2]))
    }
    #expect(throws: LayerError.inputRank([1, 1, 1, 3])) {
      try layer.forward(Tensor(shape: [1, 1, 1, 3]))
    }
    #expect(throws: LayerError.shape(of: "upstream gradient", expected: [2], found: [3])) {
      try layer.forward(Tensor(shape: [3])).backward(upstreamGradient: Tensor(shape: [3]))
    }
  }

  @Test("A step of gradient descent takes η ∂C/∂b and η ∂C/∂w away")
  func update() throws {
    let layer = try FullyConnected(
      weights: Tensor(rows: [[1, 2]]), bias: Tensor(shape: [1], values: [3]))
    let gradients = try layer.forward(Tensor(shape: [2], values: [10, 20]))
      .backward(upstreamGradient: Tensor(shape: [1], values: [2])).gradients()
    let updated = try layer.updated(by: gradients, learningRate: 0.25)
    #expect(updated.weights.values == [-4, -8])
    #expect(updated.bias.values == [2.5])
  }

  @Test(
    "Activations and gradients agree with the oracle", arguments: try FullyConnectedCase.all.get())
  func oracle(example: FullyConnectedCase) throws {
    let forward = try example.forward()
    #expect(try forward.result.z.deviation(from: example.rawActivation.tensor) <= 1)
    #expect(try forward.result.a.deviation(from: example.activationValues.tensor) <= 1)
    let backward = try forward.backward(upstreamGradient: example.upstreamGradient.tensor)
    let gradients = backward.gradients()
    #expect(try gradients.biasGradient.deviation(from: example.biasGradient.tensor) <= 1)
    #expect(try gradients.weightGradient.deviation(from: example.weightGradient.tensor) <= 1)
    #expect(try gradients.activationGradient.deviation(from: example.inputGradient.tensor) <= 1)
  }
}
