import Drawing
import Neural

/// One step of a sum: what a component is made of, the component, and the sum before and after it.
///
/// ```
/// source —— × factor ——▸ component  +  before  =  after
/// ```
struct GrowingSum {
  /// One of the four.
  struct Part {
    let extent: Extent
    /// How many channels it has.
    let channels: Int
    let heading: Formula
    /// Draws a channel, counted from 0, with cells of a size.
    let draw: (_ channel: Int, _ cell: Double) -> Panel
  }

  let source: Part
  let component: Part
  let before: Part
  let after: Part
  /// The contribution, whose factor stands at the arrow from the source to the component.
  let step: Contribution
  let panels: GradientPanels
  let style: PositionStyle

  private static let heading = 44.0
  private static let gaps = [170.0, 52.0, 52.0]

  private var parts: [Part] { [source, component, before, after] }

  private var pen: Pen { panels.pen }

  func pictures(in room: Rectangle) -> [Picture] {
    let isStrip = parts.contains { $0.extent.columns > 6 * $0.extent.rows }
    if isStrip { return column(in: room) }
    return pen.style.isNarrow ? square(in: room) : row(in: room.insetForHeadings(in: pen.style))
  }

  private func largest(_ index: Int) -> Double {
    [110, 132, 110, 122][index]
      * (max(parts[index].extent.rows, parts[index].extent.columns) == 1 ? 1.3 : 1)
  }

  private func row(in room: Rectangle) -> [Picture] {
    let height = room.height - GrowingSum.heading - 10
    func grid(_ index: Int, width: Double, columns: Int? = nil) -> ChannelGrid {
      ChannelGrid(
        parts[index].channels, of: parts[index].extent, in: Size(width, height), limit: 6,
        largest: largest(index), columns: columns)
    }
    let columns = Columns(
      in: room, indent: 0, shares: [1, 1.12, 1, 1],
      limits: parts.indices.map { grid($0, width: 500).size.width }, gaps: GrowingSum.gaps)
    let middle = room.midY + GrowingSum.heading / 2 - 6
    var pictures: [Picture] = []
    // The component and the sums, which have one shape, are arranged alike.
    let arrangement = grid(3, width: columns.widths[3]).columns
    for (index, part) in parts.enumerated() {
      let grid = grid(
        index, width: columns.widths[index], columns: index == 0 ? nil : arrangement)
      let heading = pen.formula(
        part.heading, size: 20,
        width: columns.widths[index] + (index == 0 ? 60 : columns.gaps[index - 1] * 0.8))
      let x = columns.lefts[index] + columns.widths[index] / 2
      let panels = grid.picture(pen: pen) { part.draw($0, grid.cell) }
      pictures += [
        panels.moved(x, middle),
        heading.moved(x - heading.bounds.midX, middle - grid.size.height / 2 - 20)
          .kept(in: room.inset(-18, 0), style: pen.style),
      ]
    }
    return pictures + [
      arrow(from: columns.lefts[0] + columns.widths[0], to: columns.lefts[1], y: middle),
      pen.sign("+", size: 30).centered(at: Point(columns.middle(ofGap: 1), middle)),
      pen.sign("=", size: 30).centered(at: Point(columns.middle(ofGap: 2), middle)),
    ]
  }

