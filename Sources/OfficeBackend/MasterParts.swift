import Drawing

/// The parts that all slides share: the master, its layouts, and the master of the notes.
struct MasterParts {
  /// The size of a slide.
  let size: Size
  /// The colours and fonts.
  let theme: ThemePart
  /// The language, as a locale.
  let locale: String

  /// The layouts in order.
  enum Layout: Int, CaseIterable {
    case title = 1
    case titleOnly

    var path: String { "ppt/slideLayouts/slideLayout\(rawValue).xml" }
    fileprivate var name: String { self == .title ? "Title Slide" : "Title Only" }
    fileprivate var type: String { self == .title ? "title" : "titleOnly" }
    var placeholder: Shapes.Placeholder { self == .title ? .centeredTitle : .title }
  }

  static let masterPath = "ppt/slideMasters/slideMaster1.xml"
  static let notesMasterPath = "ppt/notesMasters/notesMaster1.xml"
  static let themePath = "ppt/theme/theme1.xml"
  private static let notesThemePath = "ppt/theme/theme2.xml"
  private static let margin = 56.0

  /// A box without insets, whose text shrinks where another font needs more room than it has.
  static func box(anchor: String) -> String {
    """
    <a:bodyPr vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0" \
    anchor="\(anchor)"><a:normAutofit/></a:bodyPr>
    """
  }

  /// Adds the parts to a package.
  func add(to package: inout Package) {
    let type = "application/vnd.openxmlformats-officedocument."
    package.add(Self.themePath, type + "theme+xml", theme.xml)
    var relationships = Relationships()
    for layout in Layout.allCases {
      _ = relationships.add(.slideLayout, layout.path)
    }
    _ = relationships.add(.theme, Self.themePath)
    package.add(
      Self.masterPath, type + "presentationml.slideMaster+xml", relationships: relationships,
      master)
    for layout in Layout.allCases {
      var relationships = Relationships()
      _ = relationships.add(.slideMaster, Self.masterPath)
      package.add(
        layout.path, type + "presentationml.slideLayout+xml", relationships: relationships,
        xml(of: layout))
    }
    package.add(Self.notesThemePath, type + "theme+xml", theme.xml)
    var notes = Relationships()
    _ = notes.add(.theme, Self.notesThemePath)
    package.add(
      Self.notesMasterPath, type + "presentationml.notesMaster+xml", relationships: notes,
      notesMaster)
  }

  private var titleFrame: Rectangle {
    Rectangle(Self.margin, 28, size.width - 2 * Self.margin, 44)
  }

  /// The placeholders of a layout, whose title may stand elsewhere than the master's.
  private func shapes(title: Shapes.Placeholder, frame: Rectangle) -> Shapes {
    let foot = Rectangle(Self.margin, size.height - 38, size.width / 2, 22)
    let number = Rectangle(size.width - Self.margin - 120, foot.y, 120, 22)
    var shapes = Shapes()
    shapes.add(
      "Title", as: title, frame: frame,
      body: "<a:p><a:r><a:rPr lang=\"\(locale)\"/><a:t>Title</a:t></a:r></a:p>",
      properties: Self.box(anchor: "ctr"))
    shapes.add(
      "Footer", as: .footer, frame: foot,
      body: "<a:p><a:endParaRPr lang=\"\(locale)\"/></a:p>",
      properties: Self.box(anchor: "ctr"), style: Self.small("l"))
    // LibreOffice shows the number of a slide where its master has the field.
    shapes.add(
      "Slide Number", as: .number, frame: number,
      body: Shapes.numberField(locale: locale, number: "‹#›"),
      properties: Self.box(anchor: "ctr"), style: Self.small("r"))
    return shapes
  }

  /// Small quiet text, at the left or the right.
  private static func small(_ alignment: String) -> String {
    """
    <a:lvl1pPr algn="\(alignment)"><a:defRPr sz="\(OfficeMarkup.fontSize(13))">\
    <a:solidFill><a:schemeClr val="tx2"/></a:solidFill></a:defRPr></a:lvl1pPr>
    """
  }

  private var master: String {
    let layouts = Layout.allCases.map { layout in
      "<p:sldLayoutId id=\"\(2_147_483_648 + layout.rawValue)\" r:id=\"rId\(layout.rawValue)\"/>"
    }
    let ink = "<a:solidFill><a:schemeClr val=\"tx1\"/></a:solidFill>"
    func level(_ index: Int, _ size: Double, _ fonts: String) -> String {
      """
      <a:lvl\(index)pPr marL="\((index - 1) * 266_700)" algn="l"><a:buNone/>\
      <a:defRPr sz="\(OfficeMarkup.fontSize(size))">\(ink)<a:latin typeface="+\(fonts)-lt"/>\
      <a:ea typeface="+\(fonts)-ea"/><a:cs typeface="+\(fonts)-cs"/></a:defRPr></a:lvl\(index)pPr>
      """
    }
    let levels = (1...9).map { level($0, 24, "mn") }.joined()
    return """
      <p:sldMaster \(OfficeMarkup.namespaces)><p:cSld>\
      <p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:effectLst/></p:bgPr>\
      </p:bg>\(shapes(title: .title, frame: titleFrame).tree)</p:cSld>\
      <p:clrMap \(theme.colorMap)/><p:sldLayoutIdLst>\(layouts.joined())</p:sldLayoutIdLst>\
      <p:hf hdr="0" dt="0"/>\
      <p:txStyles><p:titleStyle>\(level(1, 27, "mj"))</p:titleStyle>\
      <p:bodyStyle>\(levels)</p:bodyStyle><p:otherStyle>\(levels)</p:otherStyle></p:txStyles>\
      </p:sldMaster>
      """
  }

  private func xml(of layout: Layout) -> String {
    let frame =
      layout == .title
      ? Rectangle(Self.margin, size.height * 0.3, size.width - 2 * Self.margin, size.height * 0.25)
      : titleFrame
    return """
      <p:sldLayout \(OfficeMarkup.namespaces) type="\(layout.type)" preserve="1">\
      <p:cSld name="\(layout.name)">\(shapes(title: layout.placeholder, frame: frame).tree)</p:cSld>\
      <p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>
      """
  }

  private var notesMaster: String {
    var shapes = Shapes()
    shapes.add("Slide Image", as: .slideImage, frame: Rectangle(72, 96, 576, 324))
    shapes.add("Notes", as: .body, frame: Rectangle(72, 462, 576, 432))
    return """
      <p:notesMaster \(OfficeMarkup.namespaces)><p:cSld>\
      <p:bg><p:bgPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:effectLst/></p:bgPr>\
      </p:bg>\(shapes.tree)</p:cSld>\
      <p:clrMap \(theme.colorMap)/></p:notesMaster>
      """
  }
}
