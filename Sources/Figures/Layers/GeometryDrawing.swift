import Drawing
import Neural

/// One panel.
struct GeometryDrawing {
  let panel: GeometryPanels.Panel
  let cell: Double
  let width, height, head, foot: Double
  /// The room before the input, the same in all panels.
  let before: Double
  let pen: Pen
  let neuron: Cell?
  let limit: (Int) -> Int

  private var theme: Theme { pen.theme }
  private var sweep: Sweep { panel.shown.sweep }
  private var padding: Padding { sweep.padding }
  private var color: Color { theme.positions[0] }

  private var top: Double {
    let rows =
      limit(sweep.underlay.rows) + min(8, padding.top)
      + (isCut(sweep.underlay.rows) ? 0 : min(8, padding.bottom))
    let room = height - head - foot
    return head + max(0, (room - Double(rows) * cell) / 2) + Double(min(8, padding.top)) * cell
  }
  private func isCut(_ length: Int) -> Bool { length > GeometryPanels.most }

  private func box(_ row: Int, _ column: Int, rows: Int = 1, columns: Int = 1) -> Rectangle {
    Rectangle(
      4 + before + Double(column) * cell, top + Double(row) * cell, Double(columns) * cell,
      Double(rows) * cell)
  }

  /// The neuron whose place is drawn: that of the step, else one near the first corner.
  private var position: OverlayPosition {
    let stride = sweep.geometry.stride
    // Of a wide padding only a part is drawn, in which the overlay has to lie.
    func first(_ padding: Int, _ stride: Int) -> Int {
      padding > 8 ? (padding - 8 + stride - 1) / stride : padding > 1 ? 0 : 1
    }
    let wanted =
      neuron ?? Cell(first(padding.top, stride.rows), first(padding.left, stride.columns))
    let rows = isCut(sweep.extent.rows) ? 2 : sweep.extent.rows
    let columns = isCut(sweep.extent.columns) ? 2 : sweep.extent.columns
    return sweep[neuron: Cell(min(wanted.row, rows - 1), min(wanted.column, columns - 1))]
  }

  var items: [Item] { words + input + dots + overlay + arrow + map }

  // MARK: - Input

  private var input: [Item] {
    let (rows, columns) = (limit(sweep.underlay.rows), limit(sweep.underlay.columns))
    let cutRows = isCut(sweep.underlay.rows)
    let cutColumns = isCut(sweep.underlay.columns)
    var items: [Item] = []
    // The padding, dashed.
    let (up, left) = (min(8, padding.top), min(8, padding.left))
    let down = cutRows ? 0 : min(8, padding.bottom)
    let right = cutColumns ? 0 : min(8, padding.right)
    if up + left + down + right > 0 {
      items.append(
        .path(
          grid(-up, -left, rows: rows + up + down, columns: columns + left + right),
          .stroke(theme.frame.mixed(with: theme.paper, 0.35), 0.9, dash: [2.5, 3])))
    }
    let frame = box(0, 0, rows: rows, columns: columns)
    items.append(.rectangle(frame, radius: 0, .fill(theme.band.mixed(with: theme.frame, 0.12))))
    for (isRow, side) in [(true, panel.shown.rows), (false, panel.shown.columns)] {
      let count = min(side.left, isRow ? rows : columns) - (isRow ? down : right)
      guard count > 0, !(isRow ? cutRows : cutColumns) else { continue }
      let area =
        isRow
        ? box(rows - count, 0, rows: count, columns: columns)
        : box(0, columns - count, rows: rows, columns: count)
      items.append(.rectangle(area, radius: 0, .fill(theme.paper)))
      items += Picture.hatch(in: area, color: theme.muted, spacing: 5).items
    }
    items.append(
      .path(
        grid(0, 0, rows: rows, columns: columns),
        .stroke(theme.hairline.mixed(with: theme.frame, 0.3), 0.9)))
    items.append(outline(frame, cutRows, cutColumns))
    return items
  }

  private func grid(_ row: Int, _ column: Int, rows: Int, columns: Int) -> Path {
    let frame = box(row, column, rows: rows, columns: columns)
    var elements: [Path.Element] = []
    for line in 0...rows {
      let y = frame.minY + Double(line) * cell
      elements += [.move(Point(frame.minX, y)), .line(Point(frame.maxX, y))]
    }
    for line in 0...columns {
      let x = frame.minX + Double(line) * cell
      elements += [.move(Point(x, frame.minY)), .line(Point(x, frame.maxY))]
    }
    return Path(elements)
  }

  /// A frame that is open where cells are left out.
  private func outline(_ frame: Rectangle, _ cutRows: Bool, _ cutColumns: Bool) -> Item {
    var elements: [Path.Element] = [
      .move(Point(frame.minX, frame.maxY)), .line(frame.origin),
      .line(Point(frame.maxX, frame.minY)),
    ]
    if !cutColumns { elements.append(.line(Point(frame.maxX, frame.maxY))) }
    if !cutRows {
      elements += [
        .move(Point(frame.minX, frame.maxY)), .line(Point(frame.maxX, frame.maxY)),
      ]
    }
    return .path(Path(elements), .stroke(theme.frame, 1.6))
  }

  /// The middle of a place of the overlay.
  private func middle(_ position: OverlayPosition) -> Point {
    let span = sweep.geometry.span
    return box(
      position.origin.row, position.origin.column, rows: span.rows, columns: span.columns
    ).center
  }

