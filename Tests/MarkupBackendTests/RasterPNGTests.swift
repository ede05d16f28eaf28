import Drawing
import Testing

@testable import MarkupBackend

@Suite("A raster as PNG")
struct RasterPNGTests {
  @Test("The bytes of a 2 × 1 raster are those of the specification")
  func bytes() {
    let png = Raster(width: 2, height: 1, pixels: [255, 0, 0, 0, 0, 255]).png
    // Written out by hand; the checksums come from zlib's crc32 and adler32.
    #expect(
      png == [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A,
        0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 2, 0, 0, 0, 1, 8, 3, 0, 0, 0,
        0xC3, 0xFC, 0x8F, 0xB8,
        0, 0, 0, 6, 0x50, 0x4C, 0x54, 0x45, 255, 0, 0, 0, 0, 255,
        0x6C, 0xA1, 0xFD, 0x8E,
        0, 0, 0, 14, 0x49, 0x44, 0x41, 0x54, 0x78, 0x01, 1, 3, 0, 252, 255, 0, 0, 1,
        0x00, 0x04, 0x00, 0x02,
        0x0B, 0x21, 0x8B, 0x71,
        0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
      ])
  }

  @Test(
    "Pixels come back from the file's stored blocks",
    arguments: [
      (1, 1, 1), (28, 28, 200), (16, 16, 256), (17, 16, 257), (300, 300, 7), (512, 130, 999),
    ])
  func pixels(width: Int, height: Int, colors: Int) throws {
    let pixels = (0..<(width * height)).flatMap { index -> [UInt8] in
      let color = index % colors
      return [UInt8(color & 0xFF), UInt8(color >> 8), 3]
    }
    let decoded = try StoredPNG(Raster(width: width, height: height, pixels: pixels).png)
    #expect(decoded.isIndexed == (min(colors, width * height) <= 256))
    #expect(decoded.size == [width, height])
    #expect(decoded.pixels == pixels)
  }
}

/// A reader for PNG files whose data are stored and whose rows are not filtered.
private struct StoredPNG {
  var size: [Int] = []
  var isIndexed = false
  var pixels: [UInt8] = []

  struct Malformed: Error {}

  init(_ file: [UInt8]) throws {
    func number(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }
    var palette: [UInt8] = []
    var samples: [UInt8] = []
    var offset = 8
    while offset < file.count {
      let length = number(file[offset..<(offset + 4)])
      let data = Array(file[(offset + 8)..<(offset + 8 + length)])
      switch String(decoding: file[(offset + 4)..<(offset + 8)], as: UTF8.self) {
      case "IHDR":
        size = [number(data[0..<4]), number(data[4..<8])]
        isIndexed = data[9] == 3
      case "PLTE": palette = data
      case "IDAT": samples = try StoredPNG.inflated(data)
      default: break
      }
      offset += 12 + length
    }
    let rowLength = size[0] * (isIndexed ? 1 : 3)
    for row in 0..<size[1] {
      let start = row * (rowLength + 1)
      guard samples[start] == 0 else { throw Malformed() }
      let line = samples[(start + 1)...(start + rowLength)]
      pixels +=
        isIndexed ? line.flatMap { palette[(Int($0) * 3)..<(Int($0) * 3 + 3)] } : Array(line)
    }
  }

  private static func inflated(_ stream: [UInt8]) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var offset = 2
    var isLast = false
    while !isLast {
      isLast = stream[offset] == 1
      let length = Int(stream[offset + 1]) | Int(stream[offset + 2]) << 8
      let complement = Int(stream[offset + 3]) | Int(stream[offset + 4]) << 8
      guard length ^ complement == 0xFFFF else { throw Malformed() }
      bytes += stream[(offset + 5)..<(offset + 5 + length)]
      offset += 5 + length
    }
    guard offset + 4 == stream.count else { throw Malformed() }
    return bytes
  }
}
