import Drawing
import Neural

/// How an overlay sweep fills a feature map: the first, second and last overlay position over the
/// input, and the neurons that they feed in the same colours.
struct FeatureMapFigure: Figure {
  private let subject: Subject
  private let pass: Convolution.ForwardPass
  private let map: FeatureMapPanel

  init(subject: Subject) {
    self.subject = subject
    pass = subject.pass
    map = FeatureMapPanel(pass: pass, map: subject.step / pass.sweep.count)
  }

  func scene(style: FigureStyle) -> Scene {
    let pen = Pen(style: style)
    let stage = Stage(
      pen: pen, title: .number("How an overlay makes a feature map", .semibold),
      subtitle: .words(pass.caption), band: band(pen))
    return stage.scene(pictures(pen, stage.room), description: description)
  }

  private var channels: Range<Int> {
    let first = pass.layer.firstChannel(ofMap: map.map)
    return first..<(first + pass.layer.channelsInGroup)
  }

  private func pictures(_ pen: Pen, _ room: Rectangle) -> [Picture] {
    let (heading, chips) = (44.0, 2 * Pen.chipRadius + 4)
    let height = room.height - heading - chips - 36
    // The last chips stand to the right of the panels.
    let chipsRight = Pen.chipRadius * 2 + 14
    let stack = ChannelStack(count: channels.count)
    let under = Underlay(pass: pass, channel: channels.lowerBound).extent
    let kernel = pass.layer.kernel
    let columns = Columns(
      in: Rectangle(room.x, room.y, room.width - chipsRight, room.height), indent: 8,
      shares: [1.1, 0.4, 1],
      limits: [
        stack.width(of: under, cell: min(stack.cell(of: under, height: height), 92)),
        stack.width(of: kernel, cell: min(stack.cell(of: kernel, height: height * 0.7), 48)),
        Double(map.extent.columns) * min(height / Double(map.extent.rows), 112),
      ], gaps: [86, 150])
    let marks = marks(
      cell: min(
        columns.widths[0] / Double(under.columns), columns.widths[2] / Double(map.extent.columns)),
      theme: pen.theme)
    let middle = room.midY + (heading + chips) / 2 - 12

    let input = stack.picture(of: under, width: columns.widths[0], channels: channels, pen: pen) {
      self.input(channel: $0, cell: $1, marks: marks, pen: pen)
    }
    let filter = stack.picture(
      of: kernel, width: columns.widths[1], channels: channels, pen: pen
    ) { self.filter(channel: $0, cell: $1, pen: pen) }
    let result = mapPanel(pen, width: columns.widths[2], marks: marks)
    let arrow = columns.middle(ofGap: 1)
    return [
      input.headed(
        pen.heading("input", Notation(pass).input, width: columns.widths[0] + 80),
        gap: channels.count == 1 ? chips : 0
      ).picture.moved(columns.lefts[0], middle),
      filter.headed(
        pen.heading("filter", Notation(pass).filter, width: columns.widths[1] + 80)
      ).picture.moved(columns.lefts[1], middle),
      result.moved(columns.lefts[2], middle),
      pen.sign(pass.layer.operation.sign, size: 30)
        .centered(at: Point(columns.middle(ofGap: 0) + 12, middle)),
      Picture(
        bounds: Rectangle(arrow - 36, middle - 5, 72, 10),
        items: [pen.arrow(from: Point(arrow - 36, middle), to: Point(arrow + 36, middle))]),
    ]
  }

  /// The positions shown: first, second and last; where the first two would lie on one another,
  /// the one in the middle instead of the second.
  private func marks(cell: Double, theme: Theme) -> [(index: Int, color: Color)] {
    let count = pass.sweep.count
    let isFine = cell * Double(pass.layer.geometry.stride.columns) < 8
    var indices = [0, isFine ? count / 2 : 1, count - 1].filter { $0 < count }
    indices = indices.enumerated().filter { !indices[..<$0.offset].contains($0.element) }
      .map(\.element)
    return indices.enumerated().map { ($0.element, theme.positions[$0.offset]) }
  }

  private func input(
    channel: Int, cell: Double, marks: [(index: Int, color: Color)], pen: Pen
  ) -> Panel {
    let underlay = Underlay(pass: pass, channel: channel)
    var panel = underlay.panel(
      pen: pen, cell: cell, fill: .values(subject.inputScale(pen.theme)), position: nil,
      labels: pen.style.labels, indices: false)
    for (order, mark) in marks.enumerated().reversed() {
      // Outlines that share an edge lie inside one another.
      let position = pass.sweep[mark.index]
      let rectangle = underlay.rectangle(at: position, on: panel)
        .inset(cell < 20 ? 0 : Double(order) * 3.5)
      panel = panel.drawing([pen.overlay(rectangle, color: mark.color, width: cell < 12 ? 3 : 4)])
    }
    guard channels.count == 1 else { return panel }
    return pen.chips(
      marks.map { mark in
        let position = pass.sweep[mark.index]
        let rectangle = underlay.rectangle(at: position, on: panel)
        let isAbove = position.neuron.row == 0
        return Chip(
          number: mark.index + 1, color: mark.color, isAbove: isAbove,
          place: isAbove
            ? (mark.index == 0 ? rectangle.minX + cell / 2 : rectangle.maxX - cell / 2)
            : rectangle.maxY - cell / 2)
      }, around: panel)
  }

