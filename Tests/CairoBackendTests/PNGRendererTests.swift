import Drawing
import Testing

@testable import CairoBackend

@Suite("PNG files")
struct PNGRendererTests {
  @Test("A page has as many pixels as its units times the scale", arguments: [0.5, 1, 1.5, 2])
  func pixelCount(scale: Double) throws {
    let file = try PNGFile(PNGRenderer(scale: scale).render(scene([])))
    #expect(file.width == Int(40 * scale))
    #expect(file.height == Int(30 * scale))
  }

  @Test("A page of 1280 × 720 units becomes a picture of 1920 × 1080 pixels")
  func fullPage() throws {
    let file = try PNGFile(PNGRenderer().render(scene([], size: Size(1280, 720))))
    #expect(file.width == 1920 && file.height == 1080)
  }

  @Test("The file says how big a pixel is", arguments: [(1.0, 3780), (1.5, 5669), (2.0, 7559)])
  func physicalSize(scale: Double, pixelsPerMetre: Int) throws {
    let file = try PNGFile(PNGRenderer(scale: scale).render(scene([])))
    let data = try #require(file.data(of: "pHYs").first)
    #expect(data[0..<4].reduce(0) { $0 << 8 | Int($1) } == pixelsPerMetre)
    #expect(data[4..<8].reduce(0) { $0 << 8 | Int($1) } == pixelsPerMetre)
    #expect(data[8] == 1)
  }

  @Test("The file carries the title and the description as UTF-8")
  func texts() throws {
    let scene = scene([], title: "∂𝐶/∂𝑤", description: "Four panels,\nnaïve.")
    let file = try PNGFile(PNGRenderer().render(scene))
    #expect(
      file.data(of: "iTXt") == [
        Array("Title\0\0\0\0\0∂𝐶/∂𝑤".utf8), Array("Description\0\0\0\0\0Four panels,\nnaïve.".utf8),
      ])
  }

  @Test("A scene without a title makes a file without one")
  func noTexts() throws {
    let file = try PNGFile(PNGRenderer().render(scene([], title: "", description: "")))
    #expect(file.data(of: "iTXt").isEmpty)
  }

  @Test("The file is opaque sRGB of 8 bits a channel and holds no date")
  func header() throws {
    let file = try PNGFile(PNGRenderer().render(everything()))
    #expect(
      file.chunks.map(\.type).filter { $0 != "IDAT" }
        == ["IHDR", "sRGB", "pHYs", "iTXt", "iTXt", "IEND"])
    let header = try #require(file.data(of: "IHDR").first)
    #expect(header[8] == 8 && header[9] == 2)
  }

  @Test("What is drawn is what is read, for every width of a row", arguments: 1...9)
  func lossless(width: Int) throws {
    // Columns of distinct colours; then rows that repeat and one that does not.
    let columns = (0..<width).map { UInt32($0 * 0x1B_2D3F + 0x10_2030) & 0xFF_FFFF }
    let rows = [columns, columns, columns.reversed(), columns.reversed(), columns]
    let bytes = rows.joined().flatMap {
      [UInt8($0 >> 16), UInt8($0 >> 8 & 0xFF), UInt8($0 & 0xFF)]
    }
    let page = Size(Double(width), 5)
    let raster = Raster(width: width, height: 5, pixels: bytes)
    let file = try PNGFile(
      PNGRenderer(scale: 1).render(
        scene([.image(raster, in: Rectangle(origin: .zero, size: page))], size: page)))
    #expect(file.pixels == Array(rows.joined()))
  }

  @Test("The same scene gives the same bytes, also in many tasks at once")
  func sameBytes() async throws {
    let expected = try PNGRenderer().render(everything())
    let files = try await withThrowingTaskGroup(of: [UInt8].self) { group in
      for _ in 0..<8 { group.addTask { try PNGRenderer().render(everything()) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(files.count == 8)
    #expect(files.allSatisfy { $0 == expected })
  }

  @Test(
    "A picture without pixels, or with too many, is refused",
    arguments: [Size(0, 10), Size(10, 0), Size(-5, 5), Size(40_000, 10), Size(.nan, 10)])
  func refusedSizes(size: Size) {
    #expect(throws: RenderError.self) { try PNGRenderer(scale: 1).render(scene([], size: size)) }
  }

  @Test("The error says which size is refused")
  func refusedSizeMessage() {
    #expect(throws: RenderError("a picture must have from 1 to 32767 pixels a side, not 0 × 20")) {
      try PNGRenderer(scale: 2).render(scene([], size: Size(0, 10)))
    }
  }
}
