import Testing

@testable import Neural

@Suite("Normalisations of one item")
struct NormalisationTests {
  @Test("Instance normalisation is batch normalisation in training over one item")
  func instance() throws {
    var random = Generator(seed: 3)
    let input = random.values(in: -2...2, shape: [3, 4, 2])
    let weight = random.values(in: 0.5...2, shape: [3])
    let bias = random.values(in: -1...1, shape: [3])
    let gradient = random.values(in: -1...1, shape: [3, 4, 2])
    let own = try InstanceNormalisation(weight: weight, bias: bias, epsilon: 0.01)
      .forward([input], mode: .inference)
    let batch = try BatchNormalisation(
      weight: weight, bias: bias, runningMean: Tensor(shape: [3]),
      runningVariance: Tensor(shape: [3]), epsilon: 0.01
    ).forward([Tensor(uncheckedShape: [1, 3, 4, 2], values: input.values)], mode: .training)
    #expect(own.output.values == batch.output.values)
    let back = try own.backward(outputGradient: gradient)
    let other = try batch.backward(
      outputGradient: Tensor(uncheckedShape: [1, 3, 4, 2], values: gradient.values))
    #expect(back.inputGradients[0].values == other.inputGradients[0].values)
    #expect(back.parameterGradients[.weight] == other.parameterGradients[.weight])
  }

  @Test("Local response normalisation adds up the neighbours that there are")
  func localResponse() throws {
    let layer = LocalResponseNormalisation(size: 3, alpha: 3, beta: 1, constant: 2)
    let pass = try layer.forward(
      [Tensor(uncheckedShape: [3, 1, 1], values: [1, 2, 3])], mode: .inference)
    // s = 2 + 1 + 4, 2 + 1 + 4 + 9, 2 + 4 + 9.
    #expect(pass.results["neighbourhood"]?.values == [7, 16, 15])
    #expect(
      pass.output.distance(
        to: Tensor(uncheckedShape: [3, 1, 1], values: [1.0 / 7, 2.0 / 16, 3.0 / 15])) < 1e-15)
  }

  @Test("An even number of neighbours has one more behind")
  func even() throws {
    let pass = try LocalResponseNormalisation(size: 2, alpha: 2, beta: 1, constant: 1).forward(
      [Tensor(uncheckedShape: [3], values: [1, 2, 3])], mode: .inference)
    #expect(pass.results["neighbourhood"]?.values == [6, 14, 10])
  }

  @Test("A sum that is not above 0 is refused")
  func refused() {
    let layer = LocalResponseNormalisation(size: 1, alpha: -1, beta: 1, constant: 1)
    let error = #expect(throws: LayerError.self) {
      try layer.forward([Tensor(repeating: 2, shape: [1])], mode: .inference)
    }
    #expect(error?.subject == "alpha")
  }
}
