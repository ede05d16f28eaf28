import Drawing
import Testing

@testable import OfficeBackend

@Suite struct OfficeMarkupTests {
  @Test(
    "Text is escaped, and what XML forbids is replaced",
    arguments: [
      ("a & b", "a &amp; b"), ("<\"'>", "&lt;&quot;'&gt;"), ("a\nb", "a&#10;b"),
      ("\u{1}\u{FFFE}", "\u{FFFD}\u{FFFD}"), ("𝑎₀", "𝑎₀"),
    ])
  func escaped(text: String, expected: String) {
    #expect(OfficeMarkup.escaped(text) == expected)
  }

  @Test("A page of 1280 × 720 units is a wide slide, and 24 units of text are 18 points")
  func units() {
    #expect(OfficeMarkup.emu(1280) == 12_192_000)
    #expect(OfficeMarkup.emu(720) == 6_858_000)
    #expect(OfficeMarkup.fontSize(24) == 1_800)
    #expect(OfficeMarkup.emu(.nan) == 0)
    #expect(OfficeMarkup.fontSize(.infinity) == 75)
  }

  @Test("A colour keeps its opacity")
  func fills() {
    let blue = Color(hex: 0x0072B2)
    #expect(OfficeMarkup.fill(blue) == "<a:solidFill><a:srgbClr val=\"0072B2\"/></a:solidFill>")
    var faint = blue
    faint.alpha = 0.25
    #expect(OfficeMarkup.fill(faint).contains("<a:alpha val=\"25000\"/>"))
  }
}
