import Drawing
import Neural
import Wording

/// The rule for the gradient of an activation of the layer before: ∂C/∂aᴸ⁻¹ = wᴸ ∂C/∂bᴸ.
struct ActivationGradientRuleFigure: Figure {
  private let sample: GradientRuleSample

  init(subject: GradientSubject) { sample = GradientRuleSample(subject) }

  func scene(style: FigureStyle) -> Scene {
    GradientRulePage(pen: Pen(style: style), sample: sample, rule: rule(style.labels)).scene()
  }

  private func rule(_ labels: Labels) -> GradientRule {
    let notation = sample.notation
    let total = sample.activationTotal
    return GradientRule(
      title: say("The rule for the activation gradient"),
      subtitle: say(
        """
        What an activation of the layer before does to \(sample.cost): the larger the weight over \
        it, the more it counts
        """),
      result: .init(
        symbol: GradientRule.fraction(notation.input), own: .partial(sample.inputSymbol),
        value: sample.activation.product, name: say("activation gradient"),
        source: say("component of \(sample.place)")),
      local: .init(
        symbol: notation.filter, own: sample.weightSymbol, value: sample.activation.value,
        name: say("shared weight"), source: say("that lies over the activation")),
      incoming: .init(
        symbol: GradientRule.fraction(notation.bias),
        own: notation.biasGradient(sample.neuron, map: sample.map),
        value: sample.activation.factor, name: say("bias gradient"),
        source: say("of this neuron, by the first rule")),
      way: .toInput,
      summary: total.map { total in
        GradientRule.summary(
          total.count == 1
            ? say("No other overlay covers the activation, so that the component is all of")
            : say("\(total.count) overlays cover the activation; their components add up to"),
          .partial(sample.inputSymbol), total, labels: labels)
      } ?? [.words(say("This overlay lies wholly in the padding, whose zeros have no gradient."))],
      total: total.map {
        say("The whole gradient of the activation is \(NumberFormat.shortest($0.value)).")
      })
  }
}
