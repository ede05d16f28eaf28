import Drawing
import Neural
import Wording

/// Where the maps and filters of a chaining figure go: five columns, with wires between the first
/// two and arrows between the others.
struct ChainingLayout {
  let pen: Pen
  let subject: Subject
  let plan: ChainingPlan

  private var pass: Convolution.ForwardPass { subject.pass }
  private var theme: Theme { pen.theme }

  /// A stack of filters on the page.
  private struct Row {
    let map: Int
    let slot: Slot
    let y: Double
  }

  /// The columns' middles and the largest widths of what stands in them.
  private struct Column {
    let center: Double
    let width: Double
  }

  func pictures(in room: Rectangle) -> [Picture] {
    let isLow = pen.isLow(room)
    var content = Rectangle(
      room.x, room.minY + 40, room.width, room.height - 40 - (isLow ? 0 : 44))
    if pen.style.page == .tight {
      // Down to the band, so that nothing is left between them.
      let height = max(self.rows(in: content).height, self.inputs(in: content).height)
      content = Rectangle(content.x, content.maxY - height, content.width, height)
    }
    let widths = [170.0, 104, 116, 140, 140].map { $0 * pen.breadth }
    let gaps = [150.0, 112, 118, 92].map { $0 * pen.breadth }
    let margin = 42.0
    let spare = room.width - 2 * margin - widths.reduce(0, +) - gaps.reduce(0, +)
    var x = room.minX + margin
    let columns = widths.enumerated().map { index, width -> Column in
      defer { x += width + (index < 4 ? gaps[index] + spare / 4 : 0) }
      return Column(center: x + width / 2, width: width)
    }
    let rows = self.rows(in: content)
    let inputs = self.inputs(in: content)
    let values = ChainingThumbnails(pen: pen, subject: subject, plan: plan)

    // One size for all of a column.
    let inputCell = cell(
      pass.sweep.underlay, columns[0].width, inputs.pitch - 12, cap: 60)
    let gap = isLow ? rows.pitch * 0.22 : max(17, min(24, rows.pitch * 0.24))
    let filterCell = cell(pass.layer.kernel, columns[1].width, rows.pitch - gap, cap: 44)
    let resultCell = cell(pass.sweep.extent, columns[2].width, rows.pitch - gap, cap: 44)
    let mapCell = cell(pass.sweep.extent, columns[3].width, rows.mapPitch - 24, cap: 60)

    var first: [Int: Panel] = [:]
    var pictures: [Picture] = []
    for (slot, y) in inputs.slots {
      switch slot {
      case .more(let count):
        pictures.append(more(say("\(count) more"), at: Point(columns[0].center, y)))
      case .one(let channel):
        let panel = values.input(channel, cell: inputCell)
          .framed(at: Point(columns[0].center, y))
        first[channel] = panel
        let name = pen.formula(
          .symbol("a", sub: "\(channel)"), size: 22, color: color(channel))
        pictures += [
          panel.picture,
          name.moved(panel.frame.minX - 14 - name.bounds.maxX, y + 6).tagged("name"),
        ]
      }
    }
    let half = max(rows.height, inputs.height) / 2
    pictures += headings(columns, y: content.midY - half - 22)
    if !isLow, pen.breadth > 0.8 {
      pictures += legends(columns, values, y: content.midY + half + 30)
    }
    for row in rows.rows {
      guard let channel = row.slot.shown else {
        if case .more(let count) = row.slot {
          pictures += [
            more(say("+ \(count) more"), at: Point(columns[1].center, row.y)),
            more("⋯", at: Point(columns[2].center, row.y)),
          ]
        }
        continue
      }
      let filter = values.filter(row.map, channel, cell: filterCell)
        .framed(at: Point(columns[1].center, row.y))
      let result = values.result(row.map, channel, cell: resultCell)
        .framed(at: Point(columns[2].center, row.y))
      pictures += [
        filter.picture, result.picture,
        arrow(
          from: filter.frame.maxX, to: result.frame.minX, y: row.y,
          .row([
            .symbol("a", sub: "\(channel)"), .relation(pass.layer.operation.sign),
            plan.filterSymbol(map: row.map, channel: channel),
          ]), size: 17),
      ]
      if let source = first[channel] {
        pictures.append(wire(from: source, to: filter, row: row, rows: rows.rows))
      }
    }
    if gap >= 15 { pictures += pluses(rows.rows, x: columns[2].center) }
    for (slot, y) in rows.maps {
      pictures += map(
        slot, y: y, columns: columns, values: values, cell: mapCell,
        stack: rows.rows.filter { $0.map == slot.shown }.map(\.y), resultCell: resultCell)
    }
    return pictures
  }

