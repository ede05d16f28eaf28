import Drawing
import Neural
import Wording

/// Geometries as pictures: the input with its padding, a dot in the middle of every place of the
/// overlay, and the neurons that these make.
struct GeometryPanels: Block {
  struct Panel: Sendable {
    let shown: GeometryCases.Case
    let note: String
    let formulas: [Formula]
    let letters: Formula
  }

  /// The panels; in a low room the last rows of them give way.
  let panels: [Panel]
  /// How many geometries there are.
  let count: Int
  let columns: Int
  /// The neuron whose place is drawn in the layer's own panel.
  let neuron: Cell?

  /// The most cells along a side; of a longer one the corner is shown.
  static let most = 12
  private static let corner = 9

  var share: Size { Size(10, 6) }
  func least(_ pen: Pen) -> Size { Size(260, 180) }
  func size(in room: Size, _ pen: Pen) -> Size { room }

  private static let gap = Size(36, 18)
  private static let arrow = 66.0

  /// The cells of a side that are drawn.
  private func shown(_ length: Int) -> Int {
    guard length > GeometryPanels.most else { return length }
    // The overlay of the second place lies within the corner.
    let reach =
      panels.map(\.shown).flatMap { [$0.rows, $0.columns] }
      .map { $0.span + $0.s }.max() ?? 0
    return min(length, max(GeometryPanels.corner, reach))
  }

  /// The lengths of some panels in a room.
  private struct Plan {
    let rows: Int
    let width, height, head, foot, before: Double
    /// The side of a cell that the room would bear.
    let cell: Double
  }

  private static let leastCell = 7.0

  private func plan(_ panels: [Panel], in room: Size) -> Plan {
    let rows = (panels.count + columns - 1) / columns
    let width =
      (room.width - GeometryPanels.gap.width * Double(columns - 1)) / Double(columns)
    let foot = 30.0 * Double(panels.map(\.formulas.count).max() ?? 1) + 24
    let head = 34.0
    let most = (room.height - GeometryPanels.gap.height * Double(rows - 1)) / Double(rows)
    // One cell for all, so that the panels can be compared.
    let needs = panels.map { need($0.shown) }
    let before = needs.map(\.before).max() ?? 0
    let inner = needs.map(\.inner).max() ?? 1
    let out = needs.map(\.out).max() ?? 1
    let high = needs.map(\.high).max() ?? 1
    let cell = min(
      38, (width - GeometryPanels.arrow - 8) / Double(before + inner + out),
      (most - head - foot - 8) / Double(high))
    return Plan(
      rows: rows, width: width, height: min(most, head + foot + 8 + cell * Double(high)),
      head: head, foot: foot, before: Double(before) * cell, cell: cell)
  }

  func layout(in room: Size, _ pen: Pen) -> Layout {
    var panels = panels
    var plan = plan(panels, in: room)
    while plan.cell < GeometryPanels.leastCell, panels.count > 1 {
      panels.removeLast(plan.rows > 1 ? panels.count - columns * (plan.rows - 1) : 1)
      plan = self.plan(panels, in: room)
    }
    let (rows, width, height) = (plan.rows, plan.width, plan.height)
    let cell = max(4, plan.cell)
    var layout = Layout(
      size: Size(
        room.width, height * Double(rows) + GeometryPanels.gap.height * Double(rows - 1)))
    for (index, panel) in panels.enumerated() {
      let (row, column) = index.quotientAndRemainder(dividingBy: columns)
      let drawing = GeometryDrawing(
        panel: panel, cell: cell, width: width, height: height, head: plan.head,
        foot: plan.foot, before: plan.before, pen: pen, neuron: panel.shown.isOwn ? neuron : nil,
        limit: shown)
      let x = Double(column) * (width + GeometryPanels.gap.width)
      let y = Double(row) * (height + GeometryPanels.gap.height)
      layout.items.append(
        .group(Tag("geometry", panel.shown.name), drawing.items.map { $0.moved(x, y) }))
      layout.content += width * height
      if row > 0, column == 0 {
        let line = y - GeometryPanels.gap.height / 2
        layout.items.append(
          .path(
            .line(Point(0, line), Point(room.width, line)), .stroke(pen.theme.hairline, 1.4)))
      }
      let underlay = panel.shown.sweep.underlay
      if max(underlay.rows, underlay.columns) > GeometryPanels.most {
        layout.omit(
          Omission(
            .things(shown: shown(underlay.rows) * shown(underlay.columns), of: underlay.count),
            in: say("input")), cost: 0)
      }
    }
    if panels.count < count {
      layout.omit(
        Omission(.things(shown: panels.count, of: count), in: say("geometries")), cost: 0)
    }
    return layout
  }

  /// The cells that a panel needs before the input, from there on, for the map, and downwards.
  private func need(_ shown: GeometryCases.Case) -> (before: Int, inner: Int, out: Int, high: Int) {
    let sweep = shown.sweep
    func length(_ n: Int, _ after: Int) -> Int {
      n > GeometryPanels.most ? self.shown(n) : n + min(after, 8)
    }
    let rows =
      min(sweep.padding.top, 8) + length(sweep.underlay.rows, sweep.padding.bottom)
    return (
      min(sweep.padding.left, 8), length(sweep.underlay.columns, sweep.padding.right),
      self.shown(sweep.extent.columns), max(rows, self.shown(sweep.extent.rows))
    )
  }
}
