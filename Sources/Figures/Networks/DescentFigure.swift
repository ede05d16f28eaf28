import Drawing
import Neural
import Wording

/// One step of gradient descent for one filter over a batch: every weight moves against its slope, and
/// what the cost does, beside what the slope promised.
struct DescentFigure: ComposedFigure {
  private let subject: DescentSubject
  private let step: DescentStep?

  init(subject: DescentSubject) {
    self.subject = subject
    step = DescentStep(subject)
  }

  /// Whether every cell bears its numbers; of a large filter that cell does whose slope is steepest.
  private var hasNumbers: Bool {
    subject.layer.kernel.rows <= 5 && subject.layer.kernel.columns <= 5
  }

  var ledger: Ledger {
    var ledger = Ledger()
    guard let step else { return ledger }
    for cell in hasNumbers ? step.cells : [step.steepest] {
      ledger.state(.product(step.step(cell), of: [step.negativeRate, step.slope(cell)]))
      ledger.state(.sum(step.moved(cell), of: [step.weight(cell), step.step(cell)]))
    }
    ledger.state(.sum(step.costAfter, of: [step.costBefore, step.change]))
    ledger.register(step.promise)
    return ledger
  }

  func scene(style: FigureStyle) -> Scene {
    Sheet.scene(style: style, ledger: ledger) { pen, spellings in
      guard let step else {
        return Sheet(
          title: .number(title, .semibold), subtitle: [],
          body: Fixed.words(say("the network has no finite slope over this batch")),
          description: title + ". " + say("the network has no finite slope over this batch") + ".")
      }
      let number = subject.run.stages.count > 1 ? subject.run.stages[subject.index].number : nil
      let notation = Notation(subject.layer, pen.style.voice.notation, number: number)
      let parts = DescentParts(step: step, spellings: spellings, notation: notation, pen: pen)
      return Sheet(
        title: .number(title, .semibold), subtitle: subtitle(step), body: body(parts),
        band: band(parts), description: description(step, spellings))
    }
  }

  // MARK: - Blocks

  private func body(_ parts: DescentParts) -> any Block {
    func row(aspect: Double, hasLegends: Bool = true) -> Stack {
      func matrix(_ part: DescentParts.Part) -> any Block {
        parts.matrix(part, hasNumbers: hasNumbers, aspect: aspect, hasLegend: hasLegends)
      }
      return .row(
        [
          matrix(.weights), Fixed.sign("+"), matrix(.steps), Fixed.sign("="), matrix(.moved),
        ], gap: hasLegends ? 20 : 8, widest: 60)
    }
    let chart = DescentChart(parts: parts)
    let curve = (place: say("cost"), cost: 60)
    let legends = (place: say("scales"), cost: 20)
    // Low cells are wide, so that they keep their numbers beside the curve.
    return FirstThatFits([
      Stack.column([row(aspect: 1.7), chart], gap: 22, widest: 30),
      Stack.column([row(aspect: 1), chart], gap: 22, widest: 30),
      Lacking(
        [legends],
        Stack.column([row(aspect: 1.7, hasLegends: false), chart], gap: 18, widest: 30)),
      Lacking([curve], row(aspect: 1)), Lacking([curve], row(aspect: 1.7)),
      Lacking([curve, legends], row(aspect: 1, hasLegends: false)),
    ])
  }

  // MARK: - Words

  private var title: String { say("One step of gradient descent for one filter") }

  private func subtitle(_ step: DescentStep) -> [String] {
    let map = Voice.current.notation.index(step.map)
    let stage = subject.run.stages[subject.index]
    let count = subject.examples.count
    let plane = Voice.current.notation.index(step.channel)
    let planes = subject.layer.channelsInGroup
    return [
      say("filter \(map) of layer \(stage.number)"),
      planes > 1 ? say("plane \(plane) of \(planes)") : "",
      count == 1
        ? say("a batch of one example") : say("a batch of \(NumberFormat.grouped(count)) examples"),
      say("all other weights held"),
    ]
  }

  private func band(_ parts: DescentParts) -> Band {
    let (step, spellings) = (parts.step, parts.spellings)
    let cell = step.steepest
    let rate = Source(step.negativeRate.address, form: .symbol)
    var equation = BandEquation(
      lead: parts.symbol(step.moved(cell)),
      terms: [
        .init(parts.symbol(step.weight(cell)), spellings.number(step.weight(cell), .regular)),
        .init(
          .row([
            .sourced(rate, .math("(−η)")), .space(0.15), parts.symbol(step.slope(cell)),
          ]),
          .row([
            spellings.operand(step.negativeRate), .space(0.12), .number("·", .regular),
            .space(0.12),
            spellings.operand(step.slope(cell)),
          ])),
      ], result: [])
    equation.result = [
      .relation("="), .colored(parts.color, spellings.number(step.moved(cell), .bold)),
    ]
    let isExact = [step.moved(cell), step.weight(cell), step.slope(cell)].allSatisfy(
      spellings.isExact)
    if !isExact { equation.result[0] = .relation("≈") }
    func line(_ words: String, _ symbols: [Formula], _ datum: Datum, _ weight: FontWeight)
      -> Formula
    {
      .row(
        [.words(words), .space(0.6)] + symbols
          + [spellings.relation(datum), spellings.number(datum, weight)])
    }
    return Band([
      .equation(equation),
      .lines([
        line(
          say("the slope promises"),
          [
            .math("−η"), .space(0.1), .math("∑"), .math("("),
            parts.notation.general(Tensors.weightGradient),
            .scripts(.math(")"), sub: nil, sup: .math("2")),
          ], step.promise, .regular),
        line(
          say("the step gives"), [.math("C′"), .relation("−"), .math("C")], step.change, .bold),
      ]),
    ])
  }

