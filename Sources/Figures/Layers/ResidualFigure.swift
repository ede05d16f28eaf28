import Drawing
import Neural
import Wording

/// A residual block: x goes past unchanged and is added to F(x), and on the way back two gradients
/// add where it began. Any addition of several ways from one source: z = Σ Fₙ(x), and
/// ∂C/∂x is the sum of what the ways hand back.
///
/// Source: K. He et al., *Deep residual learning for image recognition* (2016).
struct ResidualFigure: ComposedFigure {
  let subject: ResidualSubject

  init(subject: ResidualSubject) { self.subject = subject }

  // MARK: - Values

  /// The most ways that are drawn.
  private static let most = 3

  private var ways: [ResidualSubject.Way] { Array(subject.ways.prefix(Self.most)) }
  private var returns: [ResidualSubject.Return] {
    Array(subject.returns.prefix(Self.most + 1))
  }

  /// Whether a plane's cells bear numbers.
  private static func isFew(_ plane: TensorPlane) -> Bool { plane.extent.count <= 16 }

  var ledger: Ledger { stated.ledger }

  private var stated: (ledger: Ledger, forward: Int, back: Int?) {
    var ledger = Ledger()
    let sum = subject.sum
    let forward = ledger.state(
      .sum(sum.followed, of: subject.ways.map { subject.addend($0).followed }))
    for shown in [sum, subject.origin] + ways.map(subject.addend)
    where ResidualFigure.isFew(shown.plane) {
      ledger.register(shown.plane.cells.map { shown.datum(shown.plane.element($0)) })
    }
    guard let total = subject.total, let arriving = subject.arriving else {
      return (ledger, forward, nil)
    }
    let handed = subject.returns.compactMap(subject.handed)
    ledger.register(arriving.followed)
    let back = ledger.state(.sum(total.followed, of: gradients(arriving)))
    for shown in [total, arriving] + handed.prefix(Self.most + 1)
    where ResidualFigure.isFew(shown.plane) {
      ledger.register(shown.plane.cells.map { shown.datum(shown.plane.element($0)) })
    }
    return (ledger, forward, back)
  }

  /// The gradients that add where the ways began; a copy is the arriving one.
  private func gradients(_ arriving: ResidualSubject.Shown) -> [Datum] {
    subject.returns.compactMap { back in
      isCopy(back) ? arriving.followed : subject.handed(back)?.followed
    }
  }

  /// Whether what is handed back is the arriving gradient itself.
  func isCopy(_ back: ResidualSubject.Return) -> Bool {
    back.consumer.stage == subject.stage
      && subject.origin.tensor.shape == subject.sum.tensor.shape
  }

  // MARK: - Scene

  func scene(style: FigureStyle) -> Scene {
    let (ledger, forward, back) = stated
    return Sheet.scene(style: style, ledger: ledger) { pen, spellings in
      let parts = ResidualParts(subject: subject, spellings: spellings, pen: pen)
      return Sheet(
        title: .number(title(parts), .semibold), subtitle: subtitle(parts), body: body(parts),
        band: band(parts, forward, back), description: description(parts))
    }
  }

  private func body(_ parts: ResidualParts) -> any Block {
    let shown = Counted(
      arrangements(parts), shown: ways.count, of: subject.ways.count, place: say("ways"))
    return shown
  }

  private func arrangements(_ parts: ResidualParts) -> FirstThatFits {
    let (forward, short) = (parts.forward(ways), parts.forward(ways, isShort: true))
    let stages = (place: say("stages"), cost: 14)
    guard subject.total != nil else {
      return FirstThatFits([
        forward, Lacking([stages], short),
        Lacking([stages, (say("ways"), 120)], parts.sums(isBackward: false)),
      ])
    }
    let (back, shortBack) = (parts.back(returns), parts.back(returns, isShort: true))
    let gradient = (place: say("gradient"), cost: 130)
    func both(_ one: any Block, _ other: any Block) -> any Block {
      let legends = parts.legends(
        subject.total.map { total in
          (
            agreement(total),
            say(
              "gradients add up in all \(NumberFormat.grouped(total.tensor.count)) neurons of x")
          )
        })
      return Stack.column([one, Ruled(), other, legends], gap: 10, widest: 24)
    }
    return FirstThatFits([
      both(forward, back), Lacking([stages], both(short, shortBack)),
      Lacking([gradient], forward), Lacking([stages, gradient], short),
      Lacking(
        [stages, gradient, (say("ways"), 120)], parts.sums(isBackward: false)),
    ])
  }

