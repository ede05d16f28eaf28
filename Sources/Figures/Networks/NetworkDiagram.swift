import Drawing
import Neural
import Wording

/// The columns of a network from left to right, with the way from the input to one neuron and on, or
/// with that of the gradient back.
struct NetworkDiagram: Block {
  /// How much of it is shown.
  struct Detail: Sendable {
    /// The most columns.
    let columns: Int
    /// The lines of what there is to say below each.
    let facts: Int

    /// From all to little.
    static let all = [8, 7, 6, 5, 4].flatMap { columns in
      (columns > 6 ? [3, 2] : [3, 2, 1]).map { Detail(columns: columns, facts: $0) }
    }
  }

  let columns: [NetworkColumn]
  /// The way of one neuron; nil where the columns show gradients, which go back.
  let trail: NetworkTrail?
  let neuron: Datum?
  /// What the gradient begins with.
  var loss: BackwardLoss?
  let isPicture: Bool
  let shade: ValueScale.Kind
  let spellings: Spellings
  let detail: Detail

  var share: Size { Size(Double(columns.count) * 3, 8) }

  func layout(in room: Size, _ pen: Pen) -> Layout {
    let measures = pen.measures
    let facts = columns.map { NetworkFacts($0, lines: detail.facts, pen) }
    let legends = columns.map { legend($0, pen) }
    let head = measures.heading + measures.headingGap + (trail == nil ? 24 : 0)
    let factsHeight =
      facts.contains { !$0.lines.isEmpty } ? (facts.map(\.height).max() ?? 0) + 28 : 0
    let legendHeight = legends.contains { $0 != nil } ? 34.0 : 8
    let height = max(60, room.height - head - factsHeight - legendHeight - 10)
    let gap = trail == nil ? 24.0 : 18
    var bodies: [NetworkBody] = []
    for (index, column) in columns.enumerated() {
      bodies.append(
        NetworkBody(
          column,
          in: Size(
            room.width * (index > 0 ? 0.3 : columns.count > 3 ? (trail == nil ? 0.2 : 0.22) : 0.36),
            height),
          diagram: self, pen))
    }
    let slots = columns.indices.map { index in
      max(
        bodies[index].size.width, facts[index].width, legends[index]?.bounds.width ?? 0,
        title(columns[index], pen).bounds.width)
    }
    let used = slots.reduce(0, +)
    let count = Double(max(1, columns.count - 1))
    let spread = min(190, max(gap, (room.width - used) / count))
    let width = used + spread * Double(columns.count - 1)
    var layout = Layout(size: Size(width, head + height + legendHeight + 10 + factsHeight))
    layout.body = Rectangle(0, head, width, height)
    layout.content = width * height
    var x = 0.0
    var boxes: [[Int: Rectangle]] = []
    var frames: [Rectangle] = []
    var sides: [ClosedRange<Double>] = []
    var front: [Item] = []
    let ground = Rectangle(0, head + height + legendHeight + 10, width, factsHeight)
    if factsHeight > 0 {
      front.append(.group(Tag("ground"), [.rectangle(ground, radius: 8, .fill(pen.theme.band))]))
    }
    for (index, column) in columns.enumerated() {
      let middle = x + slots[index] / 2
      let title = title(column, pen)
      front += title.moved(middle - title.bounds.midX, measures.heading).items
      let body = bodies[index].moved(
        middle - bodies[index].size.width / 2, head + (height - bodies[index].size.height) / 2)
      front += body.items
      boxes.append(body.maps)
      frames.append(body.frame)
      sides.append(x...(x + slots[index]))
      if let legend = legends[index] {
        let bottom = head + (height + bodies[index].size.height) / 2
        front +=
          legend.moved(
            middle - legend.bounds.midX, max(body.frame.maxY, bottom) + 16 - legend.bounds.minY
          ).items
      }
      if body.isCramped, trail == nil { layout.loss += 2000 }
      front += facts[index].items(middle: middle, top: ground.minY + 14)
      if body.hidden > 0 {
        layout.omit(
          Omission(
            .things(shown: column.count - body.hidden, of: column.count),
            in: column.title.isEmpty ? say("layers") : column.title), cost: 2)
      }
      if case .folded(let count) = column.content {
        layout.omit(
          Omission(.things(shown: 0, of: count), in: say("layers")),
          cost: trail == nil ? 20 + 8 * count : 15)
      }
      x += slots[index] + spread
    }
    if facts.contains(where: \.isCut) {
      layout.omit(Omission(.remarks, in: say("layers")), cost: 4 * max(1, 4 - detail.facts))
    }
    guard let trail else {
      let way = BackwardWay(columns: columns, maps: boxes, frames: frames, slots: sides, pen)
      layout.items = way.items + front
      return layout
    }
    let path = NetworkWay(
      columns: columns, trail: trail, maps: boxes, frames: frames, slots: sides,
      color: pen.theme.position(0).color, pen)
    layout.items = path.items + front + path.outlines
    if let caption = caption(pen, in: frames[0], height: head + height) {
      layout.items += caption.items
    }
    return layout
  }

  // MARK: - Words

