import CCairo
import Drawing

/// Renders scenes as a PDF file: a page for each scene, with embedded fonts and real text.
public struct PDFRenderer: Sendable {
  /// The number of points, 72 of which are an inch, that a page unit takes.
  static let pointsPerUnit = 72.0 / 96

  /// A renderer.
  public init() {}

  /// The bytes of a PDF file with one page for each scene, as big as the scene.
  ///
  /// The same scenes give the same bytes: the file's date is fixed.
  ///
  /// - Throws: ``RenderError`` where there is no scene, or a page has no size.
  public func render(_ scenes: [Scene]) throws(RenderError) -> [UInt8] {
    guard let first = scenes.first else { throw RenderError("a PDF file needs a page") }
    let document = try Document(size: first.size)
    document.describe(title: first.title, subject: first.description)
    let canvas = Canvas(document.surface, painter: GlyphPainter(), grid: nil)
    for (index, scene) in scenes.enumerated() {
      try document.resize(to: scene.size)
      if scenes.count > 1 { document.addBookmark(scene.title, page: index + 1) }
      try canvas.draw(scene, unit: Self.pointsPerUnit)
    }
    return try document.finish()
  }
}

/// Owns a PDF surface of cairo and the bytes that it wrote so far.
private struct Document: ~Copyable {
  /// The day on which the article that the figures follow came out, whenever they are drawn: a
  /// file must not depend on the day of its making.
  private static let date = "2019-05-28T00:00:00Z"

  let surface: OpaquePointer
  private let bytes: UnsafeMutablePointer<[UInt8]>

  init(size: Size) throws(RenderError) {
    let points = try Self.points(size)
    let bytes = UnsafeMutablePointer<[UInt8]>.allocate(capacity: 1)
    bytes.initialize(to: [])
    let surface = cairo_pdf_surface_create_for_stream(
      { closure, data, count in
        closure?.assumingMemoryBound(to: [UInt8].self).pointee
          .append(contentsOf: UnsafeBufferPointer(start: data, count: Int(count)))
        return CAIRO_STATUS_SUCCESS
      }, bytes, points.width, points.height)
    guard let surface else {
      bytes.deinitialize(count: 1)
      bytes.deallocate()
      throw RenderError("starting a PDF file: no surface")
    }
    self.surface = surface
    self.bytes = bytes
    // The oldest version that has all that a scene needs; every viewer and printer reads it.
    cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "ConvLens")
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, "ConvLens")
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, Self.date)
  }

  deinit {
    cairo_surface_destroy(surface)
    bytes.deinitialize(count: 1)
    bytes.deallocate()
  }

  func describe(title: String, subject: String) {
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, subject)
  }

  func resize(to size: Size) throws(RenderError) {
    let points = try Self.points(size)
    cairo_pdf_surface_set_size(surface, points.width, points.height)
  }

  func addBookmark(_ title: String, page: Int) {
    cairo_pdf_surface_add_outline(
      surface, CAIRO_PDF_OUTLINE_ROOT, title, "page=\(page)", CAIRO_PDF_OUTLINE_FLAG_OPEN)
  }

  func finish() throws(RenderError) -> [UInt8] {
    cairo_surface_finish(surface)
    try RenderError.check(cairo_surface_status(surface), "writing the PDF file")
    return bytes.pointee
  }

  /// The size of a page in points; a page of PDF measures from 3 to 14 400 of them.
  private static func points(_ size: Size) throws(RenderError) -> Size {
    let points = Size(
      size.width * PDFRenderer.pointsPerUnit, size.height * PDFRenderer.pointsPerUnit)
    guard (3...14_400).contains(points.width), (3...14_400).contains(points.height) else {
      throw RenderError("a PDF page of \(points.width) × \(points.height) points is not possible")
    }
    return points
  }
}
