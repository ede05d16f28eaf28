import Drawing

/// The colours and fonts of a presentation: what a lecturer's own shapes and text begin with.
struct ThemePart {
  /// The palette that the deck is drawn in.
  let palette: Theme

  /// The theme of a deck: that of its paper, which is what can be told from its pages.
  init(of deck: Deck) {
    let paper = deck.pages.first?.scene.background ?? .white
    let inks = deck.pages.flatMap(\.parts).compactMap { part in
      if case .title(let line) = part.content { line.runs.first?.color } else { nil }
    }
    let candidates = Theme.all.filter { $0.paper == paper }
    palette =
      candidates.first { theme in inks.first == theme.ink } ?? candidates.first ?? .light
  }

  /// Whether the paper is darker than the ink, so that the dark colours are those of the ground.
  private var isDark: Bool { palette.paper.luminance < palette.ink.luminance }

  /// Which of the theme's colours are those of ground and text.
  var colorMap: String {
    let (ground, text) = isDark ? ("dk", "lt") : ("lt", "dk")
    return """
      bg1="\(ground)1" tx1="\(text)1" bg2="\(ground)2" tx2="\(text)2" accent1="accent1" \
      accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" \
      hlink="hlink" folHlink="folHlink"
      """
  }

  /// The part's XML.
  var xml: String {
    let grounds = (palette.paper, palette.band)
    let texts = (palette.ink, palette.muted)
    let (dark, light) = isDark ? (grounds, texts) : (texts, grounds)
    let link = palette.text(in: palette.positions[0], on: palette.paper)
    let accents = palette.positions.prefix(4) + [palette.positive, palette.negative]
    let colors =
      [("dk1", dark.0), ("lt1", light.0), ("dk2", dark.1), ("lt2", light.1)]
      + accents.enumerated().map { ("accent\($0 + 1)", $1) }
      + [("hlink", link), ("folHlink", link)]
    let scheme = colors.map { name, color in
      "<a:\(name)><a:srgbClr val=\"\(OfficeMarkup.hex(color))\"/></a:\(name)>"
    }
    let font = """
      <a:latin typeface="\(FontFamily.label.rawValue)"/><a:ea typeface=""/><a:cs typeface=""/>
      """
    let fill = "<a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill>"
    let fills = String(repeating: fill, count: 3)
    let line = "<a:ln w=\"9525\">\(fill)</a:ln>"
    let effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return """
      <a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="ConvLens">\
      <a:themeElements>\
      <a:clrScheme name="ConvLens \(palette.name)">\(scheme.joined())</a:clrScheme>\
      <a:fontScheme name="ConvLens"><a:majorFont>\(font)</a:majorFont>\
      <a:minorFont>\(font)</a:minorFont></a:fontScheme>\
      <a:fmtScheme name="ConvLens"><a:fillStyleLst>\(fills)</a:fillStyleLst>\
      <a:lnStyleLst>\(String(repeating: line, count: 3))</a:lnStyleLst>\
      <a:effectStyleLst>\(String(repeating: effect, count: 3))</a:effectStyleLst>\
      <a:bgFillStyleLst>\(fills)</a:bgFillStyleLst></a:fmtScheme>\
      </a:themeElements></a:theme>
      """
  }
}