  private func title(_ column: NetworkColumn, _ pen: Pen) -> Picture {
    guard !column.title.isEmpty else { return .empty }
    let words = Formula.number(column.title, .medium)
    if trail == nil {
      // A gradient's symbol is long: it stands below the name.
      let size = pen.measures.heading
      let (name, symbol) = (
        pen.formula(words, size: size), column.symbol.map { pen.formula($0, size: size) } ?? .empty
      )
      return .joined([
        name.moved(-name.bounds.midX, 0),
        symbol.moved(-symbol.bounds.midX, symbol.isEmpty ? 0 : 25),
      ])
    }
    return pen.formula(
      .row([words] + (column.symbol.map { [.space(0.4), $0] } ?? [])), size: pen.measures.heading)
  }

  /// The scale of a column's colours; nil where its numbers are written out.
  static func scale(
    _ column: NetworkColumn, shade: ValueScale.Kind, _ theme: Theme
  ) -> ValueScale {
    let isSigned = column.isGradient || column.tensor.values.contains { $0 < 0 }
    return ValueScale(
      isSigned ? .signed : (column.number == 0 ? shade : .ink), over: column.tensor.values,
      theme: theme)
  }

  private func legend(_ column: NetworkColumn, _ pen: Pen) -> Picture? {
    switch column.content {
    case .maps: break
    case .values where column.isGradient || !NetworkFigure.isWritten(column, in: columns): break
    default: return nil
    }
    let scale = NetworkDiagram.scale(column, shade: shade, pen.theme)
    guard scale.high > scale.low else { return nil }
    let format = NumberFormat(for: [scale.low, scale.high], significant: 2)
    let tensor = column.address.tensor
    if column.isGradient { return NetworkDiagram.shortLegend(scale, format, tensor: tensor, pen) }
    let layout = Legend(scale, format: format, tensor: tensor).layout(in: Size(180, 30), pen)
    return Picture(bounds: Rectangle(origin: .zero, size: layout.size), items: layout.items)
  }

  /// A strip with ± its largest value, which is narrower than one with both ends.
  private static func shortLegend(
    _ scale: ValueScale, _ format: NumberFormat, tensor: String, _ pen: Pen
  ) -> Picture {
    let steps = 96
    let values = (0..<steps).map {
      scale.high * (2 * Double($0) + 1 - Double(steps)) / Double(steps)
    }
    let bar = Rectangle(0, 0, 56, 11)
    let text = pen.formula(
      .number("±" + format.string(scale.high), .regular), size: pen.measures.numberFloor + 0.1,
      color: pen.theme.muted)
    let strip = Picture(
      bounds: bar,
      items: [
        .image(Raster(values: values, columns: steps, scale: scale), in: bar),
        .rectangle(bar, radius: 1, .stroke(pen.theme.frame, 0.8)),
      ])
    let row = Picture.row([strip.moved(0, -5.5), text.moved(0, -text.bounds.midY)], spacing: 8)
      .placed(at: .zero)
    return Picture(
      bounds: row.bounds,
      items: [.group(Tag("legend", source: Source(.init(tensor: tensor), form: .mark)), row.items)])
  }

  /// A probability with two decimals; what would be 0 is less than 0.01.
  static func chance(_ value: Double) -> String {
    value > 0 && value < 0.005 ? "< 0.01" : NumberFormat.fixed(value, decimals: 2)
  }

  /// Below the input: the neuron, its value, and how much it sees.
  private func caption(_ pen: Pen, in frame: Rectangle, height: Double) -> Picture? {
    guard let trail, let neuron, let seen = trail.input, let first = columns.first,
      first.content == .maps
    else { return nil }
    let color = pen.theme.text(in: pen.theme.position(0).color, on: pen.theme.paper)
    let column = columns.first { $0.stage == trail.stage || ($0.stage ?? -1) > trail.stage }
    let notation = Notation(
      layer: "\(column?.number ?? 0)", before: "", channels: 2, maps: 2)
    let size = pen.measures.symbolFloor + 0.1
    let lines = [
      pen.formula(
        .row([
          .words(say("neuron")), .space(0.4), notation.symbol(neuron), spellings.relation(neuron),
          spellings.number(neuron),
        ]), size: size, color: color),
      pen.formula(.words(say("sees \(seen.extent) of the input")), size: size, color: color),
    ]
    let picture = Picture.column(lines, spacing: 8, alignment: .center)
    let top = frame.maxY + 44
    guard top + picture.bounds.height <= height + 30 else { return nil }
    return picture.moved(
      max(-10, frame.midX - picture.bounds.midX), top - picture.bounds.minY)
  }
}

/// What is said below a column.
private struct NetworkFacts {
  let lines: [Picture]
  /// Whether there is more to say.
  let isCut: Bool

  init(_ column: NetworkColumn, lines count: Int, _ pen: Pen) {
    if let rule = column.rule {
      (lines, isCut) = rule.lines(most: count, pen)
      return
    }
    isCut = column.facts.count > count
    lines = column.facts.prefix(count).enumerated().map { index, fact in
      pen.formula(
        index == 0 ? .number(fact, .semibold) : .words(fact),
        size: index == 0 ? pen.measures.caption / Formula.labelScale * 1.05 : pen.measures.caption,
        color: index == 0 ? pen.theme.ink : pen.theme.muted)
    }
  }

  var width: Double { lines.map(\.bounds.width).max() ?? 0 }
  var height: Double { Double(lines.count) * 22 }

  func items(middle: Double, top: Double) -> [Item] {
    lines.enumerated().flatMap { index, line in
      line.moved(middle - line.bounds.midX, top + Double(index) * 22 + 15).items
    }
  }
}
