import Drawing
import Neural
import Wording

/// The slope of a class's score in every pixel: beside the input, by its size, and over the input; with
/// what the score really does where one pixel is raised a little.
struct SaliencyFigure: ComposedFigure {
  private let subject: Insight
  /// ∂s/∂a⁰, [channels, rows, columns]; nil where the network has no slope.
  private let slope: Tensor?
  /// The pixel with the steepest slope.
  private let steepest: (channel: Int, cell: Cell)

  /// How far the pixel is raised.
  static let step = 0.01
  private static let inputSlope = "saliency"

  init(subject: Insight) {
    self.subject = subject
    slope = subject.slopes?.inputGradients.map { NetworkColumn.planes($0[0]) }
    let values = slope?.values ?? []
    let place = values.indices.reduce(0) { abs(values[$1]) > abs(values[$0]) ? $1 : $0 }
    let extent = subject.extent
    steepest = (
      place / max(1, extent.count),
      Cell(place % max(1, extent.count) / extent.columns, place % extent.columns)
    )
  }

  private func datum(_ channel: Int, _ cell: Cell) -> Datum {
    Datum(
      .init(
        stage: NetworkPlan.input, tensor: SaliencyFigure.inputSlope,
        index: [channel, cell.row, cell.column]),
      slope?[channel, cell.row, cell.column] ?? 0)
  }

  /// The largest size of the slope over the channels, pixel by pixel.
  private var sizes: [Double] {
    guard let slope else { return [] }
    let count = subject.extent.count
    return (0..<count).map { place in
      (0..<subject.channels).reduce(0.0) { max($0, abs(slope.values[$1 * count + place])) }
    }
  }

  // MARK: - What the score does

  private var stepDatum: Datum { Datum(.init(tensor: "step"), SaliencyFigure.step) }

  /// What the slope promises for the step.
  private var promise: Datum {
    Datum(
      .init(tensor: "promise"), datum(steepest.channel, steepest.cell).value * SaliencyFigure.step)
  }

  /// What the step gives; nil where that is no number.
  private var change: Datum? {
    var values = subject.input.values
    let extent = subject.extent
    let place =
      steepest.channel * extent.count + steepest.cell.row * extent.columns + steepest.cell.column
    guard values.indices.contains(place) else { return nil }
    values[place] += SaliencyFigure.step
    return subject.score(of: values).map {
      Datum(.init(tensor: "change"), $0 - subject.score.value)
    }
  }

  var ledger: Ledger {
    var ledger = Ledger()
    guard slope != nil else { return ledger }
    ledger.state(.product(promise, of: [datum(steepest.channel, steepest.cell), stepDatum]))
    if let change { ledger.register(change) }
    ledger.register(subject.score)
    return ledger
  }

  func scene(style: FigureStyle) -> Scene {
    Sheet.scene(style: style, ledger: ledger) { pen, spellings in
      guard slope != nil else {
        let words = say("the network has no slope for this input")
        return Sheet(
          title: .number(title, .semibold), subtitle: [], body: Fixed.words(words),
          description: title + " " + words + ".")
      }
      return Sheet(
        title: .number(title, .semibold), subtitle: subtitle(spellings),
        body: FirstThatFits(arrangements(spellings, pen)), band: band(spellings, pen),
        description: description(spellings))
    }
  }

  // MARK: - Blocks

