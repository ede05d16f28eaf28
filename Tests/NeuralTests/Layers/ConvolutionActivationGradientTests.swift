import Testing

@testable import Neural

@Suite struct ConvolutionActivationGradientTests {
  @Test("The gradient is the sum of the contributions")
  func sum() throws {
    let pass = try ArticleExample.backward().activationGradient
    #expect(
      try pass.result
        == Tensor(shape: [1, 3, 3], values: [10, 40, 40, 60, 120, 0, 90, 0, -160]))
  }

  @Test("The full convolution begins with the first component over the first weight")
  func firstPosition() throws {
    let pass = try ArticleExample.backward().activationGradientConvolution
    #expect(pass.steps.count == 9)
    #expect(pass.steps.map(\.dotProduct) == [10, 40, 40, 60, 120, 0, 90, 0, -160])
    let step = pass.steps[0]
    #expect(step.map == nil && step.channel == 0 && step.cell == Cell(0, 0))
    #expect(step.position.origin == Cell(-1, -1))
    #expect(step.terms.map(\.weight) == [-4, 3, 2, 1])
    #expect(step.terms.map(\.weightCell) == [Cell(1, 1), Cell(1, 0), Cell(0, 1), Cell(0, 0)])
    #expect(step.terms.map(\.isPadding) == [true, true, true, false])
    #expect(step.terms.map(\.value) == [0, 0, 0, 10])
    #expect(pass.steps[4].terms.map(\.product) == [-40, 60, 60, 40])
  }

  @Test("With a stride the components lie apart, and with a dilation the weights do")
  func strideAndDilation() throws {
    let layer = try Convolution(
      weights: Tensor(shape: [1, 1, 1, 2], values: [10, 20]),
      stride: Extent(rows: 1, columns: 2), dilation: Extent(rows: 1, columns: 3))
    let forward = try layer.forward(Tensor(repeating: 1, shape: [1, 1, 6]))
    let pass = try forward.backward(upstreamGradient: Tensor(shape: [1, 1, 2], values: [1, 3]))
      .activationGradientConvolution
    #expect(pass.dilation == Extent(rows: 1, columns: 2))
    #expect(pass.spread == Extent(rows: 1, columns: 3))
    #expect(pass.result.values == [10, 0, 30, 20, 0, 60])
    #expect(pass.steps[3].terms.map(\.cell) == [Cell(0, 1), Cell(0, 3)])
    #expect(pass.steps[3].terms.map(\.isPadding) == [true, false])
    #expect(pass.steps[3].terms.map(\.product) == [0, 20])
  }

  @Test("In a convolution the filters lie rotated under the components")
  func rotated() throws {
    let backward = try ArticleExample.backward(operation: .convolution)
    let pass = backward.activationGradientConvolution
    #expect(pass.filters.values == [40, 30, 20, 10])
    #expect(pass.result == backward.activationGradient.result)
  }

  @Test("Each term's cell, neuron and map are those of the weight and the component in it")
  func terms() throws {
    for seed in 0..<40 {
      let random = try RandomConvolution(seed: UInt64(seed))
      let backward = try random.backward()
      let pass = backward.activationGradientConvolution
      let filters = pass.filters
      for step in pass.steps {
        let channel = try #require(step.channel) % random.layer.channelsInGroup
        for term in step.terms {
          #expect(
            term.weight
              == backward.biasGradientComponents[
                term.channel, term.weightCell.row, term.weightCell.column])
          guard !term.isPadding else { continue }
          let cell = Cell(
            term.cell.row / pass.spread.rows, term.cell.column / pass.spread.columns)
          #expect(term.value == filters[term.channel, channel, cell.row, cell.column])
        }
      }
    }
  }

  @Test("Sum and full convolution agree", arguments: 0..<200)
  func agreement(seed: UInt64) throws {
    let backward = try RandomConvolution(seed: seed).backward()
    let sum = backward.activationGradient.result
    #expect(backward.activationGradientConvolution.result.distance(to: sum) < 1e-13)
  }

  @Test("Both agree with the oracle", arguments: try ConvolutionCase.all.get())
  func oracle(example: ConvolutionCase) throws {
    let backward = try example.backward()
    let expected = try example.inputGradient.tensor
    #expect(backward.activationGradient.result.deviation(from: expected) <= 1)
    #expect(backward.activationGradientConvolution.result.deviation(from: expected) <= 1)
  }
}
