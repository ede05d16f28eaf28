import Testing

@testable import Neural

@Suite struct ConvolutionBiasGradientTests {
  @Test("Each neuron's step holds ∂C/∂a, z, σ′(z) and their product")
  func steps() throws {
    let steps = try ArticleExample.backward().biasGradient.steps
    #expect(
      steps[1]
        == BiasContribution(
          index: 1, map: 0, neuron: Cell(0, 1), upstreamGradient: 200, z: -30, derivative: 0.01,
          component: 2))
    #expect(steps.map(\.component) == [1, 2, 3, -4])
    #expect(steps.map(\.neuron) == [Cell(0, 0), Cell(0, 1), Cell(1, 0), Cell(1, 1)])
  }

  @Test("The gradient is the sum of each map's components")
  func sum() throws {
    let result = try ArticleExample.backward().biasGradient.result
    #expect(result.components.values == [1, 2, 3, -4])
    #expect(result.gradient.values == [2])
  }

  @Test("The cross-correlation has one position, whose products are the components")
  func correlation() throws {
    let pass = try ArticleExample.backward().biasGradientCorrelation
    let step = try #require(pass.steps.first)
    #expect(pass.steps.count == 1)
    #expect(step.terms.map(\.value) == [0.01, 0.01, 1, 1])
    #expect(step.terms.map(\.weight) == [100, 200, 3, -4])
    #expect(step.terms.map(\.product) == [1, 2, 3, -4])
    #expect(step.dotProduct == 2)
    #expect(step.map == 0 && step.channel == nil && step.cell == Cell(0, 0))
  }

  @Test("Sum and cross-correlation are the same number to the last bit", arguments: 0..<100)
  func agreement(seed: UInt64) throws {
    let backward = try RandomConvolution(seed: seed).backward()
    let result = backward.biasGradient.result
    #expect(result.components.isIdentical(to: backward.biasGradientComponents))
    #expect(result.gradient.isIdentical(to: backward.biasGradientCorrelation.result))
  }

  @Test("Both agree with the oracle", arguments: try ConvolutionCase.all.get())
  func oracle(example: ConvolutionCase) throws {
    let backward = try example.backward()
    let expected = try example.biasGradient.tensor
    #expect(backward.biasGradient.result.gradient.deviation(from: expected) <= 1)
    #expect(backward.biasGradientCorrelation.result.deviation(from: expected) <= 1)
  }
}
