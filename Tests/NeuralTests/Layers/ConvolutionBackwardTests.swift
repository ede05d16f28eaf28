import Testing

@testable import Neural

@Suite struct ConvolutionBackwardTests {
  @Test("An upstream gradient of another shape than the maps is refused")
  func shape() throws {
    let forward = try Convolution(weights: Tensor(shape: [2, 1, 2, 2]))
      .forward(Tensor(shape: [1, 3, 3]))
    let error = #expect(throws: LayerError.self) {
      try forward.backward(upstreamGradient: Tensor(shape: [1, 2, 2]))
    }
    #expect(error == .shape(of: "upstream gradient", expected: [2, 2, 2], found: [1, 2, 2]))
    #expect(error?.description == "the upstream gradient must be 2 × 2 × 2, not 1 × 2 × 2")
  }

  @Test("The components of ∂C/∂b are σ′(z) · ∂C/∂a")
  func components() throws {
    let backward = try ArticleExample.backward()
    #expect(backward.z.values == [-130, -30, 170, 270])
    #expect(backward.activationDerivatives.values == [0.01, 0.01, 1, 1])
    #expect(backward.biasGradientComponents.values == [1, 2, 3, -4])
  }

  @Test("The components agree with the oracle", arguments: try ConvolutionCase.all.get())
  func oracle(example: ConvolutionCase) throws {
    let components = try example.backward().biasGradientComponents
    #expect(try components.deviation(from: example.biasGradientComponents.tensor) <= 1)
  }

  @Test("Passes are equal when forward pass and upstream gradient are")
  func equality() throws {
    let forward = try ArticleExample.backward().forward
    let gradient = Tensor(repeating: 1, shape: [1, 2, 2])
    let other = Tensor(repeating: 2, shape: [1, 2, 2])
    #expect(
      try forward.backward(upstreamGradient: gradient)
        == forward.backward(upstreamGradient: gradient))
    #expect(
      try forward.backward(upstreamGradient: gradient)
        != forward.backward(upstreamGradient: other))
  }

  @Test("A step of gradient descent takes η ∂C/∂b and η ∂C/∂w away and changes nothing else")
  func update() throws {
    let backward = try ArticleExample.backward(operation: .convolution)
    let layer = backward.forward.layer
    let gradients = backward.gradients()
    let updated = try layer.updated(by: gradients, learningRate: 0.5)
    for (new, old, gradient) in [
      (updated.weights, layer.weights, gradients.weightGradient),
      (updated.bias, layer.bias, gradients.biasGradient),
    ] {
      #expect(new.values == zip(old.values, gradient.values).map { $0 - 0.5 * $1 })
    }
    #expect(updated.geometry == layer.geometry && updated.activation == layer.activation)
    #expect(updated.operation == .convolution && updated.groups == layer.groups)
  }

  @Test("Gradients of another layer are refused")
  func foreignGradients() throws {
    let gradients = try ArticleExample.backward().gradients()
    let layer = try Convolution(weights: Tensor(shape: [1, 1, 3, 3]))
    #expect(
      throws: LayerError.shape(
        of: "weight gradient", expected: [1, 1, 3, 3], found: [1, 1, 2, 2])
    ) { try layer.updated(by: gradients, learningRate: 1) }
  }
}
