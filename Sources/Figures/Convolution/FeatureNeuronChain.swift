import Drawing
import Neural
import Wording

/// The chain of a feature neuron: the column of values, each value's weight on its line, the
/// neuron with its bias, and what comes out of it.
struct FeatureNeuronChain {
  let pen: Pen
  let pass: Convolution.ForwardPass
  let step: DotProduct
  let drawn: DrawnTerms
  let channels: Range<Int>
  /// The room from top to bottom.
  let height: Double

  private var theme: Theme { pen.theme }
  private var notation: PassNotation { PassNotation(pass) }
  private var color: Color { theme.positions[0] }

  // MARK: - Measures

  /// The drawn terms, and `nil` where an ellipsis stands for the others.
  private var slots: [Int?] {
    drawn.hidden == 0
      ? drawn.indices : drawn.indices.dropLast() + [nil] + drawn.indices.suffix(1)
  }
  private var cell: Double { min(height / Double(slots.count), 72) }
  private var bracket: Double { channels.count > 1 ? pen.distance(84, least: 66) : 0 }
  private var lead: Double { pen.distance(32, least: 16) }
  private var radius: Double { min(height * 0.22, pen.distance(84, least: 44)) }
  private var output: Double { pen.distance(104, least: 84) }
  private var fixed: Double { bracket + cell + lead + labelWidth + 2 * radius + output }

  /// The widths between which the chain looks right.
  var widths: ClosedRange<Double> {
    fixed + pen.distance(120, least: 44)...fixed + pen.distance(260, least: 120)
  }

  private func top(_ slot: Int) -> Double {
    (Double(slot) - Double(slots.count) / 2) * cell
  }

  // MARK: - Labels

  private var labels: [Formula] {
    let format = NumberFormat(for: drawn.indices.map { step.terms[$0].weight })
    return drawn.indices.map { index in
      let term = step.terms[index]
      let symbol = notation.weight(term.weightCell, channel: term.channel)
      let number = Formula.number(format.string(term.weight), .medium)
      return switch pen.style.labels {
      case .symbols: symbol
      case .numbers: number
      case .both:
        .row([symbol, .relation(format.isExact(term.weight) ? "=" : "≈"), number])
      }
    }
  }

  private var labelSize: Double {
    max(
      Pen.floor + 1,
      pen.size(fitting: labels, into: Size(130, cell * 0.6), preferred: 21))
  }

  private var labelWidth: Double {
    let widths = labels.map { pen.formula($0, size: labelSize).bounds.width } + [more.bounds.width]
    return (widths.max() ?? 0) + 20
  }

  private var more: Picture {
    drawn.hidden == 0
      ? .empty
      : pen.label(say("\(drawn.hidden) more"), size: min(15, cell * 0.5), color: theme.muted)
  }

  // MARK: - The picture

  /// The chain with the middle of its left edge at (0, 0).
  func picture(width: Double) -> Picture {
    let columnX = bracket
    let labelX = columnX + cell + lead
    let center = Point(max(width, widths.lowerBound) - output - radius, 0)
    let wires = Wires(center: center, radius: radius, count: slots.count)
    let sizes = pen.textSizes(of: looks, cell: cell)
    var parts: [Picture] = []
    var order = 0
    for (slot, index) in slots.enumerated() {
      let y = top(slot) + cell / 2
      let row = Rectangle(columnX, top(slot), cell, cell)
      let start = Point(labelX + labelWidth, y)
      guard let index, let color = drawn.color(of: index, theme) else {
        parts.append(ellipsis(in: row, labelAt: Point(labelX + labelWidth / 2, y)))
        let stroke = Stroke(color: theme.muted, width: 1.6, dash: [2, 5])
        parts.append(line(wires.wire(slot, from: start, stroke: stroke, name: "more"), row))
        continue
      }
      let stroke = Stroke(color: color, width: 2.6)
      parts.append(column(cell: row, looks[order], sizes: sizes, index: index))
      let tick = Item.path(.line(Point(row.maxX + 3, y), Point(labelX, y)), Paint(stroke: stroke))
      parts.append(line(tick, row))
      let label = pen.formula(
        labels[order], size: labelSize, color: theme.text(in: color, on: theme.paper))
      parts.append(
        label.moved(
          labelX + labelWidth / 2 - label.bounds.midX, y + labelSize * 0.3
        ).tagged("weight", "\(index)"))
      parts.append(line(wires.wire(slot, from: start, stroke: stroke, name: "\(index)"), row))
      order += 1
    }
    parts += brackets
    parts += headings(column: columnX + cell / 2, label: labelX + labelWidth / 2, center: center)
    parts += [bias(below: center), neuron(at: center), result(from: center)]
    return .joined(parts)
  }

