import Drawing
import Neural
import Wording

/// Batch normalisation of one channel: its values before, normalised, and scaled by γ and moved by β,
/// as numbers and on axes of one unit; where there is a gradient, the way back as well.
struct BatchNormalisationFigure: ComposedFigure {
  let values: BatchNormalisationValues

  init(subject: BatchNormalisationSubject) { values = BatchNormalisationValues(subject) }

  typealias Part = BatchNormalisationValues.Part

  var ledger: Ledger { values.stated.ledger }

  func scene(style: FigureStyle) -> Scene {
    let stated = values.stated
    return Sheet.scene(style: style, ledger: stated.ledger) { pen, spellings in
      Sheet(
        title: .number(
          values.isTraining
            ? say("Batch normalisation: one mean and one variance for a whole channel")
            : say("Batch normalisation with the running mean and variance of a channel"),
          .semibold), subtitle: subtitle, body: body(spellings, pen),
        band: band(stated, spellings, pen), description: description(spellings))
    }
  }

  private var subtitle: [String] {
    let shape = values.extent.description
    return [
      (values.stage.isEmpty ? "" : values.stage + ", ")
        + say("channel \(index: values.channel) of \(values.channels)"),
      values.isTraining
        ? say("a batch of \(values.items), \(shape) each: \(values.count) values")
        : say("one item, \(shape): \(values.count) values"),
      values.isTraining
        ? say("μ and σ² come from the batch, γ and β are learnt")
        : say("μ and σ² were gathered in training, γ and β are learnt"),
    ]
  }

  // MARK: - Symbols

  private static func letter(_ part: Part) -> Formula {
    switch part {
    case .before: .math("x")
    case .normalised: .math("x\u{302}")
    case .after: .math("y")
    case .arriving: .partial(.math("y"))
    case .back: .partial(.math("x"))
    }
  }

  func symbol(_ part: Part, _ datum: Datum) -> Formula {
    let index = datum.address.index.map(String.init).joined(separator: ",")
    let formula: Formula =
      switch part {
      case .before: .symbol("x", sub: index)
      case .normalised: .symbol("x\u{302}", sub: index)
      case .after: .symbol("y", sub: index)
      case .arriving: .partial(.symbol("y", sub: index))
      case .back: .partial(.symbol("x", sub: index))
      }
    return .sourced(Source(datum.address, form: .symbol), formula)
  }

  func named(_ datum: Datum, _ formula: Formula) -> Formula {
    .sourced(Source(datum.address, form: .symbol), formula)
  }
  var mean: Formula { named(values.mean, .math("μ")) }
  var variance: Formula {
    named(values.variance, .scripts(.math("σ"), sub: nil, sup: .math("2")))
  }
  var weight: Formula { named(values.weight, .math("γ")) }
  var bias: Formula { named(values.bias, .math("β")) }

  // MARK: - Blocks

  private func words(_ part: Part) -> String {
    switch part {
    case .before: say("before")
    case .normalised: say("normalised")
    case .after: say("after")
    case .arriving: say("arrives")
    case .back: say("goes back")
    }
  }

  private func body(_ spellings: Spellings, _ pen: Pen) -> any Block {
    let forward: [Part] = [.before, .normalised, .after]
    let strips = strips(spellings, pen)
    let all = table(values.parts, hasSums: values.isTraining, spellings, pen)
    let plain = table(values.parts, hasSums: false, spellings, pen)
    let short = table(forward, hasSums: false, spellings, pen)
    let sums = (place: say("sums"), cost: values.isTraining ? 10 : 0)
    let gradient = (place: say("gradient"), cost: values.parts.count > 3 ? 60 : 0)
    let lines = (place: say("axes"), cost: 40)
    func beside(_ table: any Block) -> any Block {
      Stack.row([table, strips], gap: 40, widest: 70)
    }
    func above(_ table: any Block) -> any Block {
      Stack.column([table, strips], gap: 22, widest: 40)
    }
    return Counted(
      FirstThatFits([
        beside(all), above(all), Lacking([sums], beside(plain)), Lacking([sums], above(plain)),
        Lacking([sums, lines], plain), Lacking([sums, gradient], beside(short)),
        Lacking([sums, gradient], above(short)), Lacking([sums, gradient, lines], short),
        Lacking([(say("batch"), 150)], strips),
      ]), shown: values.shownItems.count, of: values.items, place: say("items"))
  }

