import Drawing
import Neural
import Wording

/// What the probability of a class does as a grey patch slides over the input.
struct OcclusionFigure: ComposedFigure {
  private let subject: Insight
  private let trial: Occlusion?

  init(subject: Insight) {
    self.subject = subject
    trial = Occlusion(subject)
  }

  var ledger: Ledger {
    var ledger = Ledger()
    guard let trial else { return ledger }
    let place = trial.strongest
    ledger.state(
      Equation(
        trial.change(place),
        [.init([trial.with(place, subject.target)]), .init([trial.without(subject.target)])],
        .function { $0[0] - $0[1] }))
    ledger.register(trial.cells.map(trial.change))
    // Where the answer changes, that class is told too.
    let other = Insight.largest(trial.chances(place))
    ledger.register([
      trial.with(place, other), trial.without(other), trial.without(subject.said),
      trial.with(place, subject.said),
    ])
    return ledger
  }

  func scene(style: FigureStyle) -> Scene {
    Sheet.scene(style: style, ledger: ledger) { pen, spellings in
      guard let trial else {
        let words = say("some answers are no numbers")
        return Sheet(
          title: .number(title, .semibold), subtitle: [], body: Fixed.words(words),
          description: title + " " + words + ".")
      }
      return Sheet(
        title: .number(title, .semibold), subtitle: subtitle(trial),
        body: FirstThatFits(arrangements(trial, spellings, pen)),
        band: band(trial, spellings, pen), description: description(trial, spellings))
    }
  }

  // MARK: - Blocks

  private func arrangements(_ trial: Occlusion, _ spellings: Spellings, _ pen: Pen) -> [any Block] {
    let theme = pen.theme
    let place = trial.strongest
    let corner = trial.corner(place)
    let mark = PicturePlane.Mark(
      row: corner.row, column: corner.column, rows: trial.patch.rows,
      columns: trial.patch.columns, color: theme.position(0).color)
    var input = subject.picture("input", theme: theme)
    let covered =
      (try? Tensor(shape: subject.input.shape, values: trial.covered(place))) ?? subject.input
    var patched = input.showing(covered, "patched")
    patched.marks = [mark]
    (input.largest, patched.largest) = (230, 230)
    func bars(most: Int) -> (before: ChanceBars, after: ChanceBars) {
      let classes = ChanceBars.classes(
        [subject.chances, trial.chances(place)], with: [subject.target], most: most)
      return (
        ChanceBars(
          name: "without", chances: subject.chances, classes: classes, target: subject.target,
          number: { spellings.bounded(trial.without($0), .semibold, isPositive: true) },
          datum: { trial.without($0) }),
        ChanceBars(
          name: "with", chances: trial.chances(place), classes: classes, target: subject.target,
          number: { spellings.bounded(trial.with(place, $0), .semibold, isPositive: true) },
          datum: { trial.with(place, $0) })
      )
    }
    let readAs = [subject.chances, trial.chances(place)].map {
      say("read as \(index: Insight.largest($0))")
    }
    let symbol = Formula.symbol("a", sup: "0")
    let one = Titled(say("input"), symbol, below: [Fixed.words(readAs[0])], input)
    let (row, column) = (corner.row, corner.column)
    let two = Titled(
      say("patch at row \(index: row), column \(index: column)"), nil,
      below: [Fixed.words(readAs[1])], patched)
    let map = changes(trial, spellings, pen)
    let told = (place: say("probabilities"), cost: 50)
    let pictures = (place: say("input"), cost: 120)
    let withBars = [10, 4].flatMap { most -> [any Block] in
      let (before, after) = bars(most: most)
      return [
        Stack.row(
          [
            Grid([.cells([one, before]), .cells([two, after])], gap: Size(16, 14), widest: 24), map,
          ], gap: 34, widest: 90),
        Stack.column(
          [Stack.row([one, before, two, after], gap: 18, widest: 40), map], gap: 20, widest: 40),
      ]
    }
    return withBars + [
      Lacking([told], Stack.row([Stack.column([one, two], gap: 14), map], gap: 30, widest: 80)),
      Lacking([told], Stack.row([one, two, map], gap: 24, widest: 60)),
      Lacking([told, pictures], map),
    ]
  }

