import Drawing
import Neural
import Wording

/// How layers chain: every map of layer 1 meets a filter of its own for each map of layer 2; the
/// separate results are added, then come the bias and σ. With groups, a map meets only the filters
/// of its group.
struct ChainingFigure: Figure {
  private let subject: Subject
  private let pass: Convolution.ForwardPass
  private let plan: ChainingPlan

  init(subject: Subject) {
    self.subject = subject
    pass = subject.pass
    plan = ChainingPlan(pass: pass)
  }

  func scene(style: FigureStyle) -> Scene {
    let pen = Pen(style: style)
    let stage = Stage(
      pen: pen, title: .number(title, .semibold),
      subtitle: .words(style.panel == nil ? subtitle : pass.caption), band: band(pen))
    let layout = ChainingLayout(pen: pen, subject: subject, plan: plan)
    return stage.scene(stage.fitted(layout.pictures), description: description)
  }

  // MARK: - Words

  private var title: String {
    pass.layer.groups == 1
      ? say("Chaining: every map of layer 1 feeds every map of layer 2")
      : say("Chaining in \(pass.layer.groups) groups: maps feed only the maps of their group")
  }

  private var subtitle: String {
    func maps(_ count: Int) -> String { count == 1 ? say("1 map") : say("\(count) maps") }
    let (before, after) = (maps(pass.layer.channels), maps(pass.layer.maps))
    let filters = pass.layer.channelsInGroup
    return filters == 1
      ? say(
        """
        \(before) → \(after): each map of layer 2 has its own filter; the separate results are \
        added, then bias and σ
        """)
      : say(
        """
        \(before) → \(after): each map of layer 2 has its own stack of \(filters) filters; the \
        separate results are added, then bias and σ
        """)
  }

  /// The neuron whose numbers the band shows: that of the step where its map is drawn.
  private var step: DotProduct {
    let (map, position) = subject.step.quotientAndRemainder(dividingBy: pass.sweep.count)
    return pass.steps[plan.separate[map] == nil ? position : map * pass.sweep.count + position]
  }

  /// What each channel gives to the neuron alone.
  private var parts: [Double] {
    plan.separate[step.map]?.results.map { $0[step.position.index] } ?? []
  }

  private func band(_ pen: Pen) -> [Picture] {
    let lines =
      switch pen.style.labels {
      case .symbols: [symbols]
      case .numbers: [numbers]
      case .both: [symbols, numbers]
      }
    return lines.map { $0.picture(pen: pen, size: 21, width: pen.bandWidth) }
  }

  private var activation: Formula { .function(pass.layer.activation) }

  private var symbols: Sum {
    let map = step.map
    let channels = plan.separate[map]?.channels ?? 0..<0
    let sub = pass.layer.maps > 1 ? "\(map)" : nil
    return Sum(
      lead: [.symbol("z", sub: sub, sup: "L"), .relation("=")],
      terms: elided(channels.count) { index in
        let channel = channels.lowerBound + index
        return .row([
          .symbol("a", sub: "\(channel)", sup: "L−1"),
          .relation(pass.layer.operation.sign), plan.filterSymbol(map: map, channel: channel),
        ])
      },
      tail: [
        .relation("+"), .symbol("b", sub: sub), .space(1.4), .symbol("a", sub: sub, sup: "L"),
        .relation("="), activation, .math("("), .symbol("z", sub: sub, sup: "L"), .math(")"),
      ])
  }

  private var numbers: Sum {
    let notation = PassNotation(pass)
    let neuron = step.position.neuron
    let format = NumberFormat(for: parts)
    let (bias, z, a) = (
      NumberFormat(for: [step.bias]), NumberFormat(for: [step.z]), NumberFormat(for: [step.a])
    )
    let isExact =
      parts.allSatisfy(format.isExact) && bias.isExact(step.bias) && z.isExact(step.z)
    func text(_ string: String, first: Bool = false) -> Formula {
      .number(!first && string.hasPrefix("−") ? "(\(string))" : string, .medium)
    }
    return Sum(
      lead: [notation.z(neuron, map: step.map), .relation("=")],
      terms: elided(parts.count) { text(format.string(parts[$0]), first: $0 == 0) },
      tail: [
        .relation("+"), text(bias.string(step.bias)), .relation(isExact ? "=" : "≈"),
        .number(z.string(step.z), .bold), .space(1.4), notation.a(neuron, map: step.map),
        .relation("="), activation, .math("("), notation.z(neuron, map: step.map), .math(")"),
        .relation(a.isExact(step.a) ? "=" : "≈"), .number(a.string(step.a), .bold),
      ])
  }

  /// The terms of a sum, of very many only as many as a line can hold.
  private func elided(_ count: Int, _ term: (Int) -> Formula) -> [Formula] {
    guard count > 14 else { return (0..<count).map(term) }
    return (0..<11).map(term) + [.math("⋯"), term(count - 1)]
  }

  private var description: String {
    let shown = NumberFormat.shortest
    let neuron = step.position.neuron
    let listed = parts.count <= 6 ? parts : Array(parts.prefix(3)) + parts.suffix(1)
    let numbers = listed.map(shown).joined(separator: ", ")
    let results =
      listed.count < parts.count
      ? say(
        """
        Neuron \(index: neuron.row),\(index: neuron.column) of map \(index: step.map) of layer 2: \
        its \(parts.count) separate results (among them \(numbers)) and the bias \
        \(shown(step.bias)) add up to z = \(shown(step.z)); its activation is \(shown(step.a)).
        """)
      : say(
        """
        Neuron \(index: neuron.row),\(index: neuron.column) of map \(index: step.map) of layer 2: \
        its \(parts.count) separate results (\(numbers)) and the bias \(shown(step.bias)) add up \
        to z = \(shown(step.z)); its activation is \(shown(step.a)).
        """)
    return "\(pass.caption). \(subtitle). \(results)"
  }
}
