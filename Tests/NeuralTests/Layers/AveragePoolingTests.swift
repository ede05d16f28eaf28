import Testing

@testable import Neural

@Suite struct AveragePoolingTests {
  @Test("A neuron is the sum of its window over the number of its cells")
  func forward() throws {
    let input = try Tensor(shape: [1, 2, 3], values: [1, 2, 3, 4, 5, 7])
    let pass = try AveragePooling(window: Extent(2), stride: Extent(1)).forward(input)
    #expect(pass.result.values == [3, 4.25])
    #expect(pass.steps.map(\.sum) == [12, 17])
    #expect(pass.steps.map(\.divisor) == [4, 4])
  }

  @Test("The divisor counts the padding")
  func padding() throws {
    let layer = try AveragePooling(window: Extent(2), stride: Extent(1), padding: .full)
    #expect(
      try layer.forward(Tensor(shape: [1, 1, 1], values: [8])).result
        == Tensor(repeating: 2, shape: [1, 2, 2]))
  }

  @Test("The mean of equal numbers is that number", arguments: [3, 5, 7])
  func exactness(side: Int) throws {
    let layer = try AveragePooling(window: Extent(side), stride: Extent(1))
    #expect(
      try layer.forward(Tensor(repeating: 3, shape: [1, side, side])).result.values == [3])
  }

  @Test("Each cell gets the shares of all windows that cover it")
  func backward() throws {
    let forward = try AveragePooling(window: Extent(rows: 1, columns: 2), stride: Extent(1))
      .forward(Tensor(shape: [1, 1, 3]))
    let backward = try forward.backward(
      upstreamGradient: Tensor(shape: [1, 1, 2], values: [2, 6]))
    #expect(backward.activationGradient.result.values == [1, 4, 3])
    #expect(backward.activationGradient.steps.map(\.tensor.values) == [[1, 1, 0], [0, 3, 3]])
    let step = backward.activationGradientAccumulation.steps[1]
    #expect(step.terms.map(\.product) == [1, 3])
    #expect(step.terms.map(\.isReceived) == [true, true])
  }

  @Test("A gradient of another shape than the result is refused")
  func shape() throws {
    let forward = try AveragePooling(window: Extent(2), stride: Extent(1)).forward(
      Tensor(shape: [1, 3, 3]))
    #expect(
      throws: LayerError.shape(of: "upstream gradient", expected: [1, 2, 2], found: [4])
    ) { try forward.backward(upstreamGradient: Tensor(shape: [4])) }
  }

  @Test(
    "Output and gradient agree with the oracle", arguments: try PoolingCase.all("average-pooling"))
  func oracle(example: PoolingCase) throws {
    let forward = try example.averagePooling()
    #expect(try forward.result.deviation(from: example.output.tensor) <= 1)
    let backward = try forward.backward(upstreamGradient: example.upstreamGradient.tensor)
    let expected = try example.inputGradient.tensor
    #expect(backward.activationGradient.result.deviation(from: expected) <= 1)
  }
}
