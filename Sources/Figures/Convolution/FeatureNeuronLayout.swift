import Drawing
import Neural
import Wording

/// Where the parts of a feature neuron go: input, enlarged underlay, and the chain from the column
/// to the neuron.
struct FeatureNeuronLayout {
  let pen: Pen
  let subject: Subject
  let pass: Convolution.ForwardPass
  let step: DotProduct
  let drawn: DrawnTerms

  private static let heading = 44.0
  private var theme: Theme { pen.theme }
  private var notation: PassNotation { PassNotation(pass) }
  private var position: Color { theme.positions[0] }
  private var channels: Range<Int> {
    let first = pass.layer.firstChannel(ofMap: step.map)
    return first..<(first + pass.layer.channelsInGroup)
  }

  func pictures(in room: Rectangle) -> [Picture] {
    isStrip && !pen.isLow(room) && pen.breadth > 0.8 ? strip(in: room) : row(in: room)
  }

  /// Whether the input is a strip that had better lie above its underlay.
  private var isStrip: Bool {
    let under = Underlay(pass: pass, channel: channels.lowerBound).extent
    return channels.count == 1 && under.columns >= 5 * under.rows
  }

  /// The input with the underlay below it, beside the chain.
  private func strip(in room: Rectangle) -> [Picture] {
    let stack = ChannelStack(count: 1)
    let kernel = pass.layer.kernel
    let under = Underlay(pass: pass, channel: channels.lowerBound).extent
    let height = room.height - FeatureNeuronLayout.heading - 34
    let chain = FeatureNeuronChain(
      pen: pen, pass: pass, step: step, drawn: drawn, channels: channels, height: height)
    let columns = Columns(
      in: room, indent: 22,
      shares: [room.width - 22 - 110 - chain.widths.lowerBound, chain.widths.lowerBound],
      limits: [
        Double(under.columns) * min(80, height * 0.4 / Double(under.rows)),
        chain.widths.upperBound,
      ], gaps: [110])
    let (lefts, widths) = (columns.lefts, columns.widths)
    let middle = room.midY + FeatureNeuronLayout.heading / 2 - 8
    let inputHeight = widths[0] * Double(under.rows) / Double(under.columns)
    // Room for the column numbers and the rays.
    let gap = 76.0
    let side = min(
      widths[0] * 0.8 / Double(kernel.columns),
      (height - inputHeight - gap - 30) / Double(kernel.rows), 88)
    let size = Size(Double(kernel.columns) * side, Double(kernel.rows) * side)
    let top = middle - (inputHeight + gap + size.height) / 2
    let input = stack.picture(of: under, width: widths[0], channels: channels, pen: pen) {
      self.input(channel: $0, cell: $1)
    }.headed(pen.heading(say("input"), notation.input, width: widths[0]))
    let closeup = stack.picture(of: kernel, width: size.width, channels: channels, pen: pen) {
      self.closeup(channel: $0, cell: $1)
    }.captioned(pen.heading(say("underlay"), width: size.width + 60))
    // The underlay lies below its place, as far as the input's width goes.
    let origin = step.position.origin.column
    let ring = Underlay(pass: pass, channel: channels.lowerBound).ring
    let place =
      (Double(origin + ring.left) + Double(pass.sweep.geometry.span.columns) / 2)
      * widths[0] / Double(under.columns)
    let x = lefts[0] + max(0, min(place - size.width / 2, widths[0] - size.width))
    let below = top + inputHeight + gap + size.height / 2
    return [
      rays(
        input: stack, under: under, x: lefts[0], width: widths[0], middle: top + inputHeight / 2,
        to: closeup.frame.moved(x, below)),
      input.picture.moved(lefts[0], top + inputHeight / 2), closeup.picture.moved(x, below),
      flatten(from: max(x + size.width, lefts[1] - 150), to: lefts[1], y: below),
      chain.picture(width: widths[1]).moved(lefts[1], middle),
    ]
  }

  private func row(in room: Rectangle) -> [Picture] {
    let stack = ChannelStack(count: channels.count)
    let kernel = pass.layer.kernel
    let under = Underlay(pass: pass, channel: channels.lowerBound).extent
    let height = room.height - FeatureNeuronLayout.heading - 34
    let chain = FeatureNeuronChain(
      pen: pen, pass: pass, step: step, drawn: drawn, channels: channels, height: height)
    // Labels that are long leave less room to the panels before them.
    let (ray, flat) = (pen.distance(64, least: 40), pen.distance(84, least: 70))
    let rest = room.width - 22 - ray - flat - chain.widths.lowerBound
    guard pen.breadth > 0.8 else { return brief(in: room, stack, chain) }
    let columns = Columns(
      in: room, indent: 22, shares: [rest * 0.6, rest * 0.4, chain.widths.lowerBound],
      limits: [
        stack.width(of: under, cell: min(stack.cell(of: under, height: height), 104)),
        stack.width(of: kernel, cell: min(stack.cell(of: kernel, height: height * 0.86), 88)),
        chain.widths.upperBound,
      ], gaps: [ray, flat])
    let (lefts, widths, gaps) = (columns.lefts, columns.widths, columns.gaps)
    let middle = room.midY + FeatureNeuronLayout.heading / 2 - 8

    let input = stack.picture(of: under, width: widths[0], channels: channels, pen: pen) {
      self.input(channel: $0, cell: $1)
    }.headed(pen.heading(say("input"), notation.input, width: widths[0] + gaps[0] * 0.9))
    let closeup = stack.picture(of: kernel, width: widths[1], channels: channels, pen: pen) {
      self.closeup(channel: $0, cell: $1)
    }.headed(pen.heading(say("underlay"), width: widths[1] + gaps[0] * 0.9))
    let neuron = chain.picture(width: widths[2])
    return [
      rays(
        input: stack, under: under, x: lefts[0], width: widths[0], middle: middle,
        to: closeup.frame.moved(lefts[1], middle)),
      input.picture.moved(lefts[0], middle), closeup.picture.moved(lefts[1], middle),
      flatten(from: lefts[1] + widths[1], to: lefts[2], y: middle),
      neuron.moved(lefts[2], middle),
    ]
  }

