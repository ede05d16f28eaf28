import Drawing
import Neural
import Wording

/// The gradient of a feature map's bias: the slope of the activation function at each neuron times
/// the gradient from the next layer, the sum of these components, and the same sum as one valid
/// cross-correlation. With a step, one neuron's component and the total up to it.
struct BiasGradientFigure: Figure {
  private let subject: GradientSubject
  private let pass: Convolution.ForwardPass
  private let map: Int
  /// The contributions of the map's neurons, in row order.
  private let steps: [BiasContribution]
  /// The step shown, counted within the map.
  private let current: Int?

  init(subject: GradientSubject) {
    self.subject = subject
    pass = subject.forward.pass
    let count = pass.sweep.count
    map = (subject.step ?? subject.forward.step) / count
    let all = subject.backward.biasGradient.steps
    steps = (map * count..<(map + 1) * count).map { all[$0] }
    current = subject.step.map { $0 % count }
  }

  /// The sum of the components up to the step shown, or of all.
  private var total: Double {
    steps.prefix((current ?? steps.count - 1) + 1).reduce(0) { $0 + $1.component }
  }

  func scene(style: FigureStyle) -> Scene {
    let pen = Pen(style: style)
    let panels = BiasGradientPanels(
      pen: pen, pass: pass, map: map, steps: steps, current: current, total: total)
    let lines = BiasGradientLines(panels: panels)
    let stage = Stage(
      pen: pen, title: title, subtitle: subtitle,
      step: subject.step.map { ($0, pass.steps.count) },
      band: current == nil
        ? secondWay(panels) : pen.style.isSmall ? lines.component : lines.component + lines.sum)
    return stage.scene(
      BiasGradientLayout(panels: panels).pictures(
        in: stage.room, lines: current == nil ? lines.sum : []),
      description: description)
  }

  /// The cross-correlation of σ′(z) with ∂C/∂a, in the band.
  private func secondWay(_ panels: BiasGradientPanels) -> [Picture] {
    let step = subject.backward.biasGradientCorrelation.steps[map]
    let agreement = subject.backward.biasGradientAgreement
    return EquivalenceBand(
      words: say("The same sum as one valid cross-correlation"),
      formula: .row([
        panels.notation.biasGradient, .relation("="), panels.notation.derivative,
        .relation("⋆"), panels.notation.upstreamGradient,
      ]),
      panels: [
        .init(extent: pass.sweep.extent) { panels.small(.derivative, cell: $0) },
        .init(extent: pass.sweep.extent) { panels.small(.upstream, cell: $0) },
        .init(extent: Extent(1)) {
          panels.total(side: max($0, 64), value: step.dotProduct, tag: "correlation")
        },
      ], signs: ["⋆", "="], agreement: agreement
    ).lines(pen: panels.pen)
  }

  // MARK: - Words

  private var title: Formula {
    .row([
      .number(say("Bias gradient"), .semibold), .space(0.4),
      PassNotation(pass).biasGradient(map: map),
      .number(
        subject.step.map { ", " + say("step \($0 + 1) of \(pass.steps.count)") } ?? "", .semibold),
    ])
  }

  private var subtitle: Formula {
    .words(rule + "   ·   " + say("σ is \(pass.layer.activation.indefiniteTitle)"))
  }

  /// What the neurons contribute to.
  private var rule: String {
    let (count, maps) = (steps.count, pass.layer.maps)
    return switch (count == 1, maps == 1) {
    case (true, true): say("The one neuron contributes the only component")
    case (true, false):
      say("The one neuron of feature map \(map + 1) of \(maps) contributes the only component")
    case (false, true):
      say(
        """
        Each of the \(count) neurons contributes its own component; the shared bias receives \
        their sum
        """)
    case (false, false):
      say(
        """
        Each of the \(count) neurons of feature map \(map + 1) of \(maps) contributes its own \
        component; the shared bias receives their sum
        """)
    }
  }

  private var description: String {
    let shown = NumberFormat.shortest
    func sentence(_ step: BiasContribution) -> String {
      let neuron = say("neuron \(index: step.neuron.row),\(index: step.neuron.column)")
      let (slope, gradient) = (shown(step.derivative), shown(step.upstreamGradient))
      return say(
        "\(neuron): σ′(\(shown(step.z))) = \(slope) times \(gradient) is \(shown(step.component))")
    }
    let (count, total) = (steps.count, shown(total))
    let name =
      pass.layer.maps > 1
      ? say("The bias gradient of feature map \(index: map)") : say("The bias gradient")
    if let current {
      return [
        say("\(name), step \(current + 1) of \(count): \(sentence(steps[current]))."),
        say("The total of the components so far is \(total)."),
      ].joined(separator: " ")
    }
    let listed = count <= 9 ? steps : Array(steps.prefix(3)) + steps.suffix(1)
    return [
      count == 1
        ? say("\(name): one component σ′(z) · ∂C/∂a, that of the only neuron.")
        : say("\(name): \(count) components σ′(z) · ∂C/∂a, one for each neuron."),
      listed.map(sentence).joined(separator: "; ") + ".",
      say(
        """
        Their sum is \(total), the same as by one valid cross-correlation of σ′(z) with ∂C/∂a.
        """),
    ].joined(separator: " ")
  }
}

extension Activation {
  /// The name with its article, in running text.
  var indefiniteTitle: String {
    switch self {
    case .identity: say("the identity")
    case .sigmoid: say("the sigmoid")
    default: title
    }
  }
}
