import Drawing
import Neural
import Wording

/// The article's appendix A, with the mode that people use: one input and one filter,
/// cross-correlated and convolved, valid, same and full. Each mode shows where the overlay lies at
/// one of its positions, and how the padding lies around the input.
struct ModesFigure: ComposedFigure {
  let subject: Subject
  let pass: Convolution.ForwardPass
  let map: Int
  let modes: ModesPasses

  init(subject: Subject) {
    self.subject = subject
    pass = subject.pass
    map = subject.step / pass.sweep.count
    modes = ModesPasses(of: pass, map: map)
  }

  /// The modes in the order of their padding, of an operation.
  private func ordered(_ row: ModesPasses.Row) -> [ModesPasses.Mode?] {
    [row.valid, row.same, row.full]
  }

  /// The position that a mode shows: that of the neuron which the step fills.
  private func position(of mode: ModesPasses.Mode) -> OverlayPosition {
    let neuron = pass.sweep[subject.step % pass.sweep.count].neuron
    return mode.pass.sweep[
      neuron: Cell(
        min(neuron.row, mode.extent.rows - 1), min(neuron.column, mode.extent.columns - 1))]
  }

  /// The mode whose sum is written out.
  func written(_ row: ModesPasses.Row) -> (mode: ModesPasses.Mode, step: DotProduct)? {
    (row.valid ?? row.same ?? row.full).map { ($0, $0.pass.steps[position(of: $0).index]) }
  }

  /// One element of a result; what several modes have in common is one value.
  func result(_ index: Int, _ mode: ModesPasses.Mode) -> Datum {
    let place = mode.place(index)
    return Datum(
      Source.Address(
        tensor: "input \(mode.pass.layer.operation.sign) filter", index: [place.row, place.column]),
      mode.values[index])
  }

  private var kernel: Extent { pass.layer.kernel }
  var colorsWeights: Bool {
    kernel.count <= 9 && pass.layer.channelsInGroup == 1 && pass.sweep.underlay.count <= 36
  }

  var ledger: Ledger { stated.ledger }

  private var stated: (ledger: Ledger, equations: [Int?]) {
    var ledger = Ledger()
    for mode in modes.rows.flatMap(ordered).compactMap({ $0 }) {
      let values = ConvolutionValues(mode.pass)
      let under = mode.pass.sweep.underlay
      if ConvolutionValues.areNumbersPrinted(under) {
        ledger.register(
          (0..<under.count).map {
            values.input(Cell($0 / under.columns, $0 % under.columns), channel: 0)
          })
      }
      if ConvolutionValues.areNumbersPrinted(kernel) {
        ledger.register(
          (0..<kernel.count).map {
            values.weight(Cell($0 / kernel.columns, $0 % kernel.columns), channel: 0, map: 0)
          })
      }
      if ConvolutionValues.areNumbersPrinted(mode.extent) {
        ledger.register(mode.values.indices.map { result($0, mode) })
      }
    }
    let equations = modes.rows.map { row -> Int? in
      guard let (mode, step) = written(row) else { return nil }
      let values = ConvolutionValues(mode.pass)
      let z = result(step.index, mode)
      ledger.register(z)
      guard step.terms.count <= 25 else { return nil }
      return ledger.state(
        Equation(z, step.terms.map { .init([values.value($0), values.weight($0, map: 0)]) }))
    }
    return (ledger, equations)
  }

  func scene(style: FigureStyle) -> Scene {
    let (ledger, equations) = stated
    return Sheet.scene(style: style, ledger: ledger) { pen, spellings in
      Sheet(
        title: .number(say("Cross-correlation and convolution, valid, same and full"), .semibold),
        subtitle: subtitle, body: body(spellings, pen), band: band(equations, spellings, pen),
        description: description(spellings))
    }
  }

  // MARK: - Blocks

  private func style(_ theme: Theme) -> PositionStyle {
    colorsWeights && kernel.count > 4 ? PositionStyle(color: theme.ink) : theme.position(0)
  }

  private func body(_ spellings: Spellings, _ pen: Pen) -> any Block {
    let scale = ValueScale(.signed, over: modes.allValues, theme: pen.theme)
    let names = [say("valid"), say("same"), say("full")]
    let filters = modes.rows.map { filter($0, spellings, pen) }
    let results = names.indices.map { index in
      modes.rows.map { row in
        ordered(row)[index].map { result($0, scale, spellings, pen) } ?? missing
      }
    }
    let overlays = names.indices.map { index in
      ordered(modes.rows[0])[index].map { place($0, spellings, pen) } ?? Fixed.nothing
    }
    func each(
      hasWords: Bool = true, _ arrange: ([any Block], Int) -> any Block
    ) -> [any Block] {
      names.indices.map { index in
        let mode = ordered(modes.rows[0])[index]
        return Titled(
          names[index], mode.map { .number("\($0.extent)", .regular) },
          below: hasWords ? mode.map { [Fixed.words(padding($0))] } ?? [] : [],
          arrange(results[index], index))
      }
    }
    let beside = each { results, index in
      Stack.row([overlays[index], Stack.column(results, gap: 14, widest: 40)], gap: 20, widest: 40)
    }
    let below = each { results, index in
      Stack.column([overlays[index]] + results, gap: 12, widest: 30)
    }
    let across = each { results, index in
      Stack.row([overlays[index]] + results, gap: 16, widest: 50)
    }
    let bare = each { results, _ in Stack.column(results, gap: 14, widest: 40) }
    let low = each(hasWords: false) { results, _ in Stack.row(results, gap: 14, widest: 40) }
    let high = each(hasWords: false) { results, _ in Stack.column(results, gap: 10, widest: 40) }
    let column = Stack.column(filters, gap: 18, widest: 40)
    let row = Stack.row(filters, gap: 24, widest: 60)
    let legend: [any Block] =
      colorsWeights
      ? []
      : [
        Legend(scale, of: "input \(Convolution.Operation.crossCorrelation.sign) filter", spellings)
      ]
    func legended(_ block: any Block) -> any Block {
      legend.isEmpty ? block : Titled("", nil, below: legend, block)
    }
    let lacksPlaces = (place: say("input"), cost: 120)
    let lacksFilter = (place: say("filter"), cost: 60)
    let remark = (place: say("padding"), cost: 30)
    let under = pass.sweep.underlay
    let first: [any Block] =
      under.columns >= 5 * under.rows
      ? [legended(Stack.column([row] + across, gap: 12))]
      : under.rows >= 5 * under.columns ? [legended(Stack.row([column] + across, gap: 24))] : []
    return FirstThatFits(
      first + [
        legended(Stack.row([column] + beside, gap: 24)),
        legended(Stack.row([column] + below, gap: 24)),
        legended(
          Stack.column(
            [Stack.row([column, beside[0]]), Stack.row([beside[1], beside[2]])], gap: 18)),
        legended(Stack.column([row] + across, gap: 12)),
        legended(Stack.column([row] + below, gap: 10)),
        Lacking([lacksPlaces], legended(Stack.row([column] + bare, gap: 24))),
        Lacking([lacksPlaces, lacksFilter], legended(Stack.row(bare, gap: 20))),
        Lacking([lacksPlaces, lacksFilter, remark], Stack.row(high, gap: 16)),
        Lacking([lacksPlaces, lacksFilter, remark], Stack.column(low, gap: 10)),
      ])
  }

