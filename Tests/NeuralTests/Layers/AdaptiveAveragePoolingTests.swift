import Testing

@testable import Neural

@Suite("Adaptive average pooling")
struct AdaptiveAveragePoolingTests {
  @Test(
    "divides a side into parts that overlap by less than a cell on each side",
    arguments: [
      (10, 3, [0..<4, 3..<7, 6..<10]), (6, 3, [0..<2, 2..<4, 4..<6]),
      (2, 3, [0..<1, 0..<2, 1..<2]),
      (5, 1, [0..<5]), (1, 2, [0..<1, 0..<1]),
    ])
  func parts(length: Int, neurons: Int, expected: [Range<Int>]) {
    let parts = (0..<neurons).map {
      AdaptiveAveragePooling.part($0, of: neurons, over: length)
    }
    #expect(parts == expected)
  }

  @Test("takes the mean of each part")
  func values() throws {
    let input = Tensor(uncheckedShape: [1, 1, 5], values: [1, 2, 3, 4, 10])
    let pass = try AdaptiveAveragePooling(output: Extent(rows: 1, columns: 2)).forward(input)
    #expect(pass.output.values == [2, 17.0 / 3])
    let backward = try pass.backward(
      outputGradient: Tensor(uncheckedShape: [1, 1, 2], values: [3, 6]))
    #expect(backward.inputGradients[0].values == [1, 1, 3, 2, 2])
  }

  @Test("is average pooling where the number of neurons divides the side")
  func divisible() throws {
    var random = Generator(seed: 3)
    let input = try random.tensor([2, 6, 8])
    let adaptive = try AdaptiveAveragePooling(output: Extent(rows: 3, columns: 2)).forward(input)
    let fixed = try AveragePooling(window: Extent(rows: 2, columns: 4)).forward(input)
    #expect(adaptive.output.isIdentical(to: fixed.result))
  }

  @Test("refuses no neurons, and an input that is no stack of matrices")
  func refusals() throws {
    #expect(throws: LayerError.self) { try AdaptiveAveragePooling(output: Extent(0)) }
    let layer = try AdaptiveAveragePooling(output: Extent(2))
    #expect(throws: LayerError.inputRank([4])) { try layer.forward(Tensor(shape: [4])) }
    #expect(throws: LayerError.shape(of: "upstream gradient", expected: [1, 2, 2], found: [4])) {
      try layer.forward(Tensor(shape: [1, 3, 3])).backward(outputGradient: Tensor(shape: [4]))
    }
  }
}
