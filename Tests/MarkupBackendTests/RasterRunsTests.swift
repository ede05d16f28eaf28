import Drawing
import Testing

@testable import MarkupBackend

@Suite("Runs of a raster")
struct RasterRunsTests {
  @Test("Equal pixels join along rows, below them the commonest colour as a sheet")
  func runs() throws {
    let (black, red, blue): ([UInt8], [UInt8], [UInt8]) = ([0, 0, 0], [255, 0, 0], [0, 0, 255])
    let pixels = [red, red, black, black, black, black, black, blue].flatMap { $0 }
    let runs = try #require(RasterRuns(Raster(width: 4, height: 2, pixels: pixels)))
    #expect(
      runs.layers == [
        .init(color: .black, path: "M0 0h4v2h-4z"),
        .init(color: Color(hex: 0xFF0000), path: "M0 0h2v1h-2z"),
        .init(color: Color(hex: 0x0000FF), path: "M3 1h1v1h-1z"),
      ])
  }

  @Test("A raster of one colour is one sheet")
  func sheet() throws {
    let raster = Raster(width: 64, height: 64, pixels: Array(repeating: 7, count: 3 * 64 * 64))
    #expect(try #require(RasterRuns(raster)).layers.map(\.path) == ["M0 0h64v64h-64z"])
  }

  @Test("Empty and large rasters are not for shapes", arguments: [(0, 0), (65, 64), (512, 512)])
  func refused(width: Int, height: Int) {
    let pixels = Array(repeating: 0 as UInt8, count: 3 * width * height)
    #expect(RasterRuns(Raster(width: width, height: height, pixels: pixels)) == nil)
  }
}
