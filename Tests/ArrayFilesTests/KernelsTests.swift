import Testing

@testable import ArrayFiles

@Suite struct KernelsTests {
  @Test("Box and gaussian keep the brightness of a uniform area", arguments: 1...25)
  func smoothing(side: Int) {
    let box = Kernels.box(side)
    #expect(box.count == side && box.allSatisfy { $0.count == side })
    #expect(abs(box.joined().reduce(0, +) - 1) < 1e-12)
    let gaussian = Kernels.gaussian(side)
    #expect(gaussian.count == side && gaussian.allSatisfy { $0.count == side })
    #expect(gaussian.joined().reduce(0, +) == 1)
  }

  @Test("A gaussian of 3 is the binomial 1 2 1 in both directions")
  func gaussian() {
    let sixteenths = Kernels.gaussian(3).map { $0.map { $0 * 16 } }
    #expect(sixteenths == [[1, 2, 1], [2, 4, 2], [1, 2, 1]])
  }

  @Test("A stroke filter ignores a uniform area", arguments: [3, 5, 9, 17])
  func uniform(side: Int) {
    #expect(Kernels.verticalStroke(side).joined().reduce(0, +) == 0)
    #expect(Kernels.horizontalStroke(side).joined().reduce(0, +) == 0)
  }

  @Test("A vertical stroke of 3 is 1 between two −½, a horizontal one the same across")
  func strokes() {
    #expect(Kernels.verticalStroke(3) == Array(repeating: [-0.5, 1, -0.5], count: 3))
    #expect(
      Kernels.horizontalStroke(3) == [[-0.5, -0.5, -0.5], [1, 1, 1], [-0.5, -0.5, -0.5]])
  }

  @Test("The derivatives ignore a uniform area, and sharpening keeps it")
  func sums() {
    for rows in [Kernels.sobelX, Kernels.sobelY, Kernels.laplacian] {
      #expect(rows.joined().reduce(0, +) == 0)
    }
    #expect(Kernels.sharpen.joined().reduce(0, +) == 1)
  }
}
