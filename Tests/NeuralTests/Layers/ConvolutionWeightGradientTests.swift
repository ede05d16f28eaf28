import Testing

@testable import Neural

@Suite struct ConvolutionWeightGradientTests {
  @Test("The gradient is the sum of the contributions")
  func sum() throws {
    let pass = try ArticleExample.backward().weightGradient
    #expect(pass.steps.map(\.factor) == [1, 2, 3, -4])
    // 1 · (1 2 / 4 5) + 2 · (2 3 / 5 6) + 3 · (4 5 / 7 8) − 4 · (5 6 / 8 9)
    #expect(try pass.result == Tensor(shape: [1, 1, 2, 2], values: [-3, -1, 3, 5]))
  }

  @Test("As a cross-correlation, the components lie over the input once for each weight")
  func correlation() throws {
    let pass = try ArticleExample.backward().weightGradientCorrelation
    #expect(pass.steps.map(\.dotProduct) == [-3, -1, 3, 5])
    let step = pass.steps[1]
    #expect(step.map == 0 && step.channel == 0 && step.cell == Cell(0, 1))
    #expect(step.position.origin == Cell(0, 1))
    #expect(step.terms.map(\.value) == [2, 3, 5, 6])
    #expect(step.terms.map(\.weight) == [1, 2, 3, -4])
  }

  @Test("Stride and dilation change places in the cross-correlation")
  func strideAndDilation() throws {
    let layer = try Convolution(
      weights: Tensor(repeating: 1, shape: [1, 1, 2, 2]), stride: Extent(rows: 3, columns: 2),
      dilation: Extent(rows: 1, columns: 2))
    let forward = try layer.forward(Tensor(repeating: 1, shape: [1, 6, 6]))
    let pass = try forward.backward(upstreamGradient: Tensor(repeating: 1, shape: forward.shape))
      .weightGradientCorrelation
    #expect(forward.sweep.extent == Extent(2))
    #expect(pass.dilation == Extent(rows: 3, columns: 2))
    #expect(pass.stride == Extent(rows: 1, columns: 2))
    #expect(pass.steps[3].position.origin == Cell(1, 2))
    #expect(pass.steps[3].terms.map(\.cell) == [Cell(1, 2), Cell(1, 4), Cell(4, 2), Cell(4, 4)])
  }

  @Test("In a convolution each position gives the weight that lay there, the opposite one")
  func rotated() throws {
    let pass = try ArticleExample.backward(operation: .convolution).weightGradientCorrelation
    #expect(pass.steps.map(\.cell) == [Cell(1, 1), Cell(1, 0), Cell(0, 1), Cell(0, 0)])
    #expect(pass.result.values == pass.steps.map(\.dotProduct).reversed())
  }

  @Test("Sum and cross-correlation are the same numbers to the last bit", arguments: 0..<200)
  func agreement(seed: UInt64) throws {
    let backward = try RandomConvolution(seed: seed).backward()
    #expect(
      backward.weightGradient.result.isIdentical(to: backward.weightGradientCorrelation.result))
  }

  @Test("Both agree with the oracle", arguments: try ConvolutionCase.all.get())
  func oracle(example: ConvolutionCase) throws {
    let backward = try example.backward()
    let expected = try example.weightGradient.tensor
    #expect(backward.weightGradient.result.deviation(from: expected) <= 1)
    #expect(backward.weightGradientCorrelation.result.deviation(from: expected) <= 1)
  }
}
