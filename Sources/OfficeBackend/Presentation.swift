import Drawing

/// A deck as a presentation for PowerPoint, LibreOffice and programs like them (.pptx).
///
/// Titles and running text are text that can be changed; figures, tables and formulas that stand
/// alone are pictures, an SVG with a PNG for programs that do not show SVG.
/// Source: ECMA-376, Office Open XML; [MS-ODRAWXML] for SVG pictures, [MS-PPTX] for sections.
public struct Presentation: Sendable {
  /// A picture of a part of a page, drawn.
  public struct Picture: Sendable, Equatable {
    /// The picture as an SVG document; empty where it is a photograph, which needs none. Its text
    /// should be outlines: office programs do not use the fonts that a document brings.
    public var svg: [UInt8]
    /// The picture as pixels.
    public var file: Raster.File

    /// A drawing as an SVG document, and as a PNG file for programs that do not show SVG.
    public init(svg: [UInt8], png: [UInt8]) {
      self.svg = svg
      file = Raster.File(.png, bytes: png)
    }

    /// A photograph.
    public init(_ file: Raster.File) {
      svg = []
      self.file = file
    }
  }

  private let deck: Deck
  /// The pictures that the pages need, each once, in the order of the pages.
  public let pictures: [Scene]

  /// The presentation of a deck.
  public init(of deck: Deck) {
    self.deck = deck
    pictures = deck.pages.flatMap(\.parts).reduce(into: []) { pictures, part in
      guard let scene = part.picture else { return }
      let picture = scene.inOffice
      if !pictures.contains(picture) { pictures.append(picture) }
    }
  }

  /// The bytes of the file.
  ///
  /// The same deck gives the same bytes: nothing in the file tells when it was written.
  ///
  /// - Parameter drawn: The ``pictures``, drawn, in their order.
  /// - Throws: ``PresentationError`` where the archive cannot be made.
  public func render(_ drawn: [Picture]) throws(PresentationError) -> [UInt8] {
    precondition(drawn.count == pictures.count, "a picture for each that the pages need")
    let pages = deck.slides.flatMap { slide in slide.pages.map { (slide: slide, page: $0) } }
    let locale = OfficeMarkup.locale(deck.language)
    let theme = ThemePart(of: deck)
    let size = pages.first?.page.scene.size ?? Size(1280, 720)
    var package = Package()

    var relationships = Relationships()
    let master = relationships.add(.slideMaster, MasterParts.masterPath)
    let slides = pages.indices.map { relationships.add(.slide, SlidePart.path($0 + 1)) }
    let notes = relationships.add(.notesMaster, MasterParts.notesMasterPath)
    _ = relationships.add(.theme, MasterParts.themePath)
    package.add(
      "ppt/presentation.xml",
      "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
      relationships: relationships,
      xml(master: master, notes: notes, slides: slides, size: size))
    MasterParts(size: size, theme: theme, locale: locale).add(to: &package)

    let labels = pages.enumerated().map { ($1.page.label, $0 + 1) }
    let numbers = Dictionary(labels + firstPages()) { label, _ in label }
    for (index, page) in pages.enumerated() {
      SlidePart(
        page: page.page, slide: page.slide, number: index + 1, locale: locale,
        theme: theme.palette
      ).add(to: &package, pages: numbers) { scene in
        let index = pictures.firstIndex(of: scene.inOffice) ?? 0
        let path = "ppt/media/image\(index + 1)"
        let picture = drawn[index]
        return (
          "\(path).\(picture.file.kind.rawValue)", picture.svg.isEmpty ? nil : "\(path).svg"
        )
      }
    }
    for (index, picture) in drawn.enumerated() {
      let path = "ppt/media/image\(index + 1)"
      package.add(
        "\(path).\(picture.file.kind.rawValue)", picture.file.mediaType,
        picture: picture.file.bytes)
      if !picture.svg.isEmpty { package.add("\(path).svg", "image/svg+xml", picture: picture.svg) }
    }
    let root = addProperties(to: &package)
    return try package.archive(root: root)
  }

  /// The first page of every slide by the slide's number, which links may name.
  private func firstPages() -> [(String, Int)] {
    var page = 1
    return deck.slides.map { slide in
      defer { page += slide.pages.count }
      return (String(slide.number), page)
    }
  }

