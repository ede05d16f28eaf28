import Drawing
import Neural
import Wording

extension StepLayout {
  func input(channel: Int, cell: Double, indices: Bool = true) -> Panel {
    let underlay = Underlay(pass: pass, channel: channel)
    let fill: Underlay.Fill =
      colorsWeights
      ? .weights
      : .values(subject.inputScale(theme))
    let shown: Labels? = showsNumbers(cell) ? pen.style.labels : nil
    let panel = underlay.panel(
      pen: pen, cell: cell, fill: fill, position: step.position, labels: shown,
      indices: indices && channels.count == 1)
    return panel.drawing([
      underlay.overlay(at: step.position, on: panel, pen: pen, color: theme.positions[0])
    ])
  }

  private func terms(ofChannel channel: Int) -> [Term] {
    let size = pass.layer.kernel.count
    let start = (channel - channels.lowerBound) * size
    return (start..<(start + size)).map { step.terms[$0] }
  }

  func filter(channel: Int, cell: Double) -> Panel {
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

  func products(channel: Int, cell: Double) -> Panel {
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

  var biasCaption: Picture {
    let format = NumberFormat(for: [step.bias])
    return pen.formula(
      .row([
        .words(say("bias") + " "), notation.bias, .relation("="),
        pen.style.labels == .symbols
          ? notation.bias(map: step.map) : .number(format.string(step.bias), .regular),
      ]), size: 17, color: theme.muted)
  }

  /// The map with the middle of its left edge at (0, 0).
  func mapPanel(_ map: FeatureMapPanel, width: Double, headingWidth: Double) -> Picture {
    let cell = width / Double(map.extent.columns)
    let bare = map.panel(
      pen: pen, cell: cell, labels: map.isNeurons || cell >= 30 ? pen.style.labels : nil,
      progress: .init(
        filled: step.position.index + 1, marked: [step.position.index: theme.position(0)])
    )
    let panel = bare.headed(
      pen.heading(map.title, map.symbol, width: headingWidth),
      within: pen.headingRoom(over: bare, reach: headingWidth - width))
    let legend =
      map.isNeurons
      ? panel : panel.captioned(pen.legend(map.scale(theme), width: min(160, width * 0.6)), gap: 18)
    return legend.picture.moved(0, -panel.frame.height / 2)
  }

  func sumArrow(from left: Double, to right: Double, y: Double) -> Picture {
    let sigma = pen.sign("∑", size: 24)
    let middle = (left + right) / 2
    let length = min(56, (right - left) * 0.5, right - left - sigma.bounds.width - 26)
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
