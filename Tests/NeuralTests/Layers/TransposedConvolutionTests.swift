import Testing

@testable import Neural

@Suite struct TransposedConvolutionTests {
  @Test("Each input cell lays its filter onto the output, a stride apart")
  func forward() throws {
    let layer = try TransposedConvolution(
      weights: Tensor(shape: [1, 1, 1, 3], values: [1, 10, 100]),
      bias: Tensor(shape: [1], values: [0.5]), stride: Extent(rows: 1, columns: 2))
    let pass = try layer.forward(Tensor(shape: [1, 1, 2], values: [2, 3]))
    #expect(pass.result.z.values == [2.5, 20.5, 203.5, 30.5, 300.5])
    #expect(
      pass.transposed.activationGradient.steps.map(\.tensor.values) == [
        [2, 20, 200, 0, 0], [0, 0, 3, 30, 300],
      ])
    // The input lies spread apart under the filter, which is rotated.
    #expect(pass.steps[2].terms.map(\.product) == [200, 0, 3])
    #expect(pass.steps[2].terms.map(\.isPadding) == [false, true, false])
    #expect(pass.steps[2].terms.map(\.cell) == [Cell(0, 0), Cell(0, 1), Cell(0, 2)])
    #expect(pass.steps[2].terms.map(\.weightCell) == [Cell(0, 2), Cell(0, 1), Cell(0, 0)])
    #expect(pass.steps[2].bias == 0.5)
  }

  @Test("Padding crops the output, and output padding adds to its end")
  func sizes() throws {
    let weights = Tensor(repeating: 1, shape: [1, 2, 3, 3])
    let layer = try TransposedConvolution(
      weights: weights, stride: Extent(2),
      padding: .explicit(Padding(top: 1, bottom: 0, left: 1, right: 1)),
      outputPadding: Extent(rows: 0, columns: 1))
    let pass = try layer.forward(Tensor(repeating: 1, shape: [1, 2, 3]))
    #expect(pass.shape == [2, 4, 6])
    #expect(pass.result.z.shape == pass.shape)
    #expect(pass.steps.map(\.map) == (0..<48).map { $0 / 24 })
  }

  @Test("Same padding makes the output the stride times the input", arguments: [1, 2, 3])
  func same(stride: Int) throws {
    for (rule, first) in [(PaddingRule.same, 0), (.sameLower, 1)] {
      let layer = try TransposedConvolution(
        weights: Tensor(repeating: 1, shape: [1, 1, 4, 3]), stride: Extent(stride), padding: rule)
      let pass = try layer.forward(Tensor(repeating: 1, shape: [1, 5, 4]))
      #expect(pass.shape == [1, 5 * stride, 4 * stride])
      // 4 rows less the stride are cropped; the odd one below, or above.
      let rows = 4 - stride
      #expect(pass.sweep.padding.top == (rows + first) / 2)
    }
    let error = #expect(throws: LayerError.self) {
      try TransposedConvolution(
        weights: Tensor(shape: [1, 1, 1, 1]), stride: Extent(2), padding: .same)
    }
    #expect(error?.subject == "padding")
  }

  @Test("Without steps, the numbers are those of the fold to the last bit", arguments: 0..<40)
  func fastPath(seed: UInt64) throws {
    var random = Generator(seed: seed)
    let groups = random.integer(1...2)
    let kernel = random.extent(1...3)
    let layer = try TransposedConvolution(
      weights: random.tensor([2 * groups, random.integer(1...2), kernel.rows, kernel.columns]),
      activation: .tanh, stride: random.extent(1...3), dilation: random.extent(1...2),
      groups: groups)
    let input = try random.tensor([2 * groups, random.integer(1...4), random.integer(1...4)])
    let pass = try layer.forward(input)
    #expect(pass.featureMaps().z.isIdentical(to: pass.result.z))
    #expect(pass.featureMaps().a.isIdentical(to: pass.result.a))
    #expect(
      pass.dotProducts.isIdentical(to: pass.transposed.activationGradient.result))
  }

  @Test("Output that no filter reaches is the bias")
  func unreached() throws {
    let layer = try TransposedConvolution(
      weights: Tensor(shape: [1, 1, 1, 1], values: [2]), bias: Tensor(shape: [1], values: [7]),
      outputPadding: Extent(rows: 0, columns: 1), dilation: Extent(2))
    #expect(try layer.forward(Tensor(shape: [1, 1, 1], values: [5])).result.z.values == [17, 7])
  }

  @Test(
    "Output padding below 0, or that the stride could have covered, is refused",
    arguments: [-1, 2, Int.max, .min])
  func outputPadding(value: Int) {
    #expect(throws: LayerError.self) {
      try TransposedConvolution(
        weights: Tensor(shape: [1, 1, 2, 2]), stride: Extent(2), outputPadding: Extent(value))
    }
  }

  @Test("An output of nothing, or one that would fill the memory, is refused")
  func outputs() throws {
    let weights = Tensor(shape: [1, 1, 2, 2])
    let cropped = try TransposedConvolution(weights: weights, padding: .explicit(Padding(1)))
    #expect(
      throws: LayerError.geometry(.notPositive(name: "output", value: Extent(0)))
    ) { try cropped.forward(Tensor(shape: [1, 1, 1])) }
    let huge = try TransposedConvolution(weights: weights, stride: Extent(1 << 23))
    #expect(throws: LayerError.geometry(.tooLarge(name: "stack of feature maps"))) {
      try huge.forward(Tensor(shape: [1, 2, 2]))
    }
    #expect(throws: LayerError.geometry(.tooLarge(name: "output"))) {
      try huge.forward(Tensor(shape: [1, 4, 4]))
    }
  }

  @Test("Inputs, biases and gradients that do not fit are refused")
  func refusals() throws {
    let weights = Tensor(shape: [2, 3, 1, 1])
    #expect(throws: LayerError.biasCount(maps: 3, found: 2)) {
      try TransposedConvolution(weights: weights, bias: Tensor(shape: [2]))
    }
    let layer = try TransposedConvolution(weights: weights)
    #expect(throws: LayerError.inputRank([4])) { try layer.forward(Tensor(shape: [4])) }
    #expect(throws: LayerError.channels(expected: 2, found: 3)) {
      try layer.forward(Tensor(shape: [3, 1, 1]))
    }
    let forward = try layer.forward(Tensor(shape: [2, 1, 1]))
    #expect(
      throws: LayerError.shape(of: "upstream gradient", expected: [3, 1, 1], found: [1])
    ) { try forward.backward(upstreamGradient: Tensor(shape: [1])) }
  }

  @Test("The gradients are the slopes of the cost Σ g · a", arguments: Activation.smooth)
  func finiteDifferences(activation: Activation) throws {
    var random = Generator(seed: 5)
    let weights = try random.tensor([2, 2, 2, 3])
    let bias = try random.tensor([4])
    let input = try random.tensor([2, 3, 2])
    func pass(
      _ weights: Tensor, _ bias: Tensor, _ input: Tensor
    ) throws -> TransposedConvolution.ForwardPass {
      try TransposedConvolution(
        weights: weights, bias: bias, activation: activation,
        stride: Extent(rows: 2, columns: 1),
        padding: .explicit(Padding(top: 1, bottom: 0, left: 0, right: 1)),
        outputPadding: Extent(rows: 1, columns: 0), dilation: Extent(rows: 1, columns: 2), groups: 2
      ).forward(input)
    }
    let forward = try pass(weights, bias, input)
    let upstream = try random.tensor(forward.shape)
    let gradients = try forward.backward(upstreamGradient: upstream).gradients()
    let byWeights = try centralDifferences(at: weights) {
      try pass($0, bias, input).result.a.dot(upstream)
    }
    let byBias = try centralDifferences(at: bias) {
      try pass(weights, $0, input).result.a.dot(upstream)
    }
    let byInput = try centralDifferences(at: input) {
      try pass(weights, bias, $0).result.a.dot(upstream)
    }
    #expect(gradients.weightGradient.distance(to: byWeights) < 1e-7)
    #expect(gradients.biasGradient.distance(to: byBias) < 1e-7)
    #expect(gradients.activationGradient.distance(to: byInput) < 1e-7)
  }

  @Test("A step of gradient descent changes weights and biases and nothing else")
  func update() throws {
    let layer = try TransposedConvolution(
      weights: Tensor(shape: [1, 1, 1, 2], values: [1, 2]), stride: Extent(2),
      padding: .explicit(Padding(top: 0, bottom: 0, left: 1, right: 0)),
      outputPadding: Extent(rows: 0, columns: 1))
    let forward = try layer.forward(Tensor(shape: [1, 1, 1], values: [3]))
    #expect(forward.result.z.values == [6, 0])
    let gradients = try forward.backward(
      upstreamGradient: Tensor(shape: [1, 1, 2], values: [1, 5])
    ).gradients()
    let updated = try layer.updated(by: gradients, learningRate: 0.5)
    #expect(updated.weights.values == [1, 0.5])
    #expect(updated.bias.values == [-3])
    #expect(updated.convolution.geometry == layer.convolution.geometry)
    #expect(updated.outputPadding == layer.outputPadding)
  }

  @Test(
    "Output and gradients agree with the oracle",
    arguments: try TransposedConvolutionCase.all.get())
  func oracle(example: TransposedConvolutionCase) throws {
    let forward = try example.forward()
    #expect(try forward.result.z.deviation(from: example.rawActivation.tensor) <= 1)
    let backward = try forward.backward(upstreamGradient: example.upstreamGradient.tensor)
    let gradients = backward.gradients()
    #expect(try gradients.biasGradient.deviation(from: example.biasGradient.tensor) <= 1)
    #expect(try gradients.weightGradient.deviation(from: example.weightGradient.tensor) <= 1)
    #expect(try gradients.activationGradient.deviation(from: example.inputGradient.tensor) <= 1)
  }
}
