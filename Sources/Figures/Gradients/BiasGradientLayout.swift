import Drawing
import Neural
import Wording

/// Where the panels of a bias gradient go: side by side, or strips one below the other.
struct BiasGradientLayout {
  let panels: BiasGradientPanels

  private var pen: Pen { panels.pen }
  private var extent: Extent { panels.extent }
  private var legendHeight: Double { panels.isNeurons ? 0 : 34 }

  /// The panels, and below them the lines that add up their numbers.
  func pictures(in room: Rectangle, lines all: [Picture]) -> [Picture] {
    let lines = shown(of: all)
    let block = Picture.column(lines, spacing: 16)
    let lineRoom = lines.isEmpty ? 0 : block.bounds.height + 30
    let area = Rectangle(room.x, room.y, room.width, room.height - lineRoom)
    let isStrip = extent.columns > 5 && extent.columns >= 4 * extent.rows
    let maps =
      isStrip ? strips(in: area) : pen.style.isNarrow ? rows(in: area) : row(in: area)
    return maps + [block.centered(at: Point(room.midX, room.maxY - block.bounds.height / 2))]
  }

  /// The lines that a panel has room for: the last of them, which has the numbers, or none.
  private func shown(of lines: [Picture]) -> [Picture] {
    guard pen.style.isSmall else { return lines }
    return pen.style.isNarrow ? [] : lines.suffix(1)
  }

  // MARK: - Side by side

  private func row(in whole: Rectangle) -> [Picture] {
    let room = whole.insetForHeadings(in: pen.style)
    let top = 62.0
    let height = room.height - top - legendHeight - 8
    let most = Double(extent.columns) * min(height / Double(extent.rows), cellLimit)
    let columns = Columns(
      in: room, indent: extent.rows > 2 * extent.columns ? 64 : 4,
      shares: panels.isNeurons ? [0.8, 1, 1, 1, 0.5] : [0.62, 1, 1, 1, 0.42],
      limits: [most * 0.8, most, most, most, 128],
      gaps: panels.isNeurons ? [84, 56, 56, 104] : [70, 48, 48, 84])
    let middle = room.minY + top + (room.height - top - legendHeight) / 2
    let quantities = BiasGradientPanels.Quantity.allCases
    let maps = quantities.enumerated().map { index, quantity in
      self.map(
        quantity, width: columns.widths[index],
        headingWidth: columns.widths[index] + (index == 0 ? 70 : 46)
      ).moved(columns.lefts[index], middle)
    }
    let side = pen.style.isShort ? min(columns.widths[4], height) : columns.widths[4]
    let total = panels.total(side: side, value: panels.total, tag: "total")
      .headed(
        heading(totalWords, panels.notation.biasGradient(map: panels.map), width: side + 70))
    return maps + [
      total.picture
        .moved(columns.lefts[4] + (columns.widths[4] - side) / 2, middle - side / 2)
        .kept(in: whole, style: pen.style),
      arrow(.math("σ′"), at: Point(columns.middle(ofGap: 0), middle)),
      pen.sign("⊙", size: 28).centered(at: Point(columns.middle(ofGap: 1), middle)),
      pen.sign("=", size: 30).centered(at: Point(columns.middle(ofGap: 2), middle)),
      arrow(.math("∑"), at: Point(columns.middle(ofGap: 3), middle)),
    ]
  }

  /// The largest cell: more for panels of one or two cells, so that the page is filled.
  private var cellLimit: Double {
    switch max(extent.rows, extent.columns) {
    case 1: 168
    case 2: 116
    default: 96
    }
  }

  /// A map with the middle of its left edge at (0, 0).
  private func map(
    _ quantity: BiasGradientPanels.Quantity, width: Double, headingWidth: Double
  ) -> Picture {
    var panel = panels.panel(quantity, cell: width / Double(extent.columns))
    panel = panel.headed(
      heading(words(quantity), symbol(quantity), width: headingWidth))
    if !panels.isNeurons {
      panel = panel.captioned(
        pen.legend(panels.scale(quantity), width: min(120, max(64, width * 0.5))), gap: 16)
    }
    return panel.picture.moved(0, -panel.frame.height / 2)
  }

  // MARK: - In two rows

  /// In a narrow panel the components and their sum stand below what they are made of.
  private func rows(in whole: Rectangle) -> [Picture] {
    let room = whole.insetForHeadings(in: pen.style)
    let top = 50.0
    let apart = (room.height + 14) / 2
    let height = apart - 14 - top - legendHeight
    let most = Double(extent.columns) * min(height / Double(extent.rows), cellLimit)
    let upper = Columns(
      in: room, indent: 0, shares: [1, 1, 1], limits: [most, most, most], gaps: [72, 44])
    let lower = Columns(
      in: room, indent: 40, shares: [1, 0.8], limits: [most, min(128, height)], gaps: [90])
    let middles = [0.0, apart].map { room.minY + $0 + top + height / 2 }
    let places = [
      (upper.lefts[0], upper.widths[0], middles[0]), (upper.lefts[1], upper.widths[1], middles[0]),
      (upper.lefts[2], upper.widths[2], middles[0]), (lower.lefts[0], lower.widths[0], middles[1]),
    ]
    let maps = zip(BiasGradientPanels.Quantity.allCases, places).map { quantity, place in
      map(quantity, width: place.1, headingWidth: max(place.1 + 36, 110))
        .moved(place.0, place.2)
    }
    let side = lower.widths[1]
    let total = panels.total(side: side, value: panels.total, tag: "total").headed(
      heading(totalWords, panels.notation.biasGradient(map: panels.map), width: side + 70))
    return maps + [
      total.picture.moved(lower.lefts[1], middles[1] - side / 2),
      arrow(.math("σ′"), at: Point(upper.middle(ofGap: 0), middles[0])),
      pen.sign("⊙", size: 28).centered(at: Point(upper.middle(ofGap: 1), middles[0])),
      pen.sign("=", size: 30).centered(at: Point(lower.lefts[0] - 30, middles[1])),
      arrow(.math("∑"), at: Point(lower.middle(ofGap: 0), middles[1])),
    ]
  }

