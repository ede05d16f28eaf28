import Drawing
import Neural
import Wording

/// Where the parts of a feature map's making go: the input with the marked overlay positions, the
/// filter, and the map with the neurons that they feed.
struct FeatureMapLayout {
  let pen: Pen
  let subject: Subject
  let map: FeatureMapPanel

  private static let heading = 44.0
  /// The room of the chips to the right of a panel, as wide as the last one, and of those above.
  private var chips: Size {
    Size(pen.chipWidth(map.steps.count) + 12, 2 * Pen.chipRadius + 4)
  }

  private var pass: Convolution.ForwardPass { map.pass }
  private var theme: Theme { pen.theme }
  private var kernel: Extent { pass.layer.kernel }

  private var channels: Range<Int> {
    let first = pass.layer.firstChannel(ofMap: map.map)
    return first..<(first + pass.layer.channelsInGroup)
  }

  /// The input's extent, padding included.
  private var under: Extent { Underlay(pass: pass, channel: channels.lowerBound).extent }

  /// Whether the input is a strip that had better lie across the page.
  private var isStrip: Bool { channels.count == 1 && under.columns >= 5 * under.rows }

  func pictures(in room: Rectangle) -> [Picture] {
    isStrip ? strip(in: room) : row(in: room)
  }

  // MARK: - Arrangements

  /// All panels side by side.
  private func row(in room: Rectangle) -> [Picture] {
    let (heading, chips) = (FeatureMapLayout.heading, chips)
    // Room for the map's legend, which a panel has only where there is one.
    let legend = pen.style.panel != nil && map.isNeurons ? 14.0 : 36
    let height = room.height - heading - chips.height - legend
    let gaps = [
      max(pen.distance(86, least: 0), chips.width + pen.distance(44, least: 36)),
      pen.distance(150, least: 64),
    ]
    let stack = ChannelStack(
      count: channels.count, of: under,
      in: Size((room.width - gaps.reduce(chips.width, +)) * 0.44, height))
    let columns = Columns(
      in: Rectangle(room.x, room.y, room.width - chips.width, room.height), indent: 8,
      shares: [1.1, channels.count > 1 ? 0.7 : 0.4, 1],
      limits: [
        stack.width(of: under, cell: min(stack.cell(of: under, height: height), cap(112, under))),
        stack.width(
          of: kernel, cell: min(stack.cell(of: kernel, height: height * 0.7), cap(54, kernel))),
        Double(map.extent.columns)
          * min(height / Double(map.extent.rows), cap(120, map.extent)),
      ], gaps: gaps)
    let (lefts, widths) = (columns.lefts, columns.widths)
    let middle = room.midY + (heading + chips.height) / 2 - 12 + (36 - legend) / 2
    let marks = marks(
      cell: min(
        stack.cell(of: under, width: widths[0]), widths[2] / Double(map.extent.columns)))
    return [
      inputPicture(stack, width: widths[0], marks: marks).moved(lefts[0], middle),
      filterPicture(stack, width: widths[1]).moved(lefts[1], middle),
      mapPicture(width: widths[2], marks: marks).moved(lefts[2], middle),
      pen.sign(pass.layer.operation.sign, size: 30)
        .centered(at: Point(columns.middle(ofGap: 0) + chips.width / 2, middle)),
      arrow(at: Point(columns.middle(ofGap: 1), middle), in: columns.gaps[1]),
    ]
  }

