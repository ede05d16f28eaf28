import Drawing
import Neural
import Wording

/// What a network answers to labelled examples: some of them with the probabilities of the classes, and
/// all of them counted in the confusion matrix.
struct PredictionsFigure: ComposedFigure {
  private let subject: Predictions
  private let counts: [Int]

  init(subject: Predictions) {
    self.subject = subject.answered()
    counts = self.subject.counts
  }

  /// Its numbers are counts, and probabilities that are rounded each by itself.
  var ledger: Ledger { Ledger() }

  private var hits: Int { subject.answers.count(where: \.isRight) }

  func scene(style: FigureStyle) -> Scene {
    Sheet.scene(style: style, ledger: ledger) { pen, _ in
      guard !subject.answers.isEmpty else {
        let words = say("some answers are no numbers")
        return Sheet(
          title: .number(title, .semibold), subtitle: [], body: Fixed.words(words),
          description: title + ": " + words + ".")
      }
      return Sheet(
        title: .number(title, .semibold), subtitle: subtitle,
        body: FirstThatFits(arrangements(pen)),
        band: band(pen), description: description)
    }
  }

  // MARK: - Blocks

  private func arrangements(_ pen: Pen) -> [any Block] {
    let most = subject.answers.count
    func cards(_ columns: Int, _ rows: Int) -> (block: any Block, shown: [Predictions.Answer]) {
      let shown = subject.shown(min(columns * rows, most))
      return (PredictionCards(subject: subject, shown: shown, columns: columns), shown)
    }
    let sizes = [(4, 2), (3, 2), (2, 2), (2, 1)]
    let rows = sizes.map { columns, rows -> any Block in
      let (block, shown) = cards(columns, rows)
      return Stack.row([block, matrix(shown, pen)], gap: 40, widest: 90)
    }
    let columns = [(5, 1), (4, 1), (3, 1), (4, 2)].map { columns, rows -> any Block in
      let (block, shown) = cards(columns, rows)
      return Stack.column([block, matrix(shown, pen)], gap: 24, widest: 40)
    }
    let alone = [(4, 2), (3, 2), (2, 2), (3, 1), (2, 1), (1, 1)].map { columns, rows -> any Block in
      Lacking([(say("confusion matrix"), 150)], cards(columns, rows).block)
    }
    return rows + columns + alone
      + [Lacking([(say("examples"), 250)], matrix([], pen))]
  }

  /// The confusion matrix: a row for each class, a column for each answer.
  private func matrix(_ shown: [Predictions.Answer], _ pen: Pen) -> any Block {
    let theme = pen.theme
    let missed = Set(shown.filter { !$0.isRight }.map { $0.truth * subject.classes + $0.said })
    let most = Double(counts.max() ?? 1)
    let wrong = theme.position(1).color
    let counts = self.counts
    let classes = subject.classes
    var matrix = Matrix("confusion", say("confusion matrix"), Extent(classes)) { cell in
      let place = cell.row * classes + cell.column
      let count = counts[place]
      var face = CellFace()
      guard count > 0 else { return face }
      face.number = .number(NumberFormat.grouped(count), .medium)
      face.isHeat = true
      if cell.row == cell.column {
        // Grey under which every count is dark on light.
        face.heat = theme.paper.mixed(with: theme.ink, 0.08 + 0.22 * Double(count) / most)
      } else {
        face.heat = theme.paper.mixed(with: wrong, 0.14 + 0.2 * Double(count) / most)
      }
      if missed.contains(place) { face.outline = Stroke(color: wrong, width: 3.4) }
      return face
    }
    matrix.indices = (0, 0)
    matrix.largest = 54
    if classes > 20 {
      let values = counts.map(Double.init)
      matrix.mostDrawn = 20
      matrix.raster = (values, ValueScale(.ink, over: values, theme: theme))
    }
    (matrix.leastSide, matrix.numbersCost) = (150, 60)
    return Titled(
      say("confusion matrix"),
      below: [Fixed.words(say("row: what it is, column: what is said"))], matrix)
  }

  // MARK: - Words

  private var title: String {
    let count = NumberFormat.grouped(subject.answers.count)
    return subject.isHeldOut
      ? say("What the network says about \(count) held-out examples")
      : say("What the network says about \(count) examples")
  }

  private var subtitle: [String] {
    [
      say("shown are the first that it tells right and the first that it tells wrong"),
      subject.available > subject.answers.count
        ? say("the first of \(NumberFormat.grouped(subject.available))") : "",
    ]
  }

  private func band(_ pen: Pen) -> Band {
    let (hits, all) = (NumberFormat.grouped(hits), NumberFormat.grouped(subject.answers.count))
    let share = Double(self.hits) / Double(subject.answers.count)
    let diagonal = (0..<subject.classes).map { counts[$0 * (subject.classes + 1)] }
    let isExact = (share * 1000).rounded() == share * 1000
    let end: [Formula] = [
      .fraction(.number(hits, .regular), .number(all, .regular)),
      .relation(isExact ? "=" : "≈"), .number(FiltersFigure.percent(share), .bold),
    ]
    let lead: [Formula] = [.words(say("accuracy")), .relation("=")]
    let sum = Formula.fraction(
      .number(diagonal.map(NumberFormat.grouped).joined(separator: " + "), .regular),
      .number(all, .regular))
    let long = Formula.row(lead + [sum, .relation("=")] + end)
    let isShort =
      diagonal.count <= 10
      && pen.formula(long, size: 20).bounds.width < (pen.style.panel ?? pen.style.page.size).width
        - 420
    let missed = subject.wrong.count
    var parts: [Band.Part] = [.lines([isShort ? long : .row(lead + end)])]
    let color = pen.theme.text(in: pen.theme.position(1).color, on: pen.theme.band)
    parts.append(
      .lines([
        .colored(
          color,
          .number(say("\(NumberFormat.grouped(missed)) of \(all) wrong"), .semibold)),
        .words(confused ?? say("off the diagonal")),
      ]))
    return Band(parts)
  }

  /// The pair of classes that is most often confused; nil where none is.
  private var confused: String? {
    let classes = subject.classes
    let pairs = (0..<classes * classes).filter { $0 / classes != $0 % classes && counts[$0] > 0 }
    guard let worst = pairs.max(by: { counts[$0] < counts[$1] }) else { return nil }
    let count = NumberFormat.grouped(counts[worst])
    let rivals = pairs.count { counts[$0] == counts[worst] }
    guard rivals == 1 else { return nil }
    return say(
      "most often a \(index: worst / classes) is called \(index: worst % classes): \(count)")
  }

  private var description: String {
    let shown = subject.shown(min(8, subject.answers.count)).map { answer in
      let chance = NetworkDiagram.chance(answer.chances[answer.said])
      return answer.isRight
        ? say("\(index: answer.truth): said \(index: answer.said) with \(chance), right")
        : say("\(index: answer.truth): said \(index: answer.said) with \(chance), wrong")
    }
    let (hits, all) = (NumberFormat.grouped(hits), NumberFormat.grouped(subject.answers.count))
    return say("The network tells \(hits) of \(all) right.") + " " + say("Some of them:") + " "
      + shown.joined(separator: "; ") + "."
  }
}
