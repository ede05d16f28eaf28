import Drawing
import Neural

/// Where the panels of a step go: small ones side by side, large ones with a lens.
struct StepLayout {
  let pen: Pen
  let pass: Convolution.ForwardPass
  let step: DotProduct
  let channels: Range<Int>
  let colorsWeights: Bool
  let subject: Subject

  private static let heading = 44.0
  /// The room that row numbers take at the left.
  private static let indices = 26.0
  private var theme: Theme { pen.theme }
  private var notation: Notation { Notation(pass) }
  private var isLens: Bool {
    (pass.sweep.underlay.rows > 6 || pass.sweep.underlay.columns > 6) && channels.count == 1
  }

  func pictures(in room: Rectangle) -> [Picture] {
    isLens ? lens(in: room) : row(in: room)
  }

  // MARK: - Side by side

  private func row(in room: Rectangle) -> [Picture] {
    let map = FeatureMapPanel(pass: pass, map: step.map)
    let stack = ChannelStack(count: channels.count)
    let height = room.height - StepLayout.heading - 40
    let kernel = pass.layer.kernel
    let underlay = Underlay(pass: pass, channel: channels.lowerBound)
    let under = underlay.extent
    let columns = Columns(
      in: room, indent: StepLayout.indices,
      shares: [underlay.ring == .none ? 1.05 : 1.4, 0.6, 1, 1],
      limits: [
        stack.width(of: under, cell: min(stack.cell(of: under, height: height), cap(100, under))),
        stack.width(
          of: kernel, cell: min(stack.cell(of: kernel, height: height * 0.8), cap(84, kernel))),
        stack.width(
          of: kernel, cell: min(stack.cell(of: kernel, height: height), cap(116, kernel))),
        Double(map.extent.columns) * min(height / Double(map.extent.rows), cap(120, map.extent)),
      ], gaps: [64, 64, 120])
    let (widths, gaps) = (columns.widths, columns.gaps)
    let middle = room.midY + StepLayout.heading / 2 - 8

    let input = stack.picture(of: under, width: widths[0], channels: channels, pen: pen) {
      self.input(channel: $0, cell: $1)
    }.headed(pen.heading("input", notation.input, width: widths[0] + gaps[0]))
    let filter = stack.picture(of: kernel, width: widths[1], channels: channels, pen: pen) {
      self.filter(channel: $0, cell: $1)
    }.headed(pen.heading("filter", notation.filter, width: widths[1] + gaps[0] * 0.9))
      .captioned(biasCaption)
    let products = stack.picture(of: kernel, width: widths[2], channels: channels, pen: pen) {
      self.products(channel: $0, cell: $1)
    }.headed(pen.heading("underlay × overlay", width: widths[2] + gaps[1] * 0.9))
    let result = mapPanel(map, width: widths[3], headingWidth: widths[3] + gaps[2] * 0.5)

    let operation = pass.layer.operation == .crossCorrelation ? "⋆" : "∗"
    let left = columns.lefts
    return [
      input.picture.moved(left[0], middle), filter.picture.moved(left[1], middle),
      products.picture.moved(left[2], middle), result.moved(left[3], middle),
      pen.sign(operation, size: 30).centered(at: Point(columns.middle(ofGap: 0), middle)),
      pen.sign("=", size: 30).centered(at: Point(columns.middle(ofGap: 1), middle)),
      sumArrow(from: left[2] + widths[2], to: left[3], y: middle),
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

  // MARK: - With a lens

  private func lens(in room: Rectangle) -> [Picture] {
    let map = FeatureMapPanel(pass: pass, map: step.map)
    let kernel = pass.layer.kernel
    let underlay = Underlay(pass: pass, channel: channels.lowerBound)
    let under = underlay.extent
    let height = room.height - StepLayout.heading - 30
    // Numbers in the lens matter more than those in the filter, which the band repeats.
    let lensRoom = (height - 56) * max(0.62, min(0.76, 46 * Double(kernel.rows) / (height - 56)))
    let columns = Columns(
      in: room, indent: StepLayout.indices, shares: [1.15, 0.85, 1],
      limits: [
        Double(under.columns) * height / Double(under.rows),
        Double(kernel.columns) * min(lensRoom / Double(kernel.rows), 104),
        Double(map.extent.columns) * min((height - 36) / Double(map.extent.rows), 112),
      ], gaps: [76, 120])
    let (widths, gaps) = (columns.widths, columns.gaps)
    let middle = room.midY + StepLayout.heading / 2 - 8

    let left = input(channel: channels.lowerBound, cell: widths[0] / Double(under.columns))
    let inputPanel = left.placed(
      at: Point(columns.lefts[0], middle - left.outer.height / 2)
    ).headed(pen.heading("input", notation.input, width: widths[0] + gaps[0]))

    let lensCell = widths[1] / Double(kernel.columns)
    let filterRoom = height - 56 - lensCell * Double(kernel.rows)
    let filterCell = min(lensCell * 0.66, filterRoom / Double(kernel.rows), 52)
    let lensX = columns.lefts[1]
    let total = Double(kernel.rows) * (lensCell + filterCell) + 56
    let lensTop = middle - total / 2
    let lensPanel = products(channel: channels.lowerBound, cell: lensCell).moved(lensX, lensTop)
      .headed(pen.heading("underlay × overlay", width: widths[1] + gaps[0]))
    let filterPanel = filter(channel: channels.lowerBound, cell: filterCell)
      .framed(
        at: Point(
          lensPanel.frame.midX,
          lensTop + Double(kernel.rows) * lensCell + 56 + filterCell * Double(kernel.rows) / 2)
      )
      .headed(pen.heading("filter", notation.filter, width: widths[1] + gaps[0]), gap: 12)

    let mapX = columns.lefts[2]
    let mapPicture = mapPanel(map, width: widths[2], headingWidth: widths[2] + gaps[1] * 0.5).moved(
      mapX, middle)
    let overlay = underlay.rectangle(at: step.position, on: inputPanel)
    return [
      inputPanel.picture, rays(from: overlay, over: inputPanel, to: lensPanel.frame),
      lensPanel.picture,
      filterPanel.picture, mapPicture,
      sumArrow(from: lensX + widths[1], to: mapX, y: lensPanel.frame.midY),
    ]
  }

  /// Dashed lines from the overlay to the lens; over an input that shows its numbers they begin at
  /// its edge, so as not to run through them.
  private func rays(from overlay: Rectangle, over input: Panel, to lens: Rectangle) -> Picture {
    let color = theme.positions[0].mixed(with: theme.paper, 0.3)
    let left = showsNumbers(input.cell) ? max(input.outer.maxX, overlay.maxX) : overlay.maxX
    let lines = [
      (Point(overlay.maxX, overlay.minY), lens.origin),
      (Point(overlay.maxX, overlay.maxY), Point(lens.minX, lens.maxY)),
    ].map { start, end in
      let fraction = (left - start.x) / max(end.x - start.x, 1)
      return Path.line(Point(left, start.y + (end.y - start.y) * fraction), end)
    }
    return Picture(
      bounds: overlay.union(lens),
      items: lines.map { .path($0, .stroke(color, 1.3, dash: [5, 4])) }
    ).tagged("lens")
  }

  /// Whether an input with cells of the given size shows its numbers.
  private func showsNumbers(_ cell: Double) -> Bool { cell >= 40 || colorsWeights }

  // MARK: - Panels

  private func input(channel: Int, cell: Double) -> Panel {
    let underlay = Underlay(pass: pass, channel: channel)
    let fill: Underlay.Fill =
      colorsWeights
      ? .weights
      : .values(subject.inputScale(theme))
    let shown: Labels? = showsNumbers(cell) ? pen.style.labels : nil
    let panel = underlay.panel(
      pen: pen, cell: cell, fill: fill, position: step.position, labels: shown,
      indices: channels.count == 1)
    return panel.drawing([
      underlay.overlay(at: step.position, on: panel, pen: pen, color: theme.positions[0])
    ])
  }

  private func terms(ofChannel channel: Int) -> [Term] {
    let size = pass.layer.kernel.count
    let start = (channel - channels.lowerBound) * size
    return (start..<(start + size)).map { step.terms[$0] }
  }

  private func filter(channel: Int, cell: Double) -> Panel {
    let terms = terms(ofChannel: channel)
    let scale = ValueScale(.signed, over: step.terms.map(\.weight), theme: theme)
    let numbers = pen.numbers(terms.map(\.weight), cell: cell, comfortable: 13)
    return kernelPanel(tag: "filter \(channel)", cell: cell, terms: terms, scale: scale) {
      index, term in
      let symbol = notation.weight(term.weightCell, channel: channel)
      switch pen.style.labels {
      case .symbols: return (symbol, nil, term.weight)
      case .numbers: return (numbers.formula(index), nil, term.weight)
      case .both: return (numbers.formula(index), symbol, term.weight)
      }
    }
  }

  private func products(channel: Int, cell: Double) -> Panel {
    let terms = terms(ofChannel: channel)
    let scale = ValueScale(.signed, over: step.terms.map(\.product), theme: theme)
    let numbers = pen.numbers(terms.map(\.product), cell: cell)
    let values = NumberFormat(for: terms.map(\.value))
    let weights = NumberFormat(for: terms.map(\.weight))
    return kernelPanel(tag: "products \(channel)", cell: cell, terms: terms, scale: scale) {
      index, term in
      let symbols = notation.product(term)
      let factors = Formula.number(
        "\(values.string(term.value)) × \(weights.string(term.weight))", .regular)
      switch pen.style.labels {
      case .symbols: return (symbols, nil, term.product)
      case .numbers: return (numbers.formula(index), cell < 44 ? nil : factors, term.product)
      case .both: return (numbers.formula(index), cell < 44 ? nil : symbols, term.product)
      }
    }
  }

  private func kernelPanel(
    tag: String, cell: Double, terms: [Term], scale: ValueScale,
    says: (Int, Term) -> (Formula?, Formula?, Double)
  ) -> Panel {
    let kernel = pass.layer.kernel
    let isLens = tag.hasPrefix("products") && !colorsWeights
    return pen.matrix(
      kernel, cell: cell, tag: tag,
      frame: isLens ? Stroke(color: theme.positions[0], width: 3.2) : nil
    ) { place in
      let index = place.row * kernel.columns + place.column
      let (text, caption, value) = says(index, terms[index])
      if colorsWeights {
        let color = theme.weight(
          Underlay(pass: pass, channel: terms[index].channel).weightIndex(place))
        let fill = theme.paper.mixed(with: color, theme.tint)
        return CellLook(
          text, caption: caption, fill: fill, color: theme.text(in: color, on: fill))
      }
      return CellLook(text, caption: caption, value: value, scale: scale, theme: theme)
    }
  }

  private var biasCaption: Picture {
    let format = NumberFormat(for: [step.bias])
    return pen.formula(
      .row([
        .words("bias "), notation.bias, .relation("="),
        pen.style.labels == .symbols
          ? notation.bias(map: step.map) : .number(format.string(step.bias), .regular),
      ]), size: 17, color: theme.muted)
  }

  /// The map with the middle of its left edge at (0, 0).
  private func mapPanel(_ map: FeatureMapPanel, width: Double, headingWidth: Double) -> Picture {
    let cell = width / Double(map.extent.columns)
    let panel = map.panel(
      pen: pen, cell: cell, labels: map.isNeurons || cell >= 30 ? pen.style.labels : nil,
      progress: .init(
        filled: step.position.index + 1, marked: [step.position.index: theme.positions[0]])
    ).headed(pen.heading(map.title, map.symbol, width: headingWidth))
    let legend =
      map.isNeurons
      ? panel : panel.captioned(pen.legend(map.scale(theme), width: min(160, width * 0.6)), gap: 18)
    return legend.picture.moved(0, -panel.frame.height / 2)
  }

  private func sumArrow(from left: Double, to right: Double, y: Double) -> Picture {
    let sigma = pen.sign("∑", size: 24)
    let middle = (left + right) / 2
    let length = min(56, (right - left) * 0.5)
    let group = sigma.bounds.width + 10 + length
    let start = middle - group / 2
    let arrow = Point(start + sigma.bounds.width + 10, y)
    return Picture(
      bounds: Rectangle(start, y - 12, group, 24),
      items: sigma.centered(at: Point(start + sigma.bounds.width / 2, y)).items + [
        pen.arrow(from: arrow, to: arrow.moved(length, 0))
      ])
  }
}
