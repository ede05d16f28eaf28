import Drawing
import Neural
import Wording

/// One neuron's contribution to the gradient of the weights, large, and the sum before and after
/// it.
struct WeightGradientStepLayout {
  let panels: GradientPanels
  let map: Int
  private let step: Contribution
  private let before: Tensor
  private let after: Tensor

  init(panels: GradientPanels, map: Int, step: Int) {
    self.panels = panels
    self.map = map
    let pass = panels.backward.weightGradient
    self.step = pass.steps[step]
    before = pass.total(ofFirst: step)[slice: map]
    after = pass.total(ofFirst: step + 1)[slice: map]
  }

  private var pen: Pen { panels.pen }
  private var pass: Convolution.ForwardPass { panels.pass }
  private var notation: PassNotation { panels.notation }
  private var theme: Theme { pen.theme }
  private var kernel: Extent { pass.layer.kernel }
  private var channels: Int { pass.layer.channelsInGroup }
  private var firstChannel: Int { pass.layer.firstChannel(ofMap: map) }
  /// The values of both sums, which are written alike.
  private var sums: [Double] { before.values + after.values }
  private var isLast: Bool { step.position.index == pass.sweep.count - 1 }
  private var style: PositionStyle { panels.style(of: step.position.index) }

  func pictures(in room: Rectangle) -> [Picture] {
    let underlay = Underlay(pass: pass, channel: firstChannel).extent
    let component = step.tensor
    let scale = ValueScale(
      .signed, over: component.values + before.values + after.values, theme: theme)
    let neuron = step.position.neuron
    let sum = GrowingSum(
      source: .init(
        extent: underlay, channels: channels,
        heading: .row([.number(say("input"), .medium), .space(0.5), notation.input]),
        draw: { channel, cell in
          panels.input(
            channel: firstChannel + channel, cell: cell, position: step.position, style: style)
        }),
      component: .init(
        extent: kernel, channels: channels,
        heading: .colored(
          style.color,
          .number(say("component of \(panels.name(of: neuron))"), .medium)),
        draw: { channel, cell in
          panels.gradient(
            component[slice: channel], beside: sums, cell: cell, scale: scale,
            tag: "component \(channel)",
            frame: style.stroke(3.2), texts: texts(channel: channel, size: cell))
        }),
      before: part(before, "before", panels.heading(before: step.position.index), scale: scale),
      after: part(
        after, "after",
        isLast
          ? notation.weightGradient
          : panels.heading(after: step.position.index + 1, of: pass.sweep.count), scale: scale,
        frame: panels.totalFrame),
      step: step, panels: panels, style: style)
    return sum.pictures(in: room)
  }

  private func part(
    _ tensor: Tensor, _ name: String, _ heading: Formula, scale: ValueScale, frame: Stroke? = nil
  ) -> GrowingSum.Part {
    let isEmpty = name == "before" && step.position.index == 0
    return .init(extent: kernel, channels: channels, heading: heading) { channel, cell in
      panels.gradient(
        tensor[slice: channel], beside: sums, cell: cell, scale: scale,
        tag: "\(name) \(channel)", frame: frame,
        texts: .init(symbol: {
          isLast && name == "after"
            ? notation.weightGradient($0, channel: firstChannel + channel) : nil
        }), isQuiet: { _ in isEmpty })
    }
  }

  private func texts(channel: Int, size: Double) -> GradientPanels.Texts {
    let factor = notation.biasGradient(step.position.neuron, map: step.map)
    let product = panels.productCaption(of: step, cell: size)
    return GradientPanels.Texts(
      symbol: { _ in factor }, symbolCaption: { panels.times(symbol(term($0, channel))) },
      caption: { cell in
        let term = term(cell, channel)
        return pen.style.labels == .both
          ? .row([factor, .space(0.12), symbol(term)]) : product(term)
      })
  }

  private func symbol(_ term: Contribution.Term) -> Formula {
    term.isPadding ? .math("0") : notation.input(term.cell, channel: term.channel)
  }

  private func term(_ weight: Cell, _ channel: Int) -> Contribution.Term {
    panels.term(of: step, forWeight: weight, channel: channel)
  }

  // MARK: - Words

  /// The rule, and the first weight's sum in numbers.
  func band() -> [Picture] {
    let term = term(Cell(0, 0), 0)
    let weight = notation.weightGradient(Cell(0, 0), channel: firstChannel)
    let rule = pen.formula(
      .row([
        notation.weightGradient, .relation("="), .math("∑"), .space(0.3),
        .partial(.symbol("b", sub: pass.layer.maps > 1 ? "\(map),m,n" : "m,n")), .relation("·"),
        .words(say("underlay of neuron \("m,n")"), setting: "m,n"),
      ]), size: 22, width: pen.bandWidth)
    guard pen.style.labels != .symbols else { return [rule] }
    let growth = pen.growth(
      of: weight, before: before.values[0], factor: term.factor, value: term.value,
      after: after.values[0], style: style)
    // Matrices of three rows or more need that line's room in a small panel.
    guard pen.style.isSmall else { return [rule, growth] }
    return pen.style.isNarrow && kernel.rows > 2 ? [] : [growth]
  }
}
