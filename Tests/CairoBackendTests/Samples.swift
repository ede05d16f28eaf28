import CPNG
import Drawing
import Testing

@testable import CairoBackend

/// A scene of 40 × 30 units on white paper.
func scene(
  _ items: [Item], size: Size = Size(40, 30), background: Color = .white, title: String = "A title",
  description: String = "A description"
) -> Scene {
  Scene(size: size, background: background, title: title, description: description, items: items)
}

/// A run of text whose baseline starts at a point, measured with Pango.
func text(_ string: String, _ font: Font, at origin: Point, color: Color = .black) -> Item {
  let extents = PangoMetrics().extents(of: string, in: font)
  return .text(TextRun(string, font: font, color: color, origin: origin, extents: extents))
}

/// A scene with every kind of item.
func everything() -> Scene {
  scene(
    [
      .group(
        Tag("outer"),
        [
          .rectangle(
            Rectangle(20, 20, 100, 60), radius: 5,
            Paint(fill: Color(hex: 0xF5F7FA), stroke: Stroke(color: .black, width: 1.4))),
          .group(Tag("inner"), [text("0.25 × −3", .label(19, .bold), at: Point(30, 60))]),
        ]),
      .circle(center: Point(200, 60), radius: 30, .stroke(Color(hex: 0x0072B2), 4)),
      .path(
        Path([.move(Point(20, 100)), .curve(Point(80, 100), Point(80, 150), Point(150, 150))]),
        .stroke(Color(hex: 0xD81B60), 2, dash: [6, 4])),
      text("𝑧 = 𝑤 · 𝑎 + 𝑏", .math(22), at: Point(20, 190)),
      .image(
        Raster(width: 2, height: 1, pixels: [255, 0, 0, 0, 0, 255]), in: Rectangle(250, 20, 50, 25)),
    ], size: Size(320, 200))
}

/// A PNG file as a reader sees it.
struct PNGFile {
  let width: Int
  let height: Int
  /// The pixels row by row, as 0xRRGGBB.
  let pixels: [UInt32]
  /// The chunks in order.
  let chunks: [(type: String, data: [UInt8])]

  init(_ file: [UInt8]) throws {
    var image = png_image()
    image.version = UInt32(PNG_IMAGE_VERSION)
    defer { png_image_free(&image) }
    try #require(png_image_begin_read_from_memory(&image, file, file.count) != 0)
    image.format = UInt32(PNG_FORMAT_FLAG_COLOR)
    width = Int(image.width)
    height = Int(image.height)
    var bytes = [UInt8](repeating: 0, count: 3 * width * height)
    try #require(png_image_finish_read(&image, nil, &bytes, 0, nil) != 0)
    pixels = stride(from: 0, to: bytes.count, by: 3).map { index in
      UInt32(bytes[index]) << 16 | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2])
    }

    var chunks: [(type: String, data: [UInt8])] = []
    var index = 8
    while index + 12 <= file.count {
      let length = file[index..<index + 4].reduce(0) { $0 << 8 | Int($1) }
      let type = String(decoding: file[index + 4..<index + 8], as: UTF8.self)
      chunks.append((type, Array(file[index + 8..<index + 8 + length])))
      index += 12 + length
    }
    self.chunks = chunks
  }

  subscript(x: Int, y: Int) -> UInt32 { pixels[y * width + x] }

  /// The data of the chunks of a type.
  func data(of type: String) -> [[UInt8]] { chunks.filter { $0.type == type }.map(\.data) }
}
