import Drawing
import Neural
import Wording

/// Where the panels go: the input with its overlays, their underlays enlarged one below the other,
/// the filter that meets both, and the feature map.
struct TranslationInvarianceLayout {
  let pen: Pen
  let subject: Subject
  let map: FeatureMapPanel
  /// The steps whose overlays and neurons are marked, each in the position colour of its index.
  let marked: [DotProduct]

  private static let heading = 44.0
  /// The room of a lens's caption.
  private static let caption = 30.0
  /// The least room between input and lenses, for ⋆, and for the sum's arrow.
  private var gaps: [Double] {
    [pen.distance(64, least: 34), pen.distance(60, least: 40), pen.distance(110, least: 56)]
  }

  private var pass: Convolution.ForwardPass { subject.pass }
  private var theme: Theme { pen.theme }
  private var notation: PassNotation { PassNotation(pass) }
  private var kernel: Extent { pass.layer.kernel }

  private var channels: Range<Int> {
    let first = pass.layer.firstChannel(ofMap: map.map)
    return first..<(first + pass.layer.channelsInGroup)
  }

  /// The channels that a lens shows side by side; a word stands for the others.
  private var shownChannels: Range<Int> { channels.prefix(3) }

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
    let stack = ChannelStack(count: channels.count)
    let height = room.height - TranslationInvarianceLayout.heading - (hasLegend ? 64 : 44)
    let inputLimit = stack.width(
      of: under, cell: min(stack.cell(of: under, height: height), 92))
    let limits = [inputLimit] + limits(lenses: height + 40, height: height)
    let columns = Columns(
      in: room, indent: TranslationInvarianceLayout.indices, shares: [1.2] + shares,
      limits: zip(limits, least).map(max),
      gaps: gaps)
    let slots = Slots(columns, limits)
    let middle = room.midY + TranslationInvarianceLayout.heading / 2 - 14
    return [
      inputPicture(width: slots.widths[0], headingWidth: columns.widths[0] + columns.gaps[0])
        .moved(slots.lefts[0], middle)
    ] + operation(slots.suffix(3), middle: middle, lensMiddle: room.midY - 6)
  }

  /// The input across the page, the other panels below it.
  private func strip(in room: Rectangle) -> [Picture] {
    let top = TranslationInvarianceLayout.heading + (hasLegend ? 64 : 40)
    let cell = min(
      (room.width - TranslationInvarianceLayout.indices) / Double(under.columns),
      (room.height * 0.45 - top) / Double(under.rows), 84)
    let inputHeight = Double(under.rows) * cell
    let below = Rectangle(
      room.minX, room.minY + inputHeight + top, room.width, room.height - inputHeight - top)
    let limits = limits(
      lenses: below.height, height: below.height - TranslationInvarianceLayout.heading - 30)
    let columns = Columns(
      in: below, indent: 0, shares: shares,
      limits: zip(limits, least.dropFirst()).map(max),
      gaps: Array(gaps.dropFirst()))
    let width = Double(under.columns) * cell
    return [
      inputPicture(width: width, headingWidth: max(width, 160))
        .moved(
          room.midX - width / 2,
          room.minY + TranslationInvarianceLayout.heading - 12 + inputHeight / 2)
    ]
      + operation(Slots(columns, limits), middle: below.midY + 12, lensMiddle: below.midY)
  }

  private static let indices = 26.0
  /// The least room of input, lenses, filter and map, which their headings need.
  private var least: [Double] { [96.0, 120, 90, 160].map { $0 * pen.breadth } }

  /// How lenses, filter and map share the width.
  private var shares: [Double] {
    let isNarrow = pen.breadth < 0.8
    return [
      (isNarrow ? 0.6 : 0.55) * Double(shownChannels.count * (isBeside ? marked.count : 1)),
      channels.count > 3 ? 0.85 : isNarrow ? 0.6 : 0.55,
      isStrip ? 1.6 : isNarrow ? 1 : 1.1,
    ]
  }

  /// The widths that lenses, filter and map can use at the most.
  private func limits(lenses: Double, height: Double) -> [Double] {
    let stack = ChannelStack(count: channels.count)
    let rows = Double(isBeside ? 1 : marked.count)
    let lensHeight =
      (lenses - 16 * (rows - 1)) / rows - TranslationInvarianceLayout.caption
    let lensCell = min(lensHeight / Double(kernel.rows), 64)
    return [
      lensWidth(cell: lensCell),
      stack.width(of: kernel, cell: min(stack.cell(of: kernel, height: height), lensCell)),
      Double(map.extent.columns) * min(height / Double(map.extent.rows), 104),
    ]
  }

  /// Panels in the middle of their columns, which may be wider where a heading needs it.
  private struct Slots {
    var lefts: [Double]
    var widths: [Double]

    init(_ columns: Columns, _ limits: [Double]) {
      widths = zip(columns.widths, limits).map { min($0, $1) }
      lefts = zip(columns.lefts, zip(columns.widths, widths)).map { $0 + ($1.0 - $1.1) / 2 }
    }

    func suffix(_ count: Int) -> Slots {
      var slots = self
      slots.lefts.removeFirst(lefts.count - count)
      slots.widths.removeFirst(widths.count - count)
      return slots
    }
  }

  /// The lenses, the filter that meets them, and the map, around a horizontal line.
  private func operation(_ slots: Slots, middle: Double, lensMiddle: Double) -> [Picture] {
    let (lefts, widths) = (slots.lefts, slots.widths)
    let filter = ChannelStack(count: channels.count).picture(
      of: kernel, width: widths[1], channels: channels, pen: pen
    ) { self.filter(channel: $0, cell: $1) }
    .headed(
      pen.heading(say("filter"), notation.filter, width: widths[1] + pen.distance(60, least: 10)))
    let sign = (lefts[0] + widths[0] + lefts[1]) / 2
    return [
      lenses(width: widths[0], captionWidth: widths[0] + pen.distance(64, least: 0))
        .centered(at: Point(lefts[0] + widths[0] / 2, lensMiddle)),
      pen.sign(pass.layer.operation.sign, size: 30).centered(at: Point(sign, middle)),
      filter.picture.moved(lefts[1], middle),
      arrow(from: lefts[1] + widths[1], to: lefts[2], y: middle),
      mapPicture(width: widths[2], headingWidth: widths[2] + pen.distance(66, least: 24)).moved(
        lefts[2], middle),
    ]
  }

  /// The input with the middle of its left edge at (0, 0).
  private func inputPicture(width: Double, headingWidth: Double) -> Picture {
    let stack = ChannelStack(count: channels.count)
    return legended(
      stack.picture(of: under, width: width, channels: channels, pen: pen) {
        self.input(channel: $0, cell: $1)
      }
      .headed(pen.heading(say("input"), notation.input, width: headingWidth)), width: width)
  }

  // MARK: - Input

  private func input(channel: Int, cell: Double) -> Panel {
    let underlay = Underlay(pass: pass, channel: channel)
    let panel = underlay.panel(
      pen: pen, cell: cell, fill: .values(subject.inputScale(theme)), position: nil,
      labels: cell < 24 ? nil : pen.style.labels, indices: channels.count == 1)
    var seen: Set<Cell> = []
    let padding =
      underlay.isLarge
      ? []
      : marked.flatMap { step in
        underlay.padding(at: step.position, pen: pen, panel: panel) { seen.insert($0).inserted }
      }
    // The first overlay lies on top.
    let overlays = marked.enumerated().reversed().map { index, step in
      let style = theme.position(index)
      return underlay.overlay(
        at: step.position, on: panel, pen: pen, color: style.color, dash: style.dash)
    }
    return panel.drawing(padding + overlays)
  }

  /// Whether the input speaks by its colours alone, which takes a legend.
  private var hasLegend: Bool {
    pass.sweep.underlay.rows > 12 || pass.sweep.underlay.columns > 12
  }

  private func legended(_ input: ChannelStack.Stacked, width: Double) -> Picture {
    guard hasLegend else { return input.picture }
    let legend = pen.legend(subject.inputScale(theme), width: min(160, max(90, width * 0.6)))
    let top = input.picture.bounds.maxY + 14
    return legend.moved(input.frame.midX - legend.bounds.midX, top - legend.bounds.minY)
      .over(input.picture)
  }

  // MARK: - Lenses

  /// Whether the lenses stand side by side, as they do in a low panel.
  private var isBeside: Bool { pen.isShallow && pen.breadth == 1 }
  /// The room between lenses that stand side by side.
  private static let between = 30.0

  private func lensWidth(cell: Double) -> Double {
    let count = Double(shownChannels.count)
    let width = cell * count * Double(kernel.columns) + 10 * (count - 1)
    guard isBeside else { return width }
    let lenses = Double(marked.count)
    return lenses * width + TranslationInvarianceLayout.between * (lenses - 1)
  }

  /// The underlays of the marked steps, one below the other.
  private func lenses(width: Double, captionWidth: Double) -> Picture {
    let count = Double(shownChannels.count)
    let side = Double(isBeside ? marked.count : 1)
    let lensWidth = (width - TranslationInvarianceLayout.between * (side - 1)) / side
    let cell = (lensWidth - 10 * (count - 1)) / (count * Double(kernel.columns))
    let lenses = marked.indices.map { index in
      let row = Picture.row(
        shownChannels.map { lens(index, channel: $0, cell: cell) }, spacing: 10, alignment: .start)
      return Picture.column(
        [lensCaption(index, width: captionWidth - width + lensWidth), row], spacing: 9,
        alignment: .center
      ).tagged("lens", "\(index)")
    }
    let all =
      isBeside
      ? Picture.row(lenses, spacing: TranslationInvarianceLayout.between, alignment: .end)
      : .column(lenses, spacing: 16)
    guard channels.count > shownChannels.count else { return all }
    let more = pen.label(
      say("+ \(channels.count - shownChannels.count) more channels"), size: 13,
      color: theme.muted)
    return .column((isBeside ? [all] : lenses) + [more], spacing: 12)
  }

  private func lensCaption(_ index: Int, width: Double) -> Picture {
    let step = marked[index]
    let symbol = map.symbol(step.position.neuron)
    let caption = pen.formula(
      .row([.words(say("underlay of") + " "), symbol]), size: 18, color: theme.positions[index])
    guard caption.bounds.width > width else { return caption }
    // Its colour says that the lens is of that neuron's overlay.
    let isShort = pen.style.panel != nil && caption.bounds.width * 0.66 > width
    return pen.formula(
      isShort ? symbol : .row([.words(say("underlay of") + " "), symbol]), size: 18,
      color: theme.positions[index], width: width)
  }

  private func lens(_ index: Int, channel: Int, cell: Double) -> Picture {
    let terms = terms(of: marked[index], channel: channel)
    let scale = subject.inputScale(theme)
    let numbers = pen.numbers(terms.map(\.value), cell: cell)
    return pen.matrix(
      kernel, cell: cell, tag: "underlay \(index) \(channel)",
      frame: theme.position(index).stroke(3.2)
    ) { place in
      let number = place.row * kernel.columns + place.column
      let term = terms[number]
      let (text, caption) = term.text(notation, number: numbers.formula(number), pen)
      return CellLook(text, caption: caption, value: term.value, scale: scale, theme: theme)
    }.picture
  }

  private func terms(of step: DotProduct, channel: Int) -> [Term] {
    let start = (channel - channels.lowerBound) * kernel.count
    return (start..<(start + kernel.count)).map { step.terms[$0] }
  }

  // MARK: - Filter and feature map

  private func filter(channel: Int, cell: Double) -> Panel {
    let terms = terms(of: marked[0], channel: channel)
    let scale = ValueScale(.signed, over: marked[0].terms.map(\.weight), theme: theme)
    let numbers = pen.numbers(terms.map(\.weight), cell: cell, comfortable: 13)
    return pen.matrix(kernel, cell: cell, tag: "filter \(channel)") { place in
      let index = place.row * kernel.columns + place.column
      let symbol = notation.weight(terms[index].weightCell, channel: channel)
      let number = numbers.formula(index)
      return CellLook(
        pen.style.labels == .symbols ? symbol : number,
        caption: pen.style.labels == .both ? symbol : nil, value: terms[index].weight,
        scale: scale, theme: theme)
    }
  }

  /// The map with the middle of its left edge at (0, 0).
  private func mapPicture(width: Double, headingWidth: Double) -> Picture {
    let cell = width / Double(map.extent.columns)
    let styles = marked.enumerated().map { ($1.position.index, theme.position($0)) }
    var panel = map.panel(
      pen: pen, cell: cell, labels: map.isNeurons || cell >= 24 ? pen.style.labels : nil,
      progress: .init(
        filled: map.steps.count, marked: Dictionary(uniqueKeysWithValues: styles)))
    if !map.isLarge { panel = pen.indexed(panel) }
    panel = panel.headed(
      pen.heading(map.title, map.symbol, width: headingWidth),
      within: pen.headingRoom(over: panel, reach: headingWidth - width))
    if !map.isNeurons {
      panel = panel.captioned(
        pen.legend(map.scale(theme), width: min(160, max(90, width * 0.6))), gap: 18)
    }
    return panel.picture.moved(0, -panel.frame.height / 2)
  }

  private func arrow(from left: Double, to right: Double, y: Double) -> Picture {
    let length = min(56, (right - left) * 0.5)
    let start = Point((left + right - length) / 2 - pen.distance(8, least: 14), y)
    return Picture(
      bounds: Rectangle(start.x, y - 6, length, 12),
      items: [pen.arrow(from: start, to: start.moved(length, 0))])
  }
}
