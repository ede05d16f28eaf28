import Drawing

/// Paragraphs of a shape, whose lines the program that shows them breaks.
struct TextBody {
  /// The language, as a locale.
  let locale: String
  /// Finds the relationship of a link: its id, and what else says where it leads; nil where it
  /// leads nowhere.
  typealias Links = (_ link: String) -> (id: String, action: String)?

  /// How the lines of running text stand apart, of the font's own height.
  private static let lineSpacing = 1.15
  /// How much higher a box of text must stand so that its first line is where the page has it: the
  /// spacing and the font's own ascent lie above it there.
  static let rise = 0.33

  /// The paragraphs of running text.
  func paragraphs(_ lines: [Deck.Line], links: Links) -> String {
    lines.enumerated().map { index, line in
      let isItem = line.level > 0
      let followsItem = index > 0 && lines[index - 1].level > 0
      let gap = index == 0 ? 0 : line.size * (isItem && followsItem ? 0.33 : 0.53)
      return """
        <a:p><a:pPr\(indents(of: line))>\
        <a:lnSpc><a:spcPct val="\(Int(TextBody.lineSpacing * 100_000))"/></a:lnSpc>\
        <a:spcBef><a:spcPts val="\(Int((gap * 75).rounded()))"/></a:spcBef>\
        \(bullet(of: line))</a:pPr>\(runs(of: line, links: links))</a:p>
        """
    }.joined()
  }

  /// The one paragraph of a title.
  func title(_ line: Deck.Line, links: Links) -> String {
    "<a:p>\(runs(of: line, links: links))</a:p>"
  }

  private func indents(of line: Deck.Line) -> String {
    guard line.level > 0 else { return " marL=\"0\" indent=\"0\"" }
    let level = min(line.level, 9)
    let left = OfficeMarkup.emu(Double(level) * 1.15 * line.size)
    let hanging = OfficeMarkup.emu(0.75 * line.size)
    return " marL=\"\(left)\" lvl=\"\(level - 1)\" indent=\"-\(hanging)\""
  }

  private func bullet(of line: Deck.Line) -> String {
    switch line.level {
    case ...0: "<a:buNone/>"
    case 1: "<a:buFont typeface=\"Arial\"/><a:buChar char=\"•\"/>"
    default: "<a:buFont typeface=\"Arial\"/><a:buChar char=\"–\"/>"
    }
  }

  private func runs(of line: Deck.Line, links: Links) -> String {
    line.runs.map { run in
      let properties = properties(of: run, size: line.size, links: links)
      // Only code has line ends of its own.
      return run.text.split(separator: "\n", omittingEmptySubsequences: false).map { text in
        text.isEmpty
          ? "" : "<a:r>\(properties)<a:t>\(OfficeMarkup.escaped(String(text)))</a:t></a:r>"
      }.joined(separator: "<a:br>\(properties)</a:br>")
    }.joined()
  }

  private func properties(of run: Deck.Run, size: Double, links: Links) -> String {
    let isBold = run.weight.rawValue >= FontWeight.semibold.rawValue
    let baseline =
      switch run.script {
      case .none: ""
      case .sub: " baseline=\"-25000\""
      case .sup: " baseline=\"30000\""
      }
    let link = run.link.isEmpty ? nil : links(run.link)
    let click = link.map { "<a:hlinkClick r:id=\"\($0.id)\"\($0.action)/>" } ?? ""
    return """
      <a:rPr lang="\(locale)" sz="\(OfficeMarkup.fontSize(size))" b="\(isBold ? 1 : 0)"\(baseline) \
      dirty="0">\(OfficeMarkup.fill(run.color))\(TextBody.font(run.family))\(click)</a:rPr>
      """
  }

  /// The font. Office programs have no Latin Modern, but a mathematical font of their own with the
  /// same characters. The numbers beside Inter describe it, so that a font like it stands in.
  private static func font(_ family: FontFamily) -> String {
    switch family {
    case .label:
      "<a:latin typeface=\"Inter\" panose=\"020B0604020202020204\" pitchFamily=\"34\" "
        + "charset=\"0\"/>"
    case .code:
      "<a:latin typeface=\"Consolas\" panose=\"020B0609020204030204\" pitchFamily=\"49\" "
        + "charset=\"0\"/>"
    case .math:
      "<a:latin typeface=\"Cambria Math\"/><a:ea typeface=\"Cambria Math\"/>"
        + "<a:cs typeface=\"Cambria Math\"/>"
    }
  }
}
