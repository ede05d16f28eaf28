import Drawing
import Neural
import Wording

/// One position of the shared weights: the overlay on the input, a line a weight to the neuron,
/// and the feature map as far as it has got.
struct FeatureNeuronsPanel {
  let pen: Pen
  let subject: Subject
  let map: FeatureMapPanel
  let drawn: DrawnTerms
  /// The room of a panel.
  let size: Size
  /// Whether the input is too large to lead lines out of its cells.
  let isLens: Bool

  /// The room of the panel's number.
  private var margin: Double { pen.distance(40, least: 26) }
  private var theme: Theme { pen.theme }
  private var pass: Convolution.ForwardPass { map.pass }
  private var channel: Int { pass.layer.firstChannel(ofMap: map.map) }
  private var underlay: Underlay { Underlay(pass: pass, channel: channel) }
  private var lines: FeatureNeuronsLines {
    FeatureNeuronsLines(pen: pen, pass: pass, drawn: drawn, height: size.height)
  }

  private var columns: Columns {
    let under = underlay.extent
    let kernel = pass.layer.kernel
    let input =
      Double(under.columns) * min(size.height / Double(under.rows), max(84, size.height * 0.28))
    let result =
      Double(map.extent.columns)
      * min(size.height / Double(map.extent.rows), max(72, size.height * 0.2))
    let closeup = Double(kernel.columns) * min(size.height / Double(kernel.rows), 60)
    return Columns(
      in: Rectangle(margin, 0, size.width - margin, 0),
      indent: 0, shares: isLens ? [1, 0.8, 1] : [1.7, 1],
      limits: isLens ? [input, closeup, result] : [input, result],
      gaps: isLens
        ? [pen.distance(60, least: 24), lines.width + pen.distance(280, least: 0)]
        : [lines.width + (size.width > 900 ? 240 : 0)])
  }

  /// Where the panel's number stands.
  var numberX: Double { columns.lefts[0] - margin }

  /// The side of an input cell.
  var cell: Double { columns.widths[0] / Double(underlay.extent.columns) }

  /// Whether the input's cells have room for their labels and for the lines beside them.
  var isReadable: Bool {
    guard !underlay.isLarge, cell >= 27 else { return false }
    return input(map.steps[0], theme.position(0)).picture.items.flatMap(\.flattened).contains {
      if case .text = $0 { true } else { false }
    }
  }

  // MARK: - The picture

  /// The panel of a position, its top left corner at (0, 0).
  func picture(of index: Int, order: Int, isHeaded: Bool) -> Picture {
    let step = map.steps[index]
    let style = theme.position(order)
    let columns = columns
    let middle = size.height / 2
    let last = columns.lefts.count - 1

    var input = self.input(step, style)
    input = input.moved(
      columns.lefts[0] - input.outer.minX, middle - input.outer.midY)
    let cells = map.extent
    let side = columns.widths[last] / Double(cells.columns)
    let result = map.panel(
      pen: pen, cell: side, labels: labels(cell: side),
      progress: .init(filled: index + 1, marked: [index: style])
    ).framed(at: Point(columns.lefts[last] + columns.widths[last] / 2, middle))

    var source = input
    var parts = [sheets(behind: input), input.picture]
    if isLens {
      source = closeup(step, style, width: columns.widths[1])
        .framed(at: Point(columns.lefts[1] + columns.widths[1] / 2, middle))
      parts += [rays(step, on: input, to: source.frame, style.color), source.picture]
    }
    let lines = lines.picture(
      step: step, source: source, isLens: isLens,
      between: (columns.lefts[last - 1] + columns.widths[last - 1], columns.lefts[last]),
      style: style)
    parts += [lines, result.picture]
    if isHeaded {
      let top = min(input.outer.minY, result.frame.minY, lines.bounds.minY)
      parts += headings(input: input, result: result, top: top)
    }
    return Picture.joined([number(index + 1).moved(numberX, 0)] + parts).tagged(
      "panel", "\(index + 1)")
  }

  /// What the neurons of the map say; in small ones there is no room for both.
  private func labels(cell: Double) -> Labels? {
    guard map.isNeurons || cell >= 30 else { return nil }
    return pen.style.labels == .both && cell < 64 ? .numbers : pen.style.labels
  }

  private func number(_ number: Int) -> Picture {
    let text = pen.label(String(number), size: 26, weight: .semibold, color: theme.quiet)
    let scale = min(1, (margin - 12) / text.bounds.width)
    let fitted = pen.label(
      String(number), size: max(26 * scale, Pen.floor - 2), weight: .semibold, color: theme.quiet)
    return fitted.moved(0, size.height / 2 + 9 * scale).tagged("number", "\(number)")
  }

  private func headings(input: Panel, result: Panel, top: Double) -> [Picture] {
    let channels = pass.layer.channelsInGroup
    let words = channels > 1 ? say("input, channel \(index: channel)") : say("input")
    let room = size.width * 0.34
    let shorter = pen.heading(words, PassNotation(pass).input, width: room)
    // The longer heading takes what the shorter one leaves.
    let longer = pen.heading(
      map.title, map.symbol, width: max(room, size.width * 0.86 - shorter.bounds.width))
    return [(shorter, input.outer.midX), (longer, result.frame.midX)].map { heading, x in
      let left = min(max(x - heading.bounds.midX, 0), size.width - heading.bounds.maxX)
      return heading.moved(left, top - 18)
    }
  }

  // MARK: - Input and lens

  private func input(_ step: DotProduct, _ style: PositionStyle) -> Panel {
    let underlay = underlay
    let panel = underlay.panel(
      pen: pen, cell: cell, fill: fill(isColored: !isLens), position: step.position,
      labels: isLens ? nil : pen.style.labels, indices: false)
    return panel.drawing([
      underlay.overlay(
        at: step.position, on: panel, pen: pen, color: style.color, dash: style.dash)
    ])
  }

  /// The colours of the weights where each has one, else the values.
  private func fill(isColored: Bool) -> Underlay.Fill {
    isColored && drawn.indices.count == pass.layer.kernel.count
      ? .weights : .values(subject.inputScale(theme))
  }

  private func closeup(_ step: DotProduct, _ style: PositionStyle, width: Double) -> Panel {
    Closeup(pass: pass, step: step, channel: channel, drawn: drawn).panel(
      pen: pen, cell: width / Double(pass.layer.kernel.columns), fill: fill(isColored: true),
      style: style, isDotted: false)
  }

  private func rays(
    _ step: DotProduct, on input: Panel, to closeup: Rectangle, _ color: Color
  ) -> Picture {
    pen.rays(from: underlay.rectangle(at: step.position, on: input), to: closeup, color: color)
  }

  /// The other channels, as sheets of paper behind the one that is shown.
  private func sheets(behind input: Panel) -> Picture {
    let count = min(pass.layer.channelsInGroup - 1, 2)
    let sheets = (0..<count).reversed().map { index -> Item in
      let offset = 5.0 * Double(index + 1)
      return .rectangle(
        input.frame.moved(-offset, offset), radius: 3,
        Paint(fill: theme.paper, stroke: Stroke(color: theme.hairline, width: 1.4)))
    }
    return Picture(bounds: input.frame, items: sheets).tagged("channels")
  }
}
