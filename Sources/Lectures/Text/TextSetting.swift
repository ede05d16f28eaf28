import Drawing

extension TextStyle {
  /// The distance from the last line of a paragraph to the next one.
  private var paragraphGap: Double { size * 0.95 }
  /// The same between the items of a list.
  private var itemGap: Double { size * 0.75 }
  /// The room between lines, from one's foot to the next one's head.
  private var lineGap: Double { size * 0.42 }
  /// How far a list's text stands to the right, for each level.
  private var indent: Double { size * 1.15 }

  /// Longer lines are hard to read, and are only set where that saves one.
  private var measure: Double { size * 42 }

  /// The text in lines no wider than `width`, with the top left corner at (0, 0) and `width` wide;
  /// nil where a word is wider.
  func picture(of markup: Markup, width: Double) -> Picture? {
    var y = 0.0
    var pictures: [Picture] = []
    var previous: Markup.Paragraph?
    for paragraph in markup.paragraphs {
      if let previous {
        y += previous.level > 0 && paragraph.level > 0 ? itemGap : paragraphGap
      }
      previous = paragraph
      let left = Double(paragraph.level) * indent
      guard let lines = linePictures(of: paragraph, width: width - left) else { return nil }
      for (index, line) in lines.enumerated() {
        if index > 0 { y += lineGap }
        // The line's own height, and more for fractions and blanks that reach beyond it.
        let ascent = max(size * 0.76, -line.bounds.minY)
        let descent = max(size * 0.22, line.bounds.maxY)
        let baseline = y + ascent
        if index == 0, paragraph.level > 0 {
          pictures.append(bullet(level: paragraph.level).moved(left, baseline))
        }
        pictures.append(line.moved(left, baseline))
        y = baseline + descent
      }
    }
    let items = pictures.flatMap(\.items)
    return Picture(bounds: Rectangle(0, 0, width, y), items: items)
  }

  /// The lines of a paragraph, each with its baseline at y = 0.
  private func linePictures(of paragraph: Markup.Paragraph, width: Double) -> [Picture]? {
    if paragraph.isDisplay, case .formula(let formula) = paragraph.spans.first?.content {
      let picture = picture(of: formula, Markup.Style(), scale: 1.2)
      return picture.bounds.width <= width ? [picture.moved(-picture.bounds.minX, 0)] : nil
    }
    let atoms = atoms(of: paragraph.spans)
    guard let wide = lines(of: atoms, width: width) else { return nil }
    let lines = lines(of: atoms, width: min(width, measure)) ?? wide
    return (lines.count > wide.count ? wide : lines).map(picture(of:))
  }

  /// A bullet that hangs to the left of x = 0.
  private func bullet(level: Int) -> Picture {
    let center = Point(-size * 0.62, -size * 0.34)
    let item: Item =
      level == 1
      ? .circle(center: center, radius: size * 0.13, .fill(accent))
      : .path(
        .line(center.moved(-size * 0.14, 0), center.moved(size * 0.14, 0)),
        .stroke(theme.frame, max(1, size * 0.07)))
    return Picture(bounds: Rectangle(center: center, size: .zero), items: [item])
  }
}
