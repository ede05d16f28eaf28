import Testing

@testable import Neural

@Suite struct PoolingTests {
  @Test("A window, stride or padding that cannot be is refused by name")
  func refusals() {
    #expect(
      throws: LayerError.geometry(
        .notPositive(name: "window", value: Extent(rows: 0, columns: 2)))
    ) { try MaxPooling(window: Extent(rows: 0, columns: 2)) }
    #expect(throws: LayerError.geometry(.notPositive(name: "stride", value: Extent(-1)))) {
      try AveragePooling(window: Extent(2), stride: Extent(-1))
    }
    #expect(throws: LayerError.geometry(.negativePadding(Padding(-1)))) {
      try MaxPooling(window: Extent(2), stride: Extent(1), padding: .explicit(Padding(-1)))
    }
    #expect(throws: LayerError.geometry(.tooLarge(name: "window"))) {
      try AveragePooling(window: Extent(1 << 20), stride: Extent(1), padding: .full)
    }
    #expect(throws: LayerError.geometry(.tooLarge(name: "window"))) {
      try MaxPooling(window: Extent(.max), stride: Extent(1))
    }
  }

  @Test("An input of another rank, or smaller than the window, is refused")
  func inputs() throws {
    let layer = try MaxPooling(window: Extent(rows: 2, columns: 3), stride: Extent(1))
    #expect(throws: LayerError.inputRank([4, 4])) { try layer.forward(Tensor(shape: [4, 4])) }
    let error = #expect(throws: LayerError.self) { try layer.forward(Tensor(shape: [1, 4, 2])) }
    #expect(
      error
        == .windowTooLarge(
          window: Extent(rows: 2, columns: 3), padded: Extent(rows: 4, columns: 2)))
    #expect(error?.description.hasPrefix("the window is 2 × 3 but the padded input is") == true)
  }

  @Test("Maps that would fill the memory are refused before anything is allocated")
  func hugeMaps() throws {
    let layer = try AveragePooling(
      window: Extent(1), stride: Extent(1), padding: .explicit(Padding(4_000)))
    #expect(throws: LayerError.geometry(.tooLarge(name: "stack of feature maps"))) {
      try layer.forward(Tensor(shape: [3, 1, 1]))
    }
  }

  @Test("A window lists its cells in row order, those in the padding marked")
  func window() throws {
    let layer = try AveragePooling(window: Extent(2), stride: Extent(1), padding: .full)
    let forward = try layer.forward(Tensor(shape: [2, 1, 2], values: [1, 2, 3, 4]))
    let window = forward.steps[7].window
    #expect(forward.shape == [2, 2, 3])
    #expect(window.map(\.cell) == [Cell(-1, 0), Cell(-1, 1), Cell(0, 0), Cell(0, 1)])
    #expect(window.map(\.isPadding) == [true, true, false, false])
    #expect(window.map(\.value) == [0, 0, 3, 4])
    #expect(window.map(\.kernelCell) == [Cell(0, 0), Cell(0, 1), Cell(1, 0), Cell(1, 1)])
  }
}
