import Drawing
import Neural
import Wording

/// Where the panels go: the input under its one overlay position, the row of weights that is
/// reshaped to a filter, and the 1 × 1 feature maps with the filters that feed them.
struct FullyConnectedAsConvolutionLayout {
  let pen: Pen
  let subject: FullyConnectedSubject
  let ways: FullyConnectedAsConvolution

  private static let heading = 44.0
  var theme: Theme { pen.theme }
  var position: Color { theme.positions[0] }
  private var pass: Convolution.ForwardPass { ways.convolution }
  var layer: Convolution { pass.layer }
  var kernel: Extent { layer.kernel }
  var channels: Range<Int> { 0..<layer.channels }
  private var step: DotProduct { pass.steps[subject.step] }

  private var weights: FullyConnectedSlots {
    FullyConnectedSlots(count: step.terms.count, limit: 9)
  }
  var maps: FullyConnectedSlots {
    FullyConnectedSlots(count: layer.maps, limit: 5, keeping: subject.step)
  }

  /// Where things are on the page.
  private struct Measures {
    let columns: Columns
    let filterCell: Double
    /// The room for the row of weights; 0 where the filter would be left none.
    let stripRoom: Double
    /// The height of a feature map with the gap to the next.
    let pitch: Double
    /// Whether each feature map has its filter beside it.
    let hasThumbs: Bool
  }

  private func measures(in room: Rectangle) -> Measures {
    let stack = ChannelStack(count: channels.count)
    let height = room.height - FullyConnectedAsConvolutionLayout.heading - 34
    let isStripped = stack.cell(of: kernel, height: height - 108) * Double(kernel.rows) >= 64
    let stripRoom = isStripped ? 108.0 : 0
    let largest = kernel.rows <= 2 && kernel.columns <= 2 ? 112.0 : 96
    let stripWidth = isStripped ? 44 * Double(weights.slots.count) : 0
    let inputCell = min(stack.cell(of: kernel, height: height), largest)
    let filterCell = min(stack.cell(of: kernel, height: height - stripRoom), largest * 0.84)
    func columns(pitch: Double, hasThumbs: Bool) -> Columns {
      Columns(
        in: room, indent: 22, shares: [1, 0.95, 0.9],
        limits: [
          stack.width(of: kernel, cell: inputCell),
          max(stack.width(of: kernel, cell: filterCell), stripWidth),
          mapWidth(pitch: pitch, hasThumbs: hasThumbs),
        ], gaps: [72, 84])
    }
    // In a narrow panel the maps' column is narrower than what its height allows.
    func pitch(hasThumbs: Bool) -> Double {
      var pitch = min(height / Double(maps.slots.count), 132)
      while pitch > 24,
        columns(pitch: pitch, hasThumbs: hasThumbs).widths[2]
          < mapWidth(pitch: pitch, hasThumbs: hasThumbs) - 0.01
      {
        pitch *= 0.96
      }
      return pitch
    }
    let (without, with) = (pitch(hasThumbs: false), pitch(hasThumbs: true))
    let hasThumbs = with >= min(readablePitch, without * 0.9)
    let pitch = hasThumbs ? with : without
    return Measures(
      columns: columns(pitch: pitch, hasThumbs: hasThumbs), filterCell: filterCell,
      stripRoom: stripRoom, pitch: pitch, hasThumbs: hasThumbs)
  }

  /// The height of a feature map from which on it has room for its number.
  let readablePitch = 62.0

  /// The height of a feature map in a room.
  func pitch(in room: Rectangle) -> Double { measures(in: room).pitch }

  func pictures(in room: Rectangle) -> [Picture] {
    let stack = ChannelStack(count: channels.count)
    let measures = measures(in: room)
    let (stripRoom, pitch, columns) = (measures.stripRoom, measures.pitch, measures.columns)
    let filterCell = measures.filterCell
    let (lefts, widths, gaps) = (columns.lefts, columns.widths, columns.gaps)
    let middle = room.midY + FullyConnectedAsConvolutionLayout.heading / 2 - 10

    let input = stack.picture(of: kernel, width: widths[0], channels: channels, pen: pen) {
      self.input(channel: $0, cell: $1)
    }.headed(pen.heading(say("input"), .symbol("a", sup: "L−1"), width: widths[0] + gaps[0]))
    let filterWidth = min(widths[1], stack.width(of: kernel, cell: filterCell))
    let filter = stack.picture(of: kernel, width: filterWidth, channels: channels, pen: pen) {
      self.filter(channel: $0, cell: $1)
    }.headed(
      pen.heading(
        say("filter \(index: subject.step)"), .symbol("w", sup: "L"), width: widths[1] + gaps[0]))
    let filterX = lefts[1] + (widths[1] - filterWidth) / 2
    let filterY = middle - stripRoom / 2
    return [
      input.picture.moved(lefts[0], middle), filter.picture.moved(filterX, filterY),
      stripRoom > 0
        ? strip(
          width: widths[1], centerX: lefts[1] + widths[1] / 2,
          below: filterY + filter.frame.maxY) : .empty,
      featureMaps(
        left: lefts[2], width: widths[2], pitch: pitch, middle: middle,
        hasThumbs: measures.hasThumbs),
      pen.sign("⋆", size: 30).centered(at: Point((lefts[0] + widths[0] + filterX) / 2, filterY)),
      pen.sign("=", size: 30).centered(
        at: Point((filterX + filterWidth + lefts[2]) / 2, filterY)),
    ]
  }