  // MARK: - Places

  private struct Rows {
    let rows: [Row]
    /// The maps of layer 2 with their middles.
    let maps: [(Slot, Double)]
    let pitch: Double
    let mapPitch: Double
    let height: Double
  }

  /// An ellipsis takes this much of a row; so does the room between two stacks.
  private static let ellipsis = 0.62

  private func rows(in content: Rectangle) -> Rows {
    func height(_ slot: Slot) -> Double { slot.shown == nil ? ChainingLayout.ellipsis : 1.0 }
    let heights = plan.maps.map { slot in
      slot.shown.map { (plan.stacks[$0] ?? []).map(height).reduce(0, +) } ?? ChainingLayout.ellipsis
    }
    let between = 0.4
    let units = heights.reduce(0, +) + between * Double(heights.count - 1)
    let pitch = min(content.height / units, 170)
    var y = content.midY - pitch * units / 2
    var rows: [Row] = []
    var maps: [(Slot, Double)] = []
    var least = Double.infinity
    for (slot, units) in zip(plan.maps, heights) {
      maps.append((slot, y + pitch * units / 2))
      if let map = slot.shown {
        least = min(least, pitch * units)
        var top = y
        for channel in plan.stacks[map] ?? [] {
          rows.append(Row(map: map, slot: channel, y: top + pitch * height(channel) / 2))
          top += pitch * height(channel)
        }
      }
      y += pitch * (units + between)
    }
    return Rows(
      rows: rows, maps: maps, pitch: pitch, mapPitch: least + pitch * between,
      height: pitch * units)
  }

  private func inputs(in content: Rectangle) -> (
    slots: [(Slot, Double)], pitch: Double, height: Double
  ) {
    let heights = plan.inputs.map { $0.shown == nil ? 0.5 : 1.0 }
    let pitch = min(content.height / heights.reduce(0, +), 190)
    var y = content.midY - pitch * heights.reduce(0, +) / 2
    let slots = zip(plan.inputs, heights).map { slot, height in
      defer { y += pitch * height }
      return (slot, y + pitch * height / 2)
    }
    return (slots, pitch, pitch * heights.reduce(0, +))
  }

  private func cell(_ extent: Extent, _ width: Double, _ height: Double, cap: Double) -> Double {
    // A matrix of one or two cells may have larger ones, so that the page is filled.
    let few: Double = [1: 2, 2: 1.4][max(extent.rows, extent.columns)] ?? 1
    return min(width / Double(extent.columns), height / Double(extent.rows), cap * few)
  }

  // MARK: - Wires, arrows and words

  private func color(_ channel: Int) -> Color {
    theme.text(in: theme.position(plan.order(channel)).color, on: theme.paper)
  }

  /// A line from a map of layer 1 to one of its filters; those of one map leave side by side.
  private func wire(from source: Panel, to filter: Panel, row: Row, rows: [Row]) -> Picture {
    let siblings = rows.filter { $0.slot == row.slot }
    let place = siblings.firstIndex { $0.map == row.map } ?? 0
    let spread = min(14, source.frame.height / Double(siblings.count + 1))
    let start = Point(
      source.frame.maxX + 3,
      source.frame.midY + (Double(place) - Double(siblings.count - 1) / 2) * spread)
    let end = Point(filter.frame.minX - 4, filter.frame.midY)
    let length = end.x - start.x
    let path = Path([
      .move(start),
      .curve(
        Point(start.x + length * 0.5, start.y), Point(end.x - length * 0.5, end.y), end),
    ])
    let stroke = theme.position(row.slot.shown.map(plan.order) ?? 0).stroke(2)
    return Picture(
      bounds: Rectangle(start.x, min(start.y, end.y), length, abs(end.y - start.y)),
      items: [.path(path, Paint(stroke: stroke))]
    ).tagged("wire", "\(row.slot.shown ?? 0) to \(row.map)")
  }

