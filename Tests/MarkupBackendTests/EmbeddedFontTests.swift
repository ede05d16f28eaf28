import CairoBackend
import Drawing
import Testing

@testable import MarkupBackend

@Suite("Fonts embedded with HarfBuzz")
struct EmbeddedFontTests {
  @Test("A document carries each face in use, cut down to its glyphs")
  func subsets() throws {
    let elements = try XMLElements.parse(
      SVGRenderer(fonts: HarfBuzzSubsetter(), prefix: "convlens").render(sampleScene))
    let sheet = try #require(elements.first { $0.name == "style" }).text
    let faces = sheet.matches(of: /@font-face\{font-family:"([a-z-]+)";font-weight:(\d+)/)
    #expect(
      faces.map { "\($0.output.1) \($0.output.2)" } == [
        "convlens-label 400", "convlens-label 600", "convlens-math 400",
      ])
    // Whole, the three files are more than a megabyte.
    #expect((1_000..<60_000).contains(sheet.utf8.count))
    #expect(elements.allSatisfy { $0.attributes["textLength"] == nil })
  }

  @Test("The same scene gives the same bytes, fonts and all")
  func determinism() {
    let documents = (0..<4).map { _ in SVGRenderer(fonts: HarfBuzzSubsetter()).render(sampleScene) }
    #expect(Set(documents).count == 1)
  }
}