  private func arrangements(_ spellings: Spellings, _ pen: Pen) -> [any Block] {
    let theme = pen.theme
    let sizes = sizes
    let (rows, columns) = (subject.extent.rows, subject.extent.columns)
    let mark = PicturePlane.Mark(
      row: steepest.cell.row, column: steepest.cell.column, rows: 1, columns: 1,
      color: theme.position(0).color)
    let score = Formula.row([.math("∂"), subject.scoreSymbol, .math("/∂"), .symbol("a", sup: "0")])
    func marked(_ plane: PicturePlane) -> PicturePlane {
      var plane = plane
      plane.marks = [mark]
      return plane
    }
    let input = Titled(
      say("input"), .symbol("a", sup: "0"), marked(subject.picture("input", theme: theme)))
    let count = rows * columns
    let values = slope?.values ?? []
    let signed = ValueScale(.signed, over: values, theme: theme)
    let start = steepest.channel * count
    let name =
      subject.channels > 1
      ? say("slope, channel \(index: steepest.channel)") : say("slope")
    let plane = Titled(
      name, score, below: [Legend(signed, tensor: SaliencyFigure.inputSlope)],
      marked(
        PicturePlane(
          "slope", Array(values[start..<(start + count)]), columns: columns, scale: signed,
          source: Source(
            .init(
              stage: NetworkPlan.input, tensor: SaliencyFigure.inputSlope,
              index: [steepest.channel]), form: .mark))))
    let sized = ValueScale(.ink, over: sizes, theme: theme)
    let size = Titled(
      subject.channels > 1 ? say("largest size over the channels") : say("its size"),
      .row([.math("|"), score, .math("|")]),
      below: [Legend(sized, tensor: SaliencyFigure.inputSlope)],
      marked(PicturePlane("size", sizes, columns: columns, scale: sized)))
    var over = subject.picture("over", theme: theme)
    let peak = sizes.max() ?? 0
    over.cover = (theme.position(1).color, sizes.map { peak > 0 ? theme.heat * $0 / peak : 0 })
    let overlay = Titled(say("over the input"), nil, marked(over))
    let missing: (String) -> (place: String, cost: Int) = { ($0, 40) }
    let all: [any Block] = [input, plane, size, overlay]
    return [
      Grid([.cells(all)], gap: Size(26, 10), widest: 70),
      Grid([.cells([input, plane]), .cells([size, overlay])], gap: Size(30, 18), widest: 90),
      Lacking(
        [missing(say("its size"))],
        Grid([.cells([input, plane, overlay])], gap: Size(24, 10), widest: 80)),
      Lacking(
        [missing(say("its size")), missing(say("over the input"))],
        Stack.row([input, plane], gap: 22, widest: 80)),
    ]
  }

  private func band(_ spellings: Spellings, _ pen: Pen) -> Band {
    let own = datum(steepest.channel, steepest.cell)
    let symbol = Formula.sourced(
      Source(own.address, form: .symbol),
      .row([
        .math("∂"), subject.scoreSymbol, .math("/∂"),
        subject.pixelSymbol(steepest.channel, steepest.cell),
      ]))
    let color = pen.theme.text(in: pen.theme.position(0).color, on: pen.theme.band)
    var lines: [Formula] = [
      .row([
        .words(say("the slope promises")), .space(0.5), spellings.product([own, stepDatum]),
        spellings.relation(promise), spellings.number(promise, .medium),
      ])
    ]
    if let change {
      lines.append(
        .row([
          .words(say("the score changes by")), .space(0.5), spellings.number(change, .bold),
        ]))
    }
    return Band([
      .lines([
        .row([
          symbol, spellings.relation(own), .colored(color, spellings.number(own, .bold)),
        ]),
        .row([.words(say("raise the outlined pixel by")), .space(0.4), spellings.number(stepDatum)]
        ),
      ]),
      .lines(lines),
    ])
  }

  // MARK: - Words

  private var title: String {
    say("Which pixels move the score of class \(index: subject.target)?")
  }

  private func subtitle(_ spellings: Spellings) -> [String] {
    [
      subject.classWords,
      say("blue: more of the pixel raises the score, red: lowers it"),
    ]
  }

  private func description(_ spellings: Spellings) -> String {
    let own = datum(steepest.channel, steepest.cell)
    let (row, column) = (steepest.cell.row, steepest.cell.column)
    return [
      title, subject.classWords + ".",
      say(
        """
        The slope is steepest at row \(index: row), column \(index: column): \
        \(spellings.text(own)).
        """),
      change.map {
        say(
          """
          Raised by \(spellings.text(stepDatum)), the pixel changes the score by \
          \(spellings.text($0)); the slope promised \(spellings.text(promise)).
          """)
      },
    ].compactMap { $0 }.joined(separator: " ")
  }
}