  private func arrow(
    from left: Double, to right: Double, y: Double, _ words: Formula, size: Double = 19
  ) -> Picture {
    var label = pen.formula(words, size: size)
    let room = right - left - pen.distance(24, least: 12)
    let fitted = min(size, size * room / max(label.bounds.width, 1))
    label =
      fitted < Pen.captionFloor ? .empty : pen.formula(words, size: fitted, color: theme.muted)
    let start = Point(left + 8, y)
    return Picture(
      bounds: Rectangle(start.x, y - 4, right - left - 16, 8),
      items: [pen.arrow(from: start, to: Point(right - 8, y), width: 1.5)]
        + label.moved((left + right) / 2 - label.bounds.midX, y - 9 - max(0, label.bounds.maxY))
        .items)
  }

  /// A + between each two neighbours of a stack of results.
  private func pluses(_ rows: [Row], x: Double) -> [Picture] {
    zip(rows, rows.dropFirst()).compactMap { upper, lower in
      guard upper.map == lower.map, upper.slot.shown != nil, lower.slot.shown != nil else {
        return nil
      }
      return pen.formula(.math("+"), size: 15, color: theme.muted)
        .centered(at: Point(x, (upper.y + lower.y) / 2)).tagged("plus")
    }
  }

  private func more(_ words: String, at center: Point) -> Picture {
    pen.formula(.words(words), size: 16, color: theme.muted).centered(at: center).tagged("more")
  }

  private func map(
    _ slot: Slot, y: Double, columns: [Column], values: ChainingThumbnails, cell: Double,
    stack: [Double], resultCell: Double
  ) -> [Picture] {
    guard let map = slot.shown else {
      guard case .more(let count) = slot else { return [] }
      return [more(say("\(count) more maps"), at: Point(columns[3].center, y))]
    }
    let sum = values.sum(map, cell: cell).framed(at: Point(columns[3].center, y))
    let output = values.output(map, cell: cell).framed(at: Point(columns[4].center, y))
    let sub = pass.layer.maps > 1 ? "\(map)" : nil
    let name = pen.formula(.symbol("a", sub: sub ?? "0"), size: 22)
    let edge = columns[2].center + Double(pass.sweep.extent.columns) * resultCell / 2 + 10
    let half = Double(pass.sweep.extent.rows) * resultCell / 2
    return [
      pen.bracket(x: edge, from: (stack.first ?? y) - half, to: (stack.last ?? y) + half),
      sum.picture, output.picture,
      name.moved(output.frame.maxX + 14 - name.bounds.minX, y + 6).tagged("name"),
      arrow(
        from: edge + 8, to: sum.frame.minX, y: y,
        .row([.math("∑"), .relation("+"), .symbol("b", sub: sub)])),
      arrow(
        from: sum.frame.maxX, to: output.frame.minX, y: y, .function(pass.layer.activation)),
    ]
  }

  private func headings(_ columns: [Column], y: Double) -> [Picture] {
    let words = [
      say("layer 1"), say("filters"), say("separate results"), say("sum + bias"), say("layer 2"),
    ]
    let centers = columns.map(\.center)
    let pitches = zip(centers, centers.dropFirst()).map { $1 - $0 }
    let rooms = columns.indices.map { index in
      let nearest = min(index > 0 ? pitches[index - 1] : .infinity, (pitches + [.infinity])[index])
      return min(columns[index].width + 80, nearest - 8)
    }
    let widths = words.map { pen.heading($0, width: .infinity).bounds.width }
    // In a panel all of them have the size of the smallest.
    let scale = zip(rooms, widths).map { min(1, $0 / $1) }.min() ?? 1
    return zip(zip(columns, words), zip(rooms, widths)).map { column, sizes in
      let (column, words) = column
      let text = pen.heading(
        words, width: pen.style.panel == nil ? sizes.0 : sizes.1 * scale)
      return text.moved(column.center - text.bounds.midX, y)
    }
  }

  private func legends(
    _ columns: [Column], _ values: ChainingThumbnails, y: Double
  ) -> [Picture] {
    let scales = [
      (columns[0].center, values.inputScale), (columns[1].center, values.filterScale),
      ((columns[2].center + columns[3].center) / 2, values.resultScale),
      (columns[4].center, values.outputScale),
    ]
    return scales.map { center, scale in
      pen.legend(scale, width: pen.distance(70, least: 26)).centered(at: Point(center, y))
    }
  }
}
