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
    let style = Voice.current.notation
    func plain(_ formula: Formula) -> String { style.written(formula).plainText }
    let general = parts.notation.general
    let rule =
      plain(general(Tensors.delta, nil)) + " = σ′(z) · "
      + plain(general(Tensors.outputGradient, nil)) + "."
    let steps = stepWords(
      StepWords(values.backward.accounts, parts.spellings, stage: values.forward.stage))
    return
      ([words.title + ": " + words.subtitle + "."] + (way == .bias ? [rule] : []) + steps
      + (total == nil
        ? [say("This overlay lies wholly in the padding, whose zeros have no gradient.")] : []))
      .joined(separator: " ")
  }

  /// The neuron's component and the total that it goes into, as traces explain them.
  private func stepWords(_ words: StepWords) -> [String] {
    let index = step.terms.firstIndex {
      $0.channel == term.channel && $0.kernelCell == term.kernelCell
    }
    let (map, layer) = (step.map, pass.layer)
    let account: Account.Name
    let totals: [Int]
    switch way {
    case .bias:
      return [words(neuron, of: .biasGradient), words(map, of: .biasGradientCorrelation)]
        .filter { !$0.isEmpty }
    case .weight:
      let channel = term.channel - layer.firstChannel(ofMap: map)
      let cell = term.weightCell
      account = .weightGradient
      totals = [
        ((map * layer.channelsInGroup + channel) * layer.kernel.rows + cell.row)
          * layer.kernel.columns + cell.column
      ]
    case .activation:
      account = .activationGradient
      totals =
        term.isPadding
        ? [] : values.steps(filling: pass.source(of: term.cell), channel: term.channel)
    }
    let total: Account.Name =
      way == .weight ? .weightGradientCorrelation : .activationGradientConvolution
    return (index.map { [words.product($0, of: neuron, account, component)] } ?? [])
      + totals.map { words($0, of: total) }
  }

  /// What the gradients are of, in words with its letter.
  static var cost: String {
    switch Voice.current.notation.gradients {
    case .cost: say("the cost C")
    case .loss: say("the loss L")
    }
  }
}
