import Drawing
import Neural

/// One neuron's dot product written out for the explanation band, in symbols and in numbers.
struct FullyConnectedLines {
  let pen: Pen
  let pass: FullyConnected.ForwardPass
  let neuron: Int
  /// The colour of a term; none for ink.
  let color: (Int) -> Color?

  private var step: DotProduct { pass.steps[neuron] }
  private var notation: FullyConnectedNotation { FullyConnectedNotation(pass: pass) }
  private var theme: Theme { pen.theme }
  private var strong: Color { theme.text(in: theme.positions[0], on: theme.band) }
  private static let size = 22.0

  /// z in symbols and, where the style has numbers, in numbers, with a = σ(z) behind.
  func pictures() -> [Picture] {
    let isAlone = pen.style.labels == .symbols
    let lead: [Formula] = [notation.z(neuron), .relation("=")]
    let symbols = Sum(
      lead: lead,
      terms: (0..<pass.layer.inputs).map {
        .colored(ink($0), .row([notation.weight(neuron, $0), .space(0.12), notation.input($0)]))
      },
      tail: [.relation("+"), notation.bias(neuron)], note: isAlone ? activation(isAlone) : nil
    ).picture(pen: pen, size: FullyConnectedLines.size, width: pen.bandWidth)
    guard !isAlone else { return [symbols] }
    let indent = pen.formula(notation.z(neuron), size: FullyConnectedLines.size).bounds.width
    let numbers = numbers(lead: [], width: pen.bandWidth - indent)
    return [
      symbols,
      Picture(
        bounds: Rectangle(
          0, numbers.bounds.minY, indent + numbers.bounds.width, numbers.bounds.height),
        items: numbers.moved(indent - numbers.bounds.minX, 0).items),
    ]
  }

  /// One line alone: the numbers, where the style has them.
  func brief() -> Picture {
    pen.style.labels == .symbols
      ? pictures()[0] : numbers(lead: [notation.z(neuron)], width: pen.bandWidth)
  }

  private func ink(_ index: Int) -> Color {
    color(index).map { theme.text(in: $0, on: theme.band) } ?? theme.ink
  }

  private func numbers(lead: [Formula], width: Double) -> Picture {
    let values = NumberFormat(for: step.terms.map(\.value))
    let weights = NumberFormat(for: step.terms.map(\.weight))
    let bias = NumberFormat(for: [step.bias])
    let z = NumberFormat(for: [step.z])
    let areExact =
      step.terms.allSatisfy {
        values.isExact($0.value) && weights.isExact($0.weight)
      } && bias.isExact(step.bias)
    func parenthesised(_ text: String) -> String { text.hasPrefix("−") ? "(\(text))" : text }
    let terms = step.terms.enumerated().map { index, term -> Formula in
      let weight = weights.string(term.weight)
      let text =
        (index > 0 ? parenthesised(weight) : weight) + "·"
        + parenthesised(values.string(term.value))
      return .colored(ink(index), .number(text, .regular))
    }
    return Sum(
      lead: lead + [.relation(areExact ? "=" : "≈")], terms: terms,
      tail: [
        .relation("+"), .number(parenthesised(bias.string(step.bias)), .regular),
        .relation(areExact && z.isExact(step.z) ? "=" : "≈"),
        .colored(strong, .number(z.string(step.z), .bold)),
      ], note: activation(false)
    ).picture(pen: pen, size: FullyConnectedLines.size, width: width)
  }

  /// a = σ(z), where there is an activation function.
  private func activation(_ isSymbols: Bool) -> Formula? {
    guard !notation.isRaw else { return nil }
    let a = NumberFormat(for: [step.a])
    let lead: [Formula] = [
      .space(1.4), notation.a(neuron), .relation("="), .function(pass.layer.activation),
      .math("("), notation.z(neuron), .math(")"),
    ]
    guard !isSymbols else { return .row(lead) }
    return .row(
      lead + [
        .relation(a.isExact(step.a) ? "=" : "≈"),
        .colored(strong, .number(a.string(step.a), .bold)),
      ])
  }

  /// The neuron's gradients on one quiet line: ∂C/∂b = σ′(z) ∂C/∂a, and with it that of its first
  /// weight.
  func gradients(_ backward: FullyConnected.BackwardPass) -> Picture {
    let step = backward.convolution.biasGradient.steps[neuron]
    let contribution = backward.convolution.weightGradient.steps[neuron]
    let weight = contribution.terms[0]
    func number(_ value: Double) -> Formula {
      let text = NumberFormat(for: [value]).string(value)
      return .number(text.hasPrefix("−") ? "(\(text))" : text, .regular)
    }
    func isExact(_ value: Double) -> Bool { NumberFormat(for: [value]).isExact(value) }
    func product(_ a: Double, _ b: Double, _ value: Double) -> [Formula] {
      let areExact = isExact(a) && isExact(b)
      return [
        .relation(areExact ? "=" : "≈"), number(a), .relation("·"), number(b),
        .relation(areExact && isExact(value) ? "=" : "≈"),
        .number(NumberFormat(for: [value]).string(value), .semibold),
      ]
    }
    let isSymbols = pen.style.labels == .symbols
    var parts: [Formula] = [
      .partial(notation.bias(neuron)), .relation("="), .math("σ′("), notation.z(neuron),
      .math(")"), .space(0.15), .partial(notation.a(neuron)),
    ]
    if !isSymbols {
      parts += product(step.derivative, step.upstreamGradient, step.component)
    }
    let own = parts
    parts += [
      .space(1.6), .partial(notation.weight(neuron, 0)), .relation("="), notation.input(0),
      .space(0.15), .partial(notation.bias(neuron)),
    ]
    if !isSymbols { parts += product(weight.value, weight.factor, weight.product) }
    // In a narrow panel the weight's gradient gives way.
    let isNarrow =
      pen.style.panel != nil && pen.formula(.row(parts), size: 15).bounds.width > pen.bandWidth
    return pen.formula(
      .row(isNarrow ? own : parts), size: 19, color: theme.muted, width: pen.bandWidth
    ).tagged("gradients", "\(neuron)")
  }
}
