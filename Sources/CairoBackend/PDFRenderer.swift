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
    let document = try PDFDocument(size: first.size)
    document.describe(CAIRO_PDF_METADATA_TITLE, first.title)
    document.describe(CAIRO_PDF_METADATA_SUBJECT, first.description)
    document.describe(CAIRO_PDF_METADATA_AUTHOR, "ConvLens")
    let canvas = Canvas(document.surface, painter: GlyphPainter(), grid: nil)
    for (index, scene) in scenes.enumerated() {
      try document.resize(to: scene.size)
      if scenes.count > 1 {
        document.addBookmark(scene.title, page: index + 1, under: CAIRO_PDF_OUTLINE_ROOT)
      }
      try canvas.draw(scene, unit: Self.pointsPerUnit)
    }
    return try document.finish()
  }
}
