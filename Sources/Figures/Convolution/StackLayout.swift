import Drawing
import Neural
import Wording

/// Where the panels of a stack figure go: to the left a row for each channel and the sum of their
/// results, to the right the same as stacks.
struct StackLayout {
  let pen: Pen
  let subject: Subject
  let map: Int
  let separate: SeparateCorrelations

  private var pass: Convolution.ForwardPass { subject.pass }
  private var theme: Theme { pen.theme }
  private var slots: [Slot] { Slot.slots(separate.channels, limit: 4) }
  private var shown: [Int] { slots.compactMap(\.shown) }
  private var sign: String { pass.layer.operation.sign }

  func pictures(in room: Rectangle) -> [Picture] {
    let content = Rectangle(room.x, room.minY + 44, room.width, room.height - 44)
    guard pen.breadth > 0.8 else { return narrow(in: room) }
    let divider = room.minX + room.width * 0.585
    let (left, right) = (pen.distance(36, least: 18), pen.distance(40, least: 20))
    return separateRows(
      in: Rectangle(content.x, content.y, divider - left - room.x, content.height))
      + stacks(
        in: Rectangle(
          divider + right, content.y,
          room.maxX - divider - right - (pen.style.panel == nil ? 0 : 3),
          content.height))
      + [
        Picture(
          bounds: Rectangle(divider, room.minY + 20, 0, room.height - 20),
          items: [
            .path(
              .line(Point(divider, room.minY + 20), Point(divider, room.maxY)),
              .stroke(theme.hairline, 1.4))
          ]),
        heading(
          shown.count == 1 ? say("as matrices") : say("separately, then added"),
          x: (room.minX + divider - left) / 2, y: room.minY + 16, width: divider - room.minX),
        heading(
          say("as one stack"), x: (divider + right + room.maxX) / 2, y: room.minY + 16,
          width: room.maxX - divider),
      ]
  }

  /// The rows alone, where there is no room for the stacks beside them; the band says what these
  /// come to.
  private func narrow(in room: Rectangle) -> [Picture] {
    separateRows(in: Rectangle(room.x, room.y, room.width - 3, room.height))
  }

  private func heading(_ words: String, x: Double, y: Double, width: Double) -> Picture {
    let text = pen.heading(words, width: min(400, width - 40))
    return text.moved(x - text.bounds.midX, y)
  }

  // MARK: - Channel by channel

  private func separateRows(in room: Rectangle) -> [Picture] {
    let heights = slots.map { $0.shown == nil ? 0.45 : 1.0 }
    let units = heights.reduce(0, +)
    let pitch = min(room.height / units, 210)
    let (kernel, under, extent) = (pass.layer.kernel, pass.sweep.underlay, pass.sweep.extent)
    // Widths of map, filter, result and sum, with the signs between them.
    let shares = [0.235, 0.14, 0.18, 0.18]
    let indent = pen.distance(38, least: 34)
    let free = room.width - indent - 4 * pen.distance(30, least: 27)
    let share = min(room.width, free / shares.reduce(0, +))
    let widths = shares.map { $0 * share }
    let left = room.minX + indent
    let gap = (room.width - indent - widths.reduce(0, +)) / 4
    let centers = [
      left + widths[0] / 2, left + widths[0] + gap + widths[1] / 2,
      left + widths[0] + widths[1] + 2 * gap + widths[2] / 2, room.maxX - widths[3] / 2,
    ]
    let height = pitch - (pen.isLow(room) ? 12 : 22)
    let cells = [
      cell(under, widths[0], height), cell(kernel, widths[1], height * 0.8),
      cell(extent, widths[2], height), cell(extent, widths[3], room.height * 0.6),
    ]
    var pictures: [Picture] = []
    var y = room.midY - pitch * units / 2
    var middles: [Double] = []
    for (slot, height) in zip(slots, heights) {
      let middle = y + pitch * height / 2
      y += pitch * height
      guard let channel = slot.shown else {
        if case .more(let count) = slot {
          let text = pen.formula(
            .words(say("+ \(count) more channels")), size: 17, color: theme.muted)
          pictures.append(
            text.centered(at: Point(centers[1], middle)).tagged("more"))
        }
        continue
      }
      middles.append(middle)
      let panels = [
        input(channel, cells[0]), filter(channel, cells[1]), result(channel, cells[2]),
      ].enumerated().map { $1.framed(at: Point(centers[$0], middle)) }
      pictures += panels.map(\.picture)
      let names = [name("a", channel)]
      pictures += names.map {
        $0.moved(panels[0].frame.minX - 10 - $0.bounds.maxX, middle + 6)
      }
      pictures += [(sign, 0), ("=", 1)].map { text, index in
        pen.sign(text, size: 24).centered(
          at: Point((panels[index].frame.maxX + panels[index + 1].frame.minX) / 2, middle))
      }
    }
    pictures += pluses(middles, x: centers[2], hasGap: slots.count > shown.count)
    let edge = centers[2] + Double(extent.columns) * cells[2] / 2 + 10
    let half = Double(extent.rows) * cells[2] / 2
    let middle = ((middles.first ?? room.midY) + (middles.last ?? room.midY)) / 2
    let sum = total("sum", separate.sum, cells[3]).framed(at: Point(centers[3], middle))
    pictures += [
      pen.bracket(
        x: edge, from: (middles.first ?? middle) - half, to: (middles.last ?? middle) + half),
      sum.picture,
      Picture(
        bounds: Rectangle(edge + 14, middle - 4, sum.frame.minX - edge - 22, 8),
        items: [
          pen.arrow(from: Point(edge + 14, middle), to: Point(sum.frame.minX - 8, middle))
        ]),
    ]
    let sigma = pen.sign("∑", size: 22)
    pictures.append(
      sigma.centered(at: Point((edge + sum.frame.minX) / 2, middle - 24)))
    return pictures
  }

