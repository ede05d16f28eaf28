import Drawing
import Neural
import Wording

/// Formulas in rows and columns below quiet headings, each row in a colour of its own.
struct FormulaTable: Block {
  /// A row of the table.
  struct Row: Sendable {
    let cells: [Formula]
    var color: Color?
  }

  let headings: [Formula]
  let rows: [Row]
  var size = 17.0
  /// The least room between columns, and the most.
  var gap = (least: 22.0, most: 64.0)

  private static let lineHeight = 27.0

  var share: Size { Size(16, Double(rows.count + 1)) }

  private func columns(_ pen: Pen) -> [[Picture]] {
    let floor = pen.measures.floor + 0.1
    return headings.indices.map { column in
      [
        pen.formula(
          headings[column], size: max(size - 1.5, floor / headings[column].leastScale),
          color: pen.theme.muted)
      ]
        + rows.map { row in
          let color = row.color.map { pen.theme.text(in: $0, on: pen.theme.paper) }
          return pen.formula(
            row.cells[column], size: max(size, floor / row.cells[column].leastScale), color: color)
        }
    }
  }

  func least(_ pen: Pen) -> Size {
    let widths = columns(pen).map { $0.map(\.bounds.width).max() ?? 0 }
    return Size(
      widths.reduce(0, +) + gap.least * Double(max(0, widths.count - 1)),
      FormulaTable.lineHeight * Double(rows.count + 1))
  }

  func layout(in room: Size, _ pen: Pen) -> Layout {
    let columns = columns(pen)
    let widths = columns.map { $0.map(\.bounds.width).max() ?? 0 }
    let count = Double(max(1, widths.count - 1))
    let between = min(
      gap.most, max(gap.least, (room.width - widths.reduce(0, +)) / (count + 0.2)))
    var items: [Item] = []
    var x = 0.0
    for (column, width) in zip(columns, widths) {
      for (row, picture) in column.enumerated() {
        let y = FormulaTable.lineHeight * (Double(row) + 0.68)
        items += picture.moved(x - picture.bounds.minX, y).items
      }
      x += width + between
    }
    let size = Size(x - between, FormulaTable.lineHeight * Double(rows.count + 1))
    let line = FormulaTable.lineHeight + 1
    items.append(
      .path(.line(Point(0, line), Point(size.width, line)), .stroke(pen.theme.hairline, 1.2)))
    var layout = Layout(size: size, items: [.group(Tag("table"), items)])
    layout.content = size.width * size.height * 0.4
    return layout
  }
}
