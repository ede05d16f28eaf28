import CCairo
import Drawing

/// Owns a cairo context and draws scenes with it, in page units.
struct Canvas<Painter: TextPainter & ~Copyable>: ~Copyable {
  private let cairo: OpaquePointer
  private let painter: Painter
  private let grid: PixelGrid?
  private let structure: PDFStructure?

  /// A canvas on a surface; with a grid, straight edges are moved onto its pixels, and with a
  /// structure, parts of a PDF file's pages are marked as what they are.
  init(
    _ surface: OpaquePointer, painter: consuming Painter, grid: PixelGrid?,
    structure: PDFStructure? = nil
  ) {
    cairo = cairo_create(surface)
    self.painter = painter
    self.grid = grid
    self.structure = structure
    cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND)
    cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND)
  }

  deinit {
    cairo_destroy(cairo)
  }

  /// Draws a scene, `unit` surface units to a page unit, and ends its page; an element that is
  /// opened takes in the scene, and what is drawn later until it ends.
  func draw(
    _ scene: Scene, unit: Double, opening element: PDFStructure.Element? = nil
  ) throws(RenderError) {
    cairo_save(cairo)
    cairo_scale(cairo, unit, unit)
    set(scene.background)
    cairo_paint(cairo)
    // Not earlier: paper that covers the page makes cairo forget all that was on it.
    if let element { begin(element) }
    draw(scene.items, as: structure?.page)
    cairo_restore(cairo)
    cairo_show_page(cairo)
    try RenderError.check(cairo_status(cairo), "drawing \"\(scene.title)\"")
  }

  private func draw(_ items: [Item]) {
    for item in items {
      switch item {
      case .rectangle(let rectangle, let radius, let paint): draw(rectangle, radius, paint)
      case .circle(let center, let radius, let paint):
        cairo_new_path(cairo)
        cairo_arc(cairo, center.x, center.y, max(radius, 0), 0, 2 * Double.pi)
        cairo_close_path(cairo)
        fill(paint)
        stroke(paint)
      case .path(let path, let paint): draw(path, paint)
      case .text(let run): draw(run)
      case .image(let raster, let rectangle): draw(raster, in: rectangle)
      case .group(let tag, let items): draw(items, as: structure?.element(for: tag, items))
      }
    }
  }

  private func draw(_ items: [Item], as element: PDFStructure.Element?) {
    if let element { begin(element) }
    draw(items)
    if let element { end(element) }
  }

  private func begin(_ element: PDFStructure.Element) {
    cairo_tag_begin(cairo, element.name, element.attributes)
  }

  /// Ends the element that was opened last.
  func end(_ element: PDFStructure.Element) {
    cairo_tag_end(cairo, element.name)
  }

  private func draw(_ rectangle: Rectangle, _ radius: Double, _ paint: Paint) {
    if paint.fill != nil {
      trace(grid?.area(rectangle) ?? rectangle, radius)
      fill(paint)
    }
    guard var stroke = paint.stroke, stroke.width > 0 else { return }
    var outline = rectangle
    if let grid {
      stroke.width = grid.lineWidth(stroke.width)
      outline = grid.outline(rectangle, width: stroke.width)
    }
    trace(outline, radius)
    self.stroke(Paint(stroke: stroke))
  }

  private func draw(_ path: Path, _ paint: Paint) {
    if let grid, let stroke = paint.stroke, stroke.width > 0,
      let (line, width) = grid.straight(path, stroke.width)
    {
      trace(line)
      self.stroke(.stroke(stroke.color, width, dash: stroke.dash))
    } else {
      trace(path)
      fill(paint)
      stroke(paint)
    }
  }

  private func draw(_ run: TextRun) {
    cairo_save(cairo)
    set(run.color)
    cairo_translate(cairo, run.origin.x, run.origin.y)
    painter.paint(run.string, run.font, on: cairo)
    cairo_restore(cairo)
  }

  private func draw(_ raster: Raster, in rectangle: Rectangle) {
    guard raster.width > 0, raster.height > 0 else { return }
    let area = grid?.area(rectangle) ?? rectangle
    // Viewers of vector files smooth small images, whatever the file says; in an image of many
    // samples a pixel, the smoothing cannot be seen.
    let raster = grid == nil && !raster.isSmooth ? raster.enlarged(toward: 512) : raster
    let surface = cairo_image_surface_create(raster)
    cairo_save(cairo)
    cairo_translate(cairo, area.x, area.y)
    cairo_scale(cairo, area.width / Double(raster.width), area.height / Double(raster.height))
    // An error of the surface becomes the context's, which is checked at the end of the page.
    cairo_set_source_surface(cairo, surface, 0, 0)
    cairo_pattern_set_filter(
      cairo_get_source(cairo), raster.isSmooth ? CAIRO_FILTER_GOOD : CAIRO_FILTER_NEAREST)
    cairo_pattern_set_extend(cairo_get_source(cairo), CAIRO_EXTEND_PAD)
    cairo_new_path(cairo)
    cairo_rectangle(cairo, 0, 0, Double(raster.width), Double(raster.height))
    cairo_fill(cairo)
    cairo_restore(cairo)
    cairo_surface_destroy(surface)
  }

  private func trace(_ rectangle: Rectangle, _ radius: Double) {
    cairo_new_path(cairo)
    let radius = min(radius, rectangle.width / 2, rectangle.height / 2)
    guard radius > 0 else {
      cairo_rectangle(cairo, rectangle.x, rectangle.y, rectangle.width, rectangle.height)
      return
    }
    let quarter = Double.pi / 2
    let inner = rectangle.inset(radius)
    cairo_arc(cairo, inner.maxX, inner.minY, radius, -quarter, 0)
    cairo_arc(cairo, inner.maxX, inner.maxY, radius, 0, quarter)
    cairo_arc(cairo, inner.minX, inner.maxY, radius, quarter, 2 * quarter)
    cairo_arc(cairo, inner.minX, inner.minY, radius, 2 * quarter, 3 * quarter)
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

  private func fill(_ paint: Paint) {
    guard let color = paint.fill else { return }
    set(color)
    cairo_fill_preserve(cairo)
  }

  private func stroke(_ paint: Paint) {
    guard let stroke = paint.stroke, stroke.width > 0 else { return }
    set(stroke.color)
    cairo_set_line_width(cairo, stroke.width)
    cairo_set_dash(cairo, stroke.dash, Int32(stroke.dash.count), 0)
    cairo_stroke_preserve(cairo)
  }

  private func set(_ color: Color) {
    cairo_set_source_rgba(cairo, color.red, color.green, color.blue, color.alpha)
  }
}
