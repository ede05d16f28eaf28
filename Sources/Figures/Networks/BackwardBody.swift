import Drawing
import Neural
import Wording

extension NetworkBody {
  /// What came out minus what should have, a row for each element that is shown.
  mutating func drawDifferences(
    _ column: NetworkColumn, in room: Size, _ diagram: NetworkDiagram, _ pen: Pen
  ) {
    guard let loss = diagram.loss else { return }
    let shown = NetworkFigure.shown(column)
    let (height, _) = NetworkBody.rows(column, in: room)
    isCramped = height < NetworkBody.leastRow
    let textSize = min(18, max(pen.measures.numberFloor + 0.05, height * 0.56))
    let spellings = diagram.spellings
    let isNumber = pen.style.labels != .symbols
    let rows = shown.map { index -> (name: Picture, text: Picture) in
      let isTrue = index == loss.trueClass
      let color = isTrue ? pen.theme.ink : pen.theme.muted
      let weight = isTrue ? FontWeight.bold : .regular
      let name = pen.formula(
        .number(pen.style.voice.notation.index(index), weight), size: textSize, color: color)
      let text = Formula.row([
        spellings.bounded(loss.answer(index), weight, isPositive: true), .space(0.25),
        .number("−", weight), .space(0.25), spellings.operand(loss.target(index), weight),
      ])
      return (name, isNumber ? pen.formula(text, size: textSize, color: color) : .empty)
    }
    let left = rows.map(\.name.bounds.width).max() ?? 0
    let gap = isNumber ? 18.0 : 0
    let width = left + gap + (rows.map(\.text.bounds.width).max() ?? 0)
    for (row, index) in shown.enumerated() {
      let box = Rectangle(0, Double(row) * height, width, height)
      let (name, text) = rows[row]
      maps[index] = box
      items += name.moved(left - name.bounds.maxX, box.midY - name.bounds.midY).items
      if !text.isEmpty {
        items +=
          text.moved(left + gap - text.bounds.minX, box.midY - text.bounds.midY).items
      }
    }
    frame = Rectangle(0, 0, width, height * Double(shown.count))
    size = frame.size
    hidden = column.count - shown.count
    // The rows stand beside those of the layer, which says how many more there are.
    if hidden > 0 { size.height += height }
  }

  /// The cost in its frame.
  mutating func drawCost(_ diagram: NetworkDiagram, _ pen: Pen) {
    guard let loss = diagram.loss else { return }
    let lines = loss.lines(diagram.spellings, pen.style.labels)
    let pictures = lines.enumerated().map { index, line in
      pen.formula(line, size: pen.legible(index == lines.count - 1 ? 23 : 20, line))
    }
    let words = Picture.column(pictures, spacing: 15)
    frame = Rectangle(0, 0, words.bounds.width + 34, words.bounds.height + 36)
    items = [
      .rectangle(
        frame, radius: 6,
        Paint(fill: pen.theme.paper, stroke: Stroke(color: pen.theme.ink, width: 2.6)))
    ]
    items += words.centered(at: frame.center).items
    maps[0] = frame
    size = frame.size
  }
}
