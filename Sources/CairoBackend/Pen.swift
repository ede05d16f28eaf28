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
    var index = 0
    while index < Int(path.num_data), let data = path.data {
      let header = data[index].header
      func point(_ offset: Int) -> Point {
        let point = data[index + offset].point
        return Point(point.x, point.y)
      }
      switch header.type {
      case CAIRO_PATH_MOVE_TO: elements.append(.move(point(1)))
      case CAIRO_PATH_LINE_TO: elements.append(.line(point(1)))
      case CAIRO_PATH_CURVE_TO: elements.append(.curve(point(1), point(2), point(3)))
      default: elements.append(.close)
      }
      index += Int(header.length)
    }
    // cairo moves on to the start of a piece that was closed; after the last one, nothing follows.
    elements = elements.indices.filter { index in
      guard case .move = elements[index] else { return true }
      guard index + 1 < elements.count else { return false }
      if case .move = elements[index + 1] { return false }
      return true
    }.map { elements[$0] }
    self.init(elements)
  }
}
