import Drawing
import Wording

/// Classes as rows and what becomes of them as columns: numbers, and bars from a common zero.
struct ClassTable: Block {
  /// How a column's values are drawn.
  enum Kind: Sendable {
    /// In circles, where rows are high enough.
    case neuron
    /// As numbers.
    case number
    /// As a bar with the number behind it.
    case bar
    /// In a box.
    case box
  }

  struct Entry: Sendable {
    let text: Formula
    /// What stands for the text in a narrow room.
    var short: Formula?
    let value: Double
    var mark: Source?
    var isQuiet = false

    func text(_ isShort: Bool) -> Formula { isShort ? short ?? text : text }
  }

  struct Column: Sendable {
    let words: String
    let symbol: Formula
    let kind: Kind
    let entries: [Entry?]
    var total: Formula?
    /// What is done to get here from the column before; an arrow leads here.
    var deed: Formula?
    /// How early the column gives way in a narrow room; 0 for one that stays.
    var rank = 0
    /// What is said of it then.
    var place = ""
  }

  struct Row: Sendable {
    let label: Formula
    var caption = ""
    var isTrue = false
  }

  let heading: String
  let sum: String
  let rows: [Row]
  let columns: [Column]

  var share: Size { Size(10, Double(rows.count)) }
  func least(_ pen: Pen) -> Size { Size(300, height(of: 24)) }

  static let head = 54.0
  static let foot = 40.0
  private func height(of row: Double) -> Double {
    ClassTable.head + ClassTable.foot + row * Double(rows.count)
  }

  func size(in room: Size, _ pen: Pen) -> Size {
    let plan = plan(in: room, pen)
    return Size(plan.width, height(of: plan.row))
  }

  // MARK: - Drawing

  func layout(in room: Size, _ pen: Pen) -> Layout {
    let plan = plan(in: room, pen)
    let size = Size(plan.width, height(of: plan.row))
    var layout = Layout(size: size)
    layout.content = size.width * size.height
    layout.items = highlights(plan, pen)
    var x = 8 + plan.label
    layout.items += labels(plan, pen)
    for (index, column) in plan.columns.enumerated() {
      let width = plan.texts[index] + plan.left[index] + plan.bars[index]
      if plan.hasArrows, let deed = column.deed {
        layout.items += arrows(to: column, deed, from: x, plan, pen)
      }
      x += plan.gap
      layout.items += titles(of: column, middle: x + width / 2, plan, pen)
      layout.items += draw(column, index, from: x, plan, pen)
      x += width
    }
    for column in columns where !plan.columns.contains(where: { $0.words == column.words }) {
      layout.omit(Omission(.things(shown: 0, of: 1), in: column.place), cost: 8)
    }
    if !plan.hasBars { layout.omit(Omission(.things(shown: 0, of: 1), in: say("bars")), cost: 10) }
    if plan.isShort, entries.contains(where: { $0.short != nil }) || !plan.hasWords {
      layout.omit(Omission(.names, in: heading))
    }
    return layout
  }

  private var entries: [Entry] { columns.flatMap(\.entries).compactMap { $0 } }

  private func middle(_ row: Int, _ plan: Plan) -> Double {
    ClassTable.head + plan.row * (Double(row) + 0.5)
  }

  static func trueColor(_ theme: Theme) -> Color { theme.positions[2] }

  private func color(_ row: Int, _ pen: Pen, isQuiet: Bool = false) -> Color {
    let theme = pen.theme
    let color = ClassTable.trueColor(theme)
    if rows[row].isTrue { return theme.text(in: color, on: theme.paper.mixed(with: color, 0.08)) }
    return isQuiet ? theme.text(in: theme.quiet, on: theme.paper) : theme.ink
  }

  private func highlights(_ plan: Plan, _ pen: Pen) -> [Item] {
    let color = ClassTable.trueColor(pen.theme)
    return rows.indices.filter { rows[$0].isTrue }.map { row in
      let box = Rectangle(
        1, ClassTable.head + plan.row * Double(row) + 1, plan.width - 2, plan.row - 2)
      return .group(
        Tag("true class"),
        [
          .rectangle(
            box, radius: 8,
            Paint(
              fill: pen.theme.paper.mixed(with: color, 0.08),
              stroke: Stroke(color: color, width: 2.4)))
        ])
    }
  }

  private func set(
    _ formula: Formula, size: Double, color: Color, at point: Point, _ pen: Pen
  ) -> [Item] {
    let picture = pen.formula(formula, size: pen.legible(size, formula), color: color)
    return picture.moved(point.x - picture.bounds.midX, point.y).items
  }

  private func labels(_ plan: Plan, _ pen: Pen) -> [Item] {
    let middle = 8 + plan.label / 2
    var items = set(
      .number(heading, .medium), size: 17, color: pen.theme.ink, at: Point(middle, 18), pen)
    for (index, row) in rows.enumerated() {
      let y = self.middle(index, plan)
      let hasCaption = !row.caption.isEmpty && plan.row >= 44
      let label = row.isTrue ? row.label.weighted(.bold) : row.label
      items += set(
        label, size: plan.text, color: color(index, pen),
        at: Point(middle, y + plan.text * 0.32 - (hasCaption ? 9 : 0)), pen)
      if hasCaption {
        items += set(
          .words(row.caption), size: pen.measures.numberFloor + 0.05, color: color(index, pen),
          at: Point(middle, y + 18), pen)
      }
    }
    let y = ClassTable.head + plan.row * Double(rows.count) + 28
    return items + set(.words(sum), size: 17, color: pen.theme.muted, at: Point(middle, y), pen)
  }

