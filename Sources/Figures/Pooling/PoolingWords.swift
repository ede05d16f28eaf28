import Drawing
import Neural
import Wording

extension PoolingFigure {
  private var hasGradient: Bool { values.backward != nil }

  var title: String {
    if let step = subject.step {
      return isMax
        ? say("Max pooling, step \(step + 1) of \(subject.count)")
        : say("Average pooling, step \(step + 1) of \(subject.count)")
    }
    guard hasGradient else { return isMax ? say("Max pooling") : say("Average pooling") }
    return isMax ? say("Max pooling, forward and back") : say("Average pooling, forward and back")
  }

  /// The geometry in words: `3 × 3 feature map, 2 × 2 window, stride 1, valid → 2 × 2 neurons`.
  private var caption: String {
    let (sweep, channels) = (values.sweep, subject.channels)
    let geometry = sweep.geometry
    var parts = [
      channels > 1
        ? say("\(channels) feature maps of \(sweep.underlay)")
        : say("\(sweep.underlay) feature map"),
      say("\(geometry.kernel) window"), say("stride \(Convolution.describe(geometry.stride))"),
      geometry.padding.caption,
    ]
    if geometry.dilation != Extent(1) {
      parts.append(say("dilation \(Convolution.describe(geometry.dilation))"))
    }
    if geometry.rounding == .up { parts.append(say("rounded up")) }
    return parts.joined(separator: ", ") + "  →  "
      + (channels > 1 ? say("\(channels) maps of \(sweep.extent)") : say("\(sweep.extent) neurons"))
  }

  var subtitle: [String] {
    let neuron = values.sweep[focus].neuron
    let rule =
      isMax
      ? say("each neuron keeps the largest activation of its window")
      : say("each neuron takes the mean of its window")
    let back =
      isMax
      ? say("only the winner gets the gradient back")
      : say("each cell gets an equal share back")
    return [
      caption,
      subject.channels > 1
        ? say("feature map \(values.map + 1) of \(subject.channels)") : "",
      subject.step != nil
        ? say("neuron at row \(index: neuron.row), column \(index: neuron.column)") : rule,
      hasGradient ? back : "",
    ]
  }

  // MARK: - The band

  func band(_ parts: PoolingParts, _ forward: Int?, _ back: Int?) -> Band {
    var lines: [Band.Part] = [.equation(self.forward(parts, forward))]
    if let sum = self.back(parts, back) { lines.append(.equation(sum)) }
    return Band(lines + (remark.map { [$0] } ?? []))
  }

  private func colored(_ formula: Formula, _ position: Int, _ parts: PoolingParts) -> Formula {
    guard marked.contains(position) else { return formula }
    return .colored(
      parts.theme.text(in: parts.style(position).color, on: parts.theme.band), formula)
  }

  /// a = max(…), or the sum of the window divided by the cells that count.
  private func forward(_ parts: PoolingParts, _ equation: Int?) -> BandEquation {
    let (spellings, notation) = (parts.spellings, parts.notation)
    let neuron = values.neuron(focus)
    let a = values.a(focus)
    let terms = values.written(neuron).enumerated().map { order, cell -> BandEquation.Term in
      guard let cell else { return .init(.math("⋯"), .math("⋯")) }
      let datum = values.input(cell)
      let number =
        isMax || order == 0
        ? spellings.number(datum, cell == neuron.winner ? .bold : .regular)
        : spellings.operand(datum)
      let symbol = notation.symbol(datum)
      let isWinner = cell == neuron.winner
      return .init(
        isWinner ? colored(symbol, focus, parts) : symbol,
        isWinner ? colored(number, focus, parts) : number)
    }
    let around: (Formula, Formula)
    if let mean = neuron.mean {
      around = (.math("("), .row([.math(")/"), .number("\(mean.divisor)", .regular)]))
    } else {
      around = (.row([.words("max"), .space(0.1), .math("(")]), .math(")"))
    }
    let relation = equation.map { spellings.relation(of: $0) } ?? spellings.relation(a)
    return BandEquation(
      lead: colored(notation.symbol(a), focus, parts), terms: terms,
      result: [relation, colored(spellings.number(a, .bold), focus, parts)],
      sign: isMax ? "," : "+", around: around)
  }

