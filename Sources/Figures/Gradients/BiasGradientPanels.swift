import Drawing
import Neural

/// The panels of a bias gradient: z, σ′(z), ∂C/∂a, their products, and the sum.
struct BiasGradientPanels {
  let pen: Pen
  let pass: Convolution.ForwardPass
  let map: Int
  let steps: [BiasContribution]
  /// The step shown, or none where all are.
  let current: Int?
  let total: Double
  private let slopes: NumberFormat
  private let gradients: NumberFormat

  init(
    pen: Pen, pass: Convolution.ForwardPass, map: Int, steps: [BiasContribution], current: Int?,
    total: Double
  ) {
    self.pen = pen
    self.pass = pass
    self.map = map
    self.steps = steps
    self.current = current
    self.total = total
    slopes = NumberFormat(for: steps.lazy.map(\.derivative))
    gradients = NumberFormat(for: steps.lazy.map(\.upstreamGradient))
  }

  var theme: Theme { pen.theme }
  var notation: PassNotation { PassNotation(pass) }
  var extent: Extent { pass.sweep.extent }
  var isNeurons: Bool { extent.rows <= 5 && extent.columns <= 5 }
  var isLarge: Bool { extent.rows > 12 || extent.columns > 12 }
  /// Whether each neuron has a colour of its own, which takes few of them.
  var colorsPositions: Bool { isNeurons && steps.count <= 8 }

  /// What a panel shows of each neuron.
  enum Quantity: String, CaseIterable {
    case z = "z"
    case derivative = "slope"
    case upstream = "upstream"
    case component = "components"
  }

  func value(_ quantity: Quantity, _ step: BiasContribution) -> Double {
    switch quantity {
    case .z: step.z
    case .derivative: step.derivative
    case .upstream: step.upstreamGradient
    case .component: step.component
    }
  }

  func values(_ quantity: Quantity) -> [Double] { steps.map { value(quantity, $0) } }

  func symbol(_ quantity: Quantity, _ neuron: Cell) -> Formula {
    switch quantity {
    case .z: notation.z(neuron, map: map)
    case .derivative: notation.derivative(neuron, map: map)
    case .upstream: notation.upstreamGradient(neuron, map: map)
    case .component: notation.biasGradient(neuron, map: map)
    }
  }

  func color(_ index: Int) -> Color {
    colorsPositions ? theme.position(index).color : theme.positions[0]
  }

  /// The scale that the values are coloured by where neurons have no colours of their own.
  func scale(_ quantity: Quantity) -> ValueScale {
    ValueScale(.signed, over: values(quantity), theme: theme)
  }

  // MARK: - A map of neurons

  func panel(_ quantity: Quantity, cell: Double) -> Panel {
    if isLarge { return heat(quantity, cell: cell) }
    let side = (isNeurons ? cell * 0.8 : cell) * (pen.style.labels == .both ? 0.95 : 1)
    let numbers = pen.numbers(values(quantity), cell: side)
    let scale = scale(quantity)
    let look = { (neuron: Cell) in self.look(quantity, neuron, numbers, scale) }
    return isNeurons
      ? pen.neurons(extent, cell: cell, tag: quantity.rawValue, looks: look)
      : pen.matrix(extent, cell: cell, tag: quantity.rawValue, looks: look)
  }

  private func look(
    _ quantity: Quantity, _ neuron: Cell, _ numbers: FittedNumbers, _ scale: ValueScale
  ) -> CellLook {
    let index = neuron.row * extent.columns + neuron.column
    if quantity == .component, let current, index > current {
      return CellLook(
        color: theme.quiet,
        outline: isNeurons ? Stroke(color: theme.hairline, width: 1.4, dash: [4, 4]) : nil)
    }
    var look = shape(index, value: value(quantity, steps[index]), scale: scale)
    switch pen.style.labels {
    case .symbols: look.text = symbol(quantity, neuron)
    case .numbers:
      look.text = numbers.formula(index)
      // A circle leaves no room for factors, which the lines below then show.
      look.caption = quantity == .component && !isNeurons ? factors(steps[index]) : nil
    case .both:
      look.text = numbers.formula(index)
      look.caption = symbol(quantity, neuron)
    }
    return look
  }

  private func shape(_ index: Int, value: Double, scale: ValueScale) -> CellLook {
    let isCurrent = index == current
    guard colorsPositions else {
      var look = CellLook(value: value, scale: scale, theme: theme)
      look.outline =
        isCurrent
        ? theme.position(0).stroke(4) : isNeurons ? Stroke(color: theme.frame, width: 1.2) : nil
      return look
    }
    let style = theme.position(index)
    guard current == nil || isCurrent else {
      return CellLook(color: theme.quiet, outline: Stroke(color: theme.frame, width: 1.2))
    }
    let fill = theme.paper.mixed(with: style.color, theme.tint * 0.8)
    return CellLook(
      fill: fill, color: theme.text(in: style.color, on: fill),
      outline: style.stroke(isCurrent ? 4 : 2.6))
  }

  /// The factors of a component in numbers, a slope and a gradient.
  func factors(_ step: BiasContribution) -> Formula {
    let gradient = gradients.string(step.upstreamGradient)
    return .number(
      slopes.string(step.derivative) + " × "
        + (gradient.hasPrefix("−") ? "(\(gradient))" : gradient), .regular)
  }

  private func heat(_ quantity: Quantity, cell: Double) -> Panel {
    // Components still to come show the paper, which is the colour of zero.
    let shown = values(quantity).enumerated().map { index, value in
      quantity == .component && index > (current ?? index) ? 0 : value
    }
    let panel = pen.heat(
      shown, extent: extent, scale: scale(quantity), cell: cell, tag: quantity.rawValue)
    guard let current else { return panel }
    let neuron = panel.rectangle(of: steps[current].neuron)
    return panel.drawing([
      .group(
        Tag("neuron", "\(quantity.rawValue) current"),
        [
          .rectangle(
            neuron.inset(-max(0, (10 - neuron.width) / 2)), radius: 4,
            Paint(stroke: theme.position(0).stroke(4)))
        ])
    ])
  }

  // MARK: - Small panels and the total

  /// A map as it stands in the band.
  func small(_ quantity: Quantity, cell: Double) -> Panel {
    let numbers = pen.numbers(values(quantity), cell: cell, comfortable: 12)
    let scale = scale(quantity)
    if isLarge { return heat(quantity, cell: cell) }
    return pen.matrix(extent, cell: cell, tag: "small \(quantity.rawValue)") { neuron in
      let index = neuron.row * extent.columns + neuron.column
      var look =
        colorsPositions
        ? shape(index, value: 0, scale: scale)
        : CellLook(value: value(quantity, steps[index]), scale: scale, theme: theme)
      look.outline = nil
      look.text = pen.style.labels == .symbols ? nil : numbers.formula(index)
      return look
    }
  }

  /// ∂C/∂b as one strongly framed cell.
  func total(side: Double, value: Double, tag: String) -> Panel {
    let symbol = notation.biasGradient(map: map)
    let isTotal = current == nil || current == steps.count - 1
    let numbers = pen.numbers([value], cell: side)
    return pen.matrix(
      Extent(1), cell: side, tag: tag, frame: Stroke(color: theme.ink, width: 2.6)
    ) { _ in
      switch pen.style.labels {
      case .symbols: CellLook(isTotal ? symbol : nil, color: theme.ink)
      case .numbers: CellLook(numbers.formula(0, .bold), color: theme.ink)
      case .both:
        CellLook(numbers.formula(0, .bold), caption: isTotal ? symbol : nil, color: theme.ink)
      }
    }
  }
}