  private func cell(_ extent: Extent, _ width: Double, _ height: Double) -> Double {
    min(width / Double(extent.columns), height / Double(extent.rows), limit(extent))
  }

  /// The largest cell: more for a matrix of one or two cells, so that the page is filled.
  private func limit(_ extent: Extent) -> Double {
    72 * ([1: 1.8, 2: 1.3][max(extent.rows, extent.columns)] ?? 1)
  }

  private func pluses(_ middles: [Double], x: Double, hasGap: Bool) -> [Picture] {
    zip(middles, middles.dropFirst()).enumerated().map { index, pair in
      let isGap = hasGap && index == middles.count - 2
      return pen.formula(.math(isGap ? "+ ⋯ +" : "+"), size: 18, color: theme.muted)
        .centered(at: Point(x, (pair.0 + pair.1) / 2)).tagged("plus")
    }
  }

  // MARK: - As stacks

  private func stacks(in room: Rectangle) -> [Picture] {
    let widths = [0.38, 0.2, 0.26].map { $0 * room.width }
    let gap = (room.width - widths.reduce(0, +)) / 2
    // Below the matrices a word on their sum, and the legends where there is room for them.
    let isLow = pen.isLow(room)
    let middle = room.minY + (room.height - (isLow ? 44 : 112)) / 2
    let height = min(isLow ? room.height - 48 : room.height * 0.56, 300)
    let input = stack(pass.sweep.underlay, width: widths[0], height: height, self.input)
    let filter = stack(pass.layer.kernel, width: widths[1], height: height * 0.7, self.filter)
    let side = cell(pass.sweep.extent, widths[2], height)
    let whole = (0..<pass.sweep.count).map {
      pass.steps[map * pass.sweep.count + $0].dotProduct
    }
    let result = total("whole", whole, side)
    var x = room.minX
    var pictures: [Picture] = []
    var edges: [(Double, Double)] = []
    for (picture, width) in zip([input, filter, result.picture], widths) {
      let placed = picture.centered(at: Point(x + width / 2, middle))
      pictures.append(placed)
      edges.append((placed.bounds.minX, placed.bounds.maxX))
      x += width + gap
    }
    pictures += [(sign, 0), ("=", 1)].map { text, index in
      pen.sign(text, size: 26).centered(
        at: Point((edges[index].1 + edges[index + 1].0) / 2, middle))
    }
    let bottom = pictures.prefix(3).map(\.bounds.maxY).max() ?? middle
    let verdict = pen.verdict(separate.agreement, say("equal to the sum"))
    let count = separate.channels.count
    let note = pen.label(
      count == 1 ? say("1 channel") : say("\(count) channels deep"), size: 15, color: theme.muted)
    let legends = [
      (say("input"), subject.inputScale(theme)), (say("filter"), filterScale),
      (say("results"), resultScale),
    ]
    for (index, (words, scale)) in legends.enumerated() where !isLow {
      let y = room.maxY - 8 - 23 * Double(2 - index)
      let name = pen.label(words, size: 13.5, color: theme.muted)
      let legend = pen.legend(scale, width: pen.distance(70, least: 30))
      pictures += [
        name.moved(room.midX - pen.distance(116, least: 48) - name.bounds.maxX, y + 5),
        legend.centered(at: Point(room.midX + pen.distance(38, least: 30), y)),
      ]
    }
    let line = bottom + (isLow ? 18 : 30)
    let sides = (
      note.centered(at: Point(room.minX + max(widths[0], note.bounds.width) / 2, line)),
      verdict.centered(at: Point(min(room.maxX - verdict.bounds.width / 2, x), line))
    )
    // Where there is no room for both, the sum is what counts.
    return pictures + [
      sides.1, sides.0.bounds.maxX + 8 < sides.1.bounds.minX ? sides.0 : .empty,
    ]
  }

