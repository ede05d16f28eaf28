import Testing

@testable import Neural

@Suite struct ConvolutionTests {
  @Test("Weights that are not of rank 4 are refused", arguments: [[3], [3, 3], [1, 3, 3]])
  func weightsRank(shape: [Int]) {
    #expect(throws: LayerError.weightsRank(shape)) {
      try Convolution(weights: Tensor(shape: shape))
    }
  }

  @Test("There is one bias for each map, and 0 without any")
  func biases() throws {
    let weights = Tensor(shape: [2, 1, 3, 3])
    #expect(try Convolution(weights: weights).bias == Tensor(shape: [2]))
    let error = #expect(throws: LayerError.self) {
      try Convolution(weights: weights, bias: Tensor(shape: [3]))
    }
    #expect(error == .biasCount(maps: 2, found: 3))
    #expect(error?.description == "2 feature maps need 2 biases, not 3")
  }

  @Test("Groups that do not divide the maps are refused", arguments: [0, -1, 3, 8, Int.max, .min])
  func groups(groups: Int) {
    #expect(throws: LayerError.mapsNotDivisible(maps: 4, groups: groups)) {
      try Convolution(weights: Tensor(shape: [4, 1, 2, 2]), groups: groups)
    }
  }

  @Test("A hostile stride, dilation or padding is refused at once", arguments: [Int.max, .min])
  func hostileGeometry(value: Int) {
    let weights = Tensor(shape: [1, 1, 2, 2])
    #expect(throws: LayerError.self) { try Convolution(weights: weights, stride: Extent(value)) }
    #expect(throws: LayerError.self) { try Convolution(weights: weights, dilation: Extent(value)) }
    #expect(throws: LayerError.self) {
      try Convolution(weights: weights, padding: .explicit(Padding(value)))
    }
  }

  @Test("An input of another rank or with other channels is refused")
  func inputs() throws {
    let layer = try Convolution(weights: Tensor(shape: [2, 3, 2, 2]))
    #expect(throws: LayerError.inputRank([4, 4])) { try layer.forward(Tensor(shape: [4, 4])) }
    #expect(throws: LayerError.channels(expected: 3, found: 1)) {
      try layer.forward(Tensor(shape: [1, 4, 4]))
    }
  }

  @Test("A filter larger than the padded input is refused")
  func largeFilter() throws {
    let layer = try Convolution(
      weights: Tensor(shape: [1, 1, 4, 4]),
      padding: .explicit(Padding(top: 1, bottom: 0, left: 0, right: 0)))
    #expect(
      throws: LayerError.geometry(
        .kernelTooLarge(span: Extent(4), padded: Extent(rows: 4, columns: 3)))
    ) { try layer.forward(Tensor(shape: [1, 3, 3])) }
  }

  @Test("Maps that would fill the memory are refused before anything is allocated")
  func hugeMaps() throws {
    let layer = try Convolution(
      weights: Tensor(shape: [4, 1, 1, 1]), padding: .explicit(Padding(4_000)))
    #expect(throws: LayerError.geometry(.tooLarge(name: "stack of feature maps"))) {
      try layer.forward(Tensor(shape: [1, 1, 1]))
    }
  }

  @Test("Each map sees the channels of its group")
  func firstChannels() throws {
    let layer = try Convolution(weights: Tensor(shape: [6, 2, 1, 1]), groups: 3)
    #expect(layer.channels == 6)
    #expect((0..<6).map(layer.firstChannel) == [0, 0, 2, 2, 4, 4])
  }

  @Test("A cross-correlation leaves the filter as it is; a convolution rotates it")
  func weightCells() throws {
    let weights = Tensor(shape: [1, 1, 2, 3])
    let correlation = try Convolution(weights: weights)
    let convolution = try Convolution(weights: weights, operation: .convolution)
    #expect(correlation.weightCell(under: Cell(0, 2)) == Cell(0, 2))
    #expect(convolution.weightCell(under: Cell(0, 2)) == Cell(1, 0))
  }
}
