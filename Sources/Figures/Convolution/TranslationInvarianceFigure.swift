import Drawing
import Neural
import Wording

/// The same feature at two places: two underlays that are the same to the last bit, and the two
/// neurons that they fire with exactly the same activation.
///
/// Where no underlay of the input occurs twice, the figure says so and marks the strongest neuron.
struct TranslationInvarianceFigure: Figure {
  let subject: Subject
  private let pass: Convolution.ForwardPass
  private let map: FeatureMapPanel
  private let recurrence: TranslationInvarianceSearch.Recurrence?
  /// The steps whose overlays and neurons are marked: two, or one where no underlay recurs.
  private let marked: [DotProduct]

  init(subject: Subject) {
    self.subject = subject
    pass = subject.pass
    map = FeatureMapPanel(pass: pass, map: subject.step / pass.sweep.count)
    let search = TranslationInvarianceSearch(pass: pass, steps: map.steps)
    recurrence = search.recurrence()
    let steps = map.steps
    marked = (recurrence?.marked ?? [search.strongest]).map { steps[$0] }
  }

  func scene(style: FigureStyle) -> Scene {
    let pen = Pen(style: style)
    let stage = Stage(
      pen: pen, title: .number(title, .semibold),
      subtitle: .words(pass.caption + "   ·   " + finding), band: band(pen))
    let layout = TranslationInvarianceLayout(
      pen: pen, subject: subject, map: map, marked: marked)
    return stage.scene(stage.fitted(layout.pictures), description: description)
  }

  // MARK: - Words

  private var title: String {
    marked.count == 2
      ? say("Translation invariance: one feature at two places, one activation")
      : say("Translation invariance")
  }

  /// What was found, in a few words.
  private var finding: String {
    guard let recurrence else {
      return map.steps.count == 1
        ? say("there is only one position") : say("no underlay occurs twice")
    }
    return say("one underlay at \(recurrence.count) of \(map.steps.count) positions")
  }

  /// Why the two activations are the same, or that there are no two.
  private var reason: String {
    guard let recurrence else {
      return map.steps.count == 1
        ? say("The overlay has only one position, so that nothing can be compared.")
        : say(
          """
          No underlay occurs twice in this input, so that no two neurons have to agree. Marked is \
          the one that answers most strongly.
          """)
    }
    let same =
      marked[0].dotProduct == 0
      ? say(
        """
        The same underlay gives the same dot product; this one’s is 0: the filter finds no feature \
        in it.
        """)
      : say("The same underlay gives the same dot product, wherever it lies.")
    return ([same] + [others(recurrence)].compactMap { $0 }).joined(separator: " ")
  }

  /// What is to be said of other places, where there is anything.
  private func others(_ recurrence: TranslationInvarianceSearch.Recurrence) -> String? {
    guard !recurrence.overlaps else {
      return say("The two overlays share cells: this input has no such two that lie apart.")
    }
    return switch recurrence.count - 2 {
    case ...0: nil
    case 1: say("1 more position has it too, with the same activation.")
    case let more: say("\(more) more positions have it too, with the same activation.")
    }
  }

  private var description: String {
    let outcome = marked[0].outcome(of: pass)
    let (origin, neuron) = (marked[0].position.origin, marked[0].position.neuron)
    var sentences = [
      pass.caption + ".", say("The overlay \(subject.filterName) over \(subject.inputName)."),
    ]
    if marked.count == 2 {
      let (other, twin) = (marked[1].position.origin, marked[1].position.neuron)
      sentences += [
        say(
          """
          With its corner at row \(index: origin.row), column \(index: origin.column) and at row \
          \(index: other.row), column \(index: other.column) it covers the same values, so that \
          neuron \(index: neuron.row),\(index: neuron.column) and neuron \
          \(index: twin.row),\(index: twin.column) are equal: \(outcome).
          """), reason,
      ]
    } else {
      sentences += [
        reason,
        say(
          """
          It is neuron \(index: neuron.row),\(index: neuron.column), with its overlay’s corner at \
          row \(index: origin.row), column \(index: origin.column): \(outcome).
          """),
      ]
    }
    return sentences.joined(separator: " ")
  }

  // MARK: - The band

  private func band(_ pen: Pen) -> [Picture] {
    let notation = PassNotation(pass)
    var parts = equality(pen, of: notation.z, \.z)
    if pass.layer.activation != .identity {
      parts += [.space(1.6)] + equality(pen, of: notation.a, \.a)
    }
    var first = pen.formula(.row(parts), size: 24, width: pen.bandWidth - 240)
    if areEqual {
      let check = pen.formula(
        .words("✓ " + say("equal to the last bit")), size: 18, color: pen.theme.muted)
      first = .row([first, check], spacing: 40, alignment: .origin)
    }
    return [first] + pen.paragraph(reason, size: 18, color: pen.theme.muted, width: pen.bandWidth)
  }

  /// Whether two neurons are marked and agree in every bit.
  private var areEqual: Bool {
    marked.count == 2 && marked[0].z.bitPattern == marked[1].z.bitPattern
      && marked[0].a.bitPattern == marked[1].a.bitPattern
  }

  /// `z₀,₀ = z₀,₃ = 3`, each symbol in its position's colour, the number in all of its digits,
  /// which are what two neurons agree in; that of a single one is rounded.
  private func equality(
    _ pen: Pen, of symbol: (Cell, Int) -> Formula, _ value: (DotProduct) -> Double
  ) -> [Formula] {
    var parts: [Formula] = []
    for (index, step) in marked.enumerated() {
      if index > 0 { parts.append(.relation(areEqual ? "=" : "≠")) }
      parts.append(
        .colored(pen.theme.positions[index], symbol(step.position.neuron, step.map)))
    }
    guard pen.style.labels != .symbols else { return parts }
    let number = value(marked[0])
    let format = NumberFormat(for: [number])
    return marked.count == 2 || format.isExact(number)
      ? parts + [.relation("="), .number(NumberFormat.shortest(number), .bold)]
      : parts + [.relation("≈"), .number(format.string(number), .bold)]
  }
}
