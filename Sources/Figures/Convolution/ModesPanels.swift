import Drawing
import Neural
import Wording

extension ModesLayout {
  // MARK: - Operands

  /// How the input is filled: not at all where weights have colours, unless its cells are too
  /// small to speak by their numbers.
  private func inputFill(cell: Double) -> Underlay.Fill {
    colorsWeights && isLabelled(cell: cell) ? .weights : .values(subject.inputScale(theme))
  }

  /// Whether an input cell of the given side has room for what it says.
  private func isLabelled(cell: Double) -> Bool {
    guard pen.style.labels != .symbols else { return cell >= 32 }
    return cell >= 24
      && pen.numbers(
        pass.input.values, cell: pen.style.labels == .both ? cell * 0.9 : cell
      ).texts != nil
  }

  /// The input with its middle at (0, 0).
  func input(width: Double) -> Picture {
    let first = modes.rows[0].full ?? modes.rows[0].valid
    guard let first else { return .empty }
    let cell = width / Double(underlay.columns)
    let panel = Underlay(pass: first.pass, channel: 0).panel(
      pen: pen, cell: cell, fill: inputFill(cell: cell), position: nil,
      labels: isLabelled(cell: cell) ? pen.style.labels : nil, indices: false)
    let channels = pass.layer.channelsInGroup
    return Panel(picture: panel.picture, frame: panel.frame, extent: panel.extent)
      .headed(
        pen.heading(
          channels > 1 ? say("input, 1 of \(channels)") : say("input"),
          channels > 1 ? nil : PassNotation(pass).input, width: max(width, 110 * pen.breadth))
      )
      .moved(-panel.frame.midX, -panel.frame.midY).picture
  }

  /// The filter as it lies over the input, with its middle at (0, 0).
  func filter(_ row: ModesPasses.Row, cell: Double, width: Double) -> Picture {
    guard let mode = row.full ?? row.valid else { return .empty }
    let terms = mode.pass.steps[0].terms
    let weights = (0..<kernel.count).map { terms[$0] }
    let scale = ValueScale(.signed, over: terms.map(\.weight), theme: theme)
    let numbers = pen.numbers(weights.map(\.weight), cell: cell, comfortable: 13)
    let panel = pen.matrix(kernel, cell: cell, tag: "filter \(row.operation.sign)") { place in
      let index = place.row * kernel.columns + place.column
      let symbol = PassNotation(mode.pass).weight(weights[index].weightCell, channel: 0)
      let text = pen.style.labels == .symbols ? symbol : numbers.formula(index)
      let caption = pen.style.labels == .both ? symbol : nil
      guard colorsWeights else {
        var look = CellLook(
          text, caption: caption, value: weights[index].weight, scale: scale, theme: theme)
        if weights[index].weightCell == Cell(0, 0) {
          look.outline = Stroke(color: theme.weight(0), width: min(3, cell * 0.16))
        }
        return look
      }
      let color = theme.weight(Underlay(pass: mode.pass, channel: 0).weightIndex(place))
      let fill = theme.paper.mixed(with: color, theme.tint)
      return CellLook(text, caption: caption, fill: fill, color: theme.text(in: color, on: fill))
    }
    let isRotated = row.operation == .convolution
    return panel.framed(at: .zero)
      .headed(
        pen.formula(
          .row([
            .number(
              (isRotated ? say("convolution") : say("cross-correlation")) + " ", .medium),
            .math(row.operation.sign),
          ]), size: 19, width: width), gap: 9
      )
      .captioned(
        pen.formula(
          .row(
            colorsWeights || pen.breadth < 0.8
              ? [.words(isRotated ? say("filter rotated by 180°") : say("filter as it is"))]
              : [
                .words((isRotated ? say("rotated by 180°") : say("as it is")) + ",  "),
                .colored(
                  theme.text(in: theme.weight(0), on: theme.paper),
                  PassNotation(mode.pass).weight(Cell(0, 0), channel: 0)),
                .words("  " + say("outlined")),
              ]), size: 16, color: theme.muted, width: width + 30), gap: 10
      ).picture
  }

  // MARK: - One mode