  // MARK: - Input and filter

  private func input(channel: Int, cell: Double) -> Panel {
    let underlay = Underlay(pass: pass, channel: channel)
    let values = pass.input.values
    let scale = ValueScale(
      values.contains { $0 < 0 } ? .signed : .ink, over: values, theme: theme)
    let panel = underlay.panel(
      pen: pen, cell: cell, fill: ways.colorsWeights ? .weights : .values(scale),
      position: pass.sweep[0], labels: cell >= 26 ? pen.style.labels : nil,
      indices: channels.count == 1)
    // The overlay lies over all of the input; its outline goes around the frame.
    return panel.drawing([pen.overlay(panel.frame.inset(-3), color: position)])
  }

  private func terms(ofChannel channel: Int) -> [Term] {
    // The step is computed each time that it is asked for.
    let terms = step.terms
    return (channel * kernel.count..<(channel + 1) * kernel.count).map { terms[$0] }
  }

  private var scale: ValueScale {
    ValueScale(.signed, over: step.terms.map(\.weight), theme: theme)
  }

  private func filter(channel: Int, cell: Double) -> Panel {
    let terms = terms(ofChannel: channel)
    guard cell >= 26 else {
      return thumb(of: subject.step, channel: channel, cell: cell, tag: "filter \(channel)")
    }
    let numbers = pen.numbers(terms.map(\.weight), cell: cell, comfortable: 13)
    return pen.matrix(kernel, cell: cell, tag: "filter \(channel)") { place in
      let index = place.row * kernel.columns + place.column
      let symbol = PassNotation(pass).weight(place, channel: channel)
      return look(
        terms[index].weight, index: channel * kernel.count + index, text: numbers.formula(index),
        symbol: symbol)
    }
  }

  private func look(
    _ weight: Double, index: Int, text: Formula?, symbol: Formula
  ) -> CellLook {
    let says = pen.style.labels == .symbols ? symbol : text
    let caption = pen.style.labels == .both ? symbol : nil
    guard ways.colorsWeights else {
      return CellLook(says, caption: caption, value: weight, scale: scale, theme: theme)
    }
    let color = theme.weight(index)
    let fill = theme.paper.mixed(with: color, theme.tint)
    return CellLook(
      says, caption: caption, fill: fill, color: theme.text(in: color, on: fill))
  }

  /// The row of the weight matrix that the filter is made of, below it.
  private func strip(width: Double, centerX: Double, below y: Double) -> Picture {
    let slots = weights.slots
    let cell = min(44, width / Double(slots.count))
    let items = weights.items
    let numbers = pen.numbers(items.map { step.terms[$0].weight }, cell: cell, comfortable: 11)
    let panel = pen.matrix(
      Extent(rows: 1, columns: slots.count), cell: cell, tag: "row \(subject.step)"
    ) { place in
      guard case .item(let index) = slots[place.column] else { return CellLook(color: theme.muted) }
      var look = look(
        step.terms[index].weight, index: index,
        text: numbers.formula(items.firstIndex(of: index) ?? 0),
        symbol: FullyConnectedNotation(pass: ways.flat).weight(subject.step, index))
      look.caption = nil
      return look
    }
    let dots = slots.enumerated().flatMap { column, slot -> [Item] in
      guard case .ellipsis = slot else { return [] }
      let center = panel.rectangle(of: Cell(0, column)).center
      return [-1.0, 0, 1].map {
        .circle(center: center.moved($0 * cell * 0.16, 0), radius: 1.8, .fill(theme.muted))
      }
    }
    // The row's name stands beside the arrow, which leaves the middle free.
    let top = y + 52
    let placed = panel.drawing(dots).moved(centerX - panel.frame.width / 2, top)
    let arrow = pen.arrow(from: Point(centerX, top - 8), to: Point(centerX, y + 14))
    let name = pen.label(say("reshape"), size: 14, color: theme.muted)
    let caption = pen.label(
      say("row \(index: subject.step) of the weights"), size: 14, color: theme.muted)
    return .joined([
      placed.picture,
      Picture(bounds: Rectangle(centerX - 5, y + 14, 10, 30), items: [arrow]),
      name.moved(centerX + 12 - name.bounds.minX, y + 34),
      caption.moved(centerX - caption.bounds.midX, top + cell + 18),
    ]).tagged("strip", "\(subject.step)")
  }
}