  private var dots: [Item] {
    let (rows, columns) = (limit(sweep.underlay.rows), limit(sweep.underlay.columns))
    let area = box(
      -8, -8, rows: rows + 8 + (isCut(sweep.underlay.rows) ? 0 : 8),
      columns: columns + 8 + (isCut(sweep.underlay.columns) ? 0 : 8))
    let radius = min(4, max(1.2, cell * 0.14))
    let (mostRows, mostColumns) = (min(sweep.extent.rows, 40), min(sweep.extent.columns, 40))
    return [
      .group(
        Tag("places"),
        (0..<(mostRows * mostColumns)).compactMap { index in
          let neuron = Cell(index / mostColumns, index % mostColumns)
          let middle = middle(sweep[neuron: neuron])
          guard area.contains(Rectangle(center: middle, size: .zero)), neuron != position.neuron
          else { return nil }
          return .circle(center: middle, radius: radius, .fill(theme.ink))
        })
    ]
  }

  private var overlay: [Item] {
    let geometry = sweep.geometry
    let span = geometry.span
    let place = position
    let tint = theme.paper.mixed(with: color, 0.3)
    let area = box(place.origin.row, place.origin.column, rows: span.rows, columns: span.columns)
    var cells: [Item] = []
    for row in 0..<geometry.kernel.rows {
      for column in 0..<geometry.kernel.columns {
        let cell = sweep.cell(under: Cell(row, column), at: place)
        cells.append(.rectangle(box(cell.row, cell.column).inset(0.8), radius: 0, .fill(tint)))
      }
    }
    // Dots of other places that lie under the overlay are drawn again, quiet.
    let others = dots.flatMap(\.flattened).filter { item in
      item.bounds.map { area.contains($0) } ?? false
    }
    return cells + others + [
      .circle(center: middle(place), radius: min(6.5, max(2, cell * 0.22)), .fill(color)),
      .group(
        Tag("overlay", panel.shown.name),
        [.rectangle(area, radius: 4, .stroke(color, min(3.4, cell * 0.2 + 1)))]),
    ]
  }

  // MARK: - Map

  private var mapFrame: Rectangle {
    let (rows, columns) = (limit(sweep.extent.rows), limit(sweep.extent.columns))
    let inner =
      limit(sweep.underlay.columns) + (isCut(sweep.underlay.columns) ? 0 : min(8, padding.right))
    let left = 4 + before + Double(inner) * cell + 62
    let middle = head + (height - head - foot) / 2
    return Rectangle(
      left, middle - Double(rows) * cell / 2, Double(columns) * cell, Double(rows) * cell)
  }

  private var arrow: [Item] {
    let frame = mapFrame
    return [
      pen.arrow(from: Point(frame.minX - 48, frame.midY), to: Point(frame.minX - 12, frame.midY))
    ]
  }

  private var map: [Item] {
    let (rows, columns) = (limit(sweep.extent.rows), limit(sweep.extent.columns))
    let frame = mapFrame
    var elements: [Path.Element] = []
    for row in 1..<max(1, rows) {
      let y = frame.minY + Double(row) * cell
      elements += [.move(Point(frame.minX, y)), .line(Point(frame.maxX, y))]
    }
    for column in 1..<max(1, columns) {
      let x = frame.minX + Double(column) * cell
      elements += [.move(Point(x, frame.minY)), .line(Point(x, frame.maxY))]
    }
    let neuron = position.neuron
    let own = Rectangle(
      frame.minX + Double(neuron.column) * cell, frame.minY + Double(neuron.row) * cell, cell,
      cell)
    return [
      .path(Path(elements), .stroke(theme.hairline.mixed(with: theme.frame, 0.3), 0.9)),
      outline(frame, isCut(sweep.extent.rows), isCut(sweep.extent.columns)),
      .group(
        Tag("neuron", panel.shown.name),
        [
          .rectangle(
            own, radius: 3,
            Paint(
              fill: theme.paper.mixed(with: color, 0.3),
              stroke: Stroke(color: color, width: min(3.4, cell * 0.2 + 1))))
        ]),
    ]
  }

  // MARK: - Words

  private var words: [Item] {
    let title = pen.formula(
      .number(panel.shown.title.capitalised, .semibold), size: 19.5,
      color: panel.shown.isOwn ? theme.text(in: color, on: theme.paper) : theme.ink, width: width)
    var items = title.moved(-title.bounds.minX, 20).items
    let note = pen.formula(.words(panel.note), size: 15.2, color: theme.muted)
    if title.bounds.width + 12 + note.bounds.width <= width {
      items += note.moved(title.bounds.width + 12 - note.bounds.minX, 20).items
    }
    var y = height - foot + 24
    for formula in panel.formulas {
      let picture = pen.formula(formula, size: 19, width: width)
      items += picture.moved(-picture.bounds.minX, y).items
      y += 30
    }
    let letters = pen.formula(panel.letters, size: 15.2, color: theme.muted)
    if letters.bounds.width <= width { items += letters.moved(-letters.bounds.minX, y - 4).items }
    return items
  }
}

extension String {
  /// The text with a capital first letter.
  fileprivate var capitalised: String { prefix(1).uppercased() + dropFirst() }
}
