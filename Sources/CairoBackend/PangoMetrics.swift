import Drawing

/// Measures text with Pango, exactly as the renderers set it.
public final class PangoMetrics: TextMetrics, Sendable {
  /// Metrics; all of them share what was measured before.
  public init() {}

  /// The advance width of a string set on one line and the reach of its ink, in page units.
  ///
  /// Extents are linear in the font's size.
  public func extents(of string: String, in font: Font) -> TextExtents {
    let extents = LineCache.shared.withLock { $0.line(string, Face(font)).extents }
    let scale = font.size / Typesetter.referenceSize
    return TextExtents(
      width: extents.width * scale, ascent: extents.ascent * scale,
      descent: extents.descent * scale)
  }

  /// The number of characters of a string that no installed font has a glyph for.
  public func missingGlyphs(in string: String, font: Font) -> Int {
    LineCache.shared.withLock { $0.line(string, Face(font)).missingGlyphs }
  }
}
