import Testing

@testable import Neural

@Suite struct SweepTests {
  @Test(
    "The map of an M × N input under an I × J overlay is (M − I + 1) × (N − J + 1)",
    arguments: [(6, 6, 3, 3), (28, 28, 4, 4), (3, 5, 2, 4), (1, 1, 1, 1), (4, 7, 4, 7)])
  func validExtent(rows: Int, columns: Int, kernelRows: Int, kernelColumns: Int) throws {
    let sweep = try Sweep(
      over: Extent(rows: rows, columns: columns),
      geometry: Geometry(kernel: Extent(rows: kernelRows, columns: kernelColumns)))
    #expect(
      sweep.extent == Extent(rows: rows - kernelRows + 1, columns: columns - kernelColumns + 1))
    #expect(sweep.count == sweep.extent.count)
  }

  @Test("Positions run in row order, a stride apart, from the corner of the padding")
  func positions() throws {
    let sweep = try Sweep(
      over: Extent(rows: 4, columns: 5),
      geometry: Geometry(
        kernel: Extent(2), stride: Extent(rows: 2, columns: 3),
        padding: .explicit(Padding(top: 1, bottom: 1, left: 2, right: 0))))
    #expect(sweep.extent == Extent(rows: 3, columns: 2))
    #expect(
      Array(sweep) == [
        OverlayPosition(index: 0, neuron: Cell(0, 0), origin: Cell(-1, -2)),
        OverlayPosition(index: 1, neuron: Cell(0, 1), origin: Cell(-1, 1)),
        OverlayPosition(index: 2, neuron: Cell(1, 0), origin: Cell(1, -2)),
        OverlayPosition(index: 3, neuron: Cell(1, 1), origin: Cell(1, 1)),
        OverlayPosition(index: 4, neuron: Cell(2, 0), origin: Cell(3, -2)),
        OverlayPosition(index: 5, neuron: Cell(2, 1), origin: Cell(3, 1)),
      ])
    #expect(sweep[neuron: Cell(2, 1)] == sweep[5])
  }

  @Test("Dilation spreads the cells under the kernel")
  func dilation() throws {
    let sweep = try Sweep(
      over: Extent(7), geometry: Geometry(kernel: Extent(2), dilation: Extent(rows: 3, columns: 2)))
    #expect(sweep.extent == Extent(rows: 4, columns: 5))
    #expect(sweep.cell(under: Cell(1, 1), at: sweep[6]) == Cell(4, 3))
  }

  @Test(
    "Same padding makes the map ⌈N / stride⌉ long",
    arguments: [1, 2, 3, 4, 5], [1, 2, 3, 4])
  func same(kernel: Int, stride: Int) throws {
    for length in 1...9 {
      let sweep = try Sweep(
        over: Extent(length),
        geometry: Geometry(kernel: Extent(kernel), stride: Extent(stride), padding: .same))
      #expect(sweep.extent == Extent((length + stride - 1) / stride))
    }
  }

  @Test("Full padding reaches every position that shares a cell with the input, and no other")
  func full() throws {
    let underlay = Extent(rows: 3, columns: 4)
    let sweep = try Sweep(over: underlay, geometry: Geometry(kernel: Extent(2), padding: .full))
    #expect(sweep.extent == Extent(rows: 4, columns: 5))
    for position in sweep {
      let cells = [Cell(0, 0), Cell(0, 1), Cell(1, 0), Cell(1, 1)]
        .map { sweep.cell(under: $0, at: position) }
      #expect(cells.contains(where: sweep.contains))
    }
  }

  @Test("A cell is inside from the first row and column to the last")
  func contains() throws {
    let sweep = try Sweep(
      over: Extent(rows: 2, columns: 3), geometry: Geometry(kernel: Extent(1)))
    #expect(sweep.contains(Cell(0, 0)) && sweep.contains(Cell(1, 2)))
    for outside in [Cell(-1, 0), Cell(0, -1), Cell(2, 0), Cell(0, 3)] {
      #expect(!sweep.contains(outside))
    }
  }

  @Test("A kernel that just fits has one position, and one larger is refused with both sizes")
  func kernelTooLarge() throws {
    let underlay = Extent(rows: 4, columns: 5)
    #expect(try Sweep(over: underlay, geometry: Geometry(kernel: underlay)).count == 1)
    let error = #expect(throws: GeometryError.self) {
      try Sweep(over: underlay, geometry: Geometry(kernel: Extent(rows: 2, columns: 6)))
    }
    #expect(
      error == .kernelTooLarge(span: Extent(rows: 2, columns: 6), padded: underlay))
    #expect(error?.description.hasPrefix("the filter spans 2 × 6 but the padded input is") == true)
  }

  @Test("A huge stride leaves one position", arguments: [100, 1 << 24])
  func hugeStride(stride: Int) throws {
    let sweep = try Sweep(
      over: Extent(5), geometry: Geometry(kernel: Extent(2), stride: Extent(stride)))
    #expect(sweep.map(\.origin) == [Cell(0, 0)])
  }

  @Test("A limited sweep leaves out the last rows and columns of positions")
  func limited() throws {
    let sweep = try Sweep(over: Extent(4), geometry: Geometry(kernel: Extent(2)))
      .limited(to: Extent(rows: 1, columns: 2))
    #expect(sweep.map(\.origin) == [Cell(0, 0), Cell(0, 1)])
  }

  @Test("An input without cells is refused", arguments: [0, -3])
  func emptyUnderlay(rows: Int) {
    let underlay = Extent(rows: rows, columns: 3)
    #expect(throws: GeometryError.notPositive(name: "input", value: underlay)) {
      try Sweep(over: underlay, geometry: Geometry(kernel: Extent(1)))
    }
  }

  @Test("A feature map that would fill the memory is refused before anything is allocated")
  func hugeMap() {
    let padding = PaddingRule.explicit(Padding(1 << 24))
    #expect(throws: GeometryError.tooLarge(name: "feature map")) {
      try Sweep(over: Extent(1), geometry: Geometry(kernel: Extent(1), padding: padding))
    }
  }
}