  // MARK: - Words

  private var shortcuts: Int { subject.ways.count(where: \.isShortcut) }

  private func title(_ parts: ResidualParts) -> String {
    let letters = subject.ways.indices.map { parts.plain($0) }.joined(separator: " + ")
    let isBack = subject.total != nil && subject.returns.count > 1
    if shortcuts == 1 {
      return isBack
        ? say("A residual block: \(letters), and gradients that add on the way back")
        : say("A residual block: \(letters)")
    }
    return isBack
      ? say("Ways that add: \(letters), and gradients that add on the way back")
      : say("Ways that add: \(letters)")
  }

  private func subtitle(_ parts: ResidualParts) -> [String] {
    let plane = subject.sum.plane
    let shape = plane.extent.description
    return [
      plane.count > 1
        ? say("map \(index: plane.number) of \(plane.count)") + ", " + shape
        : subject.sum.tensor.rank < 2 ? say("\(subject.sum.tensor.count) elements") : shape,
      subject.ways.indices.filter { !subject.ways[$0].isShortcut }.map { way in
        "\(parts.letter(way)): " + parts.names(subject.ways[way]).joined(separator: ", ")
      }.joined(separator: "; "),
    ]
  }

  private func band(_ parts: ResidualParts, _ forward: Int, _ back: Int?) -> Band {
    let spellings = parts.spellings
    func number(_ datum: Datum) -> Formula {
      .colored(
        parts.theme.text(in: parts.color, on: parts.theme.band), spellings.number(datum, .bold))
    }
    func terms(_ data: [Datum]) -> [BandEquation.Term] {
      BandEquation.needed(of: data.count).map { place in
        .init(
          parts.symbol(data[place]),
          place == 0 ? spellings.number(data[place], .regular) : spellings.operand(data[place]))
      }
    }
    let sum = subject.sum.followed
    var bands: [Band.Part] = [
      .equation(
        BandEquation(
          lead: parts.symbol(sum), terms: terms(subject.ways.map { subject.addend($0).followed }),
          result: [spellings.relation(of: forward), number(sum)]))
    ]
    guard let back, let total = subject.total, let arriving = subject.arriving else {
      return Band(bands)
    }
    bands.append(
      .equation(
        BandEquation(
          lead: parts.symbol(total.followed), terms: terms(gradients(arriving)),
          result: [spellings.relation(of: back), number(total.followed)])))
    return Band(bands)
  }

  /// Whether what is handed back adds up to the gradient of the source, in every neuron.
  private func agreement(_ total: ResidualSubject.Shown) -> Agreement {
    let handed = subject.returns.compactMap(subject.handed)
    let sums = (0..<total.tensor.count).map { index in
      handed.reduce(0) { $0 + $1.tensor.values[index] }
    }
    let size = handed.reduce(0) { size, shown in
      size + (shown.tensor.values.map(abs).max() ?? 0)
    }
    return Agreement(sums, total.tensor.values, terms: handed.count, size: size)
  }

  private func description(_ parts: ResidualParts) -> String {
    let spellings = parts.spellings
    let stage = subject.run.stages[subject.stage]
    let words = StepWords(stage.accounts(ofItem: subject.item), spellings)
    var sentences = [
      say(
        "\(subject.ways.count) ways lead from \(subject.origin.stage) to \(stage.stage.name), where they add."
      ),
      words(subject.followed, of: .forward),
    ]
    if let total = subject.total, subject.returns.count > 1 {
      sentences.append(
        say(
          "On the way back \(subject.returns.count) gradients add to \(spellings.text(total.followed))."
        ))
    }
    return sentences.joined(separator: " ")
  }
}

/// A line across a figure, between two halves of it.
struct Ruled: Block {
  var share: Size { .zero }
  func least(_ pen: Pen) -> Size { Size(10, 2) }
  func size(in room: Size, _ pen: Pen) -> Size { Size(room.width, 2) }

  func layout(in room: Size, _ pen: Pen) -> Layout {
    Layout(
      size: Size(room.width, 2),
      items: [
        .path(.line(Point(0, 1), Point(room.width, 1)), .stroke(pen.theme.hairline, 1.4))
      ])
  }
}
