import CCairo
import Drawing

extension PDFRenderer {
  /// The bytes of a PDF file with the deck's pages, as big as their scenes.
  ///
  /// The bookmarks are the sections with their slides; the steps of a slide share one. Readers
  /// show pages under the deck's labels, `7.2`, and go to them by these. Groups of the kind
  /// `link` lead to URIs or to pages of the file. The same deck gives the same bytes: the file's
  /// date is fixed, and the deck's own date, as its author put it, is the file's subject.
  ///
  /// - Throws: ``RenderError`` where there is no page, or a page has no size.
  public func render(_ deck: Deck) throws(RenderError) -> [UInt8] {
    guard let first = deck.pages.first else { throw RenderError("a PDF file needs a page") }
    let document = try PDFDocument(size: first.scene.size)
    document.describe(CAIRO_PDF_METADATA_TITLE, deck.title)
    document.describe(CAIRO_PDF_METADATA_AUTHOR, deck.author)
    document.describe(CAIRO_PDF_METADATA_SUBJECT, deck.date)
    let structure = PDFStructure(deck)
    let canvas = Canvas(
      document.surface, painter: GlyphPainter(), grid: nil, structure: structure)
    for (index, page) in deck.pages.enumerated() {
      try document.resize(to: page.scene.size)
      try canvas.draw(
        page.scene, unit: Self.pointsPerUnit, opening: index == 0 ? structure.document : nil)
    }
    canvas.end(structure.document)
    addBookmarks(of: deck, to: document)
    var catalog = PDFCatalog()
    catalog.set(pageLabels: deck.pages.map(\.label))
    catalog.set("Lang", to: PDFCatalog.string(deck.language))
    // Readers show the title, not the name of the file.
    catalog.set("ViewerPreferences", to: "<< /DisplayDocTitle true >>")
    return catalog.added(to: try document.finish())
  }

  private func addBookmarks(of deck: Deck, to document: borrowing PDFDocument) {
    var page = 1
    var section = ""
    var parent = CAIRO_PDF_OUTLINE_ROOT
    for slide in deck.slides {
      if slide.section != section {
        section = slide.section
        parent = CAIRO_PDF_OUTLINE_ROOT
        if !section.isEmpty {
          parent = document.addBookmark(section, page: page, under: CAIRO_PDF_OUTLINE_ROOT)
        }
      }
      document.addBookmark(slide.title, page: page, under: parent)
      page += slide.pages.count
    }
  }
}
