import Drawing
import Testing

@testable import CairoBackend

@Suite("Rasters as surfaces")
struct RasterSurfaceTests {
  @Test("An enlarged raster repeats each pixel in both directions")
  func enlarged() {
    let raster = Raster(width: 2, height: 1, pixels: [1, 2, 3, 4, 5, 6])
    let enlarged = raster.enlarged(toward: 5)
    let row: [UInt8] = [1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6]
    #expect(enlarged == Raster(width: 4, height: 2, pixels: row + row))
  }

  @Test(
    "A raster grows 16 times at most and never beyond the length",
    arguments: [(1, 16), (28, 448), (100, 500), (256, 512), (257, 257), (600, 600)])
  func limits(width: Int, expected: Int) {
    let raster = Raster(
      width: width, height: 1, pixels: [UInt8](repeating: 7, count: 3 * width))
    #expect(raster.enlarged(toward: 512).width == expected)
  }
}