  /// A row for each item: its channel before, normalised and after.
  private func table(
    _ parts: [Part], hasSums: Bool, _ spellings: Spellings, _ pen: Pen
  ) -> any Block {
    func heading(_ formula: Formula) -> any Block {
      Fixed { pen in
        var picture = pen.formula(formula, size: pen.legible(18.5, formula))
        // Titles are of one height whatever their letters.
        picture.bounds = Rectangle(
          picture.bounds.minX, -18, picture.bounds.width, 24)
        return picture
      }
    }
    let labels = pen.style.labels
    let isBatch = values.items > 1
    var titles: [any Block] = isBatch ? [Fixed.words(say("item"))] : []
    for part in parts {
      titles.append(heading(.heading(words(part), BatchNormalisationFigure.letter(part))))
      if part == .before, hasSums {
        titles += [
          heading(.row([.math("∑"), .space(0.15), .math("x")])),
          heading(
            .row([
              .math("∑(x"), .relation("−"), .math("μ"),
              .scripts(.math(")"), sub: nil, sup: .math("2")),
            ])),
        ]
      }
    }
    let rows = values.shownItems.map { item -> Grid.Row in
      var cells: [any Block] = isBatch ? [label(item, pen)] : []
      for part in parts {
        cells.append(matrix(part, item, spellings, pen))
        if part == .before, hasSums {
          cells += [values.sum(item), values.squares(item)].map { datum in
            Fixed { pen in
              labels == .symbols ? .empty : pen.formula(spellings.number(datum, .medium), size: 19)
            }
          }
        }
      }
      return .cells(cells)
    }
    return Grid([.cells(titles)] + rows, gap: Size(16, 10), widest: 40)
  }

  private func label(_ item: Int, _ pen: Pen) -> any Block {
    Fixed { pen in
      let color = pen.theme.position(item % 4).color
      let text = pen.formula(
        .number(pen.style.voice.notation.index(item), .medium), size: 18,
        color: pen.theme.text(in: color, on: pen.theme.paper))
      let mark = BatchStrips.mark(item, at: Point(-16, -6), .fill(color))
      return Picture(
        bounds: Rectangle(-24, -14, 26 + text.bounds.width, 18),
        items: [mark] + text.items)
    }
  }

  private func matrix(
    _ part: Part, _ item: Int, _ spellings: Spellings, _ pen: Pen
  ) -> any Block {
    // One scale for all items, of the values that are shown.
    let scale = ValueScale(
      .signed,
      over: (0..<values.items).flatMap { item in
        values.cells.map { values.datum(part, item, $0).value }
      }, theme: pen.theme)
    let followed = values.followed
    let outline = Stroke(color: pen.theme.position(item % 4).color, width: 4)
    let isFew = values.isFew
    let base = Matrix.heat(
      "\(part) \(item)", words(part), values.extent, scale: scale, spellings, nil,
      hasNumbers: isFew
    ) { values.datum(part, item, $0) }
    var matrix = Matrix("\(part) \(item)", words(part), values.extent) { [face = base.face] cell in
      guard var face = face(cell.row, cell.column) else { return CellFace() }
      if isFew { face.symbol = symbol(part, values.datum(part, item, cell)) }
      if item == followed.item, cell == followed.cell { face.outline = outline }
      return face
    }
    if values.extent.rows > base.mostDrawn || values.extent.columns > base.mostDrawn {
      matrix.mostDrawn = base.mostDrawn
      matrix.raster = (values.cells.map { values.datum(part, item, $0).value }, scale)
    }
    (matrix.numbersCost, matrix.leastSide, matrix.largest) = (20, 26, 60)
    matrix.aspect = !isFew ? 1 : part == .back ? 1.5 : 1.3
    matrix.importance = 3 / Double(max(values.extent.rows, values.extent.columns))
    return matrix
  }

  private func strips(_ spellings: Spellings, _ pen: Pen) -> BatchStrips {
    let places = (0..<values.items).flatMap { item in values.cells.map { (item, $0) } }
    func all(_ part: Part) -> [Double] { places.map { values.datum(part, $0.0, $0.1).value } }
    let isNumber = pen.style.labels != .symbols
    func note(_ symbol: Formula, _ datum: Datum) -> Formula {
      isNumber
        ? .row([symbol, spellings.relation(datum), spellings.number(datum, .regular)]) : symbol
    }
    let spread = named(values.deviation, .math("σ"))
    let (mean, deviation) = (values.mean.value, values.deviation.value)
    let (weight, bias) = (values.weight.value, values.bias.value)
    let followed = values.followed
    return BatchStrips(
      axes: [
        .init(
          title: .heading(words(.before), BatchNormalisationFigure.letter(.before)),
          notes: [note(self.mean, values.mean), note(spread, values.deviation)],
          values: all(.before), mean: mean, spread: deviation, isForeign: !values.isTraining),
        .init(
          title: .heading(words(.normalised), BatchNormalisationFigure.letter(.normalised)),
          notes: [], values: all(.normalised), mean: 0, spread: 1,
          isForeign: !values.isTraining),
        .init(
          title: .heading(words(.after), BatchNormalisationFigure.letter(.after)),
          notes: [note(self.bias, values.bias), note(self.weight, values.weight)],
          values: all(.after), mean: bias, spread: abs(weight), isForeign: !values.isTraining),
      ], items: places.map(\.0),
      followed: places.firstIndex { $0.0 == followed.item && $0.1 == followed.cell } ?? 0)
  }

  private func description(_ spellings: Spellings) -> String {
    let words = StepWords(values.pass.accounts, spellings, stage: values.stage)
    return [
      subtitle.joined(separator: "; ") + ".",
      say(
        "The mean is \(spellings.text(values.mean)) and the variance \(spellings.text(values.variance)); γ is \(spellings.text(values.weight)) and β \(spellings.text(values.bias))."
      ),
      words(values.subject.followed, of: .forward),
    ].joined(separator: " ")
  }
}
