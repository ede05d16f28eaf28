import Testing

@testable import Neural

@Suite("Padding that repeats the input")
struct PaddingModeTests {
  @Test(
    "takes its values from the cells that the mode says",
    arguments: [
      (.zeros, [nil, nil, 0, 1, 2, 3, nil, nil]), (.replicate, [0, 0, 0, 1, 2, 3, 3, 3]),
      (.circular, [2, 3, 0, 1, 2, 3, 0, 1]), (.reflect, [2, 1, 0, 1, 2, 3, 2, 1]),
    ] as [(PaddingMode, [Int?])])
  func sources(mode: PaddingMode, cells: [Int?]) {
    #expect((-2...5).map { mode.source(of: $0, length: 4) } == cells)
    #expect((-9...9).allSatisfy { (mode.source(of: $0, length: 1) ?? 0) == 0 })
  }

  @Test("is written out around each matrix, and added up again", arguments: PaddingMode.allCases)
  func writtenOut(mode: PaddingMode) throws {
    let padding = Padding(top: 1, bottom: 0, left: 0, right: 2)
    let tensor = try Tensor(shape: [2, 2, 3], values: (1...12).map(Double.init))
    let padded = tensor.padded(by: padding, mode)
    #expect(padded.shape == [2, 3, 5])
    for channel in 0..<2 {
      for row in 0..<3 {
        for column in 0..<5 {
          let source = (
            mode.source(of: row - 1, length: 2), mode.source(of: column, length: 3)
          )
          let expected: Double =
            if case (let row?, let column?) = source { tensor[channel, row, column] } else { 0 }
          #expect(padded[channel, row, column] == expected)
        }
      }
    }
    // Folding is the transpose of padding: ⟨pad x, y⟩ = ⟨x, fold y⟩.
    var random = Generator(seed: 3)
    let other = try random.tensor(padded.shape)
    let folded = other.folded(to: tensor.extent, from: padding, mode)
    #expect(abs(padded.dot(other) - tensor.dot(folded)) < 1e-12)
  }

  @Test("is refused where it is wider than what it repeats")
  func limits() throws {
    let wide = Padding(top: 3, bottom: 0, left: 0, right: 0)
    for (mode, isRefused) in [
      (PaddingMode.zeros, false), (.replicate, false), (.circular, false), (.reflect, true),
    ] {
      let layer = try Convolution(
        weights: Tensor(shape: [1, 1, 2, 2]), padding: .explicit(wide), paddingMode: mode)
      let input = Tensor(shape: [1, 3, 3])
      guard isRefused else {
        #expect(try layer.forward(input).shape == [1, 5, 2])
        continue
      }
      let error = #expect(throws: LayerError.self) { try layer.forward(input) }
      #expect(error?.subject == "padding-mode")
      #expect(error?.description.contains("at most 2 rows for an input of 3 rows, not 3") == true)
    }
    let circular = try Convolution(
      weights: Tensor(shape: [1, 1, 2, 2]), padding: .explicit(Padding(4)), paddingMode: .circular)
    #expect(throws: LayerError.self) { try circular.forward(Tensor(shape: [1, 3, 3])) }
  }

  @Test("that would fill the memory is refused before anything is allocated")
  func tooLarge() throws {
    let layer = try Convolution(
      weights: Tensor(shape: [1, 1, 1, 1]), stride: Extent(1 << 23),
      padding: .explicit(Padding(1 << 24)), paddingMode: .replicate)
    #expect(throws: LayerError.geometry(.tooLarge(name: "padded input"))) {
      try layer.forward(Tensor(shape: [1, 3, 3]))
    }
  }
}
