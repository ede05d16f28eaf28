import Testing

@testable import Neural

@Suite struct MaxPoolingBackwardTests {
  private func article() throws -> MaxPooling.BackwardPass {
    let input = try Tensor(rows: MaxPoolingTests.article).reshaped([1, 3, 3])
    return try MaxPooling(window: Extent(2), stride: Extent(1)).forward(input)
      .backward(
        upstreamGradient: Tensor(shape: [1, 2, 2], values: [0.025, 0.035, -0.013, 0.091]))
  }

  @Test("The article's gradient goes back to the article's winners")
  func result() throws {
    let expected = try Tensor(
      shape: [1, 3, 3], values: [0, 0, 0, 0.025, 0, 0.035, 0, -0.013 + 0.091, 0])
    #expect(try article().activationGradient.result == expected)
    #expect(try article().activationGradientAccumulation.result == expected)
    #expect(abs(expected[0, 2, 1] - 0.078) < 1e-15)
  }

  @Test("Each neuron hands its whole gradient to the winner")
  func contributions() throws {
    let step = try article().activationGradient.steps[2]
    #expect(step.factor == -0.013)
    #expect(step.terms.map(\.value) == [0, 0, 0, 1])
    #expect(step.tensor.values == [0, 0, 0, 0, 0, 0, 0, -0.013, 0])
  }

  @Test("Where windows overlap, a cell adds up what it won in each")
  func accumulation() throws {
    let steps = try article().activationGradientAccumulation.steps
    #expect(steps.map(\.terms.count) == [1, 2, 1, 2, 4, 2, 1, 2, 1])
    let shared = steps[7]
    #expect(shared.cell == Cell(2, 1))
    #expect(shared.terms.map(\.position.neuron) == [Cell(1, 0), Cell(1, 1)])
    #expect(shared.terms.map(\.product) == [-0.013, 0.091])
    let lost = steps[4]
    #expect(lost.terms.map(\.isReceived) == [false, false, false, false])
    #expect(lost.terms.map(\.factor) == [0.025, 0.035, -0.013, 0.091])
    #expect(lost.sum == 0)
  }

  @Test("A gradient of another shape than the result is refused")
  func shape() throws {
    let forward = try MaxPooling(window: Extent(2), stride: Extent(1)).forward(
      Tensor(shape: [1, 3, 3]))
    #expect(
      throws: LayerError.shape(of: "upstream gradient", expected: [1, 2, 2], found: [2, 2])
    ) { try forward.backward(upstreamGradient: Tensor(shape: [2, 2])) }
  }

  @Test("The gradient agrees with the oracle", arguments: try PoolingCase.all("max-pooling"))
  func oracle(example: PoolingCase) throws {
    let backward = try example.maxPooling()
      .backward(upstreamGradient: example.upstreamGradient.tensor)
    let expected = try example.inputGradient.tensor
    #expect(backward.activationGradient.result.deviation(from: expected) <= 1)
  }
}
