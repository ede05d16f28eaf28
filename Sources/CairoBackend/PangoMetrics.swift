import Drawing
import Synchronization

/// Measures text with Pango, exactly as the renderers set it.
public final class PangoMetrics: TextMetrics, Sendable {
  private struct Key: Hashable {
    let string: String
    let family: FontFamily
    let weight: FontWeight
  }

  private struct State: ~Copyable {
    let typesetter = Typesetter()
    var extents: [Key: TextExtents] = [:]
  }

  private let state: Mutex<State>

  /// Metrics with nothing measured yet.
  public init() {
    state = Mutex(State())
  }

  /// The advance width of a string set on one line and the reach of its ink, in page units.
  ///
  /// Extents are linear in the font's size.
  public func extents(of string: String, in font: Font) -> TextExtents {
    let key = Key(string: string, family: font.family, weight: font.weight)
    let reference = state.withLock { state in
      if let known = state.extents[key] { return known }
      let measured = state.typesetter.extents(of: string, font.family, font.weight)
      state.extents[key] = measured
      return measured
    }
    let scale = font.size / Typesetter.referenceSize
    return TextExtents(
      width: reference.width * scale, ascent: reference.ascent * scale,
      descent: reference.descent * scale)
  }

  /// The number of characters of a string that no installed font has a glyph for.
  public func missingGlyphs(in string: String, font: Font) -> Int {
    state.withLock { $0.typesetter.missingGlyphs(in: string, font.family, font.weight) }
  }
}
