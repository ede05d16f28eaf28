import Drawing

/// One rule of the gradients as a figure shows it: what equals what times what, and why.
struct GradientRule {
  /// The figure's title.
  let title: String
  /// What the rule says, in words.
  let subtitle: String
  /// The gradient that the rule gives.
  let result: Factor
  /// What the neuron itself puts in.
  let local: Factor
  /// The gradient that flows in.
  let incoming: Factor
  /// Which way the gradient takes.
  let way: Way
  /// The sum that the component goes into, for the band.
  let summary: [Formula]
  /// What the alt text says of the sum.
  let total: String?

  /// One of the three quantities of a rule.
  struct Factor {
    /// The symbol of the rule: ∂C/∂bᴸ.
    let symbol: Formula
    /// The same for the neuron shown: ∂C/∂b_{0,0}.
    let own: Formula
    let value: Double
    /// What it is.
    let name: String
    /// Where it comes from.
    let source: String
  }

  /// The stretch of the way back that a rule is about.
  enum Way {
    /// From a neuron's activation to its raw activation.
    case throughActivation
    /// From there to a weight.
    case toWeight
    /// From there to an activation of the layer before.
    case toInput
  }
}

extension GradientRule {
  /// ∂C/∂x as a real fraction.
  static func fraction(_ denominator: Formula) -> Formula {
    .fraction(.math("∂C"), .row([.math("∂"), denominator]))
  }

  /// Words for the band about the sum of a gradient's components, with its value in numbers.
  static func summary(
    _ words: String, _ gradient: Formula, _ total: GradientRuleSample.Total, labels: Labels
  ) -> [Formula] {
    var parts: [Formula] = [.words(words + "  "), gradient]
    if labels != .symbols {
      let format = NumberFormat(for: [total.value])
      parts += [
        .relation(format.isExact(total.value) ? "=" : "≈"),
        .number(format.string(total.value), .bold),
      ]
    }
    return parts
  }
}
