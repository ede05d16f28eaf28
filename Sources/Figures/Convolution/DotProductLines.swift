import Drawing
import Neural

/// A dot product written out for the explanation band: z = a w + … + b in symbols, and below it in
/// numbers with its value and a = σ(z).
struct DotProductLines {
  let pass: Convolution.ForwardPass
  let step: DotProduct
  /// The short form that the symbols begin with: w · a + b.
  var brief: Formula?
  /// The colour of a term.
  let color: (Term) -> Color

  init(
    pass: Convolution.ForwardPass, step: DotProduct, brief: Formula? = nil,
    color: @escaping (Term) -> Color
  ) {
    self.pass = pass
    self.step = step
    self.brief = brief
    self.color = color
  }

  private var notation: PassNotation { PassNotation(pass) }
  private var neuron: Cell { step.position.neuron }
  private var isActivated: Bool { pass.layer.activation != .identity }

  /// The lines: the symbols, and the numbers where the style has numbers.
  func pictures(_ pen: Pen) -> [Picture] {
    let z = notation.z(neuron, map: step.map)
    let lead = pen.formula(.row([z, .relation("=")]), size: 22)
    let isAlone = pen.style.labels == .symbols
    let symbols = Sum(
      lead: [z, .relation("=")] + (brief.map { [$0, .relation("=")] } ?? []),
      terms: step.terms.map { .colored(color($0), notation.product($0)) },
      tail: [.relation("+"), notation.bias(map: step.map)]
        + (isAlone && brief != nil && isActivated ? [.space(1.4)] + activation : [])
    ).picture(pen: pen, size: 22, width: pen.bandWidth)
    guard !isAlone else { return [symbols] }
    // A low panel has room for one line, and its numbers are what the reader does not know yet.
    guard !pen.isShallow else {
      return [
        numbers(pen, lead: [z, .relation("=")]).picture(pen: pen, size: 22, width: pen.bandWidth)
      ]
    }
    let indent = lead.bounds.width - pen.formula(.relation("="), size: 22).bounds.width
    let numbers = self.numbers(pen).picture(
      pen: pen, size: 22, width: pen.bandWidth - indent)
    return [
      symbols,
      Picture(
        bounds: Rectangle(
          0, numbers.bounds.minY, indent + numbers.bounds.width, numbers.bounds.height),
        items: numbers.moved(indent - numbers.bounds.minX, 0).items),
    ]
  }

  /// a = σ(z).
  private var activation: [Formula] {
    [
      notation.a(neuron, map: step.map), .relation("="), .function(pass.layer.activation),
      .math("("), notation.z(neuron, map: step.map), .math(")"),
    ]
  }

  private func numbers(_ pen: Pen, lead: [Formula] = [.relation("=")]) -> Sum {
    let (terms, areExact) =
      pass.layer.channelsInGroup == 1 ? factors : channelSums
    let bias = NumberFormat(for: [step.bias], significant: 5)
    let z = NumberFormat(for: [step.z])
    let isExact = areExact && bias.isExact(step.bias) && z.isExact(step.z)
    let biasText = bias.string(step.bias)
    var tail: [Formula] = [
      .relation("+"),
      .number(biasText.hasPrefix("−") ? "(\(biasText))" : biasText, .regular),
      .relation(isExact ? "=" : "≈"),
      .colored(pen.theme.positions[0], .number(z.string(step.z), .bold)),
    ]
    if isActivated {
      let a = NumberFormat(for: [step.a])
      tail +=
        [.space(1.4)] + activation + [
          .relation(a.isExact(step.a) ? "=" : "≈"),
          .colored(pen.theme.positions[0], .number(a.string(step.a), .bold)),
        ]
    }
    return Sum(lead: lead, terms: terms, tail: tail)
  }

  /// Each term as value · weight, and whether no digit was rounded away.
  private var factors: ([Formula], Bool) {
    let values = NumberFormat(for: step.terms.map(\.value))
    let weights = NumberFormat(for: step.terms.map(\.weight))
    let terms = step.terms.enumerated().map { index, term -> Formula in
      .colored(
        color(term),
        .factors(values.string(term.value), weights.string(term.weight), isFirst: index == 0))
    }
    return (
      terms, step.terms.allSatisfy { values.isExact($0.value) && weights.isExact($0.weight) }
    )
  }

  /// With several channels, one summand for each of them.
  private var channelSums: ([Formula], Bool) {
    let size = pass.layer.kernel.count
    let sums = (0..<pass.layer.channelsInGroup).map { channel in
      (channel * size..<(channel + 1) * size).map { step.terms[$0].product }.reduce(0, +)
    }
    let format = NumberFormat(for: sums)
    let terms = sums.enumerated().map { index, sum -> Formula in
      let text = format.string(sum)
      return .number(index > 0 && text.hasPrefix("−") ? "(\(text))" : text, .regular)
    }
    return (terms, sums.allSatisfy(format.isExact))
  }
}

extension Formula {
  /// A summand `2·10`; a minus sign that would follow another sign stands in brackets.
  static func factors(_ value: String, _ weight: String, isFirst: Bool) -> Formula {
    func bracketed(_ text: String) -> String { text.hasPrefix("−") ? "(\(text))" : text }
    return .number((isFirst ? value : bracketed(value)) + "·" + bracketed(weight), .regular)
  }
}
