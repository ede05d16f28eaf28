import Drawing
import Neural

/// The panels of a pooling layer: the input under its windows, and the neurons.
struct PoolingPanels {
  let pen: Pen
  let subject: PoolingSubject
  let map: Int
  /// The neurons of the map, in row order.
  let neurons: [PooledNeuron]
  /// The neuron that is shown alone.
  let current: PooledNeuron?
  /// The positions that each cell won, in order; empty where the layer takes means.
  let wins: [Cell: [Int]]
  let gradient: PooledGradient?

  init(pen: Pen, subject: PoolingSubject) {
    self.pen = pen
    self.subject = subject
    let count = subject.sweep.count
    let map = (subject.step ?? 0) / count
    self.map = map
    neurons = (map * count..<(map + 1) * count).map(subject.neuron)
    current = subject.step.map(subject.neuron)
    gradient = subject.gradient
    var wins: [Cell: [Int]] = [:]
    for neuron in current.map({ [$0] }) ?? neurons {
      if let winner = neuron.winner { wins[winner.cell, default: []].append(neuron.position.index) }
    }
    self.wins = wins
  }

  var theme: Theme { pen.theme }
  var notation: PoolingNotation { PoolingNotation(subject, map: map) }
  var labels: Labels { pen.style.labels }
  var sweep: Sweep { subject.sweep }
  var underlay: Extent { sweep.underlay }

  /// The channel's values.
  var values: [Double] {
    Array(subject.input.values[map * underlay.count..<(map + 1) * underlay.count])
  }

  /// Whether a map of the given size is one picture of its values.
  func isLarge(_ extent: Extent) -> Bool { extent.rows > 20 || extent.columns > 20 }

  func marks(cell: Double) -> PoolingMarks {
    current.map { PoolingMarks(only: $0.position, theme: theme) }
      ?? PoolingMarks(of: sweep, cell: cell, theme: theme)
  }

  // MARK: - The input

  /// The scale that the input's cells are coloured by where windows have no colours of their own.
  var inputScale: ValueScale {
    ValueScale(values.contains { $0 < 0 } ? .signed : .ink, over: values, theme: theme)
  }

  /// The input with the outlines of its windows.
  func input(cell: Double) -> Panel {
    let marks = marks(cell: cell)
    let textCell = marks.textCell(cell)
    // Large maps have no room for numbers, and to fit them all would take long.
    let numbers = pen.numbers(
      isLarge(underlay) ? [] : values, cell: labels == .both ? textCell * 0.9 : textCell)
    let isNumbered =
      !isLarge(underlay) && cell >= 26 && (labels == .symbols || numbers.texts != nil)
    var panel: Panel
    if isLarge(underlay) {
      panel = pen.heat(subject.input[slice: map], scale: inputScale, cell: cell, tag: "input")
    } else {
      panel = pen.matrix(underlay, cell: cell, tag: "input", textCell: textCell) {
        inputLook(at: $0, numbers: numbers, marks: marks, isNumbered: isNumbered)
      }
    }
    panel = ringed(panel)
    panel = panel.drawing(
      quietWindows(on: panel, marks: marks) + windows(on: panel, marks: marks)
        + winnerDots(on: panel, marks: marks, isNumbered: isNumbered))
    if !isNumbered {
      return panel.captioned(legend(inputScale, below: panel))
    }
    return subject.ring == .none ? pen.indexed(panel) : panel
  }

  /// The scale of a panel without numbers, no wider than the panel where that can be.
  func legend(_ scale: ValueScale, below panel: Panel) -> Picture {
    pen.legend(scale, width: max(48, min(140, panel.frame.width - 104)))
  }

  private func inputLook(
    at place: Cell, numbers: FittedNumbers, marks: PoolingMarks, isNumbered: Bool
  ) -> CellLook {
    let index = place.row * underlay.columns + place.column
    let isWinner = wins[place] != nil
    var look: CellLook
    if let current {
      let isCovered = current.window.contains { $0.cell == place }
      look = CellLook(color: isWinner || !subject.isMax && isCovered ? theme.ink : theme.quiet)
      if isCovered {
        look.fill = theme.paper.mixed(with: theme.positions[0], theme.tint * 0.55)
        if !isWinner, subject.isMax { look.color = theme.muted }
      }
      if !isNumbered { look = CellLook(value: values[index], scale: inputScale, theme: theme) }
    } else if marks.isComplete {
      look = CellLook(color: isWinner || !subject.isMax ? theme.ink : theme.quiet)
    } else {
      look = CellLook(value: values[index], scale: inputScale, theme: theme)
    }
    guard isNumbered else { return look }
    let weight: FontWeight = isWinner ? .semibold : subject.isMax ? .regular : .medium
    switch labels {
    case .symbols: look.text = notation.input(place)
    case .numbers: look.text = numbers.formula(index, weight)
    case .both:
      look.text = numbers.formula(index, weight)
      look.caption = notation.input(place)
    }
    return look
  }

