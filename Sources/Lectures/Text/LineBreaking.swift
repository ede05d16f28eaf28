import Drawing

/// A part of a line that is not broken: characters, a formula or a blank.
struct TextAtom {
  /// What it is.
  enum Content {
    case characters(String)
    case picture(Picture)
  }

  var content: Content
  var style: Markup.Style
  var width: Double
  /// The width of the space before it; nil where it follows the atom before it closely.
  var space: Double?
}

extension TextAtom {
  /// Whether it is the sign between the lengths of a grid.
  fileprivate var isTimes: Bool { content.characters == "×" }

  /// Whether it begins with a digit.
  fileprivate var isNumeric: Bool { content.characters?.first?.isNumber == true }
}

extension TextAtom.Content {
  fileprivate var characters: String? {
    if case .characters(let text) = self { text } else { nil }
  }
}

extension TextStyle {
  /// The atoms of spans: broken at spaces, formulas and blanks in one piece.
  func atoms(of spans: [Markup.Span]) -> [TextAtom] {
    var atoms: [TextAtom] = []
    var space: Double?
    func append(_ content: TextAtom.Content, _ style: Markup.Style, width: Double) {
      atoms.append(TextAtom(content: content, style: style, width: width, space: space))
      space = nil
    }
    for span in spans {
      switch span.content {
      case .text(let text):
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        for (index, word) in words.enumerated() {
          if index > 0 { space = self.space(span.style) }
          guard !word.isEmpty else { continue }
          let ends = (index == 0 ? 1.0 : 0) + (index == words.count - 1 ? 1.0 : 0)
          let width =
            picture(of: String(word), span.style).bounds.width
            + (span.style.isCode ? ends * codeInset : 0)
          append(.characters(String(word)), span.style, width: width)
        }
      case .formula(let formula):
        let picture = picture(of: formula, span.style)
        append(.picture(picture), span.style, width: picture.bounds.width)
      case .blank(let answer):
        let picture = blank(answer)
        append(.picture(picture), span.style, width: picture.bounds.width)
      }
    }
    return atoms
  }

  /// The lines that atoms fill, none wider than `width`; nil where an unbroken word is wider.
  func lines(of atoms: [TextAtom], width: Double) -> [[TextAtom]]? {
    var lines: [[TextAtom]] = []
    var line: [TextAtom] = []
    var end = 0.0
    for word in words(of: atoms) {
      let inner = word.dropFirst().map { $0.space ?? 0 }.reduce(0, +)
      let wordWidth = word.map(\.width).reduce(inner, +)
      // A little less than the width, because kerning across spaces is not in the sum.
      guard wordWidth <= width - 1 else { return nil }
      let space = word.first?.space ?? 0
      if !line.isEmpty, end + space + wordWidth > width - 1 {
        lines.append(line)
        line = []
        end = 0
      }
      end += (line.isEmpty ? 0 : space) + wordWidth
      line += word
    }
    return withoutOrphan(line.isEmpty ? lines : lines + [line], width: width)
  }

  /// The lines with a word of the last but one on the last, where that would be a word alone.
  private func withoutOrphan(_ lines: [[TextAtom]], width: Double) -> [[TextAtom]] {
    guard lines.count > 1, words(of: lines[lines.count - 1]).count == 1 else { return lines }
    let before = words(of: lines[lines.count - 2])
    guard before.count > 2, let moved = before.last else { return lines }
    let last = moved + lines[lines.count - 1]
    let space = lines[lines.count - 1].first?.space ?? 0
    guard last.map(\.width).reduce(space, +) <= width - 1 else { return lines }
    var lines = lines
    lines[lines.count - 2] = before.dropLast().flatMap { $0 }
    lines[lines.count - 1] = last
    return lines
  }

  /// Atoms between which no line breaks, together: those without a space between them, and the
  /// numbers on both sides of a ×.
  private func words(of atoms: [TextAtom]) -> [[TextAtom]] {
    var words: [[TextAtom]] = []
    for (index, atom) in atoms.enumerated() {
      let isTied = index > 0 && (atom.isTimes || atoms[index - 1].isTimes)
      let isNumeric =
        atom.isTimes
        ? index > 0 && atoms[index - 1].isNumeric
          && atoms.dropFirst(index + 1).first?.isNumeric == true
        : atom.isNumeric
      if words.isEmpty || (atom.space != nil && !(isTied && isNumeric)) {
        words.append([atom])
      } else {
        words[words.count - 1].append(atom)
      }
    }
    return words
  }

