import Drawing

/// The shapes of a slide, a layout or a page of notes, each with an id of its own.
struct Shapes {
  private var elements: [String] = []
  // The tree of shapes itself is the first.
  private var lastID = 1

  /// What a placeholder holds.
  enum Placeholder: String {
    case title
    case centeredTitle = "ctrTitle"
    case body
    case footer = "ftr"
    case number = "sldNum"
    case slideImage = "sldImg"

    /// What ties the placeholder of a slide to that of its layout.
    private var index: Int? {
      switch self {
      case .title, .centeredTitle, .slideImage: nil
      case .body: 1
      case .footer: 11
      case .number: 12
      }
    }

    var element: String {
      let size = self == .footer || self == .number ? " sz=\"quarter\"" : ""
      return "<p:ph type=\"\(rawValue)\"\(size)\(index.map { " idx=\"\($0)\"" } ?? "")/>"
    }
  }

  /// Adds a shape with text; without a frame, a placeholder stands where its layout has it.
  mutating func add(
    _ name: String, as placeholder: Placeholder?, frame: Rectangle?, body: String = "",
    properties: String = "<a:bodyPr/>", style: String = ""
  ) {
    lastID += 1
    let box =
      frame.map { frame in
        let shape = placeholder == .slideImage ? "" : "<a:noFill/>"
        return "\(OfficeMarkup.transform(frame))<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom>"
          + shape
      } ?? ""
    let isImage = placeholder == .slideImage
    let locks =
      isImage
      ? "<a:spLocks noGrp=\"1\" noRot=\"1\" noChangeAspect=\"1\"/>"
      : placeholder == nil ? "" : "<a:spLocks noGrp=\"1\"/>"
    let text =
      isImage
      ? ""
      : "<p:txBody>\(properties)<a:lstStyle>\(style)</a:lstStyle>"
        + "\(body.isEmpty ? "<a:p/>" : body)</p:txBody>"
    elements.append(
      """
      <p:sp><p:nvSpPr><p:cNvPr id="\(lastID)" name="\(OfficeMarkup.escaped(name))"/>\
      <p:cNvSpPr\(placeholder == nil ? " txBox=\"1\"" : "")>\(locks)</p:cNvSpPr>\
      <p:nvPr>\(placeholder?.element ?? "")</p:nvPr></p:nvSpPr>\
      <p:spPr>\(box)</p:spPr>\(text)</p:sp>
      """)
  }

  /// Adds a picture: pixels, and of a drawing the SVG that programs show which can.
  mutating func add(
    picture name: String, description: String, file: String, svg: String?, frame: Rectangle
  ) {
    lastID += 1
    let vector =
      svg.map { svg in
        """
        <a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}">\
        <asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" \
        r:embed="\(svg)"/></a:ext></a:extLst>
        """
      } ?? ""
    elements.append(
      """
      <p:pic><p:nvPicPr><p:cNvPr id="\(lastID)" name="\(OfficeMarkup.escaped(name))" \
      descr="\(OfficeMarkup.escaped(description))"/>\
      <p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/></p:nvPicPr>\
      <p:blipFill><a:blip r:embed="\(file)">\(vector)</a:blip>\
      <a:stretch><a:fillRect/></a:stretch></p:blipFill>\
      <p:spPr>\(OfficeMarkup.transform(frame))\
      <a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>
      """)
  }

  /// The tree of shapes.
  var tree: String {
    """
    <p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>\
    <p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/>\
    <a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>\(elements.joined())</p:spTree>
    """
  }

  /// A plain background.
  static func background(_ color: Color) -> String {
    "<p:bg><p:bgPr>\(OfficeMarkup.fill(color))<a:effectLst/></p:bgPr></p:bg>"
  }

  /// A field that shows the slide's number; `number` is what it shows before it is worked out.
  static func numberField(locale: String, number: String, color: Color) -> String {
    """
    <a:p><a:pPr algn="r"/><a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum">\
    \(small(locale, color))<a:t>\(number)</a:t></a:fld></a:p>
    """
  }

  /// What stands in the foot of a slide, at the left.
  static func footer(_ text: String, locale: String, color: Color) -> String {
    """
    <a:p><a:pPr algn="l"/><a:r>\(small(locale, color))\
    <a:t>\(OfficeMarkup.escaped(text))</a:t></a:r></a:p>
    """
  }

  /// Small text. It says all of itself, because programs differ in what a foot inherits.
  private static func small(_ locale: String, _ color: Color) -> String {
    """
    <a:rPr lang="\(locale)" sz="\(OfficeMarkup.fontSize(13))" dirty="0">\
    \(OfficeMarkup.fill(color))<a:latin typeface="+mn-lt"/></a:rPr>
    """
  }
}