  /// The input beside the chain, where there is no room for the underlay between them.
  private func brief(
    in room: Rectangle, _ stack: ChannelStack, _ chain: FeatureNeuronChain
  ) -> [Picture] {
    let under = Underlay(pass: pass, channel: channels.lowerBound).extent
    let height = room.height - FeatureNeuronLayout.heading - 34
    let columns = Columns(
      in: room, indent: 22,
      shares: [max(1, room.width - 22 - 70 - chain.widths.lowerBound), chain.widths.lowerBound],
      limits: [
        stack.width(of: under, cell: min(stack.cell(of: under, height: height), 104)),
        chain.widths.upperBound,
      ], gaps: [70])
    let (lefts, widths) = (columns.lefts, columns.widths)
    let middle = room.midY + FeatureNeuronLayout.heading / 2 - 8
    let input = stack.picture(of: under, width: widths[0], channels: channels, pen: pen) {
      self.input(channel: $0, cell: $1)
    }.headed(pen.heading(say("input"), notation.input, width: max(90, widths[0] + 40)))
    return [
      input.picture.moved(lefts[0], middle),
      flatten(from: lefts[0] + widths[0], to: lefts[1], y: middle),
      chain.picture(width: widths[1]).moved(lefts[1], middle),
    ]
  }

  // MARK: - Input and underlay

  /// Whether the input's cells show weights' colours, not values.
  private var colorsWeights: Bool {
    drawn.hidden == 0 && pass.sweep.underlay.rows <= 6 && pass.sweep.underlay.columns <= 6
  }

  private func input(channel: Int, cell: Double) -> Panel {
    let underlay = Underlay(pass: pass, channel: channel)
    let isLabelled = isLabelled(cell)
    let panel = underlay.panel(
      pen: pen, cell: cell,
      fill: colorsWeights && isLabelled ? .weights : .values(subject.inputScale(theme)),
      position: step.position, labels: isLabelled ? pen.style.labels : nil,
      indices: channels.count == 1)
    return panel.drawing([
      underlay.overlay(at: step.position, on: panel, pen: pen, color: position)
    ])
  }

  /// The cells under the overlay, each in the colour of the line that leaves it.
  private func closeup(channel: Int, cell: Double) -> Panel {
    Closeup(pass: pass, step: step, channel: channel, drawn: drawn)
      .panel(
        pen: pen, cell: cell,
        fill: drawn.hidden == 0 ? .weights : .values(subject.inputScale(theme)),
        style: theme.position(0))
  }

  /// The dashed lines from the overlay to the enlarged underlay.
  private func rays(
    input stack: ChannelStack, under: Extent, x: Double, width: Double, middle: Double,
    to closeup: Rectangle
  ) -> Picture {
    guard channels.count == 1 else {
      return arrow(from: x + width, to: closeup.minX, y: middle)
    }
    let underlay = Underlay(pass: pass, channel: channels.lowerBound)
    let cell = width / Double(under.columns)
    let ring = underlay.ring
    let span = pass.sweep.geometry.span
    let origin = step.position.origin
    let right = x + Double(origin.column + ring.left + span.columns) * cell
    let top = middle + (Double(origin.row + ring.top) - Double(under.rows) / 2) * cell
    let overlay = Rectangle(
      right - Double(span.columns) * cell, top, Double(span.columns) * cell,
      Double(span.rows) * cell)
    // The numbers of the columns stand below the input.
    let isIndexed = ring == .none && cell * 0.4 >= Pen.floor - 2
    let numbers = Rectangle(
      x, middle - Double(under.rows) / 2 * cell, width,
      Double(under.rows) * cell + (isIndexed ? 26 : 0))
    return pen.rays(
      from: overlay, to: closeup, color: position,
      clearOf: isIndexed || isLabelled(cell) ? numbers : nil)
  }

  /// Whether cells of the input are large enough for numbers; others speak by their values.
  private func isLabelled(_ cell: Double) -> Bool { cell >= 40 }

  private func flatten(from left: Double, to right: Double, y: Double) -> Picture {
    let arrow = arrow(from: left, to: right, y: y)
    let word = pen.label(say("flatten"), size: 14, color: theme.muted)
    return word.moved(arrow.bounds.midX - word.bounds.midX, y - 11).over(arrow)
  }

  private func arrow(from left: Double, to right: Double, y: Double) -> Picture {
    let length = min(64, (right - left) * 0.64)
    let start = (left + right - length) / 2
    return Picture(
      bounds: Rectangle(start, y - 5, length, 10),
      items: [pen.arrow(from: Point(start, y), to: Point(start + length, y))])
  }
}
