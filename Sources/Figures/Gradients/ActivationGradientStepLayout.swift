import Drawing
import Neural
import Wording

/// One neuron's contribution to the gradient of the input, large, and the sum before and after it.
struct ActivationGradientStepLayout {
  let panels: GradientPanels
  let share: GroupShare
  private let step: Contribution
  private let before: Tensor
  private let after: Tensor

  init(panels: GradientPanels, share: GroupShare, step: Int) {
    self.panels = panels
    self.share = share
    let pass = panels.backward.activationGradient
    self.step = pass.steps[step]
    before = share.slice(pass.total(ofFirst: step))
    after = share.slice(pass.total(ofFirst: step + 1))
  }

  private var pen: Pen { panels.pen }
  private var pass: Convolution.ForwardPass { panels.pass }
  private var notation: PassNotation { panels.notation }
  private var theme: Theme { pen.theme }
  private var firstChannel: Int { share.channels.lowerBound }
  private var number: Int { step.index - share.steps.lowerBound }
  /// The values of both sums, which are written alike.
  private var sums: [Double] { before.values + after.values }
  private var isLast: Bool { number == share.steps.count - 1 }
  private var style: PositionStyle {
    theme.position(share.steps.count <= 6 ? number : 0)
  }

  func pictures(in room: Rectangle) -> [Picture] {
    let extent = Underlay(pass: pass, channel: firstChannel).extent
    let products = step.terms.map(\.product)
    let scale = ValueScale(
      .signed, over: products + before.values + after.values, theme: theme)
    let sum = GrowingSum(
      source: .init(
        extent: pass.layer.kernel, channels: share.channels.count,
        heading: .row([.number(say("filter"), .medium), .space(0.5), notation.filter]),
        draw: { channel, cell in
          panels.filter(map: step.map, channel: firstChannel + channel, cell: cell)
        }),
      component: .init(
        extent: extent, channels: share.channels.count,
        heading: .colored(
          style.color, .number(say("component of \(panels.name(of: step))"), .medium)),
        draw: { channel, cell in
          panels.activationComponent(
            step, channel: firstChannel + channel, beside: sums,
            place: .init(channel: channel, cell: cell, style: style, scale: scale),
            explains: caption(cell: cell))
        }),
      before: part(before, "before", panels.heading(before: number), scale: scale),
      after: part(
        after, "after",
        isLast
          ? notation.activationGradient
          : panels.heading(after: number + 1, of: share.steps.count), scale: scale,
        frame: panels.totalFrame),
      step: step, panels: panels, style: style)
    return sum.pictures(in: room)
  }

  private func part(
    _ tensor: Tensor, _ name: String, _ heading: Formula, scale: ValueScale, frame: Stroke? = nil
  ) -> GrowingSum.Part {
    let isEmpty = name == "before" && number == 0
    let extent = Underlay(pass: pass, channel: firstChannel).extent
    return .init(extent: extent, channels: share.channels.count, heading: heading) {
      channel, cell in
      panels.ringed(
        panels.gradient(
          tensor[slice: channel], beside: sums, cell: cell, scale: scale,
          tag: "\(name) \(channel)",
          frame: frame,
          texts: .init(symbol: {
            isLast && name == "after"
              ? notation.activationGradient($0, channel: firstChannel + channel) : nil
          }), isQuiet: { _ in isEmpty }))
    }
  }

  /// What stands below a product: its factors in numbers, or in symbols.
  private func caption(cell: Double) -> ((Contribution.Term) -> Formula) {
    let product = panels.productCaption(of: step, cell: cell)
    let factor = notation.biasGradient(step.position.neuron, map: step.map)
    return { term in
      pen.style.labels == .numbers
        ? product(term)
        : .row([
          factor, .space(0.12), notation.weight(term.weightCell, channel: term.channel),
        ])
    }
  }

  // MARK: - Words

  /// The rule, and the sum of the first cell that the neuron adds to.
  func band() -> [Picture] {
    let rule = pen.formula(
      .row([
        notation.activationGradient, .relation("="), .math("∑"), .space(0.3),
        .partial(.symbol("b", sub: pass.layer.maps > 1 ? "o,m,n" : "m,n")), .relation("·"),
        .words(say("filter where the overlay of neuron \("m,n") lay"), setting: "m,n"),
      ]), size: 22, width: pen.bandWidth)
    guard pen.style.labels != .symbols, let term = step.terms.first(where: { !$0.isPadding })
    else { return [rule] }
    let cell = term.cell
    let channel = term.channel - firstChannel
    let growth = pen.growth(
      of: notation.activationGradient(cell, channel: term.channel),
      before: before[channel, cell.row, cell.column], factor: term.factor, value: term.value,
      after: after[channel, cell.row, cell.column], style: style)
    // Matrices of three rows or more need that line's room in a small panel.
    guard pen.style.isSmall else { return [rule, growth] }
    return pen.style.isNarrow && pass.sweep.underlay.rows > 2 ? [] : [growth]
  }
}
