import Drawing
import Neural
import Wording

/// An input, a step of every pixel along the sign of the cost's slope, and what the network says before and
/// after it.
struct AdversarialFigure: ComposedFigure {
  private let subject: Insight
  private let step: AdversarialStep?

  init(subject: Insight) {
    self.subject = subject
    step = AdversarialStep(subject)
  }

  var ledger: Ledger {
    var ledger = Ledger()
    guard let step else { return ledger }
    let (channel, cell) = step.pixel
    ledger.state(
      Equation(
        step.moved(channel, cell),
        [
          .init([subject.pixel(channel, cell)]),
          .init([step.epsilon, step.sign(channel, cell)]),
        ]))
    ledger.register([step.costBefore, step.costAfter])
    return ledger
  }

  func scene(style: FigureStyle) -> Scene {
    Sheet.scene(style: style, ledger: ledger) { pen, spellings in
      guard let step else {
        let words = say("the network has no slope for this input")
        return Sheet(
          title: .number(say("Every pixel against the network"), .semibold), subtitle: [],
          body: Fixed.words(words),
          description: say("Every pixel against the network") + ": " + words + ".")
      }
      return Sheet(
        title: .number(title(step, spellings), .semibold), subtitle: subtitle(step, spellings),
        body: FirstThatFits(arrangements(step, spellings, pen)),
        band: band(step, spellings, pen), description: description(step, spellings))
    }
  }

  // MARK: - Blocks

  private func arrangements(
    _ step: AdversarialStep, _ spellings: Spellings, _ pen: Pen
  ) -> [any Block] {
    let theme = pen.theme
    let (channel, cell) = step.pixel
    let mark = PicturePlane.Mark(
      row: cell.row, column: cell.column, rows: 1, columns: 1, color: theme.position(0).color)
    var before = subject.picture("input", theme: theme)
    let tensor = (try? Tensor(shape: subject.input.shape, values: step.moved)) ?? subject.input
    var after = before.showing(tensor, "moved")
    let count = subject.extent.count
    let scale = ValueScale(.signed, over: [-1, 1], theme: theme)
    var signs = PicturePlane(
      "signs", Array(step.signs[(channel * count)..<((channel + 1) * count)]),
      columns: subject.extent.columns, scale: scale,
      source: Source(
        .init(stage: NetworkPlan.input, tensor: "sign", index: [channel]), form: .mark))
    before.marks = [mark]
    after.marks = [mark]
    signs.marks = [mark]
    (before.largest, after.largest, signs.largest) = (280, 280, 280)
    let a = Formula.symbol("a", sup: "0")
    let classes = ChanceBars.classes([subject.chances, step.chances], with: [subject.target])
    func bars(_ name: String, _ chances: [Double], _ datum: @escaping @Sendable (Int) -> Datum)
      -> ChanceBars
    {
      ChanceBars(
        name: name, chances: chances, classes: classes, target: subject.target,
        number: { datum($0).chance() }, datum: datum)
    }
    let (barsBefore, barsAfter) = (
      bars("before", subject.chances) { step.before($0) },
      bars("after", step.chances) { step.after($0) }
    )
    func read(_ chances: [Double]) -> any Block {
      Fixed.words(say("read as \(index: Insight.largest(chances))"))
    }
    let one = Titled(say("input"), a, below: [read(subject.chances)], before)
    let epsilon = Formula.sourced(Source(step.epsilon.address, form: .symbol), .math("ε"))
    let two = Titled(
      say("step"),
      .row([epsilon, .space(0.15), .words("sign"), .space(0.15), .partial(a)]),
      below: [Fixed.words(say("blue: + ε, red: − ε, white: 0"))], signs)
    let three = Titled(
      say("moved input"), .symbol("a′", sup: "0"), below: [read(step.chances)], after)
    let lacking = (place: say("probabilities"), cost: 60)
    func row(_ gap: Double) -> Grid {
      Grid(
        [.cells([one, Fixed.sign("+"), two, Fixed.sign("="), three])], gap: Size(gap, 10),
        widest: 40)
    }
    return [
      Grid(
        [
          .cells([one, Fixed.sign("+"), two, Fixed.sign("="), three]),
          .cells([barsBefore, Fixed.nothing, Fixed.nothing, Fixed.nothing, barsAfter]),
        ], gap: Size(18, 18), widest: 44),
      Stack.row(
        [one, barsBefore, Fixed.sign("+"), two, Fixed.sign("="), three, barsAfter], gap: 14,
        widest: 34),
      Lacking([lacking], row(14)),
      Lacking(
        [lacking, (say("step"), 60)],
        Grid([.cells([one, Fixed.sign("→"), three])], gap: Size(14, 10), widest: 40)),
    ]
  }

