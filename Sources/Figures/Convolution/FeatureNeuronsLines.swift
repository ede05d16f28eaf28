import Drawing
import Neural
import Wording

/// The lines of one panel: out of the cells beside their labels, through the names of the weights,
/// and to the neuron, whose arrow leads on to the feature map.
struct FeatureNeuronsLines {
  let pen: Pen
  let pass: Convolution.ForwardPass
  let drawn: DrawnTerms
  /// The room from top to bottom.
  let height: Double

  private var theme: Theme { pen.theme }
  private var notation: PassNotation { PassNotation(pass) }

  // MARK: - Measures

  private var slots: Int { drawn.indices.count + (drawn.hidden > 0 ? 1 : 0) }
  private var radius: Double {
    min(max(pen.distance(30, least: 20), height * 0.1), height * 0.24)
  }
  private var fan: Double { pen.distance(30, least: 16) }
  private var arrow: Double { pen.distance(58, least: 46) }
  private var labelSize: Double {
    max(Pen.floor, min(slots <= 5 ? 16 : 13, height / Double(slots) * 0.78))
  }

  /// The least width between the input and the feature map.
  var width: Double {
    fan + labelWidth + pen.distance(52, least: 28) + 2 * radius + arrow
      + pen.distance(18, least: 10)
  }

  /// The distance of the lines where their names stand: as the rows of the source have it, if that
  /// is neither too near nor too far.
  private func spacing(_ source: Panel) -> Double {
    min(max(source.frame.height / Double(slots), labelSize * 1.25), 30, height / Double(slots))
  }

  private func label(_ index: Int, _ step: DotProduct) -> Formula {
    let format = NumberFormat(for: drawn.indices.map { step.terms[$0].weight })
    let term = step.terms[index]
    return pen.style.labels == .symbols
      ? notation.weight(term.weightCell, channel: term.channel)
      : .number(format.string(term.weight), .medium)
  }

  private var labelWidth: Double {
    // All positions share their weights, so the first one's labels are as wide as any.
    let step = pass.steps[0]
    let widths = drawn.indices.map { pen.formula(label($0, step), size: labelSize).bounds.width }
    return ((widths + [more.bounds.width]).max() ?? 0) + 14
  }

  private var more: Picture {
    drawn.hidden == 0
      ? .empty
      : pen.label(say("\(drawn.hidden) more"), size: min(13, labelSize), color: theme.muted)
  }

  // MARK: - The picture

  /// The lines from a source, between its right edge and the feature map's left one.
  func picture(
    step: DotProduct, source: Panel, isLens: Bool, between edges: (Double, Double),
    style: PositionStyle
  ) -> Picture {
    let middle = height / 2
    let center = Point(edges.1 - 10 - arrow - radius, middle)
    let wires = Wires(center: center, radius: radius, count: slots)
    let starts = starts(step: step, source: source, isLens: isLens)
    let mean = starts.map(\.y).reduce(0, +) / Double(starts.count)
    let spacing = spacing(source)
    let reach = spacing * Double(slots - 1) / 2
    let top = max(spacing / 2, min(mean - reach, height - spacing / 2 - 2 * reach))
    let labelX = edges.0 + fan
    let right = labelX + labelWidth
    var parts: [Picture] = []
    for (slot, index) in drawn.indices.enumerated() {
      let stroke = Stroke(color: drawn.color(of: index, theme) ?? theme.ink, width: 2.2)
      let y = top + spacing * Double(slot)
      let text = pen.formula(
        label(index, step), size: labelSize, color: theme.text(in: stroke.color, on: theme.paper))
      let lead = Item.group(
        Tag("lead", "\(index)"),
        [
          .path(
            path(from: starts[slot], over: edges.0, to: Point(labelX, y)), Paint(stroke: stroke)),
          .circle(
            center: starts[slot], radius: 3.2,
            Paint(fill: stroke.color, stroke: Stroke(color: theme.paper, width: 1))),
        ])
      parts += [
        Picture(
          bounds: Rectangle(labelX, y, labelWidth, 0),
          items: [
            lead,
            wires.wire(slot, from: Point(right, y), stroke: stroke, name: "\(index)"),
          ]),
        text.moved(labelX + labelWidth / 2 - text.bounds.midX, y + labelSize * 0.3)
          .tagged("weight", "\(index)"),
      ]
    }
    if drawn.hidden > 0 {
      let y = top + spacing * Double(slots - 1)
      let stroke = Stroke(color: theme.muted, width: 1.4, dash: [2, 5])
      let wire = wires.wire(slots - 1, from: Point(right, y), stroke: stroke, name: "more")
      parts += [
        Picture(bounds: Rectangle(labelX, y, labelWidth, 0), items: [wire]),
        more.centered(at: Point(labelX + labelWidth / 2, y)).tagged("more", "\(drawn.hidden)"),
      ]
    }
    return .joined(
      parts + [neuron(step, at: center, style), result(step, from: center, style.color)])
  }

