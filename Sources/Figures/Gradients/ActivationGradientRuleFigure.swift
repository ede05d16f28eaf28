import Drawing
import Neural
import Wording

/// The rule for the gradient of an activation of the layer before: wᴸ δᴸ, one neuron's component of
/// ∂C/∂aᴸ⁻¹.
public struct ActivationGradientRuleFigure: ComposedFigure {
  private let rule: GradientRule

  init(subject: GradientSubject) { rule = GradientRule(.activation, subject) }

  var ledger: Ledger { rule.stated.ledger }

  func scene(style: FigureStyle) -> Scene {
    let count = rule.components.count
    return rule.scene(
      style: style,
      .init(
        title: say("The rule for the activation gradient"),
        subtitle: say(
          """
          What an activation of the layer before does to \(GradientRule.cost): the larger the \
          weight over it, the more it counts
          """),
        meaning: say("this neuron’s component of"),
        total: count == 1
          ? say("No other overlay covers the activation: the component is the total.")
          : say("\(count) overlays cover the activation, so their components are added.")))
  }
}