  /// The channels behind one another, the first in front.
  private func stack(
    _ extent: Extent, width: Double, height: Double, _ panel: (Int, Double) -> Panel
  ) -> Picture {
    let behind = Double(shown.count - 1)
    // How far each matrix stands out behind the one in front of it.
    let step = min(24, 0.3 * min(width, height) / max(behind, 1))
    let cell = min(
      (width - behind * step) / Double(extent.columns),
      (height - behind * step) / Double(extent.rows), limit(extent))
    return .joined(
      shown.enumerated().reversed().map { index, channel in
        panel(channel, cell).moved(Double(index) * step, -Double(index) * step)
          .backed(theme.paper, showsText: index == 0).picture
      })
  }

  // MARK: - Panels

  private func stroke(_ channel: Int, _ width: Double) -> Stroke {
    theme.position(shown.firstIndex(of: channel) ?? 0).stroke(width)
  }

  private func name(_ letter: String, _ channel: Int) -> Picture {
    pen.formula(
      .symbol(letter, sub: "\(channel)"), size: 19,
      color: theme.text(in: stroke(channel, 1).color, on: theme.paper)
    ).tagged("name")
  }

  private func input(_ channel: Int, _ cell: Double) -> Panel {
    matrix(
      pass.input[slice: channel].values, shown.flatMap { pass.input[slice: $0].values },
      pass.sweep.underlay, cell, subject.inputScale(theme), tag: "input \(channel)",
      frame: stroke(channel, 2.4), symbol: { PassNotation(pass).input($0, channel: channel) })
  }

  private func filter(_ channel: Int, _ cell: Double) -> Panel {
    let filters = pass.layer.weights[slice: map]
    let first = separate.channels.lowerBound
    return matrix(
      filters[slice: channel - first].values,
      shown.flatMap { filters[slice: $0 - first].values }, pass.layer.kernel, cell,
      filterScale, tag: "filter \(channel)",
      frame: stroke(channel, 2.4), symbol: { PassNotation(pass).weight($0, channel: channel) })
  }

  private var filterScale: ValueScale {
    ValueScale(.signed, over: pass.layer.weights[slice: map].values, theme: theme)
  }

  private var resultScale: ValueScale {
    ValueScale(
      .signed, over: separate.sum + separate.results.flatMap { $0 }, theme: theme)
  }

  private func result(_ channel: Int, _ cell: Double) -> Panel {
    let first = separate.channels.lowerBound
    return matrix(
      separate.results[channel - first], shown.flatMap { separate.results[$0 - first] },
      pass.sweep.extent, cell, resultScale, tag: "result \(channel)", frame: stroke(channel, 2.4),
      symbol: nil)
  }

  private func total(_ tag: String, _ values: [Double], _ cell: Double) -> Panel {
    matrix(
      values, [], pass.sweep.extent, cell, resultScale, tag: tag,
      frame: Stroke(color: theme.ink, width: 2.6), symbol: nil)
  }

  /// A matrix whose numbers are written like those of its column.
  private func matrix(
    _ values: [Double], _ column: [Double], _ extent: Extent, _ cell: Double, _ scale: ValueScale,
    tag: String, frame: Stroke, symbol: ((Cell) -> Formula)?
  ) -> Panel {
    pen.thumbnail(
      values, column: column, extent: extent, cell: cell, scale: scale, tag: tag, frame: frame,
      symbol: symbol)
  }
}

extension Panel {
  /// The panel on a ground that hides what is behind it; one that stands behind another says
  /// nothing.
  fileprivate func backed(_ ground: Color, showsText: Bool) -> Panel {
    var panel = self
    panel.picture.items =
      [.rectangle(frame, radius: 3, .fill(ground))]
      + (showsText ? picture.items : picture.items.compactMap(\.withoutText))
    return panel
  }
}

extension Item {
  /// The item with every text in it left out.
  fileprivate var withoutText: Item? {
    switch self {
    case .text: nil
    case .group(let tag, let items): .group(tag, items.compactMap(\.withoutText))
    case .rectangle, .circle, .path, .image: self
    }
  }
}
