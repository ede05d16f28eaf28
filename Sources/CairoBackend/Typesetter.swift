import CCairo
import Drawing

/// Owns the handles of Pango that turn strings into lines of glyphs.
///
/// Everything is set at one big reference size without hinting, so that the shape and the extents
/// of a line at any size are those of the reference line, scaled.
struct Typesetter: ~Copyable {
  /// The size in page units that lines are set at.
  static let referenceSize = 1000.0

  private let fontMap: UnsafeMutablePointer<PangoFontMap>
  private let context: OpaquePointer
  private let layout: OpaquePointer

  init() {
    fontMap = pango_cairo_font_map_new()
    context = pango_font_map_create_context(fontMap)
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
  }

  deinit {
    g_object_unref(UnsafeMutableRawPointer(layout))
    g_object_unref(UnsafeMutableRawPointer(context))
    g_object_unref(fontMap)
  }

  /// The extents of a string at the reference size.
  func extents(of string: String, _ family: FontFamily, _ weight: FontWeight) -> TextExtents {
    set(string, family, weight)
    var ink = PangoRectangle()
    var logical = PangoRectangle()
    pango_layout_line_get_extents(pango_layout_get_line_readonly(layout, 0), &ink, &logical)
    func units(_ value: Int32) -> Double { Double(value) / Double(PANGO_SCALE) }
    return TextExtents(
      width: units(logical.width), ascent: -units(ink.y), descent: units(ink.y + ink.height))
  }

  /// The number of characters of a string that no installed font has a glyph for.
  func missingGlyphs(in string: String, _ family: FontFamily, _ weight: FontWeight) -> Int {
    set(string, family, weight)
    return Int(pango_layout_get_unknown_glyphs_count(layout))
  }

  /// Adds the outlines of a string at the reference size to cairo's path, from the current point.
  func addOutlines(
    of string: String, _ family: FontFamily, _ weight: FontWeight, to cairo: OpaquePointer
  ) {
    set(string, family, weight)
    pango_cairo_layout_line_path(cairo, pango_layout_get_line_readonly(layout, 0))
  }

  private func set(_ string: String, _ family: FontFamily, _ weight: FontWeight) {
    let description = pango_font_description_new()
    pango_font_description_set_family(description, family.stack)
    pango_font_description_set_absolute_size(
      description, Self.referenceSize * Double(PANGO_SCALE))
    pango_font_description_set_weight(description, PangoWeight(UInt32(weight.rawValue)))
    pango_layout_set_font_description(layout, description)
    pango_font_description_free(description)

    let attributes = pango_attr_list_new()
    pango_attr_list_insert(attributes, pango_attr_font_features_new("tnum"))
    pango_layout_set_attributes(layout, attributes)
    pango_attr_list_unref(attributes)

    var string = string
    string.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        pango_layout_set_text(layout, characters.baseAddress, Int32(characters.count))
      }
    }
  }
}

extension FontFamily {
  /// The family and what stands in for it, as Pango wants them.
  var stack: String { "\(rawValue), DejaVu Sans" }
}
