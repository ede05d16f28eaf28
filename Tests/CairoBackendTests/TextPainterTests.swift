import Drawing
import Testing

@testable import CairoBackend

@Suite("Painting text")
struct TextPainterTests {
  @Test(
    "The ink lies where the metrics say",
    arguments: [
      ("bxg", Font.label(40)), ("0.25", .label(33, .bold)), ("∂𝐶", .math(50)), ("−", .label(60)),
    ])
  func ink(string: String, font: Font) throws {
    let origin = Point(20, 70)
    let item = text(string, font, at: origin)
    let file = try PNGFile(PNGRenderer(scale: 2).render(scene([item], size: Size(200, 100))))
    let dark = file.pixels.indices.filter { file.pixels[$0] & 0xFF < 0x80 }
    let rows = dark.map { $0 / file.width }
    let columns = dark.map { $0 % file.width }
    let extents = PangoMetrics().extents(of: string, in: font)
    #expect(abs(Double(try #require(rows.min())) - (origin.y - extents.ascent) * 2) <= 1)
    #expect(abs(Double(try #require(rows.max()) + 1) - (origin.y + extents.descent) * 2) <= 1)
    #expect(Double(try #require(columns.min())) >= origin.x * 2 - 1)
    // An italic letter leans out of its advance width a little.
    let reach = origin.x + extents.width + font.size * 0.05
    #expect(Double(try #require(columns.max())) <= reach * 2 + 1)
  }

  @Test("Text has its own colour")
  func color() throws {
    let item = text("■", .label(30), at: Point(5, 28), color: Color(hex: 0xD81B60))
    let file = try PNGFile(PNGRenderer().render(scene([item])))
    #expect(file.pixels.contains(0xD81B60))
  }
}
