import Drawing
import Neural

/// The band of a figure that comes to its gradient by a second way: words and formula, the
/// operands, the result, and whether both ways agree.
struct EquivalenceBand {
  /// Which way that is.
  let words: String
  /// The way in symbols.
  let formula: Formula
  /// The matrices, the last of them the result.
  let panels: [Operand]
  /// The sign before each matrix but the first.
  let signs: [String]
  let agreement: Agreement

  /// A matrix: how many rows and columns it has, and how it is drawn with cells of a size.
  struct Operand {
    let extent: Extent
    let draw: (_ cell: Double) -> Panel
  }

  private static let height = 92.0
  private static let gap = 48.0

  /// The band's lines: one with all of it, or where that is too narrow for it the words, the formula
  /// with the verdict, and the matrices below one another; none where the figure needs the room.
  func lines(pen: Pen) -> [Picture] {
    guard !pen.style.isShort else { return [] }
    guard pen.style.isNarrow else { return [whole(pen)] }
    let check = pen.verdict(agreement)
    let way = pen.formula(formula, size: 22, width: pen.bandWidth - check.bounds.width - 24)
    let formula = Picture.joined([
      way, check.moved(pen.bandWidth - check.bounds.maxX, 0),
    ])
    let words = pen.formula(
      .words(words), size: 17, color: pen.theme.muted, width: pen.bandWidth)
    guard !pen.style.isSmall else { return [formula] }
    return [words, formula, matrices(pen, from: 0, to: pen.bandWidth)]
  }

  /// All of the band on one line.
  private func whole(_ pen: Pen) -> Picture {
    let text = textBlock(pen)
    let check = pen.verdict(agreement)
    return .joined([
      Picture(bounds: Rectangle(0, -1, pen.bandWidth, 2)),
      text.moved(-text.bounds.minX, -text.bounds.midY),
      check.moved(pen.bandWidth - check.bounds.maxX, 6),
      matrices(
        pen, from: 370, to: pen.bandWidth - check.bounds.width - 40),
    ])
  }

  /// The matrices and their signs, spread between two edges.
  private func matrices(_ pen: Pen, from left: Double, to right: Double) -> Picture {
    let columns = Columns(
      in: Rectangle(left, 0, right - left, 0), indent: 0,
      shares: panels.map { Double(max($0.extent.columns, 2)).squareRoot() },
      limits: panels.map {
        Double($0.extent.columns) * min(EquivalenceBand.height / Double($0.extent.rows), 46)
      }, gaps: signs.map { _ in EquivalenceBand.gap })
    var pictures: [Picture] = []
    for (index, panel) in panels.enumerated() {
      let cell = columns.widths[index] / Double(panel.extent.columns)
      let drawn = panel.draw(cell)
      pictures.append(
        drawn.moved(
          columns.lefts[index] - drawn.outer.minX, -drawn.outer.midY
        ).picture)
      guard index < signs.count else { continue }
      pictures.append(
        pen.sign(signs[index], size: 22).centered(at: Point(columns.middle(ofGap: index), 0)))
    }
    return .joined(pictures)
  }

  private func textBlock(_ pen: Pen) -> Picture {
    let lines = pen.lines(of: words, size: 17, width: 330).enumerated().map { index, line in
      pen.formula(.words(line), size: 17, color: pen.theme.muted, width: 330)
        .moved(0, 22 * Double(index))
    }
    let way = pen.formula(formula, size: 22, width: 330)
    return .joined(lines + [way.moved(0, 22 * Double(lines.count) + 12)])
  }

}

extension Pen {
  /// Words in lines of at most a width.
  func lines(of text: String, size: Double, width: Double) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      let longer = lines.last.map { $0 + " " + word } ?? String(word)
      if !lines.isEmpty, formula(.words(longer), size: size).bounds.width <= width {
        lines[lines.count - 1] = longer
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
