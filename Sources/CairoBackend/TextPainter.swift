import CCairo
import Drawing

/// Puts lines of text on a cairo context whose colour is set and whose origin is the left end of
/// the baseline.
protocol TextPainter: ~Copyable {
  func paint(_ string: String, _ font: Font, on cairo: OpaquePointer)
}

/// Fills the outlines of the glyphs: the same pixels under any setting of fontconfig.
struct OutlinePainter: TextPainter {
  func paint(_ string: String, _ font: Font, on cairo: OpaquePointer) {
    let line = LineCache.shared.withLock { $0.line(string, Face(font)) }
    let scale = font.size / Typesetter.referenceSize
    cairo_new_path(cairo)
    for glyph in line.glyphs {
      func x(_ point: Point) -> Double { (glyph.origin.x + point.x) * scale }
      func y(_ point: Point) -> Double { (glyph.origin.y + point.y) * scale }
      for element in glyph.outline.elements {
        switch element {
        case .move(let p): cairo_move_to(cairo, x(p), y(p))
        case .line(let p): cairo_line_to(cairo, x(p), y(p))
        case .curve(let c1, let c2, let p):
          cairo_curve_to(cairo, x(c1), y(c1), x(c2), y(c2), x(p), y(p))
        case .close: cairo_close_path(cairo)
        }
      }
    }
    cairo_fill(cairo)
  }
}

/// Shows the glyphs of embedded fonts: text that can be selected and searched.
struct GlyphPainter: TextPainter, ~Copyable {
  private let typesetter = Typesetter()

  func paint(_ string: String, _ font: Font, on cairo: OpaquePointer) {
    let scale = font.size / Typesetter.referenceSize
    cairo_scale(cairo, scale, scale)
    cairo_move_to(cairo, 0, 0)
    typesetter.withLine(string, Face(font)) { line, _ in
      pango_cairo_show_layout_line(cairo, line)
    }
  }
}
