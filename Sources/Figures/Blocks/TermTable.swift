import Drawing
import Wording

/// The terms of a dot product one below the other: each value in a column, a line from it through
/// its weight, and their product, from where a wire can go on.
struct TermTable: Block {
  /// A value or a weight.
  struct Entry: Sendable {
    let number: Formula
    let symbol: Formula
    var mark: Source?
  }

  /// One term, or the sum of several that are not shown.
  struct Row: Sendable {
    /// The value and its weight; none where the row stands for several terms.
    var factors: (value: Entry, weight: Entry)?
    /// What stands in place of the weight, where the value is ⋮: 17 more.
    var words: String?
    /// The product, or the sum of the products.
    let product: Formula?
    /// The fill of the value's cell.
    var fill: Color?
    /// The colour of the weight, or of the product's sign.
    var color: Color?
    /// Whether the colour is the weight's own, so that its number and symbol bear it too.
    var isIdentity = false
  }

  /// What stands above the three columns.
  let headings: [Formula]
  let rows: [Row]
  /// The outline of the column.
  let frame: Stroke
  /// What the reader calls the terms.
  let place: String
  /// How many terms are not shown one by one.
  var hidden = 0

  var share: Size { Size(9, Double(rows.count) * 0.45) }

  func least(_ pen: Pen) -> Size { size(in: .zero, pen) }

  func size(in room: Size, _ pen: Pen) -> Size { plan(in: room, pen).size }

  private static let highest = 62.0
  private static let link = 26.0

  private struct Plan {
    let height: Double
    let text: Double
    let hasSymbols: Bool
    /// The widths of the column, the weights and the products.
    let widths: [Double]
    let top: Double
    let size: Size
  }

  private func plan(in room: Size, _ pen: Pen) -> Plan {
    let top = pen.measures.heading + pen.measures.headingGap
    let least = pen.measures.numberFloor * 1.42
    let height = max(least, min(TermTable.highest, (room.height - top - 4) / Double(rows.count)))
    let largest = max(pen.measures.numberFloor, min(25, height * 0.5))
    let tall =
      rows.compactMap(\.factors).flatMap { [$0.value.symbol, $0.weight.symbol] }
      .map { pen.formula($0, size: pen.measures.symbolFloor + 0.05).bounds.height }.max() ?? 0
    func plan(text: Double, hasSymbols: Bool) -> Plan {
      func width(_ part: (Row) -> Formula?) -> Double {
        rows.compactMap(part).map { pen.formula($0, size: text).bounds.width }.max() ?? 0
      }
      func symbols(_ part: (Row) -> Formula?) -> Double {
        hasSymbols
          ? (rows.compactMap(part).map { symbol($0, pen).bounds.width }.max() ?? 0) + 12 : 0
      }
      let headings = headings.map { pen.formula($0, size: pen.measures.heading).bounds.width + 4 }
      let isSymbolic = pen.style.labels == .symbols
      var widths = [
        isSymbolic ? 0 : width { $0.factors?.value.number }, isSymbolic ? 0 : width { times($0) },
        width(\.product),
      ]
      widths[0] += symbols { $0.factors?.value.symbol } + 30
      widths[1] += symbols { $0.factors?.weight.symbol } + 26
      widths[1] = max(widths[1], width { $0.words.map { .words($0) } } + 4)
      widths = zip(widths, headings).map { max($0, $1) }
      return Plan(
        height: height, text: text, hasSymbols: hasSymbols, widths: widths, top: top,
        size: Size(
          widths.reduce(0, +) + TermTable.link + TermTable.link * 0.8 + 6,
          top + height * Double(rows.count) + 4))
    }
    let isNeeded = pen.style.labels == .symbols
    let full = plan(text: largest, hasSymbols: isNeeded || tall <= height - 3)
    guard full.size.width > room.width else { return full }
    let bare = plan(text: largest, hasSymbols: isNeeded)
    guard bare.size.width > room.width else { return bare }
    return plan(text: max(pen.measures.numberFloor, largest * 0.75), hasSymbols: isNeeded)
  }

  private func symbol(_ symbol: Formula, _ pen: Pen, _ color: Color? = nil) -> Picture {
    pen.formula(symbol, size: pen.measures.symbolFloor + 0.05, color: color)
  }

  private func times(_ row: Row) -> Formula? {
    row.factors.map { .row([.number("×", .medium), $0.weight.number]) }
  }

