import Drawing
import Neural
import Wording

/// The rule for the gradient of a weight at one neuron: aᴸ⁻¹ δᴸ, the neuron's component of ∂C/∂wᴸ.
public struct WeightGradientRuleFigure: ComposedFigure {
  private let rule: GradientRule

  init(subject: GradientSubject) { rule = GradientRule(.weight, subject) }

  var ledger: Ledger { rule.stated.ledger }

  func scene(style: FigureStyle) -> Scene {
    let count = rule.components.count
    return rule.scene(
      style: style,
      .init(
        title: say("The rule for the weight gradient"),
        subtitle: say(
          """
          What a weight does to \(GradientRule.cost): the more the activation that it multiplies, \
          the more it counts
          """),
        meaning: say("this neuron’s component of"),
        total: count == 1
          ? say("Only this neuron uses the weight on the input: its component is the total.")
          : say("All \(count) neurons share the weight, so their components are added.")))
  }
}