  private func xml(master: String, notes: String, slides: [String], size: Size) -> String {
    let ids = slides.enumerated().map { index, id in
      "<p:sldId id=\"\(Presentation.slideID(index))\" r:id=\"\(id)\"/>"
    }
    return """
      <p:presentation \(OfficeMarkup.namespaces) saveSubsetFonts="1">\
      <p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="\(master)"/></p:sldMasterIdLst>\
      <p:notesMasterIdLst><p:notesMasterId r:id="\(notes)"/></p:notesMasterIdLst>\
      <p:sldIdLst>\(ids.joined())</p:sldIdLst>\
      <p:sldSz cx="\(OfficeMarkup.emu(size.width))" cy="\(OfficeMarkup.emu(size.height))"/>\
      <p:notesSz cx="6858000" cy="9144000"/>\(sections)</p:presentation>
      """
  }

  /// The id of a slide, from the lowest that the format allows.
  private static func slideID(_ index: Int) -> Int { 256 + index }

  /// The deck's sections, by which PowerPoint groups its slides; empty where there are none.
  private var sections: String {
    guard deck.slides.contains(where: { !$0.section.isEmpty }) else { return "" }
    var sections: [(name: String, slides: [Int])] = []
    var page = 0
    for slide in deck.slides {
      let name = slide.section.isEmpty ? deck.title : slide.section
      if sections.last?.name != name { sections.append((name, [])) }
      for _ in slide.pages {
        sections[sections.count - 1].slides.append(Presentation.slideID(page))
        page += 1
      }
    }
    let elements = sections.enumerated().map { index, section in
      let digits = String(index + 1, radix: 16, uppercase: true)
      let id = String(repeating: "0", count: max(0, 12 - digits.count)) + digits
      return """
        <p14:section name="\(OfficeMarkup.escaped(section.name))" \
        id="{6C0FFEE0-0000-4000-8000-\(id)}"><p14:sldIdLst>\
        \(section.slides.map { "<p14:sldId id=\"\($0)\"/>" }.joined())\
        </p14:sldIdLst></p14:section>
        """
    }
    return """
      <p:extLst><p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}">\
      <p14:sectionLst xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main">\
      \(elements.joined())</p14:sectionLst></p:ext></p:extLst>
      """
  }

  /// Adds what is said of the file; gives what the package as a whole refers to.
  private func addProperties(to package: inout Package) -> Relationships {
    let core = "docProps/core.xml"
    let extended = "docProps/app.xml"
    package.add(
      core, "application/vnd.openxmlformats-package.core-properties+xml",
      """
      <cp:coreProperties \
      xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
      xmlns:dc="http://purl.org/dc/elements/1.1/">\
      <dc:title>\(OfficeMarkup.escaped(deck.title))</dc:title>\
      <dc:subject>\(OfficeMarkup.escaped(deck.date))</dc:subject>\
      <dc:creator>\(OfficeMarkup.escaped(deck.author))</dc:creator>\
      <dc:language>\(OfficeMarkup.escaped(deck.language))</dc:language></cp:coreProperties>
      """)
    package.add(
      extended, "application/vnd.openxmlformats-officedocument.extended-properties+xml",
      """
      <Properties \
      xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">\
      <Application>ConvLens</Application><Slides>\(deck.pages.count)</Slides></Properties>
      """)
    var root = Relationships()
    _ = root.add(.document, "ppt/presentation.xml")
    _ = root.add(.coreProperties, core)
    _ = root.add(.extendedProperties, extended)
    return root
  }
}

extension Scene {
  /// How much further than a part of a page its picture reaches on every side, so that lines on
  /// the part's edge are not cut.
  static let bleed = 4.0

  /// The picture of a part as it stands on a slide: a photograph as it is, all else with its bleed.
  fileprivate var inOffice: Scene {
    guard pictureFile == nil else { return self }
    var scene = self
    scene.size = Size(size.width + 2 * Scene.bleed, size.height + 2 * Scene.bleed)
    scene.items = items.map { $0.moved(Scene.bleed, Scene.bleed) }
    return scene
  }
}
