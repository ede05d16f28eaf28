import CCairo
import Drawing

/// Draws items through a cairo context, in page units.
struct Canvas: ~Copyable {
  let cairo: OpaquePointer
  let typesetter: Typesetter

  init(_ surface: OpaquePointer) {
    cairo = cairo_create(surface)
    typesetter = Typesetter()
    cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND)
    cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND)
  }

  deinit {
    cairo_destroy(cairo)
  }

  func draw(_ scene: Scene) throws(RenderError) {
    set(scene.background)
    cairo_paint(cairo)
    try draw(scene.items)
    try RenderError.check(cairo_status(cairo), "drawing \"\(scene.title)\"")
  }

  private func draw(_ items: [Item]) throws(RenderError) {
    for item in items {
      switch item {
      case .rectangle(let rectangle, let radius, let paint):
        trace(rectangle, radius)
        apply(paint)
      case .circle(let center, let radius, let paint):
        cairo_new_path(cairo)
        cairo_arc(cairo, center.x, center.y, max(radius, 0), 0, 2 * Double.pi)
        cairo_close_path(cairo)
        apply(paint)
      case .path(let path, let paint):
        trace(path)
        apply(paint)
      case .text(let run):
        draw(run)
      case .image(let raster, let rectangle):
        try draw(raster, in: rectangle)
      case .group(_, let items):
        try draw(items)
      }
    }
  }

  private func trace(_ rectangle: Rectangle, _ radius: Double) {
    cairo_new_path(cairo)
    let radius = min(radius, rectangle.width / 2, rectangle.height / 2)
    guard radius > 0 else {
      cairo_rectangle(cairo, rectangle.x, rectangle.y, rectangle.width, rectangle.height)
      return
    }
    let quarter = Double.pi / 2
    let (left, right) = (rectangle.minX + radius, rectangle.maxX - radius)
    let (top, bottom) = (rectangle.minY + radius, rectangle.maxY - radius)
    cairo_arc(cairo, right, top, radius, -quarter, 0)
    cairo_arc(cairo, right, bottom, radius, 0, quarter)
    cairo_arc(cairo, left, bottom, radius, quarter, 2 * quarter)
    cairo_arc(cairo, left, top, radius, 2 * quarter, 3 * quarter)
    cairo_close_path(cairo)
  }

  private func trace(_ path: Path) {
    cairo_new_path(cairo)
    for element in path.elements {
      switch element {
      case .move(let p): cairo_move_to(cairo, p.x, p.y)
      case .line(let p): cairo_line_to(cairo, p.x, p.y)
      case .curve(let c1, let c2, let p): cairo_curve_to(cairo, c1.x, c1.y, c2.x, c2.y, p.x, p.y)
      case .close: cairo_close_path(cairo)
      }
    }
  }

  private func apply(_ paint: Paint) {
    if let fill = paint.fill {
      set(fill)
      cairo_fill_preserve(cairo)
    }
    if let stroke = paint.stroke, stroke.width > 0 {
      set(stroke.color)
      cairo_set_line_width(cairo, stroke.width)
      cairo_set_dash(cairo, stroke.dash, Int32(stroke.dash.count), 0)
      cairo_stroke_preserve(cairo)
    }
    cairo_new_path(cairo)
  }

  private func draw(_ run: TextRun) {
    cairo_save(cairo)
    set(run.color)
    cairo_translate(cairo, run.origin.x, run.origin.y)
    let scale = run.font.size / Typesetter.referenceSize
    cairo_scale(cairo, scale, scale)
    cairo_new_path(cairo)
    cairo_move_to(cairo, 0, 0)
    typesetter.addOutlines(of: run.string, run.font.family, run.font.weight, to: cairo)
    cairo_fill(cairo)
    cairo_restore(cairo)
  }

  private func draw(_ raster: Raster, in rectangle: Rectangle) throws(RenderError) {
    guard raster.width > 0, raster.height > 0 else { return }
    let stride = cairo_format_stride_for_width(CAIRO_FORMAT_RGB24, Int32(raster.width))
    let surface = cairo_image_surface_create(
      CAIRO_FORMAT_RGB24, Int32(raster.width), Int32(raster.height))
    defer { cairo_surface_destroy(surface) }
    try RenderError.check(cairo_surface_status(surface), "drawing an image")
    guard let bytes = cairo_image_surface_get_data(surface) else {
      throw RenderError("drawing an image: no pixels")
    }
    var source = raster.pixels.makeIterator()
    for row in 0..<raster.height {
      let line = UnsafeMutableRawPointer(bytes + row * Int(stride))
        .assumingMemoryBound(to: UInt32.self)
      for column in 0..<raster.width {
        let red = UInt32(source.next() ?? 0)
        let green = UInt32(source.next() ?? 0)
        let blue = UInt32(source.next() ?? 0)
        line[column] = red << 16 | green << 8 | blue
      }
    }
    cairo_surface_mark_dirty(surface)

    cairo_save(cairo)
    cairo_translate(cairo, rectangle.x, rectangle.y)
    cairo_scale(
      cairo, rectangle.width / Double(raster.width), rectangle.height / Double(raster.height))
    cairo_set_source_surface(cairo, surface, 0, 0)
    cairo_pattern_set_filter(cairo_get_source(cairo), CAIRO_FILTER_NEAREST)
    cairo_pattern_set_extend(cairo_get_source(cairo), CAIRO_EXTEND_PAD)
    cairo_rectangle(cairo, 0, 0, Double(raster.width), Double(raster.height))
    cairo_fill(cairo)
    cairo_restore(cairo)
  }

  private func set(_ color: Color) {
    cairo_set_source_rgba(cairo, color.red, color.green, color.blue, color.alpha)
  }
}