  /// What the explained cell gets back from the windows that hand it something.
  private func back(_ parts: PoolingParts, _ equation: Int?) -> BandEquation? {
    let givers = values.givers(to: cell).filter { $0 < added }
    guard hasGradient, !givers.isEmpty else { return nil }
    let (spellings, notation) = (parts.spellings, parts.notation)
    let total = values.total(cell, first: added)
    let isWhole = added == values.count
    let kept =
      givers.count <= 6 ? givers.map { Optional($0) } : [givers[0], givers[1], nil, givers.last]
    let terms = kept.enumerated().map { order, position -> BandEquation.Term in
      guard let position, let datum = values.handed(position) else {
        return .init(.math("⋯"), .words(say("\(givers.count - 3) more")))
      }
      let number = order == 0 ? spellings.number(datum, .regular) : spellings.operand(datum)
      return .init(
        colored(parts.shareSymbol(position) ?? .math(""), position, parts),
        colored(number, position, parts))
    }
    let relation = equation.map { spellings.relation(of: $0) } ?? spellings.relation(total)
    return BandEquation(
      lead: isWhole ? notation.symbol(total) : .words(say("total so far")), terms: terms,
      result: givers.count > 1 ? [relation, spellings.number(total, .bold)] : [])
  }

  /// What the equations do not say.
  private var remark: Band.Part? {
    let neuron = values.neuron(focus)
    if let winner = neuron.winner {
      guard neuron.ties > 1 else { return nil }
      return .remark(
        say(
          """
          \(neuron.ties) cells tie; the first in row order wins: \
          row \(index: winner.row), column \(index: winner.column)
          """), "")
    }
    let (divisor, size) = (neuron.mean?.divisor ?? 1, neuron.window.count)
    let inside = neuron.window.count { !$0.isPadding }
    if divisor < size {
      return .remark(say("\(divisor) of the window’s \(size) cells count"), "")
    }
    if inside < size {
      return .remark(say("The zeros of the padding count: the divisor is \(divisor)."), "")
    }
    return nil
  }

  // MARK: - Alt text

  func description(_ spellings: Spellings) -> String {
    var sentences = [
      isMax
        ? say("Max pooling of \(subject.inputName): \(caption).")
        : say("Average pooling of \(subject.inputName): \(caption).")
    ]
    if subject.channels > 1 { sentences.append(say("Shown is feature map \(values.map + 1).")) }
    let shown = subject.step == nil ? Array(0..<min(9, values.count)) : [focus]
    let rest = subject.step == nil ? values.count - shown.count : 0
    sentences += shown.map { forwardWords($0, spellings) }
    if rest > 0 { sentences.append(say("\(rest) more are left out") + ".") }
    let ties = shown.filter { values.neuron($0).ties > 1 }.count
    if ties > 0 {
      sentences.append(say("In \(ties) of these windows cells tie; the first in row order wins."))
    }
    if let backward = values.backward { sentences += backWords(backward, spellings) }
    return sentences.joined(separator: " ")
  }

  /// A window, as traces explain it.
  private func forwardWords(_ position: Int, _ spellings: Spellings) -> String {
    StepWords(subject.forward.accounts, spellings)(
      values.map * values.count + position, of: .forward, sum: values.sum(values.neuron(position)))
  }

  /// What the window hands back, or what cells get from all of them.
  private func backWords(_ backward: PoolingValues.Backward, _ spellings: Spellings) -> [String] {
    let words = StepWords(backward.accounts, spellings)
    let values = values
    if subject.step != nil {
      let handed = values.handed(focus)
      return [
        words(values.map * values.count + focus, of: .activationGradient) { _ in handed }
      ]
    }
    let received = values.cells.filter { !values.givers(to: $0).isEmpty }
    let said = received.prefix(9).map { cell in
      let index = values.index(of: cell)
      let terms = backward.sums.steps[index].terms
      return words(index, of: .activationGradientAccumulation) {
        values.handed(terms[$0].position.index)
      }
    }
    return switch received.count - said.count {
    case 0: said + [say("All other cells get 0.")]
    case 1: said + [say("1 more cell gets something.")]
    case let rest: said + [say("\(rest) more cells get something.")]
    }
  }
}
