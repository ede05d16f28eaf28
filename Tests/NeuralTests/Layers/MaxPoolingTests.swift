import Testing

@testable import Neural

@Suite struct MaxPoolingTests {
  /// The feature map of the article's figure.
  static let article = [[-0.7, -0.2, -0.6], [0.3, -0.6, 0.1], [0.3, 0.5, 0.2]]

  @Test("The article's feature map pools to the article's numbers")
  func article() throws {
    let input = try Tensor(rows: Self.article).reshaped([1, 3, 3])
    let pass = try MaxPooling(window: Extent(2), stride: Extent(1)).forward(input)
    #expect(try pass.result[slice: 0] == Tensor(rows: [[0.3, 0.1], [0.5, 0.5]]))
    #expect(
      pass.steps.map(\.winner.cell) == [Cell(1, 0), Cell(1, 2), Cell(2, 1), Cell(2, 1)])
    #expect(pass.steps[1].winner.kernelCell == Cell(1, 1))
    #expect(pass.steps[2].window.map(\.value) == [0.3, -0.6, 0.3, 0.5])
  }

  @Test("Among equals the first in row order wins, whatever the sign of a zero")
  func ties() throws {
    let pass = try MaxPooling(window: Extent(2), stride: Extent(1))
      .forward(Tensor(shape: [1, 2, 2], values: [-0.0, 0, 0, -1]))
    #expect(pass.steps.map(\.winner.cell) == [Cell(0, 0)])
  }

  @Test("Padding never wins, not even over negative activations")
  func padding() throws {
    let layer = try MaxPooling(window: Extent(2), stride: Extent(1), padding: .full)
    let pass = try layer.forward(Tensor(shape: [1, 1, 1], values: [-5]))
    #expect(pass.result == Tensor(repeating: -5, shape: [1, 2, 2]))
    #expect(pass.steps.allSatisfy { !$0.winner.isPadding })
  }

  @Test(
    "Padding as wide as the window is refused, on each side",
    arguments: [
      Padding(top: 2, bottom: 0, left: 0, right: 0), Padding(top: 0, bottom: 2, left: 0, right: 0),
      Padding(top: 0, bottom: 0, left: 2, right: 0), Padding(top: 0, bottom: 0, left: 0, right: 2),
    ])
  func widePadding(padding: Padding) throws {
    let layer = try MaxPooling(window: Extent(2), stride: Extent(1), padding: .explicit(padding))
    #expect(throws: LayerError.windowInPadding(window: Extent(2), padding: padding)) {
      try layer.forward(Tensor(shape: [1, 3, 3]))
    }
  }

  @Test("Wide padding that no window reaches is allowed")
  func unreachedPadding() throws {
    let padding = Padding(top: 0, bottom: 2, left: 0, right: 2)
    let layer = try MaxPooling(window: Extent(2), stride: Extent(4), padding: .explicit(padding))
    #expect(try layer.forward(Tensor(shape: [1, 3, 3])).result.shape == [1, 1, 1])
  }

  @Test("Each map is pooled alone, and what does not fill a window is left out")
  func maps() throws {
    let layer = try MaxPooling(window: Extent(2), stride: Extent(2))
    let input = try Tensor(shape: [2, 3, 3], values: (0..<18).map(Double.init))
    let pass = try layer.forward(input)
    #expect(pass.result.shape == [2, 1, 1])
    #expect(pass.result.values == [4, 13])
    #expect(pass.steps.map(\.map) == [0, 1])
  }

  @Test("The output agrees with the oracle", arguments: try PoolingCase.all("max-pooling"))
  func oracle(example: PoolingCase) throws {
    #expect(try example.maxPooling().result == example.output.tensor)
  }
}
