@testable import Drawing

/// A measure without a font: every character is a box half an em wide that reaches 0.7 em above
/// the baseline and 0.2 em below it.
struct BoxMetrics: TextMetrics {
  func extents(of string: String, in font: Font) -> TextExtents {
    TextExtents(
      width: 0.5 * font.size * Double(string.count), ascent: 0.7 * font.size,
      descent: 0.2 * font.size)
  }
}

extension TextRun {
  /// A run of one-unit boxes.
  init(box string: String, at origin: Point = .zero) {
    let font = Font.label(10)
    self.init(
      string, font: font, color: .black, origin: origin,
      extents: BoxMetrics().extents(of: string, in: font))
  }
}
