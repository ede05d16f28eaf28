import Testing

@testable import Drawing

@Suite("Fonts")
struct FontTests {
  @Test("A label font is regular unless told, a formula font always is")
  func weights() {
    #expect(Font.label(12) == Font(.label, size: 12, weight: .regular))
    #expect(Font.label(12, .bold) == Font(.label, size: 12, weight: .bold))
    #expect(Font.math(20) == Font(.math, size: 20, weight: .regular))
  }

  @Test("Another size keeps family and weight")
  func sized() {
    #expect(Font.label(12, .semibold).sized(9) == Font.label(9, .semibold))
    #expect(Font.math(12).sized(9) == Font.math(9))
  }

  @Test("The families have the names that their packages install")
  func families() {
    #expect(
      FontFamily.allCases.map(\.rawValue) == ["Inter", "Latin Modern Math", "DejaVu Sans Mono"])
  }

  @Test("The ink's height is what is above and below the baseline")
  func height() {
    #expect(TextExtents(width: 5, ascent: 7, descent: 2).height == 9)
    #expect(TextExtents(width: 5, ascent: 7, descent: -3).height == 4)
  }
}
