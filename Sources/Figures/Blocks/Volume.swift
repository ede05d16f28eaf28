import Drawing
import Wording

/// The channels of a tensor as offset sheets, each with its name; of many, the first two and the
/// last, with a count of the others.
struct Volume: Block {
  /// One channel, a sheet.
  struct Channel: Sendable {
    /// The channel's name: R, or its number.
    let name: Formula
    let matrix: Matrix

    init(_ name: Formula, _ matrix: Matrix) {
      self.name = name
      self.matrix = matrix
    }
  }

  let sheets: [Channel]
  /// How many channels the ellipsis before the last sheet stands for.
  var hidden = 0
  /// What the reader calls the channels that are not shown.
  var place = ""

  /// The channels that are shown of a number: all up to four, else the first two and the last.
  static func shown(of count: Int) -> [Int] { count <= 4 ? Array(0..<count) : [0, 1, count - 1] }

  var share: Size {
    let share = sheets.first?.matrix.share ?? Size(1, 1)
    return Size(share.width * 1.3, share.height * Double(sheets.count))
  }

  func least(_ pen: Pen) -> Size {
    let count = Double(sheets.count)
    let cells = sheets.first?.matrix.least(pen) ?? .zero
    return Size(
      cells.width + 34 * (count - 1) + 60,
      cells.height * count + Volume.gap * (count - 1) + (hidden > 0 ? Volume.ellipsis : 0))
  }

  private static let gap = 5.0
  private static let ellipsis = 30.0
  /// The room between a sheet and its name, where badges of overlays reach into it.
  private var nameGap: Double {
    sheets.contains { $0.matrix.overlays.contains { $0.badge != nil } } ? 28 : 12
  }

  private struct Plan {
    let grids: [Matrix.Lattice]
    let names: [Picture]
    let indent: Double
    let offset: Double

    /// The height that a sheet takes beside its name.
    func height(_ index: Int) -> Double {
      max(grids[index].size.height, names[index].bounds.height)
    }
  }

  private func plan(in room: Size, _ pen: Pen) -> Plan {
    let names = sheets.map {
      pen.formula($0.name, size: max(18, (pen.measures.floor + 0.1) / $0.name.leastScale))
    }
    let indent = (names.map(\.bounds.width).max() ?? 0) + nameGap
    let count = Double(sheets.count)
    let height =
      (room.height - Volume.gap * (count - 1) - (hidden > 0 ? Volume.ellipsis : 0)) / count
    let offset = sheets.count > 1 ? min(34, room.width * 0.06) : 0
    let width = room.width - indent - offset * (count - 1)
    return Plan(
      grids: sheets.map { $0.matrix.grid(in: Size(max(1, width), max(1, height)), pen) },
      names: names, indent: indent, offset: offset)
  }

  func size(in room: Size, _ pen: Pen) -> Size {
    let plan = plan(in: room, pen)
    return Size(
      plan.indent + plan.offset * Double(sheets.count - 1)
        + (plan.grids.map(\.size.width).max() ?? 0),
      sheets.indices.map(plan.height).reduce(0, +) + Volume.gap * Double(sheets.count - 1)
        + (hidden > 0 ? Volume.ellipsis : 0))
  }

  func layout(in room: Size, _ pen: Pen) -> Layout {
    let plan = plan(in: room, pen)
    var result = Layout(size: size(in: room, pen))
    var y = 0.0
    var frames: [Rectangle] = []
    var drawn = Layout(size: .zero)
    for (index, sheet) in sheets.enumerated() {
      if hidden > 0, index == sheets.count - 1 {
        let x = plan.indent + plan.offset * (Double(index) - 0.5)
        let text = pen.formula(
          .words("⋮  " + say("\(hidden) more")), size: pen.measures.caption + 1,
          color: pen.theme.muted)
        drawn.items +=
          text.moved(
            x + plan.grids[index].size.width / 2 - text.bounds.midX,
            y + Volume.ellipsis / 2 + 2
          ).items
        y += Volume.ellipsis
      }
      let size = plan.grids[index].size
      let layout = sheet.matrix.layout(in: Size(size.width + 0.01, size.height + 0.01), pen)
      let x = plan.indent + plan.offset * Double(index)
      let top = y + (plan.height(index) - size.height) / 2
      drawn.add(layout.moved(x, top))
      let name = plan.names[index]
      drawn.items +=
        name.moved(
          x - nameGap - name.bounds.maxX + layout.body.minX,
          top + layout.body.midY - name.bounds.midY
        ).items
      frames.append(layout.body.moved(x, top))
      y += plan.height(index) + Volume.gap
    }
    // Faint edges from corner to corner make sheets one body, but for where some are left out.
    for (front, back) in zip(frames, frames.dropFirst().dropLast(hidden > 0 ? 1 : 0)) {
      let stroke = Stroke(color: pen.theme.hairline, width: 1.2)
      result.items += [
        .path(.line(Point(front.minX, front.maxY), back.origin), Paint(stroke: stroke)),
        .path(
          .line(Point(front.maxX, front.maxY), Point(back.maxX, back.minY)), Paint(stroke: stroke)),
      ]
    }
    result.add(drawn)
    result.body = frames.dropFirst().reduce(frames.first ?? .init(0, 0, 0, 0)) { $0.union($1) }
    if hidden > 0 {
      result.omit(
        Omission(.things(shown: sheets.count, of: sheets.count + hidden), in: place), cost: 0)
    }
    return result
  }
}