  /// The first position and the result, with their middle at (0, 0).
  func cell(
    _ mode: ModesPasses.Mode?, row: ModesPasses.Row, measures: Measures
  ) -> Picture {
    guard let mode else {
      let words = say("The \(span) filter is larger than the \(underlay) input.")
      let lines = pen.halves(of: words).map {
        pen.label($0, size: 15, color: theme.muted, width: message)
      }
      return Picture.column(lines, spacing: 8).centered(at: .zero)
    }
    let result = result(mode, row: row, cell: measures.cell)
    guard measures.showsPositions else {
      return result.moved(-result.frame.midX, -result.frame.midY).picture
    }
    let position = position(mode, cell: measures.cell)
    let gap = arrow
    if measures.isStacked {
      let height = position.outer.height + gap + result.frame.height
      let top = position.moved(-position.outer.midX, -height / 2 - position.outer.minY)
      let bottom = result.moved(-result.frame.midX, height / 2 - result.frame.maxY)
      let start = Point(0, top.outer.maxY + 12)
      return .joined([
        top.picture, bottom.picture,
        Picture(
          bounds: Rectangle(0, start.y, 0, gap - 24),
          items: [pen.arrow(from: start, to: start.moved(0, gap - 24))]),
      ])
    }
    let width = position.outer.width + gap + result.frame.width
    let left = position.moved(-width / 2 - position.outer.minX, -position.outer.midY)
    let right = result.moved(width / 2 - result.frame.maxX, -result.frame.midY)
    let start = Point(left.outer.maxX + 11, 0)
    return .joined([
      left.picture, right.picture,
      Picture(
        bounds: Rectangle(start.x, -5, gap - 22, 10),
        items: [pen.arrow(from: start, to: start.moved(gap - 22, 0))]),
    ])
  }

  /// The input with the overlay at its first position; the panel's outer rectangle takes in what
  /// hangs over the corner, not the padding that later positions reach.
  private func position(_ mode: ModesPasses.Mode, cell: Double) -> Panel {
    let underlay = Underlay(pass: mode.pass, channel: 0)
    let first = mode.pass.sweep[0]
    var panel = underlay.panel(
      pen: pen, cell: cell,
      fill: inputFill(cell: cell), position: first,
      labels: isLabelled(cell: cell) ? pen.style.labels : nil, indices: false)
    panel = panel.drawing([
      underlay.overlay(at: first, on: panel, pen: pen, color: theme.positions[0])
    ])
    panel.outer = panel.frame.union(underlay.rectangle(at: first, on: panel))
    panel.picture.bounds = panel.outer
    return panel
  }

  /// The result with its first neuron in the position's colour, and in a full one the outline of
  /// the valid one.
  private func result(_ mode: ModesPasses.Mode, row: ModesPasses.Row, cell: Double) -> Panel {
    let extent = mode.extent
    let isFull = mode.pass.layer.geometry.padding == .full
    let name = "\(isFull ? "full" : "valid") \(row.operation.sign)"
    let centre = isFull && row.isValidCentreOfFull ? valid : nil
    let corner = Cell(span.rows - 1, span.columns - 1)
    var panel: Panel
    if isHeat(cell: cell) {
      var tensor = Tensor(shape: [extent.rows, extent.columns])
      for (index, value) in mode.values.enumerated() {
        tensor[index / extent.columns, index % extent.columns] = value
      }
      panel = pen.heat(tensor, scale: scale, cell: cell, tag: name)
    } else {
      let numbers = pen.numbers(mode.values, cell: cell)
      panel = pen.matrix(extent, cell: cell, tag: name) { place in
        let index = place.row * extent.columns + place.column
        let symbol = PassNotation(mode.pass).z(place, map: 0)
        let isInside =
          centre.map {
            place.row >= corner.row && place.row < corner.row + $0.rows
              && place.column >= corner.column && place.column < corner.column + $0.columns
          } ?? true
        return CellLook(
          pen.style.labels == .symbols ? symbol : numbers.formula(index),
          caption: pen.style.labels == .both ? symbol : nil,
          color: isInside ? theme.ink : theme.quiet)
      }
    }
    var marks: [Item] = []
    if let centre, isOutlined(cell: cell) {
      let block = panel.rectangle(from: corner, spanning: centre)
      marks.append(
        .group(
          Tag("valid block", name),
          [.rectangle(block, radius: 3, .stroke(theme.ink, 2.4))]))
    }
    let neuron = panel.rectangle(of: Cell(0, 0))
    marks.append(
      .group(
        Tag("neuron", "\(name) 0,0"),
        [
          .rectangle(
            neuron.inset(min(0, (neuron.width - 10) / 2)), radius: 4,
            .stroke(theme.positions[0], 3.2))
        ]))
    return panel.drawing(marks)
  }
}
