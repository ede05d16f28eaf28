import Drawing
import Neural
import Wording

/// A bias gradient written out: the components and their sum, in symbols and in numbers.
struct BiasGradientLines {
  let panels: BiasGradientPanels
  private let format: NumberFormat

  init(panels: BiasGradientPanels) {
    self.panels = panels
    format = NumberFormat(for: panels.values(.component))
  }

  private var pen: Pen { panels.pen }
  private var notation: PassNotation { panels.notation }
  private var steps: [BiasContribution] { panels.steps }
  private var map: Int { panels.map }

  /// The sum of the components up to the step shown, or of all.
  var sum: [Picture] {
    let last = panels.current ?? steps.count - 1
    let isTotal = last == steps.count - 1
    let lead: [Formula] =
      isTotal
      ? [notation.biasGradient(map: map), .relation("=")]
      : [.words(say("total so far")), .relation("=")]
    let symbols = Sum(
      lead: lead, terms: terms(through: last) { symbol(steps[$0]) }, tail: [])
    // Where circles cannot hold their factors, and few of them make a line, the line has them.
    let showsFactors =
      pen.style.labels == .numbers && panels.current == nil && panels.isNeurons
      && (2...6).contains(steps.count)
    // In a small panel the last line stands alone.
    let isContinued = (pen.style.labels == .both || showsFactors) && !pen.style.isSmall
    let total = NumberFormat(for: [panels.total])
    let isExact =
      total.isExact(panels.total) && steps[...last].allSatisfy { format.isExact($0.component) }
    let numbers = Sum(
      lead: isContinued ? [.relation("=")] : lead,
      terms: terms(through: last) {
        steps.count == 1 ? panels.factors(steps[$0]) : number(steps[$0].component, first: $0 == 0)
      },
      tail: [
        .relation(isExact ? "=" : "≈"), .number(total.string(panels.total), .bold),
      ])
    let factors = Sum(
      lead: lead, terms: terms(through: last) { panels.factors(steps[$0]) }, tail: [])
    let sums =
      switch pen.style.labels {
      case .symbols: [symbols]
      case .numbers: showsFactors ? [factors, numbers] : [numbers]
      case .both: [symbols, numbers]
      }
    return sums.map { $0.picture(pen: pen, size: 22, width: pen.bandWidth).tagged("sum") }
  }

  /// The component of the step shown.
  var component: [Picture] {
    guard let current = panels.current else { return [] }
    let step = steps[current]
    var parts: [Formula] = [
      .colored(panels.color(current), notation.biasGradient(step.neuron, map: map)),
      .relation("="), .colored(panels.color(current), symbol(step)),
    ]
    if pen.style.labels != .symbols {
      let (slope, gradient, product) = (
        NumberFormat(for: [step.derivative]), NumberFormat(for: [step.upstreamGradient]),
        NumberFormat(for: [step.component])
      )
      let isExact =
        slope.isExact(step.derivative) && gradient.isExact(step.upstreamGradient)
        && product.isExact(step.component)
      parts += [
        .relation("="),
        .number(
          slope.string(step.derivative) + " · "
            + parenthesised(gradient.string(step.upstreamGradient)), .regular),
        .relation(isExact ? "=" : "≈"),
        .colored(panels.color(current), .number(product.string(step.component), .bold)),
      ]
    }
    return [pen.formula(.row(parts), size: 22, width: pen.bandWidth).tagged("component")]
  }

  private func symbol(_ step: BiasContribution) -> Formula {
    .row([
      notation.derivative(step.neuron, map: map), .space(0.12),
      notation.upstreamGradient(step.neuron, map: map),
    ])
  }

  private func number(_ value: Double, first: Bool) -> Formula {
    let text = format.string(value)
    return .number(first ? text : parenthesised(text), .medium)
  }

  private func parenthesised(_ text: String) -> String {
    text.hasPrefix("−") ? "(\(text))" : text
  }

  /// The terms up to a step, of very many only those that a line can hold.
  private func terms(through last: Int, _ term: (Int) -> Formula) -> [Formula] {
    func colored(_ index: Int) -> Formula {
      panels.colorsPositions ? .colored(panels.color(index), term(index)) : term(index)
    }
    guard last > 15 else { return (0...last).map(colored) }
    return (0..<11).map(colored) + [.math("⋯"), colored(last)]
  }
}