  /// The change at every place.
  private func changes(_ trial: Occlusion, _ spellings: Spellings, _ pen: Pen) -> any Block {
    let scale = ValueScale(
      .signed, over: trial.cells.map { trial.change($0).value }, theme: pen.theme)
    let color = pen.theme.position(0).color
    let strongest = trial.strongest
    var matrix = Matrix("changes", say("changes"), trial.places) { cell in
      let datum = trial.change(cell)
      var face = CellFace()
      face.heat = scale.color(of: datum.value)
      face.isHeat = true
      face.isNegative = datum.value < 0
      face.mark = datum.mark
      // The largest has the digits with which its equation below closes.
      face.number =
        cell == strongest
        ? spellings.number(datum, .regular) : spellings.bounded(datum, .regular)
      if cell == strongest { face.outline = Stroke(color: color, width: 4) }
      return face
    }
    matrix.indices = trial.stride == Extent(1) ? (0, 0) : nil
    (matrix.leastSide, matrix.numbersCost, matrix.largest) = (90, 100, 62)
    matrix.aspect = 1.16
    return Titled(
      say("change of the probability"), .symbol("p", sub: String(subject.target)),
      below: [
        Legend(scale, of: Occlusion.changeName, spellings),
        Fixed.words(say("one cell for each place of the patch")),
      ], matrix)
  }

  private func band(_ trial: Occlusion, _ spellings: Spellings, _ pen: Pen) -> Band {
    let place = trial.strongest
    let change = trial.change(place)
    let p = Formula.symbol("p", sub: String(subject.target))
    let color = pen.theme.text(in: pen.theme.position(0).color, on: pen.theme.band)
    var parts: [Band.Part] = [
      .equation(
        BandEquation(
          lead: .words(say("change")),
          terms: [
            .init(
              .row([p, .space(0.2), .words(say("with the patch"))]),
              spellings.bounded(
                trial.with(place, subject.target), .regular, isPositive: true)),
            .init(
              .row([p, .space(0.2), .words(say("without"))]),
              spellings.bounded(trial.without(subject.target), .regular, isPositive: true)),
          ],
          result: [
            .relation("="), .colored(color, spellings.number(change, .bold)),
          ], sign: "−"))
    ]
    let falls = trial.cells.count { trial.change($0).value < 0 }
    parts.append(
      .remark(
        say("falls at \(falls) of \(trial.places.count) places"),
        say("a patch hides what is there, and is itself something to see")))
    return Band(parts)
  }

  // MARK: - Words

  private var title: String {
    say("What must not be covered for class \(index: subject.target)?")
  }

  private func subtitle(_ trial: Occlusion) -> [String] {
    let grey = NumberFormat(for: [trial.grey], significant: 2).string(trial.grey)
    return [
      say("a patch of \(trial.patch) with the value \(grey) at \(trial.places.count) places"),
      trial.stride == Extent(1) ? "" : say("steps of \(trial.stride) pixels"),
      subject.classWords,
    ]
  }

  private func description(_ trial: Occlusion, _ spellings: Spellings) -> String {
    let place = trial.strongest
    let corner = trial.corner(place)
    let (row, column) = (corner.row, corner.column)
    let said = Insight.largest(trial.chances(place))
    return [
      subtitle(trial).filter { !$0.isEmpty }.joined(separator: ", ") + ".",
      say(
        """
        With its upper left corner at row \(index: row), column \(index: column) the probability of \
        class \(index: subject.target) changes by \(spellings.text(trial.change(place))); then the \
        network says \(index: said).
        """),
    ].joined(separator: " ")
  }
}
