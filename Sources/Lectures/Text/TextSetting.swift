import Drawing

extension TextStyle {
  /// The distance from the last line of a paragraph to the next one.
  private var paragraphGap: Double { size * 0.95 }
  /// The same between the items of a list.
  private var itemGap: Double { size * 0.75 }
  /// The room between lines, from one's foot to the next one's head.
  private var lineGap: Double { size * 0.42 }
  /// How far a list's text stands to the right: by its level, and a little more behind a number.
  private func indent(of paragraph: Markup.Paragraph) -> Double {
    if paragraph.kind == .quote { return size }
    return size * (1.15 * Double(paragraph.level) + (paragraph.number.isEmpty ? 0 : 0.75))
  }

  /// The bar at the left of a quote.
  private func quoteBar(from top: Double, to bottom: Double) -> Picture {
    let bar = Rectangle(0, top, size * 0.16, bottom - top)
    return Picture(
      bounds: bar, items: [.rectangle(bar, radius: size * 0.08, .fill(theme.frame))])
  }

  /// How a paragraph of a kind is set.
  func style(for kind: Markup.Kind) -> TextStyle {
    var style = self
    switch kind {
    case .heading:
      style.size = size * 1.1
      style.weight = .semibold
    case .quote: style.color = theme.muted
    case .text, .display, .code: break
    }
    return style
  }

  /// Longer lines are hard to read, and are only set where that saves one.
  private var measure: Double { size * 42 }

  /// The text in lines no wider than `width`, with the top left corner at (0, 0) and `width` wide;
  /// nil where a word is wider.
  func picture(of markup: Markup, width: Double) -> Picture? {
    guard let paragraphs = paragraphs(of: markup, width: width) else { return nil }
    return Picture(
      bounds: Rectangle(0, 0, width, paragraphs.last?.bottom ?? 0),
      items: paragraphs.flatMap(\.picture.items))
  }

  /// The paragraphs of a text, each where it stands in the text's picture; nil where a word is wider.
  func paragraphs(of markup: Markup, width: Double) -> [SetParagraph]? {
    let equal = withEqualBlanks(in: markup)
    var y = 0.0
    var set: [SetParagraph] = []
    for paragraph in markup.paragraphs {
      if let previous = set.last?.paragraph {
        y += previous.level > 0 && paragraph.level > 0 ? itemGap : paragraphGap
      }
      let isToCome = paragraph.appears.map { $0 > page } ?? false
      let style = isToCome ? equal.toCome() : equal
      guard var picture = style.picture(of: paragraph, width: width) else { return nil }
      if isToCome, reveal == .hidden { picture.items = [] }
      set.append(
        SetParagraph(paragraph: paragraph, picture: picture.moved(0, y), isToCome: isToCome))
      y += picture.bounds.height
    }
    return set
  }

  /// A paragraph from y = 0 down.
  private func picture(of paragraph: Markup.Paragraph, width: Double) -> Picture? {
    if case .code(let block) = paragraph.kind {
      return CodeSetting(block: block, style: self).picture(width: width)
    }
    let left = indent(of: paragraph)
    guard let lines = linePictures(of: paragraph, width: width - left) else { return nil }
    var y = 0.0
    var pictures: [Picture] = []
    for (index, line) in lines.enumerated() {
      if index > 0 { y += lineGap }
      // The line's own height, and more for fractions and blanks that reach beyond it.
      let ascent = max(size * 0.76, -line.bounds.minY)
      let descent = max(size * 0.22, line.bounds.maxY)
      let baseline = y + ascent
      if index == 0, paragraph.level > 0 {
        pictures.append(mark(of: paragraph).moved(left, baseline))
      }
      pictures.append(line.moved(left, baseline))
      y = baseline + descent
    }
    if paragraph.kind == .quote { pictures.append(quoteBar(from: 0, to: y)) }
    return Picture(bounds: Rectangle(0, 0, width, y), items: pictures.flatMap(\.items))
  }

  /// How large a formula on lines of its own is beside the text, and the least that a wide one shrinks
  /// to.
  private static let displayScale = 1.25
  private static let leastDisplay = 0.8

  /// A formula in the middle of the width; nil where it is wider.
  private func display(_ formula: Formula, width: Double) -> Picture? {
    var picture = picture(of: formula, Markup.Style(), scale: TextStyle.displayScale)
    if picture.bounds.width > width {
      let scale = TextStyle.displayScale * width / picture.bounds.width * 0.999
      guard scale >= TextStyle.leastDisplay else { return nil }
      picture = self.picture(of: formula, Markup.Style(), scale: scale)
    }
    return picture.moved((width - picture.bounds.width) / 2 - picture.bounds.minX, 0)
  }

  /// The lines of a paragraph, each with its baseline at y = 0.
  private func linePictures(of paragraph: Markup.Paragraph, width: Double) -> [Picture]? {
    let style = style(for: paragraph.kind)
    if paragraph.kind == .display, case .formula(let formula) = paragraph.spans.first?.content {
      return display(formula, width: width).map { [$0] }
    }
    let atoms = style.atoms(of: paragraph.spans)
    guard let wide = style.lines(of: atoms, width: width) else { return nil }
    let lines = style.lines(of: atoms, width: min(width, style.measure)) ?? wide
    return (lines.count > wide.count ? wide : lines).map(style.picture(of:))
  }

  /// A bullet or a number that hangs to the left of x = 0.
  private func mark(of paragraph: Markup.Paragraph) -> Picture {
    guard paragraph.number.isEmpty else {
      let number = picture(of: paragraph.number, Markup.Style())
      return number.moved(-size * 0.3 - number.bounds.maxX, 0)
    }
    let center = Point(-size * 0.62, -size * 0.34)
    let item: Item =
      paragraph.level == 1
      ? .circle(center: center, radius: size * 0.13, .fill(accent))
      : .path(
        .line(center.moved(-size * 0.14, 0), center.moved(size * 0.14, 0)),
        .stroke(theme.frame, max(1, size * 0.07)))
    return Picture(bounds: Rectangle(center: center, size: .zero), items: [item])
  }
}

/// A paragraph where it stands in the picture of its text.
struct SetParagraph {
  let paragraph: Markup.Paragraph
  let picture: Picture
  /// Whether it has not appeared yet.
  let isToCome: Bool

  var top: Double { picture.bounds.minY }
  var bottom: Double { picture.bounds.maxY }
}

extension [SetParagraph] {
  /// The paragraphs in groups: neighbours that a program breaks into lines itself, and each formula
  /// on lines of its own.
  var groups: [[SetParagraph]] {
    reduce(into: []) { groups, paragraph in
      let isAlone = paragraph.paragraph.kind == .display
      if !isAlone, let last = groups.last?.last, last.paragraph.kind != .display {
        groups[groups.count - 1].append(paragraph)
      } else {
        groups.append([paragraph])
      }
    }
  }
}