  func layout(in room: Size, _ pen: Pen) -> Layout {
    let plan = plan(in: room, pen)
    let column = Rectangle(2, plan.top + 2, plan.widths[0], plan.height * Double(rows.count))
    let weights = column.maxX + TermTable.link
    let products = weights + plan.widths[1] + TermTable.link * 0.8
    var layout = Layout(
      size: plan.size, body: Rectangle(0, plan.top, plan.size.width, column.height + 4))
    layout.anchors["column"] = column
    layout.content = column.height * plan.size.width
    var fills: [Item] = []
    var texts: [Item] = []
    for (index, row) in rows.enumerated() {
      let box = Rectangle(
        column.x, column.y + Double(index) * plan.height, column.width, plan.height)
      let right = Rectangle(products, box.y, plan.widths[2], box.height)
      layout.anchors["term \(index)"] = right
      if let fill = row.fill { fills.append(.rectangle(box, radius: 0, .fill(fill))) }
      if index > 0 {
        let line = Path.line(box.origin, Point(box.maxX, box.y))
        fills.append(.path(line, .stroke(pen.theme.hairline, 1)))
      }
      let ink = row.isIdentity ? row.color : nil
      func color(on ground: Color?) -> Color {
        let ground = ground ?? pen.theme.paper
        return ink.map { pen.theme.text(in: $0, on: ground) } ?? pen.theme.text(on: ground)
      }
      if let factors = row.factors {
        let pill = Rectangle(weights, box.y + 3, plan.widths[1], box.height - 6)
        let stroke = Stroke(color: row.color ?? pen.theme.frame, width: 1.8)
        texts += [
          .path(
            .line(Point(box.maxX, box.midY), Point(pill.minX, box.midY)), Paint(stroke: stroke)),
          .rectangle(pill, radius: 6, Paint(fill: pen.theme.paper, stroke: stroke)),
          .path(
            .line(
              Point(pill.maxX, box.midY),
              Point(row.product == nil ? right.maxX : pill.maxX + TermTable.link * 0.5, box.midY)),
            Paint(stroke: stroke)),
        ]
        texts.append(
          .group(
            Tag("cell", "column \(index)", source: factors.value.mark),
            entry(
              factors.value.number, factors.value.symbol, in: box, plan, pen,
              color: color(on: row.fill))))
        texts.append(
          .group(
            Tag("weight", "\(index)", source: factors.weight.mark),
            entry(
              times(row) ?? .space(0), factors.weight.symbol, in: pill, plan, pen,
              color: color(on: nil))))
      } else if let words = row.words {
        func write(_ formula: Formula, middle: Double) {
          let text = pen.formula(formula, size: plan.text, color: pen.theme.muted)
          texts +=
            text.moved(middle - text.bounds.midX, box.midY + plan.text * 0.32).items
        }
        write(.words("⋮"), middle: box.midX)
        write(.words(words), middle: weights + plan.widths[1] / 2)
      }
      if let product = row.product {
        let text = pen.formula(product, size: plan.text, color: color(on: nil))
        texts +=
          text.moved(right.maxX - 2 - text.bounds.maxX, box.midY + plan.text * 0.32).items
      }
    }
    layout.items = [
      .group(
        Tag("terms"),
        fills + [.rectangle(column, radius: 3, Paint(stroke: frame))] + texts
          + titles([column.midX, weights + plan.widths[1] / 2, products + plan.widths[2] / 2], pen))
    ]
    if !plan.hasSymbols, pen.style.labels == .both {
      layout.omit(Omission(.names, in: place))
    }
    if hidden > 0 {
      layout.omit(
        Omission(.things(shown: rows.count - 1, of: rows.count - 1 + hidden), in: place), cost: 0)
    }
    return layout
  }

  private func titles(_ middles: [Double], _ pen: Pen) -> [Item] {
    zip(headings, middles).flatMap { heading, middle in
      let text = pen.formula(heading, size: pen.measures.heading)
      return text.moved(middle - text.bounds.midX, pen.measures.heading).items
    }
  }

  /// A number with its symbol behind it.
  private func entry(
    _ number: Formula, _ name: Formula, in box: Rectangle, _ plan: Plan, _ pen: Pen, color: Color
  ) -> [Item] {
    let symbol = plan.hasSymbols ? self.symbol(name, pen, color) : .empty
    let number =
      pen.style.labels == .symbols ? .empty : pen.formula(number, size: plan.text, color: color)
    let gap = number.isEmpty || symbol.isEmpty ? 0.0 : 12
    let left = box.midX - (number.bounds.width + gap + symbol.bounds.width) / 2
    return number.moved(left - number.bounds.minX, box.midY + plan.text * 0.32).items
      + symbol.moved(
        left + number.bounds.width + gap - symbol.bounds.minX,
        box.midY - (symbol.bounds.minY + symbol.bounds.maxY) / 2
      ).items
  }
}