  private func line(_ item: Item, _ row: Rectangle) -> Picture {
    Picture(bounds: row, items: [item])
  }

  private var looks: [CellLook] {
    let terms = drawn.indices.map { step.terms[$0] }
    let numbers = pen.numbers(terms.map(\.value), cell: cell)
    return terms.enumerated().map { order, term in
      let (text, caption) = term.text(notation, number: numbers.formula(order), pen)
      let color = drawn.color(of: drawn.indices[order], theme) ?? theme.ink
      let fill = theme.paper.mixed(with: color, theme.tint)
      return CellLook(
        text, caption: caption, fill: fill, color: theme.text(in: color, on: fill),
        outline: Stroke(color: theme.frame, width: 1.2))
    }
  }

  private func column(
    cell: Rectangle, _ look: CellLook, sizes: (text: Double, caption: Double), index: Int
  ) -> Picture {
    Picture(
      bounds: cell,
      items: [
        .rectangle(cell, radius: 2, Paint(fill: look.fill, stroke: look.outline))
      ] + pen.texts(of: look, in: cell, sizes: sizes)
    ).tagged("cell", "column \(index)")
  }

  private func ellipsis(in cell: Rectangle, labelAt point: Point) -> Picture {
    let dots = [-1.0, 0, 1].map { step in
      Item.circle(
        center: cell.center.moved(0, step * cell.height * 0.22), radius: 2, .fill(theme.muted))
    }
    return more.centered(at: point)
      .over(Picture(bounds: cell, items: dots)).tagged("ellipsis", "\(drawn.hidden)")
  }

  /// Which slots hold which channel, where there are several.
  private var brackets: [Picture] {
    guard channels.count > 1 else { return [] }
    let shown = Set(drawn.indices.map { step.terms[$0].channel }).sorted()
    return shown.compactMap { channel in
      let rows = slots.indices.filter { slots[$0].map { step.terms[$0].channel } == channel }
      guard let low = rows.first, let high = rows.last else { return nil }
      let (start, end) = (top(low) + 4, top(high) + cell - 4)
      let x = bracket - 9
      let path = Path([
        .move(Point(x + 5, start)), .line(Point(x, start)), .line(Point(x, end)),
        .line(Point(x + 5, end)),
      ])
      let word = pen.label(say("channel \(index: channel)"), size: 13, color: theme.muted)
      return word.moved(x - 6 - word.bounds.maxX, (start + end) / 2 + 4.5).over(
        Picture(
          bounds: Rectangle(x, start, 5, end - start),
          items: [.path(path, .stroke(theme.frame, 1.2))])
      ).tagged("channel", "\(channel)")
    }
  }

  /// The headings of the column, the weights and the neuron, the first two in one size.
  private func headings(column: Double, label: Double, center: Point) -> [Picture] {
    var words = [Formula.number(say("column"), .medium), weightsHeading]
    let wanted = words.map { pen.formula($0, size: 20).bounds.width / 2 }.reduce(16, +)
    var size = min(20, 20 * (label - column) / wanted)
    if size < 13, pen.style.panel != nil {
      // That the cells are a column can be seen; what the numbers beside them are, cannot.
      words[0] = .space(0)
      size = 17
    }
    let neuron = pen.heading(
      say("neuron"), notation.a(step.position.neuron, map: step.map),
      width: 2 * radius + pen.distance(80, least: 20))
    return zip(words, [column, label]).map { words, x in
      let heading = pen.formula(words, size: size)
      return heading.moved(x - heading.bounds.midX, top(0) - 21)
    } + [neuron.moved(center.x - neuron.bounds.midX, center.y - radius - 21)]
  }

  private var weightsHeading: Formula {
    .row([.number(say("weights"), .medium), .space(0.4), notation.filter])
  }