  /// In a narrow panel the sum stands below the component.
  private func square(in room: Rectangle) -> [Picture] {
    let (heading, sign, gap) = (34.0, 34.0, 130.0)
    let width = (room.width - sign - gap) / 2
    let height = (room.height - 2 * heading - 18) / 2
    func grid(_ index: Int, columns: Int? = nil) -> ChannelGrid {
      ChannelGrid(
        parts[index].channels, of: parts[index].extent, in: Size(width, height), limit: 6,
        largest: largest(index), columns: columns)
    }
    let arrangement = grid(3).columns
    let xs = [room.minX + sign + width / 2, room.maxX - width / 2]
    let ys = [heading + height / 2, 2 * heading + 12 + height * 1.5].map { room.minY + $0 }
    let grids = parts.indices.map { grid($0, columns: $0 == 0 ? nil : arrangement) }
    var pictures: [Picture] = []
    for (index, part) in parts.enumerated() {
      let (x, y, grid) = (xs[index % 2], ys[index / 2], grids[index])
      let words = pen.formula(part.heading, size: 18, width: width + sign)
      pictures += [
        grid.picture(pen: pen) { part.draw($0, grid.cell) }.moved(x, y),
        words.moved(x - words.bounds.midX, y - grid.size.height / 2 - 14)
          .kept(in: room, style: pen.style),
      ]
    }
    return pictures + [
      arrow(
        from: xs[0] + grids[0].size.width / 2, to: xs[1] - grids[1].size.width / 2, y: ys[0]),
      pen.sign("+", size: 30).centered(
        at: Point(xs[0] - grids[2].size.width / 2 - 20, ys[1])),
      pen.sign("=", size: 30).centered(
        at: Point(
          (xs[0] + xs[1] + grids[2].size.width / 2 - grids[3].size.width / 2) / 2, ys[1])),
    ]
  }

  private func arrow(from left: Double, to right: Double, y: Double) -> Picture {
    let middle = (left + right) / 2
    let length = min(right - left - 28, 150)
    let start = Point(middle - length / 2, y)
    let color = style.color
    let symbol = pen.formula(
      .row([.words("× "), .space(0.15), factorSymbol]), size: 22, color: color,
      width: right - left - 16)
    let arrow = Picture(
      bounds: Rectangle(start.x, y - 6, length, 12),
      items: [pen.arrow(from: start, to: start.moved(length, 0))]
    ).over(symbol.moved(middle - symbol.bounds.midX, y - 16 - symbol.bounds.maxY))
    guard pen.style.labels != .symbols else { return arrow }
    let format = NumberFormat(for: [step.factor])
    let value = pen.formula(
      .row([
        .math(format.isExact(step.factor) ? "=" : "≈"), .space(0.3),
        .number(format.string(step.factor), .bold),
      ]), size: 22, color: color, width: right - left - 16)
    return value.moved(middle - value.bounds.midX, y + 16 - value.bounds.minY).over(arrow)
  }

  private var factorSymbol: Formula {
    panels.notation.biasGradient(step.position.neuron, map: step.map)
  }

  /// Strips lie across the page, one below the other, each with its heading at the left.
  private func column(in room: Rectangle) -> [Picture] {
    let (left, gap) = (pen.style.isNarrow ? 184.0 : 230, 34.0)
    let height = (room.height - gap * 3) / 4
    let width = room.width - left
    var pictures: [Picture] = []
    let grids = parts.map {
      ChannelGrid($0.channels, of: $0.extent, in: Size(width, height), largest: 84)
    }
    let widest = grids.map(\.size.width).max() ?? width
    let x = room.minX + left + (width - widest) / 2
    var y = room.midY - (grids.map(\.size.height).reduce(0, +) + gap * 3) / 2
    for (index, part) in parts.enumerated() {
      let grid = grids[index]
      let middle = y + grid.size.height / 2
      let heading = pen.formula(part.heading, size: 20, width: left - 60)
      pictures += [
        grid.picture(pen: pen) { part.draw($0, grid.cell) }.moved(x + grid.size.width / 2, middle),
        heading.moved(room.minX + left - 50 - heading.bounds.maxX, middle + 6),
      ]
      let sign = [nil, nil, "+", "="][index]
      if let sign {
        pictures.append(pen.sign(sign).centered(at: Point(room.minX + left - 22, middle)))
      } else if index == 1 {
        let factor = panels.factor(
          step, format: NumberFormat(for: [step.factor]), color: style.color, isFactor: true,
          width: left - 60)
        pictures.append(
          factor.moved(
            room.minX + left - 50 - factor.bounds.maxX, y - gap / 2 + 4))
      }
      y += grid.size.height + gap
    }
    return pictures
  }
}
