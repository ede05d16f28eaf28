import Drawing
import Neural
import Wording

/// The rule for the gradient of a bias at one neuron: ∂C/∂bᴸ = σ′(zᴸ) ∂C/∂aᴸ.
struct BiasGradientRuleFigure: Figure {
  private let sample: GradientRuleSample

  init(subject: GradientSubject) { sample = GradientRuleSample(subject) }

  func scene(style: FigureStyle) -> Scene {
    GradientRulePage(pen: Pen(style: style), sample: sample, rule: rule(style.labels)).scene()
  }

  private func rule(_ labels: Labels) -> GradientRule {
    let notation = sample.notation
    let total = sample.biasTotal
    return GradientRule(
      title: say("The rule for the bias gradient"),
      subtitle: say(
        """
        What a neuron’s bias does to \(sample.cost): the gradient that comes back to the neuron, \
        times the slope of its activation function
        """),
      result: .init(
        symbol: GradientRule.fraction(notation.bias),
        own: notation.biasGradient(sample.neuron, map: sample.map), value: sample.bias.component,
        name: say("bias gradient"), source: say("component of \(sample.place)")),
      local: .init(
        symbol: notation.derivative, own: notation.derivative(sample.neuron, map: sample.map),
        value: sample.bias.derivative, name: say("slope of the activation function"),
        source: say("at this neuron’s z; σ is \(sample.pass.layer.activation.indefiniteTitle)")),
      incoming: .init(
        symbol: GradientRule.fraction(notation.a),
        own: notation.upstreamGradient(sample.neuron, map: sample.map),
        value: sample.bias.upstreamGradient, name: say("upstream gradient"),
        source: say("from the next layer")),
      way: .throughActivation,
      summary: GradientRule.summary(
        total.count == 1
          ? say("The map has only this neuron, so that its component is all of")
          : say("All \(total.count) neurons of the map share the bias; their components add up to"),
        notation.biasGradient(map: sample.map), total, labels: labels),
      total: say("The whole gradient of the bias is \(NumberFormat.shortest(total.value))."))
  }
}
