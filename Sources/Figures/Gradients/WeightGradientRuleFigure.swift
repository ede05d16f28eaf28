import Drawing
import Neural
import Wording

/// The rule for the gradient of a weight at one neuron: ∂C/∂wᴸ = aᴸ⁻¹ ∂C/∂bᴸ.
struct WeightGradientRuleFigure: Figure {
  private let sample: GradientRuleSample

  init(subject: GradientSubject) { sample = GradientRuleSample(subject) }

  func scene(style: FigureStyle) -> Scene {
    GradientRulePage(pen: Pen(style: style), sample: sample, rule: rule(style.labels)).scene()
  }

  private func rule(_ labels: Labels) -> GradientRule {
    let notation = sample.notation
    let total = sample.weightTotal
    return GradientRule(
      title: say("The rule for the weight gradient"),
      subtitle: say(
        """
        What a weight does to \(sample.cost): the more the activation that it multiplies, the more \
        it counts
        """),
      result: .init(
        symbol: GradientRule.fraction(notation.filter), own: .partial(sample.weightSymbol),
        value: sample.weight.product, name: say("weight gradient"),
        source: say("component of \(sample.place)")),
      local: .init(
        symbol: notation.input, own: sample.inputSymbol, value: sample.weight.value,
        name: sample.weight.isPadding
          ? say("zero of the padding") : say("activation under the weight"),
        source: say("from the layer before")),
      incoming: .init(
        symbol: GradientRule.fraction(notation.bias),
        own: notation.biasGradient(sample.neuron, map: sample.map), value: sample.weight.factor,
        name: say("bias gradient"), source: say("of this neuron, by the rule before")),
      way: .toWeight,
      summary: GradientRule.summary(
        total.count == 1
          ? say("The map has only this neuron, so that its component is all of")
          : say(
            "All \(total.count) neurons of the map share the weight; their components add up to"),
        .partial(sample.weightSymbol), total, labels: labels),
      total: say("The whole gradient of the weight is \(NumberFormat.shortest(total.value))."))
  }
}