  private func filter(channel: Int, cell: Double, pen: Pen) -> Panel {
    let size = pass.layer.kernel.count
    let start = (channel - channels.lowerBound) * size
    let terms = map.steps[0].terms
    let weights = (start..<(start + size)).map { terms[$0] }
    let scale = ValueScale(.signed, over: terms.map(\.weight), theme: pen.theme)
    let numbers = pen.numbers(weights.map(\.weight), cell: cell, comfortable: 13)
    return pen.matrix(pass.layer.kernel, cell: cell, tag: "filter \(channel)") { place in
      let term = weights[place.row * pass.layer.kernel.columns + place.column]
      let symbol = Notation(pass).weight(term.weightCell, channel: channel)
      return CellLook(
        pen.style.labels == .symbols
          ? symbol : numbers.formula(place.row * pass.layer.kernel.columns + place.column),
        caption: pen.style.labels == .both ? symbol : nil, value: term.weight, scale: scale,
        theme: pen.theme)
    }
  }

  /// The map with the middle of its left edge at (0, 0).
  private func mapPanel(_ pen: Pen, width: Double, marks: [(index: Int, color: Color)]) -> Picture {
    let cell = width / Double(map.extent.columns)
    var panel = map.panel(
      pen: pen, cell: cell, labels: map.isNeurons || cell >= 30 ? pen.style.labels : nil,
      progress: .init(
        filled: map.steps.count,
        marked: Dictionary(uniqueKeysWithValues: marks.map { ($0.index, $0.color) })))
    panel = pen.chips(
      marks.map { mark in
        let neuron = pass.sweep[mark.index].neuron
        let rectangle = panel.rectangle(of: neuron)
        let isAbove = neuron.row == 0
        return Chip(
          number: mark.index + 1, color: mark.color, isAbove: isAbove,
          place: isAbove ? rectangle.midX : rectangle.midY)
      }, around: panel
    ).headed(
      pen.heading(map.title, map.symbol, width: width + 120), gap: 16 + 2 * Pen.chipRadius + 4)
    if !map.isNeurons {
      panel = panel.captioned(
        pen.legend(map.scale(pen.theme), width: min(160, max(90, width * 0.6))), gap: 18)
    }
    return panel.picture.moved(0, -panel.frame.height / 2)
  }

  // MARK: - Words

  /// How many positions there are, as the geometry has it.
  private func band(_ pen: Pen) -> [Picture] {
    let sweep = pass.sweep
    let geometry = sweep.geometry
    let padding = sweep.padding
    let isPlain =
      padding == .none && geometry.stride == Extent(1) && geometry.dilation == Extent(1)
    func length(
      _ letters: (String, String), _ input: Int, _ kernel: Int, _ padding: Int, _ stride: Int
    ) -> (Formula, Formula) {
      isPlain
        ? (
          .row([
            .math("("), .math(letters.0), .relation("−"), .math(letters.1), .relation("+"),
            .math("1)"),
          ]), .math("(\(input) − \(kernel) + 1)")
        )
        : (
          .row([
            .math("(⌊("), .math(letters.0), .relation("+"), .math("p"), .relation("−"),
            .math(letters.1), .math(")"), .space(0.1), .math("/"), .space(0.1), .math("s"),
            .math("⌋"), .relation("+"), .math("1)"),
          ]), .math("(⌊(\(input) + \(padding) − \(kernel)) / \(stride)⌋ + 1)")
        )
    }
    let rows = length(
      ("M", "I"), sweep.underlay.rows, geometry.span.rows, padding.top + padding.bottom,
      geometry.stride.rows)
    let columns = length(
      ("N", "J"), sweep.underlay.columns, geometry.span.columns, padding.left + padding.right,
      geometry.stride.columns)
    return [
      pen.formula(
        .row([
          .words("overlay positions"), .relation("="), rows.0, .relation("×"), columns.0,
          .relation("="), rows.1, .relation("×"), columns.1, .relation("="),
          .number("\(sweep.extent)", .medium), .relation("="),
          .number("\(sweep.count)", .bold),
          .words(sweep.count == 1 ? "  neuron" : "  neurons"),
        ]), size: 22, width: Stage.bandWidth)
    ]
  }

  private var description: String {
    let positions = [0, 1, pass.sweep.count - 1].filter { $0 < pass.sweep.count }
    let values = Set(positions).sorted().map { index in
      let neuron = pass.sweep[index].neuron
      return "position \(index + 1) gives neuron \(neuron.row),\(neuron.column) the value "
        + NumberFormat.shortest(map.values[index])
    }
    return "\(pass.caption). The overlay \(subject.filterName) sweeps over \(subject.inputName): "
      + values.joined(separator: ", ") + "."
  }
}
