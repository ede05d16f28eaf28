import Testing

@testable import Neural

@Suite struct CorrelationTests {
  @Test("The kernel cells inside are the ones that a look at each of them finds")
  func inside() {
    for (count, step, length) in [(1, 1, 1), (4, 1, 3), (3, 2, 4), (5, 3, 7), (2, 5, 3)] {
      for origin in -20...20 {
        let found = Correlation.inside(count, from: origin, by: step, length: length)
        let expected = (0..<count).filter { (0..<length).contains(origin + $0 * step) }
        #expect(Array(found) == expected)
      }
    }
  }

  @Test("Cells spread apart have zeros between and around them")
  func spread() {
    let places = (-3...8).map { Correlation.index(of: $0, spread: 3, count: 2) }
    #expect(places == [nil, nil, nil, 0, nil, nil, 1, nil, nil, nil, nil, nil])
  }

  @Test("The sum over a spread underlay is that over the same underlay with the zeros written out")
  func spreadSum() throws {
    var random = Generator(seed: 7)
    let underlay = try random.tensor([2, 2, 3])
    let overlay = try random.tensor([2, 2, 2])
    var written = Tensor(shape: [2, 3, 5])
    for matrix in 0..<2 {
      for row in 0..<2 {
        for column in 0..<3 {
          written[matrix, 2 * row, 2 * column] = underlay[matrix, row, column]
        }
      }
    }
    for isRotated in [false, true] {
      let spread = Correlation(
        underlay: underlay.values, extent: Extent(rows: 2, columns: 3), spread: Extent(2),
        underlayStride: 6, overlay: overlay.values, kernel: Extent(2), dilation: Extent(1),
        isRotated: isRotated, overlayStride: 4, depth: 2)
      let dense = Correlation(
        underlay: written.values, extent: Extent(rows: 3, columns: 5), underlayStride: 15,
        overlay: overlay.values, kernel: Extent(2), dilation: Extent(1), isRotated: isRotated,
        overlayStride: 4, depth: 2)
      for row in -1...2 {
        for column in -1...4 {
          let placement = Correlation.Placement(
            firstChannel: 0, underlayStart: 0, overlayStart: 0, origin: Cell(row, column))
          #expect(spread.sum(placement) == dense.sum(placement))
        }
      }
    }
  }
}
