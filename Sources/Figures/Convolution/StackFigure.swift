import Drawing
import Neural
import Wording

/// Separate 2-D correlations, one for each channel, added up; beside it one 3-D correlation of the
/// stack of channels with the stack of filters, which gives the same.
public struct StackFigure: ComposedFigure, StageFigure {
  private let subject: Subject
  private let pass: Convolution.ForwardPass
  private let values: ConvolutionValues
  private let step: DotProduct
  private let separate: SeparateResults

  /// The figure of a stage's run; nil where it is no convolution, or has no such step.
  public init?(_ run: StageRun, focus: Int = 0) {
    guard let subject = Subject(run, focus: focus) else { return nil }
    self.init(subject: subject)
  }

  /// The figure as a scene, in the style's language and notation.
  public func scene(_ style: FigureStyle) -> Scene { style.drawing { scene(style: style) } }

  init(subject: Subject) {
    self.subject = subject
    pass = subject.pass
    values = ConvolutionValues(pass, stage: subject.stage)
    step = pass.steps[subject.step]
    separate = SeparateResults(values)
  }

  private var channels: Range<Int> { values.channels(ofMap: step.map) }

  /// The channels that are shown; nil where some are left out.
  private var rows: [Int?] { separate.rows(of: step.map) }

  var ledger: Ledger { stated.ledger }

  private var stated: (ledger: Ledger, equation: Int) {
    var ledger = Ledger()
    var equation = 0
    let followed = step.position.index
    values.register(
      in: &ledger, map: step.map, channels: separate.channels(of: step.map).shown, neurons: [])
    for position in separate.arePrinted ? Array(0..<pass.sweep.count) : [followed] {
      let results = separate.results(step.map, position)
      let sum = values.sum(of: separate.step(step.map, position))
      ledger.register(results + [sum])
      // Of many neurons a reader adds up the one that is followed.
      guard pass.sweep.count <= 9 || position == followed else { continue }
      let number = ledger.state(.sum(sum, of: results))
      if position == followed { equation = number }
    }
    return (ledger, equation)
  }

  func scene(style: FigureStyle) -> Scene {
    let (ledger, equation) = stated
    return Sheet.scene(style: style, ledger: ledger) { pen, spellings in
      let parts = ConvolutionParts(subject, spellings, pen)
      return Sheet(
        title: .number(title, .semibold),
        subtitle: [pass.caption, say("without the bias, which is added once")],
        body: body(parts), band: band(parts, equation), description: description(spellings))
    }
  }

  // MARK: - Blocks

  private func body(_ parts: ConvolutionParts) -> any Block {
    let (alone, whole) = (alone(parts), whole(parts))
    guard channels.count > 1 else {
      let operands = [(place: say("input"), cost: 90), (place: say("filter"), cost: 90)]
      return FirstThatFits([alone, Lacking(operands, sum("sum", parts))])
    }
    let other = (place: say("all channels at once"), cost: 90)
    return FirstThatFits([
      Stack.row([alone, Ground(whole)], gap: 40, widest: 70),
      Stack.column([alone, Ground(whole)], gap: 24, widest: 40),
      Lacking([other], alone),
      Lacking([(say("one channel at a time"), 180)], whole),
      Lacking([(say("one channel at a time"), 180), other], sum("sum", parts)),
    ])
  }

  /// One channel at a time: each under its own matrix of the filter, and the sum of the results.
  private func alone(_ parts: ConvolutionParts) -> any Block {
    var places: [Grid.Place] = []
    var wires: [Wire] = []
    let scale = separate.scale([step.map], parts.theme)
    for (row, channel) in rows.enumerated() {
      let name = "result \(channel.map(String.init) ?? "rest")"
      if let channel {
        places += [
          .init(input(channel, parts), row: row, column: 0),
          .init(Fixed.sign(pass.layer.operation.sign), row: row, column: 1),
          .init(filter(channel, parts), row: row, column: 2),
        ]
      } else {
        places.append(.init(separate.ellipsis(step.map), row: row, column: 0))
      }
      var result = separate.matrix(
        name, place: say("separate results"), scale: scale, followed: step.position.index,
        hasSymbols: false, parts
      ) { separate.result(step.map, channel, $0) }
      result.frame = channel.map { style($0, parts).stroke(3) }
      places += [
        .init(Fixed.sign("="), row: row, column: 3), .init(result, row: row, column: 4),
      ]
      wires.append(
        .fan(
          name, to: "plus", order: row, of: rows.count,
          color: channel.map { style($0, parts).color }, width: 2))
    }
    var titles: [Formula?] = [
      .heading(say("input"), parts.notation.general(Tensors.input)), nil,
      .heading(say("filter"), parts.notation.general(Tensors.weight)), nil,
      .heading(channels.count > 1 ? say("one result each") : say("result")),
    ]
    var below: [any Block] = [
      Legend(parts.inputScale, of: Tensors.input, parts.spellings), Fixed.nothing,
      Legend(parts.weightScale, of: Tensors.weight, parts.spellings), Fixed.nothing,
      Legend(scale, of: Tensors.subtotal, parts.spellings),
    ]
    if channels.count > 1 {
      places += [
        .init(plus, row: 0, column: 5, rows: rows.count),
        .init(sum("sum", parts), row: 0, column: 6, rows: rows.count),
      ]
      titles += [nil, .heading(say("sum"))]
      below += [Fixed.nothing, Fixed.nothing]
      wires.append(Wire(.right("plus"), .left("sum"), .level))
    }
    var grid = Grid(places: places, titles: titles, below: below)
    (grid.gap, grid.widest) = (Size(16, 10), 44)
    return channels.count > 1 ? Wired(grid, wires) : grid
  }

