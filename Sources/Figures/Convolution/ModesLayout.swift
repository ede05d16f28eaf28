import Drawing
import Neural
import Wording

/// Where the panels of the four modes go: the input, and a table with a row for each operation,
/// headed by the filter as it lies, and a column each for valid and full.
struct ModesLayout {
  let pen: Pen
  let subject: Subject
  let modes: ModesPasses

  var theme: Theme { pen.theme }
  var pass: Convolution.ForwardPass { subject.pass }
  var kernel: Extent { pass.layer.kernel }
  var span: Extent { pass.sweep.geometry.span }
  var underlay: Extent { pass.sweep.underlay }

  /// The extent of a full result, which is also that of the input with the overlay at its first
  /// full position.
  var full: Extent {
    Extent(rows: underlay.rows + span.rows - 1, columns: underlay.columns + span.columns - 1)
  }

  /// The extent of a valid result; none where the filter is larger than the input.
  var valid: Extent? { modes.rows[0].valid?.extent }

  /// Whether each weight gets a colour of its own.
  static func colorsWeights(_ pass: Convolution.ForwardPass) -> Bool {
    pass.layer.kernel.count <= 9 && pass.layer.channelsInGroup == 1
      && pass.sweep.underlay.rows <= 6 && pass.sweep.underlay.columns <= 6
  }

  var colorsWeights: Bool { ModesLayout.colorsWeights(pass) }

  // MARK: - The table

  private var header: Double { pen.style.panel == nil ? 40 : 32 }
  private var rowGap: Double { pen.style.panel == nil ? 34 : 18 }
  /// The room below the table for what holds for a whole column.
  private var footer: Double { pen.style.panel == nil ? 40 : 28 }
  /// The room of the arrow from a position to its result.
  var arrow: Double { pen.distance(52, least: 32) }
  /// The least room of a mode that has no positions.
  var message: Double { pen.distance(210, least: 120) }

  /// How the cells of the table are filled.
  struct Measures {
    /// The side of a cell of the results and of the input below its overlay.
    let cell: Double
    /// Whether a result stands below its first position, not to the right of it.
    let isStacked: Bool
    /// Whether there is room for the first positions.
    let showsPositions: Bool
    let valid: Double
    let full: Double
  }

  private func measures(width: Double, height: Double) -> Measures {
    func widths(_ cell: Double, _ isStacked: Bool) -> (Double, Double) {
      let sides = [underlay, valid].compactMap { $0 }.map { Double($0.columns) * cell }
      let fullSide = Double(full.columns) * cell
      let validWidth =
        valid == nil
        ? message
        : isStacked ? sides.max() ?? 0 : sides.reduce(0, +) + arrow
      return (validWidth, isStacked ? fullSide : 2 * fullSide + arrow)
    }
    func cell(_ isStacked: Bool) -> Double {
      let fixed = widths(0, isStacked)
      let unit = widths(1, isStacked)
      let perCell = unit.0 + unit.1 - fixed.0 - fixed.1
      let tall =
        isStacked
        ? (height - arrow) / Double(2 * full.rows) : height / Double(full.rows)
      return min(tall, (width - fixed.0 - fixed.1) / perCell, 88)
    }
    let (beside, stacked) = (cell(false), cell(true))
    let isStacked = stacked > beside
    let size = max(beside, stacked)
    guard pen.style.panel == nil || size >= 30 else {
      // In a part of a slide the results' numbers matter more.
      let columns = Double((valid?.columns ?? 0) + full.columns)
      let free = width - (valid == nil ? message : 0)
      let cell = min(height / Double(full.rows), free / columns, 60)
      return Measures(
        cell: cell, isStacked: false, showsPositions: false,
        valid: valid.map { Double($0.columns) * cell } ?? message,
        full: Double(full.columns) * cell)
    }
    let (validWidth, fullWidth) = widths(size, isStacked)
    return Measures(
      cell: size, isStacked: isStacked, showsPositions: true, valid: validWidth, full: fullWidth)
  }

  func pictures(in room: Rectangle) -> [Picture] {
    let isWide = pen.isLow(room) && pen.breadth == 1
    let isUpright = underlay.rows >= 4 * underlay.columns && pen.breadth > 0.8
    return isUpright || isWide ? upright(in: room) : table(in: room)
  }