  /// The filter as it lies over the input: for a convolution rotated by 180°.
  private func filter(_ row: ModesPasses.Row, _ spellings: Spellings, _ pen: Pen) -> any Block {
    guard let mode = row.same ?? row.valid ?? row.full else { return Fixed.nothing }
    let layer = mode.pass.layer
    let parts = ConvolutionParts(Subject(pass: mode.pass), spellings, pen)
    let inner = parts.filter(map: 0, channel: 0, isColored: colorsWeights)
    var matrix = Matrix(
      name: "filter \(row.operation.sign)", place: say("filter"), rows: kernel.rows,
      columns: kernel.columns
    ) { row, column in
      let cell = layer.weightCell(under: Cell(row, column))
      return inner.face(cell.row, cell.column)
    }
    matrix.largest = 60
    matrix.importance = 0.8
    let words =
      row.operation == .convolution ? say("rotated by 180°") : say("filter as it is")
    return Titled(
      "", .row([.math("a"), .relation(row.operation.sign), .math("w")]),
      below: [Fixed.words(words)], matrix)
  }

  /// The input with its padding and the overlay at the position that is shown.
  private func place(_ mode: ModesPasses.Mode, _ spellings: Spellings, _ pen: Pen) -> any Block {
    let parts = ConvolutionParts(Subject(pass: mode.pass), spellings, pen)
    let position = position(of: mode)
    var matrix = parts.input(
      channel: 0, map: 0, position: position, marks: [(position, style(pen.theme), nil)],
      fill: colorsWeights ? .weights : .heat, hasCorners: false, hasIndices: false)
    let (sweep, inner) = (mode.pass.sweep, matrix.face)
    let padding = sweep.padding
    // All of the padding is shown, not only what this position covers.
    matrix.ring = (padding.top, padding.bottom, padding.left, padding.right)
    var rimmed = Matrix(
      name: matrix.name, place: matrix.place, rows: matrix.rows, columns: matrix.columns
    ) { row, column in
      if let face = inner(row, column) { return face }
      var face = CellFace()
      face.number = .number("", .regular)
      face.isDashed = true
      return face
    }
    (rimmed.ring, rimmed.overlays, rimmed.raster) = (matrix.ring, matrix.overlays, matrix.raster)
    return rimmed
  }

  /// A result; what the valid one lacks is quiet.
  private func result(
    _ mode: ModesPasses.Mode, _ scale: ValueScale, _ spellings: Spellings, _ pen: Pen
  ) -> any Block {
    let extent = mode.extent
    let style = style(pen.theme)
    let fed = position(of: mode).index
    let inside = mode.pass.sweep
    let (colored, notation) = (colorsWeights, Notation())
    var matrix = Matrix(
      name: "\(mode.name) \(mode.pass.layer.operation.sign)", place: mode.name,
      rows: extent.rows, columns: extent.columns
    ) { row, column in
      guard row >= 0, column >= 0, row < extent.rows, column < extent.columns else { return nil }
      let index = row * extent.columns + column
      let datum = result(index, mode)
      let origin = inside[index].origin
      let span = inside.geometry.span
      var face = CellFace(datum, spellings, notation, scale, isHeat: !colored)
      // One neuron of several modes is one value, and its places differ.
      face.symbol = nil
      face.isQuiet =
        origin.row < 0 || origin.column < 0 || origin.row + span.rows > inside.underlay.rows
        || origin.column + span.columns > inside.underlay.columns
      if index == fed {
        face.outline = style.stroke(3)
        face.identity = style.color
        face.isQuiet = false
      }
      return face
    }
    if !ConvolutionValues.areNumbersPrinted(extent) { matrix.raster = (mode.values, scale) }
    return matrix
  }

  /// What stands where a mode has no position, or too many.
  private var missing: any Block { Fixed.words(say("no position")) }
}

extension ModesPasses.Mode {
  /// The mode's name, untranslated, by which its matrices are known.
  fileprivate var name: String {
    switch pass.layer.geometry.padding {
    case .full: "full"
    case .same, .sameLower: "same"
    case .valid, .explicit: "valid"
    }
  }
}
