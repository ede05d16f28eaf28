import Drawing
import Testing

@testable import MarkupBackend

@Suite("Markup text")
struct MarkupTextTests {
  @Test(
    "Numbers take as few characters as the thousandth needs",
    arguments: [
      (0.0, "0"), (-0.0, "0"), (12.0, "12"), (0.5, "0.5"), (-3.125, "-3.125"), (0.0004, "0"),
      (-0.0004, "0"), (0.0005, "0.001"), (-0.05, "-0.05"), (1.999_96, "2"), (100.01, "100.01"),
      (1e-300, "0"), (1e300, "1000000000000"), (-1e300, "-1000000000000"), (.nan, "0"),
      (.infinity, "0"), (1920, "1920"), (0.1 + 0.2, "0.3"),
    ])
  func numbers(value: Double, expected: String) {
    #expect(MarkupText.number(value) == expected)
  }

  @Test(
    "Factors are exact to the millionth",
    arguments: [(100.0 / 3, "33.333333"), (2, "2"), (-0.000_000_1, "0"), (0.000_05, "0.00005")])
  func factors(value: Double, expected: String) {
    #expect(MarkupText.factor(value) == expected)
  }

  @Test(
    "What means something in markup is escaped",
    arguments: [
      ("a < b && c > \"d\"", "a &lt; b &amp;&amp; c &gt; &quot;d&quot;"),
      ("&lt;", "&amp;lt;"), ("tab\tline\n", "tab&#9;line&#10;"), ("it's − 𝑎ᴸ⁻¹", "it's − 𝑎ᴸ⁻¹"),
      ("\u{0}\u{1B}\u{85}\u{FFFF}", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"), ("", ""),
      ("e\u{301}👩‍🏫", "e\u{301}👩‍🏫"),
    ])
  func escapes(text: String, expected: String) {
    #expect(MarkupText.escaped(text) == expected)
  }

  @Test(
    "Colours are three digits where three say it, and six otherwise",
    arguments: [
      (Color.white, "#fff"), (Color.black, "#000"), (Color(hex: 0x0072B2), "#0072b2"),
      (Color(hex: 0xAABBCC), "#abc"), (Color(hex: 0xAABBCD), "#aabbcd"),
      (Color(red: 2, green: -1, blue: 0.5), "#ff0080"),
    ])
  func colors(color: Color, expected: String) {
    #expect(MarkupText.color(color) == expected)
  }

  @Test(
    "Names hold only what ids, classes and font families may",
    arguments: [
      ("figure-1", "figure-1"), ("1st", "x1st"), ("", "x"), ("a\"b<c", "a-b-c"),
      ("Ünder", "x-nder"),
    ])
  func names(text: String, expected: String) {
    #expect(MarkupText.name(text) == expected)
  }
}
