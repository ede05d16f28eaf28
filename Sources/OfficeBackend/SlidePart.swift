import Drawing

/// One page of a deck as a slide with its notes.
struct SlidePart {
  /// The page.
  let page: Deck.Page
  /// The slide that it is a page of.
  let slide: Deck.Slide
  /// Its place among all pages, counted from 1.
  let number: Int
  /// The language, as a locale.
  let locale: String
  /// The theme of slides that have no paper of their own.
  let theme: Theme

  var path: String { SlidePart.path(number) }
  private var notesPath: String { "ppt/notesSlides/notesSlide\(number).xml" }

  static func path(_ number: Int) -> String { "ppt/slides/slide\(number).xml" }

  /// Adds the slide and its notes to a package.
  ///
  /// - Parameters:
  ///   - pages: The number of each page by its label, for links.
  ///   - media: The paths of a picture's files.
  func add(
    to package: inout Package, pages: [String: Int],
    media: (Scene) -> (file: String, svg: String?)
  ) {
    let layout: MasterParts.Layout = slide.number == 1 ? .title : .titleOnly
    var relationships = Relationships()
    _ = relationships.add(.slideLayout, layout.path)
    var shapes = Shapes()
    func link(_ link: String) -> (id: String, action: String)? {
      guard link.hasPrefix("#") else { return (relationships.add(link: link), "") }
      guard let number = pages[String(link.dropFirst())] else { return nil }
      return (
        relationships.add(.slide, SlidePart.path(number)),
        " action=\"ppaction://hlinksldjump\""
      )
    }
    let text = TextBody(locale: locale)
    var pictures = 0
    for part in page.parts {
      switch part.content {
      case .title(let line):
        // A program that breaks the title otherwise needs room, or it makes the title smaller.
        let frame = part.frame.grown(0.5 * line.size)
        shapes.add(
          "Title", as: layout.placeholder, frame: frame, body: text.title(line, links: link),
          properties: MasterParts.box(anchor: "ctr"))
      case .text(let lines):
        let size = lines.first?.size ?? 0
        let frame = part.frame.grown(0.5 * size).moved(0, (0.5 - TextBody.rise) * size)
        shapes.add(
          "Text", as: nil, frame: frame, body: text.paragraphs(lines, links: link),
          properties: MasterParts.box(anchor: "t"))
      case .formula(_, let scene), .picture(let scene):
        pictures += 1
        let files = media(scene)
        shapes.add(
          picture: "Picture \(pictures)", description: scene.description,
          file: relationships.add(.image, files.file),
          svg: files.svg.map { relationships.add(.image, $0) },
          frame: files.svg == nil ? part.frame : part.frame.inset(-Scene.bleed))
      }
    }
    if !slide.section.isEmpty {
      shapes.add(
        "Footer", as: .footer, frame: nil,
        body: Shapes.footer(slide.section, locale: locale, color: quiet))
    }
    shapes.add(
      "Slide Number", as: .number, frame: nil,
      body: Shapes.numberField(locale: locale, number: String(number), color: quiet))
    if !slide.notes.isEmpty { _ = relationships.add(.notesSlide, notesPath) }
    let paper = page.scene.background
    let ground = paper == theme.paper ? "" : Shapes.background(paper)
    package.add(
      path, "application/vnd.openxmlformats-officedocument.presentationml.slide+xml",
      relationships: relationships,
      """
      <p:sld \(OfficeMarkup.namespaces)><p:cSld name="\(OfficeMarkup.escaped(page.label))">\
      \(ground)\(shapes.tree)</p:cSld>\
      <p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>
      """)
    if !slide.notes.isEmpty { addNotes(to: &package) }
  }

  /// The colour of what stands in the foot of the slide.
  private var quiet: Color {
    let paper = page.scene.background
    return (theme.paper == paper ? theme : Theme.all.first { $0.paper == paper } ?? theme).muted
  }

  private func addNotes(to package: inout Package) {
    var relationships = Relationships()
    _ = relationships.add(.notesMaster, MasterParts.notesMasterPath)
    _ = relationships.add(.slide, path)
    var shapes = Shapes()
    shapes.add("Slide Image", as: .slideImage, frame: nil)
    let lines = slide.notes.split(separator: "\n", omittingEmptySubsequences: false)
    shapes.add(
      "Notes", as: .body, frame: nil, body: lines.map { paragraph(String($0)) }.joined())
    package.add(
      notesPath, "application/vnd.openxmlformats-officedocument.presentationml.notesSlide+xml",
      relationships: relationships,
      """
      <p:notes \(OfficeMarkup.namespaces)><p:cSld>\(shapes.tree)</p:cSld>\
      <p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>
      """)
  }

  private func paragraph(_ text: String) -> String {
    guard !text.isEmpty else { return "<a:p><a:endParaRPr lang=\"\(locale)\"/></a:p>" }
    return """
      <a:p><a:r><a:rPr lang="\(locale)" dirty="0"/><a:t>\(OfficeMarkup.escaped(text))</a:t></a:r></a:p>
      """
  }
}

extension Rectangle {
  /// The rectangle, higher by a length at its head and at its foot.
  fileprivate func grown(_ length: Double) -> Rectangle {
    Rectangle(x, y - length, width, height + 2 * length)
  }
}