  /// The panel with the ring of padding, whose cells are dashed: zeros where means are taken, empty
  /// where the largest is, because padding never wins.
  private func ringed(_ panel: Panel) -> Panel {
    var panel = panel
    let (ring, extent, cell) = (subject.ring, subject.ringed, panel.cell)
    guard ring != .none else { return panel }
    panel.outer = Rectangle(
      panel.frame.minX - Double(ring.left) * cell, panel.frame.minY - Double(ring.top) * cell,
      cell * Double(extent.columns), cell * Double(extent.rows))
    panel.picture.bounds = panel.picture.bounds.union(panel.outer)
    guard cell >= 12 else { return panel }
    var items: [Item] = []
    for row in -ring.top..<underlay.rows + ring.bottom {
      for column in -ring.left..<underlay.columns + ring.right {
        let place = Cell(row, column)
        guard !sweep.contains(place) else { continue }
        let rectangle = panel.rectangle(of: place)
        var parts = [
          Item.rectangle(rectangle.inset(1), radius: 2, .stroke(theme.hairline, 0.9, dash: [3, 3]))
        ]
        let size = min(cell * 0.3, 22)
        if !subject.isMax, size >= Pen.floor - 2 {
          let zero = pen.label("0", size: size * 0.88, color: theme.muted)
          parts += zero.moved(rectangle.midX - zero.bounds.midX, rectangle.midY + size * 0.32).items
        }
        items.append(.group(Tag("padding", "\(row),\(column)"), parts))
      }
    }
    return panel.drawing(items)
  }

  /// The rectangle of a position's window.
  func rectangle(of index: Int, on panel: Panel) -> Rectangle {
    panel.rectangle(from: sweep[index].origin, spanning: sweep.geometry.kernel)
  }

  private func windows(on panel: Panel, marks: PoolingMarks) -> [Item] {
    let width = current != nil || !marks.isComplete ? (panel.cell < 16 ? 3.0 : 4) : 3
    return marks.indices.map { index in
      let inset = current == nil ? marks.inset(of: index, cell: panel.cell) : 0
      let rectangle = rectangle(of: index, on: panel).inset(inset)
      // A window of a large map is smaller than the line that marks it.
      let grow = max(0, (10 - rectangle.width) / 2, (10 - rectangle.height) / 2)
      return .group(
        Tag("overlay", "\(index)"),
        [
          .rectangle(
            rectangle.inset(-grow), radius: 5,
            Paint(stroke: (marks.styles[index] ?? theme.position(0)).stroke(width)))
        ])
    }
  }

  /// Thin outlines of the windows that have no colour, where they lie side by side.
  private func quietWindows(on panel: Panel, marks: PoolingMarks) -> [Item] {
    let geometry = sweep.geometry
    let areApart =
      geometry.stride.rows >= geometry.kernel.rows
      && geometry.stride.columns >= geometry.kernel.columns
    let side = min(rectangle(of: 0, on: panel).width, rectangle(of: 0, on: panel).height)
    guard current == nil, !marks.isComplete, areApart, side >= 10, geometry.kernel.count > 1 else {
      return []
    }
    return [
      .group(
        Tag("windows", "\(sweep.count)"),
        sweep.map { position in
          .rectangle(
            rectangle(of: position.index, on: panel), radius: 0,
            .stroke(theme.muted, panel.cell < 12 ? 0.7 : 1.1))
        })
    ]
  }

  /// A dot for each window that a cell won, in the window's colour; one dot in ink where windows
  /// have no colours.
  private func winnerDots(on panel: Panel, marks: PoolingMarks, isNumbered: Bool) -> [Item] {
    guard subject.isMax, current == nil || !isNumbered, panel.cell >= 3 else { return [] }
    let cells = wins.keys.sorted { ($0.row, $0.column) < ($1.row, $1.column) }
    return cells.map { place in
      let rectangle = panel.rectangle(of: place)
      let fill =
        isLarge(underlay) || !marks.isComplete
        ? inputScale.color(of: subject.input[map, place.row, place.column]) : theme.paper
      var colors = [theme.text(on: fill)]
      if marks.isComplete {
        colors = (wins[place] ?? []).prefix(4).compactMap { marks.styles[$0]?.color }
      }
      let radius = max(1, min(4.2, panel.cell * (isNumbered ? 0.05 : 0.14)))
      let low = rectangle.height - marks.innermost(cell: panel.cell) - radius - 4
      let y =
        !isNumbered
        ? rectangle.height / 2
        : labels == .both ? rectangle.height * 0.2 : min(rectangle.height * 0.77, low)
      return .group(
        Tag("winner", "\(place.row),\(place.column)"),
        colors.enumerated().map { order, color in
          let shift = Double(order) - Double(colors.count - 1) / 2
          return .circle(
            center: Point(
              rectangle.midX + shift * radius * 2.9, rectangle.minY + y),
            radius: radius, .fill(color))
        })
    }
  }
}
