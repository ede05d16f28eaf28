import Drawing
import Neural

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
  private var notation: Notation { Notation(pass) }
  private var position: Color { theme.positions[0] }
  private var channels: Range<Int> {
    let first = pass.layer.firstChannel(ofMap: step.map)
    return first..<(first + pass.layer.channelsInGroup)
  }

  func pictures(in room: Rectangle) -> [Picture] {
    let stack = ChannelStack(count: channels.count)
    let kernel = pass.layer.kernel
    let under = Underlay(pass: pass, channel: channels.lowerBound).extent
    let height = room.height - FeatureNeuronLayout.heading - 34
    let chain = FeatureNeuronChain(
      pen: pen, pass: pass, step: step, drawn: drawn, channels: channels, height: height)
    // Labels that are long leave less room to the panels before them.
    let rest = room.width - 22 - 64 - 84 - chain.widths.lowerBound
    let columns = Columns(
      in: room, indent: 22, shares: [rest * 0.6, rest * 0.4, chain.widths.lowerBound],
      limits: [
        stack.width(of: under, cell: min(stack.cell(of: under, height: height), 104)),
        stack.width(of: kernel, cell: min(stack.cell(of: kernel, height: height * 0.86), 88)),
        chain.widths.upperBound,
      ], gaps: [64, 84])
    let (lefts, widths, gaps) = (columns.lefts, columns.widths, columns.gaps)
    let middle = room.midY + FeatureNeuronLayout.heading / 2 - 8

    let input = stack.picture(of: under, width: widths[0], channels: channels, pen: pen) {
      self.input(channel: $0, cell: $1)
    }.headed(pen.heading("input", notation.input, width: widths[0] + gaps[0] * 0.9))
    let closeup = stack.picture(of: kernel, width: widths[1], channels: channels, pen: pen) {
      self.closeup(channel: $0, cell: $1)
    }.headed(pen.heading("underlay", width: widths[1] + gaps[0] * 0.9))
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
    let numbers = Rectangle(
      x, middle - Double(under.rows) / 2 * cell, width, Double(under.rows) * cell)
    return pen.rays(
      from: overlay, to: closeup, color: position, clearOf: isLabelled(cell) ? numbers : nil)
  }

  /// Whether cells of the input are large enough for numbers; others speak by their values.
  private func isLabelled(_ cell: Double) -> Bool { cell >= 40 }

  private func flatten(from left: Double, to right: Double, y: Double) -> Picture {
    let arrow = arrow(from: left, to: right, y: y)
    let word = pen.label("flatten", size: 14, color: theme.muted)
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
