import CCairo
import Drawing

/// Owns a cairo context that glyphs are traced with; nothing is ever painted on it.
struct Pen: ~Copyable {
  private let cairo: OpaquePointer

  init() {
    let surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1)
    cairo = cairo_create(surface)
    cairo_surface_destroy(surface)
  }

  deinit {
    cairo_destroy(cairo)
  }

  /// The outline of a glyph of a font at the reference size.
  func outline(of glyph: UInt32, in font: UnsafeMutablePointer<PangoFont>) -> Path {
    let cairoFont = UnsafeMutableRawPointer(font)
    cairo_set_scaled_font(cairo, pango_cairo_font_get_scaled_font(OpaquePointer(cairoFont)))
    cairo_new_path(cairo)
    var placed = cairo_glyph_t(index: UInt(glyph), x: 0, y: 0)
    cairo_glyph_path(cairo, &placed, 1)
    guard let path = cairo_copy_path(cairo) else { return Path() }
    defer { cairo_path_destroy(path) }
    return Path(path.pointee)
  }
}

extension Path {
  /// The pieces of a cairo path.
  fileprivate init(_ path: cairo_path_t) {
    var elements: [Element] = []
    // cairo moves back to the start of a piece that was closed, also where nothing follows.
    var start: Point?
    func draw(_ element: Element) {
      if let point = start { elements.append(.move(point)) }
      start = nil
      elements.append(element)
    }
    var index = 0
    while index < Int(path.num_data), let data = path.data {
      func point(_ offset: Int) -> Point {
        let point = data[index + offset].point
        return Point(point.x, point.y)
      }
      let header = data[index].header
      switch header.type {
      case CAIRO_PATH_MOVE_TO: start = point(1)
      case CAIRO_PATH_LINE_TO: draw(.line(point(1)))
      case CAIRO_PATH_CURVE_TO: draw(.curve(point(1), point(2), point(3)))
      default: draw(.close)
      }
      index += Int(header.length)
    }
    self.init(elements)
  }
}