  private func titles(of column: Column, middle: Double, _ plan: Plan, _ pen: Pen) -> [Item] {
    let words =
      plan.hasWords
      ? set(
        .number(column.words, .medium), size: 17, color: pen.theme.ink, at: Point(middle, 18), pen)
      : []
    return words
      + set(column.symbol, size: 19.5, color: pen.theme.muted, at: Point(middle, 42), pen)
  }

  private func arrows(
    to column: Column, _ deed: Formula, from x: Double, _ plan: Plan, _ pen: Pen
  ) -> [Item] {
    let words = pen.formula(
      deed, size: pen.legible(pen.measures.numberFloor + 0.1, deed), color: pen.theme.muted)
    let isSaid = words.bounds.width <= plan.gap + 4 && plan.row >= 34
    return rows.indices.filter { column.entries[$0] != nil }.flatMap { row -> [Item] in
      let y = middle(row, plan)
      let arrow = pen.arrow(from: Point(x + 10, y), to: Point(x + plan.gap - 8, y), width: 1.5)
      guard row == 0, isSaid else { return [arrow] }
      return [arrow]
        + words.moved(x + plan.gap / 2 - words.bounds.midX, y - 7).items
    }
  }

  private func draw(
    _ column: Column, _ index: Int, from x: Double, _ plan: Plan, _ pen: Pen
  ) -> [Item] {
    let theme = pen.theme
    let width = plan.texts[index] + plan.left[index] + plan.bars[index]
    let values = column.entries.compactMap { $0?.value }.filter(\.isFinite)
    let (high, low) = (max(0, values.max() ?? 0), max(0, -(values.min() ?? 0)))
    let unit = high + low > 0 ? plan.bars[index] / (high + low) : 0
    let zero = x + plan.left[index] + low * unit
    let bottom = ClassTable.head + plan.row * Double(rows.count)
    var items: [Item] = []
    if plan.kind(of: column) == .bar {
      let axis = Path.line(Point(zero, ClassTable.head + 3), Point(zero, bottom - 3))
      items.append(.path(axis, .stroke(theme.frame, 1.2)))
    }
    for (row, entry) in column.entries.enumerated() {
      guard let entry else { continue }
      let y = middle(row, plan)
      let color = color(row, pen, isQuiet: entry.isQuiet)
      let formula = plan.text(of: entry, isTrue: rows[row].isTrue)
      let text = pen.formula(formula, size: pen.legible(plan.text, formula), color: color)
      var place = x + width / 2 - text.bounds.midX
      var shapes: [Item] = []
      switch plan.kind(of: column) {
      case .number: break
      case .neuron:
        guard plan.row >= 50, text.bounds.width <= plan.row * 0.8 else { break }
        let stroke = Stroke(color: color, width: rows[row].isTrue ? 3 : 1.6)
        shapes = [
          .circle(
            center: Point(x + width / 2, y), radius: plan.row * 0.41,
            Paint(fill: theme.paper, stroke: stroke))
        ]
      case .box:
        let side = Size(max(text.bounds.width + 18, plan.row * 0.6), plan.row * 0.68)
        shapes = [
          .rectangle(
            Rectangle(center: Point(x + width / 2, y), size: side), radius: 3,
            Paint(
              fill: theme.paper,
              stroke: Stroke(
                color: rows[row].isTrue ? color : theme.frame, width: rows[row].isTrue ? 2.4 : 1.2))
          )
        ]
      case .bar:
        let length = entry.value.isFinite ? entry.value * unit : 0
        let end = zero + length
        let high = min(26, plan.row * 0.56)
        let fill =
          low > 0
          ? theme.paper.mixed(with: length < 0 ? theme.negative : theme.positive, 0.72)
          : rows[row].isTrue
            ? ClassTable.trueColor(theme) : theme.paper.mixed(with: theme.ink, 0.45)
        if abs(length) > 0.3 {
          shapes = [
            .rectangle(
              Rectangle(min(zero, end), y - high / 2, abs(length), high), radius: 1.5,
              Paint(fill: fill))
          ]
        }
        place =
          length < 0 ? end - 9 - text.bounds.maxX : end + 9 - text.bounds.minX
      }
      items.append(
        .group(
          Tag("cell", "\(column.words) \(row)", source: entry.mark),
          shapes + text.moved(place, y + plan.text * 0.32).items))
    }
    if let total = column.total {
      let line = Path.line(Point(x, bottom + 7), Point(x + width, bottom + 7))
      items.append(.path(line, .stroke(theme.ink, 1.4)))
      items += set(
        total.weighted(.bold), size: plan.text, color: theme.ink,
        at: Point(x + width / 2, bottom + 28), pen)
    }
    return items
  }
}
