import Drawing
import Neural
import Wording

/// What the figure of channels says.
extension ChannelsFigure {
  var title: String {
    isPointwise
      ? say("A 1 × 1 convolution: one pixel’s channels times one weight each")
      : say("How channels collapse: a plane of the filter for each, and one sum")
  }

  func subtitle(_ parts: ConvolutionParts) -> [String] {
    let (maps, neuron) = (subject.pass.layer.maps, step.position.neuron)
    let place = say("neuron at row \(index: neuron.row), column \(index: neuron.column)")
    return [
      subject.pass.caption,
      maps > 1 ? say("map \(index: step.map) of \(maps)") + ", " + place : place,
      parts.activationWords,
    ]
  }

  func band(
    _ shown: [Int], _ step: StepParts, _ equations: (z: Int, a: Int?)
  ) -> Band {
    let (spellings, notation) = (step.parts.spellings, step.parts.notation)
    let (z, bias) = (values.z(self.step), values.bias(map: self.step.map))
    let size = subject.pass.layer.kernel.count
    var terms = shown.enumerated().map { order, channel -> BandEquation.Term in
      let subtotal = values.subtotal(of: self.step, channel: channel)
      let number =
        order == 0 ? spellings.number(subtotal, .regular) : spellings.operand(subtotal)
      let term = self.step.terms[(channel - channels.lowerBound) * size]
      return .init(
        isPointwise
          ? notation.product([values.value(term), values.weight(term, map: self.step.map)])
          : notation.dotProduct(
            of: subject.pass, at: self.step.position, map: self.step.map,
            channel: channel - channels.lowerBound), number)
    }
    if let rest = rest(shown) {
      terms.insert(.init(.math("⋯"), spellings.operand(rest)), at: terms.count - 1)
    }
    let count = subject.pass.layer.maps
    return Band(
      [
        .equation(
          BandEquation(
            lead: notation.symbol(z),
            terms: BandEquation.needed(of: terms.count).map { terms[$0] },
            last: [.init(notation.symbol(bias), spellings.operand(bias))],
            result: [spellings.relation(of: equations.z), spellings.number(z, .bold)]))
      ]
        + (equations.a == nil
          ? [] : [step.parts.activationPart(self.step, color: step.style.color)])
        + (isShort ? [] : [.remark(say("computed before rounding"), "")])
        + [
          .remark(
            "",
            isPointwise
              ? say(
                "a 1 × 1 filter mixes channels, never pixels; \(count) such filters, as many maps")
              : say("however many channels there are, a filter gives one map"))
        ])
  }

  func description(_ spellings: Spellings) -> String {
    let words = StepWords(subject.pass.accounts, spellings, stage: subject.stage)
    return [
      subject.pass.caption + ".",
      say(
        "The products of \(channels.count) channels at one position add up in one neuron."),
      words(step.index, of: .forward, sum: values.sum(of: step)),
    ].joined(separator: " ")
  }
}