  private func band(_ step: AdversarialStep, _ spellings: Spellings, _ pen: Pen) -> Band {
    let (channel, cell) = step.pixel
    let (own, sign, moved) = (
      subject.pixel(channel, cell), step.sign(channel, cell), step.moved(channel, cell)
    )
    let color = pen.theme.text(in: pen.theme.position(0).color, on: pen.theme.band)
    let place = (subject.channels > 1 ? "\(channel)," : "") + "\(cell.row),\(cell.column)"
    let isExact = [own, moved, step.epsilon].allSatisfy(spellings.isExact)
    func chances(_ number: Int) -> Formula {
      .row([
        .symbol("p", sub: String(number)), .space(0.5), step.before(number).chance(.regular),
        .relation("→"), step.after(number).chance(.bold),
      ])
    }
    let other = Insight.largest(step.chances)
    return Band([
      .equation(
        BandEquation(
          lead: .sourced(
            Source(moved.address, form: .symbol), .symbol("a′", sub: place, sup: "0")),
          terms: [
            .init(
              .sourced(
                Source(own.address, form: .symbol), subject.pixelSymbol(channel, cell)),
              spellings.number(own, .regular)),
            .init(
              .row([
                .math("ε"), .space(0.15), .words("sign"), .space(0.15),
                .partial(subject.pixelSymbol(channel, cell)),
              ]), spellings.product([step.epsilon, sign])),
          ],
          result: [
            .relation(isExact ? "=" : "≈"), .colored(color, spellings.number(moved, .bold)),
          ])),
      .lines(
        [
          .row([
            .words(say("cost")), .space(0.4), .math("C"), .space(0.4),
            spellings.bounded(step.costBefore, .regular, isPositive: true), .relation("→"),
            spellings.bounded(step.costAfter, .bold, isPositive: true),
          ]), chances(subject.target),
        ] + (other == subject.target ? [] : [chances(other)])),
    ])
  }

  // MARK: - Words

  private func title(_ step: AdversarialStep, _ spellings: Spellings) -> String {
    let (said, epsilon) = (subject.said, spellings.text(step.epsilon))
    guard step.isChanged else {
      return say("No step of up to \(epsilon) changes the answer \(index: said)")
    }
    let other = Insight.largest(step.chances)
    return say("Pixels move by \(epsilon), and \(index: said) is read as \(index: other)")
  }

  private func subtitle(_ step: AdversarialStep, _ spellings: Spellings) -> [String] {
    let epsilon = spellings.text(step.epsilon)
    return [
      step.isChanged
        ? say("ε = \(epsilon), the smallest that was tried which changes the answer")
        : say("ε = \(epsilon), the largest that was tried"),
      subject.classWords, say("pixels may leave the range of the input"),
    ]
  }

  private func description(_ step: AdversarialStep, _ spellings: Spellings) -> String {
    let (before, after) = (
      NetworkDiagram.chance(step.before(subject.target).value),
      NetworkDiagram.chance(step.after(subject.target).value)
    )
    let (one, other) = (subject.said, Insight.largest(step.chances))
    return [
      title(step, spellings) + ".", subtitle(step, spellings)[0] + ".",
      say(
        """
        The probability of class \(index: subject.target) goes from \(before) to \(after); the network \
        says \(index: one) before and \(index: other) after.
        """),
    ].joined(separator: " ")
  }
}
