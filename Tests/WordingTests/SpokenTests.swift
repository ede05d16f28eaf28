import Testing

@testable import Wording

@Suite("Spoken numbers")
struct SpokenTests {
  @Test(
    "Numbers are said with five digits and a true minus",
    arguments: [
      (0, "0", false), (-0.0, "0", false), (12, "12", false), (-1.5, "−1.5", false),
      (1 / 3, "0.33333", true), (-2 / 3, "−0.66667", true), (123_456, "123460", true),
      (0.99999999, "1", true), (99_999.5, "100000", true), (1.5e-5, "0.000015", false),
      (1e-12, "1 · 10^-12", false), (1.23456789e30, "1.2346 · 10^30", true),
      (.infinity, "∞", false), (-.infinity, "−∞", false),
    ])
  func numbers(value: Double, text: String, isRounded: Bool) {
    #expect(Spoken(value).description == text)
    #expect(Spoken(value).isRounded == isRounded)
  }
}