  // MARK: - The neuron

  private func neuron(at center: Point) -> Picture {
    var lines = says
    let fill = theme.paper.mixed(with: color, theme.tint * 0.55)
    let half = Double(lines.count == 1 ? 0 : 1)
    let size = pen.size(
      fitting: lines, into: Size(radius * (lines.count == 1 ? 1.64 : 1.5), radius * 0.5),
      preferred: 23)
    var items: [Item] = [
      .circle(
        center: center, radius: radius, Paint(fill: fill, stroke: Stroke(color: color, width: 4)))
    ]
    if size < 9, pen.style.panel != nil { lines = [] }
    if lines.count > 1 {
      let reach = radius * 0.8
      items.append(
        .path(
          .line(center.moved(-reach, 0), center.moved(reach, 0)),
          .stroke(color.mixed(with: theme.paper, 0.5), 1)))
    }
    for (order, formula) in lines.enumerated() {
      let text = pen.formula(formula, size: size, color: theme.text(in: color, on: fill))
      let y = center.y + half * (Double(order) - 0.5) * radius * 0.68 + size * 0.3
      items += text.moved(center.x - text.bounds.midX, y).items
    }
    return Picture(
      bounds: Rectangle(center: center, size: Size(2 * radius, 2 * radius)), items: items
    ).tagged("neuron", "\(step.position.neuron.row),\(step.position.neuron.column)")
  }

  /// What happens in the neuron: the sum, and the activation function where there is one.
  private var says: [Formula] {
    let z = NumberFormat(for: [step.z])
    let isSymbols = pen.style.labels == .symbols
    let sum: Formula =
      isSymbols
      ? .row([PassNotation.dotProduct, .relation("+"), notation.bias(map: step.map)])
      : .row([
        .math("z"), .relation(z.isExact(step.z) ? "=" : "≈"),
        .number(z.string(step.z), .semibold),
      ])
    guard pass.layer.activation != .identity else { return [sum] }
    return [sum, .row([.function(pass.layer.activation), .math("(z)")])]
  }

  private func bias(below center: Point) -> Picture {
    let format = NumberFormat(for: [step.bias], significant: 5)
    let symbol = notation.bias(map: step.map)
    let value: [Formula] =
      pen.style.labels == .symbols
      ? []
      : [
        .relation(format.isExact(step.bias) ? "=" : "≈"),
        .number(format.string(step.bias), .medium),
      ]
    let words = pen.formula(
      .row([.words(say("shared bias") + " "), symbol] + value), size: 19,
      width: 2 * radius + pen.distance(90, least: 36))
    let end = center.moved(0, radius + 4)
    let start = end.moved(0, min(44, height / 2 - radius - 26))
    return words.moved(center.x - words.bounds.midX, start.y + 22).over(
      Picture(
        bounds: Rectangle(end.x - 5, end.y, 10, start.y - end.y),
        items: [pen.arrow(from: start, to: end, color: theme.ink, width: 2.2)])
    ).tagged("bias")
  }

  private func result(from center: Point) -> Picture {
    let start = center.moved(radius + 4, 0)
    let end = start.moved(34, 0)
    let format = NumberFormat(for: [step.a])
    let symbol = notation.a(step.position.neuron, map: step.map)
    let number = Formula.number(format.string(step.a), .bold)
    let room = output - 34 - 14
    let arrow = Picture(
      bounds: Rectangle(start.x, start.y - 5, 34, 10),
      items: [pen.arrow(from: start, to: end, color: color, width: 2.2)])
    let ink = theme.text(in: color, on: theme.paper)
    let formulas: [Formula] =
      switch pen.style.labels {
      case .symbols: [symbol]
      case .numbers: [number]
      case .both: [number, symbol]
      }
    let size = max(Pen.floor, pen.size(fitting: formulas, into: Size(room, 40), preferred: 26))
    let pictures = formulas.enumerated().map { order, formula in
      let text = pen.formula(
        formula, size: order == 0 ? size : max(size * 0.8, Pen.captionFloor), color: ink)
      return text.moved(end.x + 8 - text.bounds.minX, end.y + size * (0.3 + 1.25 * Double(order)))
    }
    return Picture.joined([arrow] + pictures).tagged("output")
  }
}
