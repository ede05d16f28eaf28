import Drawing
import Neural

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
    return stage.scene(layout.pictures(in: stage.room), description: description)
  }

  // MARK: - Words

  private var title: String {
    "Translation invariance"
      + (marked.count == 2 ? ": one feature at two places, one activation" : "")
  }

  /// What was found, in a few words.
  private var finding: String {
    guard let recurrence else {
      return map.steps.count == 1
        ? "there is only one position" : "no underlay occurs twice"
    }
    return "one underlay at \(recurrence.count) of \(map.steps.count) positions"
  }

  /// Why the two activations are the same, or that there are no two.
  private var reason: String {
    guard let recurrence else {
      return map.steps.count == 1
        ? "The overlay has only one position, so that nothing can be compared."
        : "No underlay occurs twice in this input, so that no two neurons have to agree. Marked is "
          + "the one that answers most strongly."
    }
    let isEmpty = marked[0].dotProduct == 0
    var text = "The same underlay gives the same dot product"
    text +=
      isEmpty
      ? "; this one’s is 0: the filter finds no feature in it." : ", wherever it lies."
    if recurrence.overlaps {
      text += " The two overlays share cells: this input has no such two that lie apart."
    } else if recurrence.count > 2 {
      let more = recurrence.count - 2
      text +=
        " \(more) more position\(more == 1 ? " has" : "s have") it too, with the same activation."
    }
    return text
  }

  private var description: String {
    let names = marked.map { "neuron \($0.position.neuron.row),\($0.position.neuron.column)" }
    let value = NumberFormat.shortest(marked[0].z)
    let activation =
      pass.layer.activation == .identity
      ? "" : " and a = \(NumberFormat.shortest(marked[0].a))"
    let values = "z = \(value)\(activation)"
    let place = { (step: DotProduct) in
      "row \(step.position.origin.row), column \(step.position.origin.column)"
    }
    let opening = "\(pass.caption). The overlay \(subject.filterName) over \(subject.inputName). "
    guard marked.count == 2 else {
      return opening + "\(reason) It is \(names[0]), with its overlay’s corner at "
        + "\(place(marked[0])): \(values)."
    }
    return opening + "With its corner at \(place(marked[0])) and at \(place(marked[1])) it covers "
      + "the same values, so that \(names[0]) and \(names[1]) are equal: \(values). \(reason)"
  }

  // MARK: - The band

  private func band(_ pen: Pen) -> [Picture] {
    let notation = Notation(pass)
    var parts = equality(pen, of: notation.z, \.z)
    if pass.layer.activation != .identity {
      parts += [.space(1.6)] + equality(pen, of: notation.a, \.a)
    }
    var first = pen.formula(.row(parts), size: 24, width: pen.bandWidth - 240)
    if areEqual {
      let check = pen.formula(.words("✓ equal to the last bit"), size: 18, color: pen.theme.muted)
      first = .row([first, check], spacing: 40, alignment: .origin)
    }
    return [
      first,
      pen.formula(.words(reason), size: 18, color: pen.theme.muted, width: pen.bandWidth),
    ]
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
