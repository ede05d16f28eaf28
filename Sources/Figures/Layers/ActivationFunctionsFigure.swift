import Drawing
import Neural
import Wording

/// Activation functions and their slopes, over the raw activations of a layer: which of its neurons
/// let a gradient through, under its own function and under others.
struct ActivationFunctionsFigure: ComposedFigure {
  let subject: ActivationSubject

  init(subject: ActivationSubject) { self.subject = subject }

  private func values(_ style: FigureStyle?) -> ActivationValues {
    let width = style.map { $0.panel?.width ?? $0.page.size.width - 112 } ?? 1168
    let count = max(1, min(4, Int((width + 34) / 262)))
    return ActivationValues(subject: subject, functions: subject.functions(count))
  }

  var ledger: Ledger { values(nil).ledger }

  func scene(style: FigureStyle) -> Scene {
    let values = values(style)
    return Sheet.scene(style: style, ledger: values.ledger) { pen, spellings in
      let shown = panels(values, spellings, pen)
      return Sheet(
        title: .number(title(values), .semibold), subtitle: subtitle, body: shown,
        band: Band(remarks(values).map { .remark("", $0) }),
        description: description(values, spellings))
    }
  }

  private var notation: Notation {
    Notation(channels: 2, maps: subject.z.shape.count == 3 && subject.z.shape[0] == 1 ? 1 : 2)
  }

  // MARK: - Panels

  private func panels(
    _ values: ActivationValues, _ spellings: Spellings, _ pen: Pen
  ) -> ActivationPanels {
    let count = subject.z.count
    let symbolic = pen.style.labels == .symbols
    return ActivationPanels(
      panels: values.functions.map { function in
        let flat = values.flat(function)
        let (a, slope) = (values.a(function), values.slope(function))
        let percent = Double(flat.count) / Double(count) * 100
        let part =
          flat.count == 0 || flat.count == count
          ? say("of \(count)") : say("of \(count) (\(percentage(percent)))")
        let bound = NumberFormat.shortest(ActivationValues.flatness)
        let words =
          flat.count > 0 && flat.areZero
          ? say("\(part): slope 0") : say("\(part): slope below \(bound)")
        return ActivationPanels.Panel(
          name: function.title, formula: function.law, function: { function($0) },
          slope: { function.derivative($0) },
          labels: symbolic
            ? (.row([.math("σ("), symbol, .math(")")]), .row([.math("σ′("), symbol, .math(")")]))
            : (spellings.number(a), spellings.number(slope)),
          flat: ("\(flat.count)", words, Double(flat.count) / Double(count)),
          lines: symbolic
            ? []
            : [
              line(.math("σ("), values.z, a, spellings),
              line(.math("σ′("), values.z, slope, spellings),
            ])
      },
      values: subject.z.values, marked: values.z.value, z: symbol,
      flatness: ActivationValues.flatness,
      slopeTitle: .row([.number(say("slope"), .semibold), .space(0.3), .math("σ′(z)")]))
  }

  /// The symbol of the followed neuron's z.
  private var symbol: Formula {
    .sourced(
      Source(.init(tensor: subject.name, index: subject.index), form: .symbol),
      notation.general(Tensors.z, subject.index.map(String.init).joined(separator: ",")))
  }

  /// σ(1.82) ≈ 0.861.
  private func line(
    _ function: Formula, _ z: Datum, _ value: Datum, _ spellings: Spellings
  ) -> Formula {
    .row([
      function, spellings.number(z, .regular), .math(")"),
      .relation(spellings.isExact(value) && spellings.isExact(z) ? "=" : "≈"),
      spellings.number(value, .bold),
    ])
  }

  private func percentage(_ value: Double) -> String {
    let rounded = NumberFormat.fixed(value, decimals: 0)
    return rounded == "0" ? "< 1 %" : rounded == "100" ? "> 99 %" : "\(rounded) %"
  }

  // MARK: - Words

  private func title(_ values: ActivationValues) -> String {
    let count = subject.z.count
    return count == 1
      ? say("Activation functions and their slopes, at one raw activation")
      : say("Activation functions and their slopes, over \(count) raw activations of a layer")
  }

  private var subtitle: [String] {
    let shape = subject.z.shape.map(String.init).joined(separator: " × ")
    return [
      (subject.stage.isEmpty ? "" : subject.stage + ", ") + say("\(shape) neurons"),
      say("the slope is what multiplies the gradient on its way back"),
    ]
  }

  private func remarks(_ values: ActivationValues) -> [String] {
    let others = values.functions.count > 1
    var remarks = [say("hatched: slope below \(NumberFormat.shortest(ActivationValues.flatness))")]
    if others {
      remarks.append(
        subject.activation == .identity
          ? say("the layer applies no function; all are shown over its z")
          : say(
            "the layer’s own function is \(subject.activation.title); the others are over the same z"
          ))
    }
    let reach = ActivationPanels.reach(subject.z.values)
    let outside = subject.z.values.count { !(abs($0) <= reach) }
    if outside > 0 {
      remarks.append(say("\(outside) of \(subject.z.count) z lie outside of ±\(Int(reach))"))
    }
    return remarks
  }

  private func description(_ values: ActivationValues, _ spellings: Spellings) -> String {
    let count = subject.z.count
    let sentences = values.functions.map { function in
      let flat = values.flat(function)
      return say(
        "\(function.title): a = \(spellings.text(values.a(function))) and slope \(spellings.text(values.slope(function))); of \(count) values \(flat.count) have a slope below \(NumberFormat.shortest(ActivationValues.flatness))."
      )
    }
    let words = StepWords(subject.accounts, spellings)(subject.neuron, of: .forward)
    return ([say("Shown at z = \(spellings.text(values.z)).")] + sentences + [words])
      .filter { !$0.isEmpty }.joined(separator: " ")
  }
}

extension Activation {
  /// σ(z) as a short formula; of a function that has a long one its name.
  var law: Formula {
    func max0(_ other: Formula) -> Formula {
      .row([.words("max"), .math("("), other, .math(", z)")])
    }
    switch self {
    case .identity: return .math("z")
    case .sigmoid:
      return .row([
        .math("1/(1"), .relation("+"), .scripts(.math("e"), sub: nil, sup: .math("−z")),
        .math(")"),
      ])
    case .tanh: return .row([.words("tanh"), .space(0.15), .math("z")])
    case .relu: return max0(.math("0"))
    case .leakyReLU(let slope):
      guard slope >= 0, slope <= 1 else { return .empty }
      return max0(.row([.number(NumberFormat.shortest(slope), .regular), .space(0.1), .math("z")]))
    case .softplus:
      return .row([
        .math("ln(1"), .relation("+"), .scripts(.math("e"), sub: nil, sup: .math("z")), .math(")"),
      ])
    case .silu:
      return .row([
        .math("z"), .space(0.1), .math("·"), .space(0.1), .words("sigmoid"), .space(0.1),
        .math("z"),
      ])
    case .gelu: return .math("z Φ(z)")
    case .softsign: return .math("z/(1 + |z|)")
    case .relu6:
      return .row([.words("min"), .math("(6, "), max0(.math("0")), .math(")")])
    case .elu, .selu, .celu, .geluTanh, .hardSigmoid, .hardSwish, .mish, .thresholdedReLU:
      return .empty
    }
  }
}

extension Formula {
  /// Nothing.
  static let empty = Formula.row([])
}