  /// All channels at once: the stack of channels under the stack of filters.
  private func whole(_ parts: ConvolutionParts) -> any Block {
    let shown = separate.channels(of: step.map).shown
    let inputs = parts.volume(
      shown, of: channels.count, titled: say("stack"), parts.notation.general(Tensors.input)
    ) { input($0, parts) }
    let filters = parts.volume(
      shown, of: channels.count, titled: say("filter"), parts.notation.general(Tensors.weight)
    ) { filter($0, parts) }
    return Stack.row(
      [
        inputs, Fixed.sign(pass.layer.operation.sign), filters, Fixed.sign("="),
        Titled(say("result"), nil, sum("whole", parts)),
      ], gap: 16, widest: 40)
  }

  private var plus: any Block {
    Fixed("plus") { pen in
      let side = 2 * pen.measures.node
      let box = Rectangle(0, 0, side, side)
      let paint = Paint(
        fill: pen.theme.paper, stroke: Stroke(color: pen.theme.muted, width: 1.6))
      return Picture(
        bounds: box,
        items: [.circle(center: box.center, radius: side / 2, paint)]
          + pen.formula(.math("∑"), size: 23).centered(at: box.center).items)
    }
  }

  private func sum(_ name: String, _ parts: ConvolutionParts) -> Matrix {
    var sum = separate.matrix(
      name, place: say("sum"), scale: separate.scale([step.map], parts.theme),
      followed: step.position.index, hasSymbols: false, parts
    ) { values.sum(of: separate.step(step.map, $0)) }
    (sum.importance, sum.largest) = (2.2, 76)
    return sum
  }

  private func style(_ channel: Int, _ parts: ConvolutionParts) -> PositionStyle {
    parts.theme.position(rows.firstIndex(of: channel) ?? 0)
  }

  private func input(_ channel: Int, _ parts: ConvolutionParts) -> Matrix {
    var matrix = parts.input(
      channel: channel, map: step.map, position: nil,
      marks: [(step.position, PositionStyle(color: parts.theme.ink), nil)], fill: .heat,
      hasCorners: false, hasIndices: false)
    matrix.frame = style(channel, parts).stroke(3.4)
    (matrix.numbersCost, matrix.leastSide, matrix.largest) = (15, 40, 68)
    return matrix
  }

  private func filter(_ channel: Int, _ parts: ConvolutionParts) -> Matrix {
    var matrix = parts.filter(
      map: step.map, channel: channel - channels.lowerBound, isColored: false)
    matrix.frame = style(channel, parts).stroke(3)
    (matrix.numbersCost, matrix.leastSide, matrix.largest) = (15, 40, 68)
    return matrix
  }

  // MARK: - Words

  private var title: String {
    switch (channels.count, pass.layer.operation) {
    case (1, .crossCorrelation): say("One channel: one 2-D correlation")
    case (1, .convolution): say("One channel: one 2-D convolution")
    case (let count, .crossCorrelation):
      say("\(count) separate 2-D correlations, added, are one 3-D correlation")
    case (let count, .convolution):
      say("\(count) separate 2-D convolutions, added, are one 3-D convolution")
    }
  }

  private func band(_ parts: ConvolutionParts, _ equation: Int) -> Band {
    let (spellings, notation) = (parts.spellings, parts.notation)
    let terms = rows.enumerated().map { order, channel -> BandEquation.Term in
      let datum = separate.result(step.map, channel, step.position.index)
      let number = order == 0 ? spellings.number(datum, .regular) : spellings.operand(datum)
      guard let channel else {
        return .init(.words(say("\(separate.channels(of: step.map).hidden) more")), number)
      }
      let color = parts.theme.text(in: style(channel, parts).color, on: parts.theme.band)
      return .init(
        .colored(
          color, separate.product(step.map, channel, at: step.position.neuron, notation)),
        .colored(color, number))
    }
    let whole = notation.dotProduct(of: pass, at: step.position, map: step.map)
    let sum = values.sum(of: step)
    var bandParts: [Band.Part] = [
      .equation(
        BandEquation(
          lead: whole, terms: terms,
          result: channels.count > 1
            ? [spellings.relation(of: equation), spellings.number(sum, .bold)] : []))
    ]
    if channels.count > 1 {
      bandParts.append(
        .verdict(.words(say("all channels at once")), separate.agreement(step.map)))
    }
    return Band(bandParts)
  }

  private func description(_ spellings: Spellings) -> String {
    let words = StepWords(pass.accounts, spellings, stage: values.stage)
    return [
      pass.caption + ".",
      say(
        """
        Each of \(channels.count) channels meets its own filter; the separate results are added.
        """),
      words(step.index, of: .forward, sum: values.sum(of: step)),
      separate.words(of: step, spellings),
    ].filter { !$0.isEmpty }.joined(separator: " ")
  }
}