  /// Level until the source's edge, so that no label is crossed, and then over to the name.
  private func path(from start: Point, over edge: Double, to end: Point) -> Path {
    let x = max(edge + 4, start.x)
    let middle = (x + end.x) / 2
    return Path([
      .move(start), .line(Point(x, start.y)),
      .curve(Point(middle, start.y), Point(middle, end.y), end),
    ])
  }

  // MARK: - Where lines leave the cells

  /// A point in each drawn cell, at a height of its own that is free of labels along the row.
  private func starts(step: DotProduct, source: Panel, isLens: Bool) -> [Point] {
    let texts = source.picture.items.flatMap(\.flattened).compactMap { item -> Rectangle? in
      if case .text(let run) = item { run.bounds } else { nil }
    }
    let places = drawn.indices.map { index in
      isLens ? step.terms[index].kernelCell : step.terms[index].cell
    }
    return places.map { place in
      let cell = source.rectangle(of: place)
      let row = places.filter { $0.row == place.row }.sorted { $0.column < $1.column }
      let lanes = lanes(
        row.count, in: cell, texts: texts.filter { $0.midY > cell.minY && $0.midY < cell.maxY })
      let order = row.firstIndex(of: place) ?? 0
      return Point(cell.midX, lanes[order])
    }
  }

  /// Heights in a row of cells, from top to bottom, above and below what is written there.
  private func lanes(_ count: Int, in cell: Rectangle, texts: [Rectangle]) -> [Double] {
    let edge = min(3.2, cell.height * 0.1)
    let (top, bottom) = (cell.minY + edge, cell.maxY - edge)
    let from = max((texts.map(\.minY).min() ?? cell.midY) - 2, top)
    let to = min((texts.map(\.maxY).max() ?? cell.midY) + 2, bottom)
    // As many above as keep the lines farthest apart.
    func distance(_ above: Int) -> Double {
      min(
        above == 0 ? .infinity : (from - top) / Double(above),
        above == count ? .infinity : (bottom - to) / Double(count - above))
    }
    let above = (0...count).reversed().max { distance($0) < distance($1) } ?? count
    func spread(_ count: Int, _ low: Double, _ high: Double) -> [Double] {
      (0..<count).map { low + (high - low) * (Double($0) + 0.5) / Double(count) }
    }
    return spread(above, top, from) + spread(count - above, to, bottom)
  }

  // MARK: - The neuron

  private func neuron(_ step: DotProduct, at center: Point, _ style: PositionStyle)
    -> Picture
  {
    let fill = theme.paper.mixed(with: style.color, theme.tint * 0.55)
    let text = pen.formula(
      says(step), size: 20, color: theme.text(in: style.color, on: fill), width: radius * 1.5)
    return Picture(
      bounds: Rectangle(center: center, size: Size(2 * radius, 2 * radius)),
      items: [
        .circle(
          center: center, radius: radius, Paint(fill: fill, stroke: style.stroke(4)))
      ] + text.moved(center.x - text.bounds.midX, center.y - text.bounds.midY).items
    ).tagged("active", "\(step.position.neuron.row),\(step.position.neuron.column)")
  }

  /// The raw activation; the sum sign where it is also what comes out.
  private func says(_ step: DotProduct) -> Formula {
    guard pass.layer.activation != .identity else { return .math("∑") }
    guard pen.style.labels != .symbols else {
      return notation.z(step.position.neuron, map: step.map)
    }
    let number = Formula.number(NumberFormat(for: [step.z]).string(step.z), .semibold)
    // In a panel a number may be too long for its neuron.
    let isSmall =
      pen.style.panel != nil && pen.formula(number, size: 10).bounds.width > radius * 1.5
    return isSmall ? .math("∑") : number
  }

  private func result(_ step: DotProduct, from center: Point, _ color: Color) -> Picture {
    let start = center.moved(radius + 3, 0)
    let end = start.moved(arrow, 0)
    let label: Formula =
      pen.style.labels == .symbols
      ? notation.a(step.position.neuron, map: step.map)
      : .number(NumberFormat(for: [step.a]).string(step.a), .bold)
    var text = pen.formula(
      label, size: 18, color: theme.text(in: color, on: theme.paper), width: arrow - 8)
    if pen.style.panel != nil, pen.formula(label, size: 8).bounds.width > arrow - 8 {
      text = .empty
    }
    return text.moved(
      (start.x + end.x) / 2 - 3 - text.bounds.midX, start.y - 9 - max(0, text.bounds.maxY)
    )
    .over(
      Picture(
        bounds: Rectangle(start.x, start.y - 5, arrow, 10),
        items: [pen.arrow(from: start, to: end, color: color, width: 2.2)])
    ).tagged("output", "\(step.position.neuron.row),\(step.position.neuron.column)")
  }
}
