import CCairo
import Drawing

/// Owns a PDF surface of cairo and the bytes that it wrote so far.
struct PDFDocument: ~Copyable {
  /// The day on which the article that the figures follow came out, whenever they are drawn: a
  /// file must not depend on the day of its making.
  private static let date = "2019-05-28T00:00:00Z"

  /// What pages are drawn on.
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
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, Self.date)
  }

  deinit {
    cairo_surface_destroy(surface)
    bytes.deinitialize(count: 1)
    bytes.deallocate()
  }

  /// Says something of the file as a whole; nothing is written where there is nothing to say.
  func describe(_ property: cairo_pdf_metadata_t, _ text: String) {
    guard !text.isEmpty else { return }
    cairo_pdf_surface_set_metadata(surface, property, text)
  }

  /// Sets the size of the page that is drawn next.
  func resize(to size: Size) throws(RenderError) {
    let points = try Self.points(size)
    cairo_pdf_surface_set_size(surface, points.width, points.height)
  }

  /// Adds a bookmark of a page, counted from 1, below another bookmark, and gives its number.
  @discardableResult
  func addBookmark(_ title: String, page: Int, under parent: Int32) -> Int32 {
    cairo_pdf_surface_add_outline(
      surface, parent, title, "page=\(page) pos=[0 0]", CAIRO_PDF_OUTLINE_FLAG_OPEN)
  }

  /// Ends the file and gives its bytes.
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