  /// The input across the page, filter and map below it.
  private func strip(in room: Rectangle) -> [Picture] {
    let (heading, chips) = (FeatureMapLayout.heading, chips)
    let stack = ChannelStack(count: 1)
    let top = heading + chips.height
    let legend = map.isNeurons ? 0.0 : 44
    let free = room.height - 2 * top - legend - 24
    let rows = Double(under.rows + max(kernel.rows, map.extent.rows))
    let cell = min(free / rows, (room.width - chips.width) / Double(under.columns), 96)
    let width = cell * Double(under.columns)
    let inputMiddle = room.minY + top + cell * Double(under.rows) / 2
    let below = Rectangle(
      room.minX, room.minY + top + cell * Double(under.rows) + 24, room.width - chips.width,
      room.maxY - (room.minY + top + cell * Double(under.rows) + 24))
    let height = below.height - top - legend
    let columns = Columns(
      in: below, indent: 40, shares: [0.3, 1],
      limits: [
        Double(kernel.columns) * min(height / Double(kernel.rows), cell, cap(60, kernel)),
        Double(map.extent.columns) * min(height / Double(map.extent.rows), 96),
      ], gaps: [pen.distance(110, least: 64)])
    let middle = below.minY + top + height / 2
    let marks = marks(cell: min(cell, columns.widths[1] / Double(map.extent.columns)))
    return [
      inputPicture(stack, width: width, marks: marks).moved(room.midX - width / 2, inputMiddle),
      filterPicture(stack, width: columns.widths[0]).moved(columns.lefts[0], middle),
      mapPicture(width: columns.widths[1], marks: marks).moved(columns.lefts[1], middle),
      pen.sign(pass.layer.operation.sign, size: 30)
        .centered(at: Point(columns.lefts[0] - 28, middle)),
      arrow(at: Point(columns.middle(ofGap: 0), middle), in: columns.gaps[0]),
    ]
  }

  /// The largest cell of a panel: more for panels of one or two cells, so that the page is filled.
  private func cap(_ cell: Double, _ extent: Extent) -> Double {
    switch max(extent.rows, extent.columns) {
    case 1: cell * 1.6
    case 2: cell * 1.2
    default: cell
    }
  }

  private func arrow(at center: Point, in gap: Double) -> Picture {
    let reach = min(36, gap / 2 - 8)
    return Picture(
      bounds: Rectangle(center.x - reach, center.y - 5, 2 * reach, 10),
      items: [pen.arrow(from: center.moved(-reach, 0), to: center.moved(reach, 0))])
  }

  // MARK: - Marks

  /// An overlay position that stands out, its neuron with it.
  private struct Mark {
    let index: Int
    let style: PositionStyle
  }

  /// The positions shown: first, second and last; where the first two would lie on one another,
  /// the one in the middle instead of the second.
  private func marks(cell: Double) -> [Mark] {
    let count = pass.sweep.count
    let isFine = cell * Double(pass.layer.geometry.stride.columns) < 8
    var indices: [Int] = []
    for index in [0, isFine ? count / 2 : 1, count - 1]
    where index < count && !indices.contains(index) {
      indices.append(index)
    }
    return indices.enumerated().map { Mark(index: $1, style: theme.position($0)) }
  }

  /// How far inside of its outline an overlay is drawn, so that it shows beside those before it.
  private func inset(_ order: Int, of marks: [Mark], on panel: Panel, _ underlay: Underlay)
    -> Double
  {
    func outline(_ order: Int) -> Rectangle {
      underlay.rectangle(at: pass.sweep[marks[order].index], on: panel)
    }
    let before = (0..<order).filter { outline($0).overlaps(outline(order), tolerance: 1) }
    return Double(before.count) * min(4, panel.cell * 0.09)
  }

  /// The numbers of the marks: those of the first row above the panel, the others to its right.
  private func chips(
    _ marks: [Mark], around panel: Panel, isAbove: Bool = true, isBeside: Bool = true,
    place: (OverlayPosition) -> (x: Double, y: Double)
  ) -> Panel {
    pen.chips(
      marks.compactMap { mark in
        let position = pass.sweep[mark.index]
        let isFirstRow = position.neuron.row == 0
        guard isFirstRow ? isAbove : isBeside else { return nil }
        let (x, y) = place(position)
        return Chip(
          number: mark.index + 1, color: mark.style.color, isAbove: isFirstRow,
          place: isFirstRow ? x : y)
      }, around: panel)
  }

  // MARK: - Input

