import Drawing
import Neural
import Wording

/// The rule for the gradient of a bias at one neuron: δᴸ = σ′(zᴸ) ∂C/∂aᴸ, the neuron's component of
/// ∂C/∂bᴸ.
public struct BiasGradientRuleFigure: ComposedFigure {
  private let rule: GradientRule

  init(subject: GradientSubject) { rule = GradientRule(.bias, subject) }

  var ledger: Ledger { rule.stated.ledger }

  func scene(style: FigureStyle) -> Scene {
    let count = rule.components.count
    return rule.scene(
      style: style,
      .init(
        title: say("The rule for the bias gradient"),
        subtitle: say(
          """
          What a neuron’s bias does to \(GradientRule.cost): the gradient that comes back to the \
          neuron, times the slope of its activation function
          """),
        meaning: say("this neuron’s component of"),
        total: count == 1
          ? say("The map has only this neuron: its component is the total.")
          : say("All \(count) neurons share the bias, so their components are added.")))
  }
}