  /// A line with its baseline at y = 0 and its left end at x = 0.
  func picture(of line: [TextAtom]) -> Picture {
    var x = 0.0
    var pictures: [Picture] = []
    for piece in joined(line) {
      var picture =
        switch piece.content {
        case .characters(let text): decorated(self.picture(of: text, piece.style), piece.style)
        case .picture(let picture): decorated(picture, piece.style)
        }
      if !pictures.isEmpty { x += piece.space ?? 0 }
      picture = picture.moved(x - picture.bounds.minX, 0)
      x = picture.bounds.maxX
      pictures.append(picture)
    }
    return .joined(pictures)
  }

  /// The line with neighbouring words of one style as one, which sets and reads better.
  private func joined(_ line: [TextAtom]) -> [TextAtom] {
    line.reduce(into: []) { pieces, atom in
      if case .characters(let text) = atom.content, let last = pieces.last,
        case .characters(let before) = last.content, last.style == atom.style
      {
        pieces[pieces.count - 1].content = .characters(
          before + (atom.space == nil ? "" : " ") + text)
      } else {
        pieces.append(atom)
      }
    }
  }

  /// How far the ground of code reaches beyond it.
  private var codeInset: Double { size * 0.16 }

  /// A piece with the ground of code or the line and the group of a link.
  private func decorated(_ picture: Picture, _ style: Markup.Style) -> Picture {
    var result = picture
    if style.isCode {
      result = result.padded(codeInset, 0)
      let ground = Rectangle(
        result.bounds.minX, -size * 0.86, result.bounds.width, size * 1.14)
      let paint = Paint(fill: theme.band, stroke: Stroke(color: theme.hairline, width: 1))
      result.items.insert(.rectangle(ground, radius: size * 0.16, paint), at: 0)
    }
    guard !style.link.isEmpty else { return result }
    let line = Path.line(
      Point(picture.bounds.minX, size * 0.16), Point(picture.bounds.maxX, size * 0.16))
    result.items.append(.path(line, .stroke(accent, max(0.8, size * 0.05))))
    return result.tagged("link", style.link)
  }

  /// The style in which all blanks of a text are as wide as that with the longest answer.
  func withEqualBlanks(in markup: Markup) -> TextStyle {
    var style = self
    style.weight = .semibold
    let widths = markup.paragraphs.flatMap(\.spans).compactMap { span -> Double? in
      guard case .blank(let answer) = span.content else { return nil }
      return style.picture(of: style.atoms(of: answer)).bounds.width
    }
    var equal = self
    equal.leastBlank = widths.max() ?? 0
    return equal
  }

  /// The box of a blank, as wide as the others, empty or with the answer in it.
  private func blank(_ answer: [Markup.Span]) -> Picture {
    var style = self
    style.color = self.answer
    style.weight = .semibold
    let content = style.picture(of: style.atoms(of: answer))
    let inner = max(content.bounds.width, size * 1.2, leastBlank)
    let box = Rectangle(
      0, min(-size * 0.92, content.bounds.minY - size * 0.12), inner + size * 0.6, 0)
    let bottom = max(size * 0.32, content.bounds.maxY + size * 0.12)
    let rectangle = Rectangle(box.x, box.y, box.width, bottom - box.y)
    let isOpen = blanks == .empty
    let paint = Paint(
      fill: isOpen ? nil : theme.paper.mixed(with: self.answer, theme.tint * 0.6),
      stroke: Stroke(color: isOpen ? theme.frame : self.answer, width: 1.4))
    let placed = content.moved(rectangle.midX - content.bounds.midX, 0)
    return Picture(
      bounds: rectangle.inset(-size * 0.08, 0),
      items: [.rectangle(rectangle, radius: 5, paint)] + (isOpen ? [] : placed.items)
    ).tagged("blank")
  }
}