  // MARK: - As strips, one below the other

  private func strips(in room: Rectangle) -> [Picture] {
    let quantities = BiasGradientPanels.Quantity.allCases
    let isNarrow = pen.style.isNarrow
    let (names, side, gap) = (isNarrow ? 172.0 : 232, isNarrow ? 76.0 : 104, 22.0)
    let width = room.width - names - side - (isNarrow ? 80 : 130)
    let row = (room.height - gap * 3) / 4
    let cell = min(width / Double(extent.columns), row / Double(extent.rows), 84)
    let left = room.minX + names + (width - cell * Double(extent.columns)) / 2
    var pictures: [Picture] = []
    var bottom = room.midY
    for (index, quantity) in quantities.enumerated() {
      let middle = room.minY + row / 2 + Double(index) * (row + gap)
      let panel = panels.panel(quantity, cell: cell).placed(
        at: Point(left, middle - cell * Double(extent.rows) / 2))
      let name = Picture.column(
        [
          isNarrow
            ? lines(words(quantity), width: names - 60)
            : pen.label(words(quantity), size: 16, weight: .medium),
          pen.formula(symbol(quantity), size: isNarrow ? 17 : 19),
        ], spacing: 8, alignment: .end)
      let sign = [nil, "σ′", "⊙", "="][index].map { pen.sign($0, size: 24) } ?? .empty
      pictures += [
        panel.picture, name.moved(left - 56 - name.bounds.maxX, middle - name.bounds.midY),
        sign.centered(at: Point(left - 24, middle)),
      ]
      bottom = middle
    }
    let total = panels.total(side: side, value: panels.total, tag: "total").headed(
      heading(totalWords, panels.notation.biasGradient(map: panels.map), width: side + 40))
    let end = left + cell * Double(extent.columns)
    let lower = min(bottom, room.maxY - side / 2)
    return pictures + [
      total.picture.moved(room.maxX - side, lower - side / 2).kept(in: room, style: pen.style),
      arrow(.math("∑"), at: Point((end + room.maxX - side) / 2, bottom)),
    ]
  }

  // MARK: - Words and signs

  private func words(_ quantity: BiasGradientPanels.Quantity) -> String {
    switch quantity {
    case .z: say("raw activation")
    case .derivative: say("slope")
    case .upstream: say("upstream gradient")
    case .component:
      panels.steps.count == 1 ? say("component") : say("\(panels.steps.count) components")
    }
  }

  private func symbol(_ quantity: BiasGradientPanels.Quantity) -> Formula {
    switch quantity {
    case .z: panels.notation.z
    case .derivative: panels.notation.derivative
    case .upstream: panels.notation.upstreamGradient
    case .component: panels.notation.biasGradient
    }
  }

  private var totalWords: String {
    panels.current.map { $0 < panels.steps.count - 1 } == true
      ? say("total so far") : say("sum")
  }

  private func lines(_ words: String, width: Double) -> Picture {
    .column(
      pen.lines(of: words, size: 16, width: width)
        .map { pen.formula(.number($0, .medium), size: 16, width: width) }, spacing: 6,
      alignment: .end)
  }

  /// Words over their symbol, its baseline at y = 0.
  private func heading(_ words: String, _ symbol: Formula, width: Double) -> Picture {
    let isSmall = pen.style.isNarrow
    let symbol = pen.formula(symbol, size: isSmall ? 17 : 20, width: width)
    let words = pen.formula(.number(words, .medium), size: isSmall ? 16 : 19, width: width)
    return .joined([
      symbol.moved(-symbol.bounds.midX, 0),
      words.moved(-words.bounds.midX, isSmall ? -25 : -31),
    ])
  }

  /// An arrow to the right with what it stands for above it.
  private func arrow(_ sign: Formula, at center: Point) -> Picture {
    let sign = pen.formula(sign, size: 22, color: pen.theme.muted)
    let length = pen.style.isNarrow ? 36.0 : 46
    let start = center.moved(-length / 2, 0)
    return Picture(
      bounds: Rectangle(start.x, start.y - 30, length, 36),
      items: [pen.arrow(from: start, to: start.moved(length, 0))]
        + sign.moved(center.x - sign.bounds.midX, center.y - 12 - sign.bounds.maxY).items)
  }
}
