import CCairo
import Drawing

/// Owns the handles of Pango that turn a string into a line of glyphs.
///
/// Every line is set at one big reference size and without hinting, so that its shape and its
/// extents at any other size are the same ones, scaled.
struct Typesetter: ~Copyable {
  /// The size that lines are set at; big, so that rounding to font units cannot be seen.
  static let referenceSize = 1000.0

  private let fontMap: UnsafeMutablePointer<PangoFontMap>
  private let context: OpaquePointer
  private let layout: OpaquePointer

  init() {
    fontMap = pango_cairo_font_map_new()
    context = pango_font_map_create_context(fontMap)
    // The user's language must not choose the glyphs.
    pango_context_set_language(context, pango_language_from_string("en"))
    pango_context_set_round_glyph_positions(context, 0)

    let options = cairo_font_options_create()
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    pango_cairo_context_set_font_options(context, options)
    cairo_font_options_destroy(options)

    layout = pango_layout_new(context)
    pango_layout_set_auto_dir(layout, 0)
    pango_layout_set_single_paragraph_mode(layout, 1)
    let attributes = pango_attr_list_new()
    pango_attr_list_insert(attributes, pango_attr_font_features_new("tnum"))
    pango_layout_set_attributes(layout, attributes)
    pango_attr_list_unref(attributes)
  }

  deinit {
    g_object_unref(UnsafeMutableRawPointer(layout))
    g_object_unref(UnsafeMutableRawPointer(context))
    g_object_unref(fontMap)
  }

  /// Sets a string and hands the line and the number of its missing glyphs to `body`.
  func withLine<Result>(
    _ string: String, _ face: Face,
    _ body: (_ line: UnsafeMutablePointer<PangoLayoutLine>, _ missingGlyphs: Int) -> Result
  ) -> Result {
    let description = face.description(families: face.families.joined(separator: ","))
    pango_layout_set_font_description(layout, description)
    pango_font_description_free(description)

    var string = string
    string.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        pango_layout_set_text(layout, characters.baseAddress, Int32(characters.count))
      }
    }
    return body(
      pango_layout_get_line_readonly(layout, 0), Int(pango_layout_get_unknown_glyphs_count(layout)))
  }

  /// Hands the font that Pango finds for a family, and that font's own family, to `body`.
  func withFont<Result>(
    _ face: Face, family: String,
    _ body: (_ font: UnsafeMutablePointer<PangoFont>, _ found: String) -> Result?
  ) -> Result? {
    let wanted = face.description(families: family)
    defer { pango_font_description_free(wanted) }
    guard let font = pango_font_map_load_font(fontMap, context, wanted) else { return nil }
    defer { g_object_unref(font) }
    let description = pango_font_describe(font)
    defer { pango_font_description_free(description) }
    let found = pango_font_description_get_family(description).map { String(cString: $0) }
    return body(font, found ?? "")
  }
}

/// What chooses a font's file: all of a font but its size.
struct Face: Hashable {
  let family: FontFamily
  let weight: FontWeight

  init(_ font: Font) {
    (family, weight) = (font.family, font.weight)
  }

  /// The wanted family, what stands in for it, and where symbols that neither has are taken from.
  var families: [String] {
    switch family {
    case .label: [family.rawValue, Self.replacement, FontFamily.math.rawValue]
    case .math: [family.rawValue, Self.replacement]
    case .code: [family.rawValue, Self.replacement, FontFamily.math.rawValue]
    }
  }

  /// The family that is set where the wanted one is not installed.
  static let replacement = "DejaVu Sans"

  /// The face at the reference size as Pango asks for it; the caller frees it.
  func description(families: String) -> OpaquePointer? {
    let description = pango_font_description_new()
    pango_font_description_set_family(description, families)
    pango_font_description_set_absolute_size(
      description, Typesetter.referenceSize * Double(PANGO_SCALE))
    pango_font_description_set_weight(description, PangoWeight(UInt32(weight.rawValue)))
    return description
  }
}
