import Drawing
import Testing

@testable import CairoBackend

@Suite("Lines of glyphs")
struct LineCacheTests {
  private func line(_ string: String, _ font: Font = .label(1)) -> Line {
    LineCache.shared.withLock { $0.line(string, Face(font)) }
  }

  @Test("Glyphs stand one after another, each at the advance of those before it")
  func origins() {
    let advance = line("0").extents.width
    let glyphs = line("007").glyphs
    #expect(glyphs.map(\.origin) == [.zero, Point(advance, 0), Point(2 * advance, 0)])
    #expect(glyphs[0].outline == glyphs[1].outline)
    #expect(glyphs[0].outline != glyphs[2].outline)
  }

  @Test("A line stays the same when it is asked for again")
  func repeated() {
    #expect(line("σ′(𝑧)", .math(1)).extents == line("σ′(𝑧)", .math(1)).extents)
  }

  @Test("The size of a font does not matter, its family and weight do")
  func faces() {
    #expect(line("ab", .label(9)).extents == line("ab", .label(30)).extents)
    #expect(line("ab", .label(9)).extents != line("ab", .label(9, .bold)).extents)
    #expect(line("ab", .label(9)).extents != line("ab", .math(9)).extents)
  }

  @Test("Where no font has a character, a box is drawn")
  func box() {
    let line = line("\u{F0000}")
    #expect(line.missingGlyphs == 1)
    #expect(line.glyphs.count == 1)
    #expect(line.glyphs.allSatisfy { !$0.outline.elements.isEmpty })
  }

  @Test("A line break does not make a second line")
  func oneLine() {
    #expect(line("a\nb").extents.width > line("ab").extents.width)
  }
}