  private func table(in room: Rectangle) -> [Picture] {
    let gaps = [
      pen.distance(56, least: 24), pen.distance(44, least: 20), pen.distance(64, least: 26),
    ]
    let height =
      (room.height - header - rowGap - footer) / 2
    let least = pen.distance(150, least: 96)
    let filterCell = min(
      56, (height - 46) / Double(kernel.rows), least / Double(kernel.columns))
    let filter = max(filterCell * Double(kernel.columns), least)
    let rest = room.width - gaps.reduce(0, +) - filter
    let inputLeast = pen.breadth * min(190, 60 * Double(underlay.columns))
    let table = measures(width: rest - inputLeast, height: height)
    let inputWidth = min(
      rest - table.valid - table.full,
      Double(underlay.columns) * min(72, (2 * height) / Double(underlay.rows)))
    let columns = Columns(
      in: room, indent: 0, shares: [1, 1, 1, 1],
      limits: [
        max(inputWidth, 110 * pen.breadth),
        filter, table.valid, table.full,
      ], gaps: gaps)
    let top = room.minY + header
    let middles = [0, 1].map { top + height * (Double($0) + 0.5) + rowGap * Double($0) }
    let centers = columns.lefts.indices.map { columns.lefts[$0] + columns.widths[$0] / 2 }
    var pictures = [
      input(width: min(columns.widths[0], inputWidth))
        .moved(centers[0], (middles[0] + middles[1]) / 2),
      heading(say("valid"), valid).centered(at: Point(centers[2], room.minY + 6)),
      heading(say("full"), full).centered(at: Point(centers[3], room.minY + 6)),
    ]
    for (row, middle) in zip(modes.rows, middles) {
      pictures.append(
        self.filter(row, cell: filterCell, width: filter).moved(centers[1], middle))
      pictures.append(
        cell(row.valid, row: row, measures: table).moved(centers[2], middle))
      pictures.append(
        cell(row.full, row: row, measures: table).moved(centers[3], middle))
    }
    return pictures + footer(in: room, centers: (centers[2], centers[3]), cell: table.cell)
  }

  /// The panels of an input that stands upright: both operations beside one another, so that each
  /// has the height of the page.
  private func upright(in room: Rectangle) -> [Picture] {
    let gaps = [56.0, 40, 44, 56, 40, 44]
    let height = room.height - header - footer
    let filterCell = min(
      56, (height - 60) / Double(kernel.rows), 150 / Double(kernel.columns))
    let filter = max(filterCell * Double(kernel.columns), 150)
    let least = 110.0
    let rest = room.width - gaps.reduce(0, +) - least - 2 * filter
    let table = measures(width: rest / 2, height: height)
    let inputWidth = min(
      least, Double(underlay.columns) * min(72, height / Double(underlay.rows)))
    let columns = Columns(
      in: room, indent: 0, shares: gaps.map { _ in 1 } + [1],
      limits: [least, filter, table.valid, table.full, filter, table.valid, table.full],
      gaps: gaps)
    let middle = room.minY + header + height / 2
    let centers = columns.lefts.indices.map { columns.lefts[$0] + columns.widths[$0] / 2 }
    var pictures = [input(width: inputWidth).moved(centers[0], middle)]
    for (index, row) in modes.rows.enumerated() {
      let first = 1 + 3 * index
      pictures += [
        self.filter(row, cell: filterCell, width: filter).moved(centers[first], middle),
        cell(row.valid, row: row, measures: table).moved(centers[first + 1], middle),
        cell(row.full, row: row, measures: table).moved(centers[first + 2], middle),
        heading(say("valid"), valid).centered(at: Point(centers[first + 1], room.minY + 6)),
        heading(say("full"), full).centered(at: Point(centers[first + 2], room.minY + 6)),
      ]
    }
    return pictures + footer(in: room, centers: (centers[2], centers[6]), cell: table.cell)
  }

  /// What holds for a whole column, below it: the legend of the heat, and what was compared.
  private func footer(
    in room: Rectangle, centers: (legend: Double, check: Double), cell: Double
  ) -> [Picture] {
    var pictures: [Picture] = []
    let bottom = room.maxY - 8
    var right = room.maxX
    if modes.rows.allSatisfy(\.isValidCentreOfFull) {
      let check = pen.label(
        "✓ "
          + (isOutlined(cell: cell)
            ? say("its outlined centre is the valid result")
            : say("its centre is the valid result")),
        size: 14, color: theme.muted)
      let middle = min(centers.check, room.maxX - check.bounds.width / 2)
      let placed = check.centered(at: Point(middle, bottom))
      right = placed.bounds.minX - 16
      pictures.append(placed)
    }
    if isHeat(cell: cell) {
      let legend = pen.legend(scale, width: pen.distance(150, least: 60))
      let half = legend.bounds.width / 2
      let middle = pen.style.panel == nil ? centers.legend : min(centers.legend, right - half)
      if middle - half >= room.minX || pen.style.panel == nil {
        pictures.append(legend.centered(at: Point(middle, bottom)))
      }
    }
    return pictures
  }

  /// Whether the outline of the valid result in the full one is clear of the latter's frame.
  func isOutlined(cell: Double) -> Bool {
    let ring = max(span.rows, span.columns) - 1
    return ring == 0 || Double(ring) * cell >= 5
  }

  /// The scale of all four results.
  var scale: ValueScale { ValueScale(.signed, over: modes.allValues, theme: theme) }

  /// Whether the results have no room for their numbers.
  func isHeat(cell: Double) -> Bool {
    full.rows > 12 || full.columns > 12
      || pen.numbers(modes.allValues, cell: cell).texts == nil
  }

  private func heading(_ name: String, _ extent: Extent?) -> Picture {
    pen.formula(
      .row([
        .number(name, .medium),
        .colored(
          theme.muted, .words("   " + (extent.map(\.description) ?? say("no position")))),
      ]), size: 20)
  }
}
