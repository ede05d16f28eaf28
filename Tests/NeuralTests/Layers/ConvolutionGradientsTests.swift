import Testing

@testable import Neural

@Suite struct ConvolutionGradientsTests {
  @Test("Without steps, the gradients are those of the folds to the last bit", arguments: 0..<300)
  func sameAsFold(seed: UInt64) throws {
    let backward = try RandomConvolution(seed: seed).backward()
    let gradients = backward.gradients()
    #expect(gradients.biasGradient.isIdentical(to: backward.biasGradient.result.gradient))
    #expect(gradients.weightGradient.isIdentical(to: backward.weightGradient.result))
    #expect(gradients.activationGradient.isIdentical(to: backward.activationGradient.result))
  }

  @Test("The gradients are the slopes of the cost Σ g · a", arguments: 0..<60)
  func finiteDifferences(seed: UInt64) throws {
    // The kinks of the other activations have no slope to compare with.
    let random = try RandomConvolution(seed: seed, activations: Activation.smooth)
    let (layer, upstream) = (random.layer, random.upstreamGradient)
    func cost(weights: Tensor? = nil, bias: Tensor? = nil, input: Tensor? = nil) throws -> Double {
      let changed = try Convolution(
        weights: weights ?? layer.weights, bias: bias ?? layer.bias, activation: layer.activation,
        stride: layer.geometry.stride, padding: layer.geometry.padding,
        dilation: layer.geometry.dilation, groups: layer.groups, operation: layer.operation)
      return try changed.featureMaps(of: input ?? random.input).a.dot(upstream)
    }
    let gradients = try random.backward().gradients()
    let weights = try centralDifferences(at: layer.weights) { try cost(weights: $0) }
    let bias = try centralDifferences(at: layer.bias) { try cost(bias: $0) }
    let input = try centralDifferences(at: random.input) { try cost(input: $0) }
    #expect(gradients.weightGradient.distance(to: weights) < 1e-7)
    #expect(gradients.biasGradient.distance(to: bias) < 1e-7)
    #expect(gradients.activationGradient.distance(to: input) < 1e-7)
  }
}
