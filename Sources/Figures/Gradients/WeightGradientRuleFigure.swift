import Drawing
import Neural

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
      title: "The rule for the weight gradient",
      subtitle: "What a weight does to the cost C: the more the activation that it multiplies, the "
        + "more it counts",
      result: .init(
        symbol: GradientRule.fraction(notation.filter), own: .partial(sample.weightSymbol),
        value: sample.weight.product, name: "weight gradient",
        source: "component of \(sample.place)"),
      local: .init(
        symbol: notation.input, own: sample.inputSymbol, value: sample.weight.value,
        name: sample.weight.isPadding ? "zero of the padding" : "activation under the weight",
        source: "from the layer before"),
      incoming: .init(
        symbol: GradientRule.fraction(notation.bias),
        own: notation.biasGradient(sample.neuron, map: sample.map), value: sample.weight.factor,
        name: "bias gradient", source: "of this neuron, by the rule before"),
      way: .toWeight,
      summary: GradientRule.summary(
        total.count == 1
          ? "The map has only this neuron, so that its component is all of"
          : "All \(total.count) neurons of the map share the weight; their components add up to",
        .partial(sample.weightSymbol), total, labels: labels),
      total: ("gradient of the weight", total.value))
  }
}