  private func description(_ step: DescentStep, _ spellings: Spellings) -> String {
    let cell = step.steepest
    return [
      subtitle(step).filter { !$0.isEmpty }.joined(separator: ", ") + ".",
      say(
        """
        The weight at \(index: cell.row),\(index: cell.column) goes from \(spellings.text(step.weight(cell))) to \
        \(spellings.text(step.moved(cell))).
        """),
      say(
        """
        The cost goes from \(spellings.text(step.costBefore)) to \
        \(spellings.text(step.costAfter)): \(spellings.text(step.change)), where the slope \
        promised \(spellings.text(step.promise)).
        """),
    ].joined(separator: " ")
  }
}

/// What the blocks of the figure of descent share.
struct DescentParts: Sendable {
  let step: DescentStep
  let spellings: Spellings
  let notation: Notation
  let theme: Theme
  let labels: Labels

  init(step: DescentStep, spellings: Spellings, notation: Notation, pen: Pen) {
    (self.step, self.spellings, self.notation) = (step, spellings, notation)
    (theme, labels) = (pen.theme, pen.style.labels)
  }

  /// The colour of the cell that is explained.
  var color: Color { theme.position(0).color }

  /// The three matrices.
  enum Part: String, Sendable {
    case weights, steps, moved
  }

  private func datum(_ part: Part, _ cell: Cell) -> Datum {
    switch part {
    case .weights: step.weight(cell)
    case .steps: step.step(cell)
    case .moved: step.moved(cell)
    }
  }

  /// The symbol of a value: of a weight after the step w′, of a step −η ∂C/∂w.
  func symbol(_ datum: Datum) -> Formula {
    let source = Source(datum.address, form: .symbol)
    var plain = datum.address
    switch datum.address.tensor {
    case DescentStep.movedName:
      plain.tensor = Tensors.weight
      return .sourced(source, DescentParts.primed(bare(notation.symbol(plain))))
    case DescentStep.stepName:
      plain.tensor = Tensors.weightGradient
      return .sourced(source, .row([.math("−η"), .space(0.1), bare(notation.symbol(plain))]))
    default: return notation.symbol(datum)
    }
  }

  /// A symbol without what it stands for.
  private func bare(_ formula: Formula) -> Formula {
    if case .sourced(_, let inner) = formula { inner } else { formula }
  }

  private static func primed(_ formula: Formula) -> Formula {
    guard case .scripts(.math(let letter), let sub, let sup) = formula else {
      return .row([formula, .math("′")])
    }
    return .scripts(.math(letter + "′"), sub: sub, sup: sup)
  }

  private func scale(_ part: Part) -> ValueScale {
    switch part {
    case .steps: ValueScale(.signed, over: step.cells.map { step.step($0).value }, theme: theme)
    case .weights, .moved:
      // One scale for both, so that like weights look alike.
      ValueScale(
        .signed,
        over: step.cells.flatMap { [step.weight($0).value, step.moved($0).value] }, theme: theme)
    }
  }

  private func title(_ part: Part) -> (words: String, symbol: Formula) {
    switch part {
    case .weights: (say("filter"), notation.general(Tensors.weight))
    case .steps:
      (
        say("step"),
        .row([.math("−η"), .space(0.1), notation.general(Tensors.weightGradient)])
      )
    case .moved:
      (say("new filter"), DescentParts.primed(notation.general(Tensors.weight)))
    }
  }

  func matrix(
    _ part: Part, hasNumbers: Bool, aspect: Double, hasLegend: Bool
  ) -> any Block {
    let scale = scale(part)
    let steepest = step.steepest
    var matrix = Matrix(part.rawValue, title(part).words, step.extent) { cell in
      let datum = datum(part, cell)
      var face = CellFace()
      face.heat = scale.color(of: datum.value)
      face.isHeat = true
      face.isNegative = datum.value < 0
      face.mark = datum.mark
      if hasNumbers || cell == steepest {
        face.number = spellings.number(datum)
        face.symbol = symbol(datum)
        if part == .steps {
          face.detail = .row([
            spellings.number(step.negativeRate, .regular), .space(0.12), .number("·", .regular),
            .space(0.12), spellings.operand(step.slope(cell)),
          ])
        }
      }
      if cell == steepest { face.outline = Stroke(color: color, width: 4) }
      return face
    }
    if part == .moved { matrix.frame = Stroke(color: theme.ink, width: 2.6) }
    (matrix.largest, matrix.aspect) = (104, aspect)
    let heading = title(part)
    return Titled(
      heading.words, heading.symbol,
      below: hasLegend
        ? [Legend(scale, of: datum(part, steepest).address.tensor, spellings)] : [], matrix)
  }
}
