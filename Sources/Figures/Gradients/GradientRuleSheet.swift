import Drawing
import Neural
import Wording

extension GradientRule {
  /// What the rule's figure says.
  struct Words {
    let title: String
    let subtitle: String
    /// What comes out, in the box.
    let meaning: String
    /// Why components are added, in the band.
    let total: String
    /// What the alt text says of the total.
    let said: (String) -> String
  }

  /// The figure of the rule.
  func scene(style: FigureStyle, _ words: Words) -> Scene {
    let (ledger, equation) = stated
    return Sheet.scene(style: style, ledger: ledger) { pen, spellings in
      let parts = GradientParts(subject, map: step.map, marked: [], spellings, pen)
      let color = pen.theme.weight(0)
      let meaning: [Formula] =
        [.words(words.meaning + " ")] + (total.map { [parts.notation.symbol($0)] } ?? [])
      func circuit(_ shown: ClosedRange<Int>) -> RuleCircuit {
        RuleCircuit(rule: self, parts: parts, meaning: meaning, shown: shown, color: color)
      }
      let all = 0...6
      let short = way == .bias ? [2...6, 2...5] : [0...5, 0...3, 0...2]
      let lacking = say("the rest of the way")
      return Sheet(
        title: .number(words.title, .semibold),
        subtitle: [
          words.subtitle, parts.name(neuron),
          pass.layer.activation == .identity
            ? "" : say("σ is \(pass.layer.activation.indefiniteTitle)"),
        ], step: subject.step.map { ($0, pass.steps.count) }, stepColor: color,
        body: FirstThatFits(
          [circuit(all)]
            + short.enumerated().map { Lacking([(lacking, 40 * ($0 + 1))], circuit($1)) }
            + [Lacking([(lacking, 300)], RuleBox(circuit: circuit(all)))]),
        band: band(parts, color, equation: equation, words: words.total),
        description: description(parts, words))
    }
  }

  private func description(_ parts: GradientParts, _ words: Words) -> String {
    let (spellings, style) = (parts.spellings, Voice.current.notation)
    func plain(_ formula: Formula) -> String { style.written(formula).plainText }
    let (left, right) = (factors[0], factors[1])
    let own = [left, right].map { datum in
      plain(parts.notation.symbol(datum)) + " = " + spellings.text(datum)
    }
    let rule = plain(
      way == .bias
        ? parts.notation.general(Tensors.delta) : parts.notation.product([left, right]))
    let place = parts.name(neuron)
    return [
      words.title + ": " + words.subtitle + ".",
      way == .bias
        ? rule + " = σ′(z) · " + plain(parts.notation.general(Tensors.outputGradient)) + "."
        : "",
      say(
        """
        At \(place): \(own[0]); times \(own[1]); that is \(spellings.text(component)), this \
        neuron’s component.
        """),
      total.map { words.said(spellings.text($0)) }
        ?? say("This overlay lies wholly in the padding, whose zeros have no gradient."),
    ].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// What the gradients are of, in words with its letter.
  static var cost: String {
    switch Voice.current.notation.gradients {
    case .cost: say("the cost C")
    case .loss: say("the loss L")
    }
  }
}