  /// The input with the middle of its left edge at (0, 0). The chips above it stand at its first
  /// channel, those beside it at the one that ends its first row.
  private func inputPicture(_ stack: ChannelStack, width: Double, marks: [Mark]) -> Picture {
    let corner = channels.lowerBound + min(stack.columns, channels.count) - 1
    return stack.picture(of: under, width: width, channels: channels, pen: pen) { channel, cell in
      let panel = input(channel: channel, cell: cell, marks: marks)
      let underlay = Underlay(pass: pass, channel: channel)
      return chips(
        marks, around: panel, isAbove: channel == channels.lowerBound,
        isBeside: channel == corner
      ) { position in
        let outline = underlay.rectangle(at: position, on: panel)
        let isFirst = position.index == 0
        return (
          isFirst ? outline.minX + cell / 2 : outline.maxX - cell / 2, outline.maxY - cell / 2
        )
      }
    }.headed(
      pen.heading(say("input"), Notation(pass).input, width: width + 80),
      gap: chips.height
    ).picture
  }

  private func input(channel: Int, cell: Double, marks: [Mark]) -> Panel {
    let underlay = Underlay(pass: pass, channel: channel)
    let panel = underlay.panel(
      pen: pen, cell: cell, fill: .values(subject.inputScale(theme)), position: nil,
      labels: pen.style.labels, indices: false)
    var seen: Set<Cell> = []
    let padding =
      underlay.isLarge
      ? []
      : marks.flatMap { mark in
        underlay.padding(at: pass.sweep[mark.index], pen: pen, panel: panel) {
          seen.insert($0).inserted
        }
      }
    // The first overlay lies on top.
    let overlays = marks.indices.reversed().map { order in
      let style = marks[order].style
      return underlay.overlay(
        at: pass.sweep[marks[order].index], on: panel, pen: pen, color: style.color,
        dash: style.dash, inset: inset(order, of: marks, on: panel, underlay))
    }
    return panel.drawing(padding + overlays)
  }

  // MARK: - Filter and map

  private func filterPicture(_ stack: ChannelStack, width: Double) -> Picture {
    let terms = map.steps[0].terms
    let scale = ValueScale(.signed, over: terms.map(\.weight), theme: theme)
    let cell = stack.cell(of: kernel, width: width)
    // All channels write their numbers in one format, or none does.
    let numbers = pen.numbers(terms.map(\.weight), cell: cell, comfortable: 13)
    return stack.picture(of: kernel, width: width, channels: channels, pen: pen) { channel, cell in
      pen.matrix(kernel, cell: cell, tag: "filter \(channel)") { place in
        let index =
          (channel - channels.lowerBound) * kernel.count + place.row * kernel.columns
          + place.column
        let term = terms[index]
        let symbol = Notation(pass).weight(term.weightCell, channel: channel)
        return CellLook(
          pen.style.labels == .symbols ? symbol : numbers.formula(index),
          caption: pen.style.labels == .both ? symbol : nil, value: term.weight, scale: scale,
          theme: theme)
      }
    }.headed(pen.heading(say("filter"), Notation(pass).filter, width: width + 80)).picture
  }

  /// The map with the middle of its left edge at (0, 0).
  private func mapPicture(width: Double, marks: [Mark]) -> Picture {
    let cell = width / Double(map.extent.columns)
    var panel = map.panel(
      pen: pen, cell: cell, labels: map.isNeurons || cell >= 30 ? pen.style.labels : nil,
      progress: .init(
        filled: map.steps.count,
        marked: Dictionary(uniqueKeysWithValues: marks.map { ($0.index, $0.style) })))
    let frame = panel
    panel = chips(marks, around: panel) { position in
      let neuron = frame.rectangle(of: position.neuron)
      return (neuron.midX, neuron.midY)
    }.headed(
      pen.heading(map.title, map.symbol, width: width + pen.distance(120, least: 64)),
      gap: 16 + chips.height, within: pen.headingRoom(over: frame, reach: 120))
    if !map.isNeurons {
      panel = panel.captioned(
        pen.legend(map.scale(theme), width: min(160, max(90, width * 0.6))), gap: 18)
    }
    return panel.picture.moved(0, -panel.frame.height / 2)
  }
}
