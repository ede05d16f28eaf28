import Drawing
import Neural
import Wording

/// How the gradient fares on its way back: δ = ∂C/∂z of every layer on one scale, the mean of |δ| on a
/// logarithmic one, and the neurons whose activation function lets nothing through.
struct GradientFlowFigure: ComposedFigure {
  private let subject: GradientFlow

  init(subject: GradientFlowSubject) { self.subject = GradientFlow(subject) }

  private var layers: [GradientFlow.Layer] { subject.layers }

  var ledger: Ledger { Ledger() }

  func scene(style: FigureStyle) -> Scene {
    Sheet.scene(style: style, ledger: ledger) { pen, _ in
      let chart = GradientFlowChart(subject: subject)
      let maps = (place: say("δ of each layer"), cost: 90)
      let counts = (place: say("closed neurons"), cost: 30)
      func part(_ hasMaps: Bool, _ hasCounts: Bool) -> any Block {
        var part = chart
        (part.hasMaps, part.hasCounts) = (hasMaps, hasCounts)
        let lacking = (hasMaps ? [] : [maps]) + (hasCounts ? [] : [counts])
        return lacking.isEmpty ? part : Lacking(lacking, part)
      }
      return Sheet(
        title: .number(title, .semibold), subtitle: subtitle,
        body: FirstThatFits([
          part(true, true), part(true, false), part(false, true), part(false, false),
        ]),
        band: band(pen), description: description)
    }
  }

  // MARK: - Words

  private var means: [Double] { layers.map(\.mean.value) }

  /// By how much the last layer's |δ| is larger than the first one's, as two digits say it.
  private var title: String {
    guard let first = means.first, let last = means.last, means.allSatisfy(\.isFinite) else {
      return say("The gradient is too large to be a number")
    }
    guard last > 0 || first > 0 else { return say("The gradient is 0 in every layer") }
    guard first > 0 else { return say("The gradient does not reach the first layer") }
    guard last > 0, means.count > 1 else { return say("The gradient, layer by layer") }
    func times(_ factor: Double) -> String {
      NumberFormat(decimals: factor < 9.95 ? 1 : 0).string(
        factor < 100 ? factor : GradientFlowFigure.rounded(factor))
    }
    if last / first >= 2 {
      return say("On its way back the gradient becomes \(times(last / first)) times smaller")
    }
    if first / last >= 2 {
      return say("On its way back the gradient becomes \(times(first / last)) times larger")
    }
    return say("On its way back the gradient keeps its size")
  }

  /// A number of 100 or more with two digits.
  private static func rounded(_ value: Double) -> Double {
    var unit = 1.0
    while value / unit >= 100 { unit *= 10 }
    return (value / unit).rounded() * unit
  }

  private var subtitle: [String] {
    let count = NumberFormat.grouped(subject.tried)
    return [
      subject.tried == 1
        ? say("mean of |δ| over all neurons of a layer, for one input")
        : say("mean of |δ| over all neurons of a layer and \(count) inputs"),
      say("δ for one of them, on one scale but for the last layer"),
    ].dropLast(layers.count > 1 ? 0 : 1)
  }

  private func band(_ pen: Pen) -> Band {
    let notation = Notation(components: pen.style.voice.notation.components)
    let before = Notation(
      layer: "L−1", before: "L−2", components: pen.style.voice.notation.components)
    var parts: [Band.Part] = [
      .lines([
        .row([
          before.general(Tensors.delta), .relation("="), .math("σ′("), .symbol("z", sup: "L−1"),
          .math(")"), .relation("·"), .math("("), notation.general(Tensors.weight),
          .relation("∗"), notation.general(Tensors.delta), .math(")"),
        ]),
        .words(say("one layer back: times the weights, times the slope")),
      ])
    ]
    let gates = layers.compactMap(\.gate)
    if let gate = gates.first {
      let closed = NumberFormat.grouped(gates.reduce(0) { $0 + $1.closed })
      let all = NumberFormat.grouped(gates.reduce(0) { $0 + $1.count })
      parts.append(
        .lines([
          .number(gate.activation.title, .semibold),
          .words(
            gates.allSatisfy(\.isFlat)
              ? (subject.tried > 1
                ? say("\(closed) of \(all) dead: slope 0 for all \(subject.tried) inputs")
                : say("\(closed) of \(all) off: slope 0 for this input"))
              : (subject.tried > 1
                ? say("\(closed) of \(all) with a slope below 0.05 for all \(subject.tried) inputs")
                : say("\(closed) of \(all) with a slope below 0.05"))),
        ]))
    }
    return Band(parts)
  }

  private var description: String {
    let parts = layers.map { layer -> String in
      let mean = GradientFlowChart.text(layer.mean)
      return layer.gate.map { gate in
        say("\(layer.stage): mean \(mean), \(GradientFlowChart.words(gate, tried: subject.tried))")
      } ?? say("\(layer.stage): mean \(mean)")
    }
    return title + ". " + subtitle[0] + ": " + parts.joined(separator: "; ") + "."
  }
}
