import Drawing
import Neural
import Wording

/// The gradient of the input as a full convolution: the components δ, rotated by 180°, slide over
/// the filter from corner to corner, and each position gives one cell.
///
/// It shows one channel, and of several maps the subject's; the totals are those over all maps. A
/// step is a neuron: the position shown is that of the first cell that its overlay covers.
public struct FullConvolutionFigure: ComposedFigure {
  private let subject: GradientSubject
  let pass: Convolution.ForwardPass
  let values: GradientValues
  let sums: ContributionValues
  let map: Int
  let agreement: Agreement
  let convolution: Convolution.ActivationGradientConvolution
  /// The cell whose position is explained.
  let cell: Cell

  init(subject: GradientSubject) {
    self.subject = subject
    pass = subject.forward.pass
    values = GradientValues(subject.backward, stage: subject.forward.stage)
    map = (subject.step ?? subject.forward.step) / values.count
    sums = ContributionValues(.activations, values, map: map)
    agreement = sums.agreement
    convolution = subject.backward.activationGradientConvolution
    let under = pass.sweep.underlay
    if let step = subject.step {
      let origin = pass.sweep[step % values.count].origin
      cell = Cell(
        min(max(0, origin.row), under.rows - 1), min(max(0, origin.column), under.columns - 1))
    } else {
      cell = FullConvolutionFigure.telling(
        values, channel: sums.channels.lowerBound, of: map * values.count..<(map + 1) * values.count
      )
    }
  }

  /// The first cell whose position has two products and zeros, or the most products.
  private static func telling(
    _ values: GradientValues, channel: Int, of neurons: Range<Int>
  ) -> Cell {
    let pass = values.backward.forward
    let under = pass.sweep.underlay
    let few = min(under.count, max(1, 20_000 / values.count))
    let counts = (0..<few).map { index in
      values.covering(Cell(index / under.columns, index % under.columns), channel: channel)
        .count { neurons.contains($0.neuron) }
    }
    let best =
      counts.firstIndex { $0 == 2 }
      ?? counts.indices.reduce(0) { counts[$1] > counts[$0] ? $1 : $0 }
    return Cell(best / under.columns, best % under.columns)
  }

  var channel: Int { sums.channels.lowerBound }
  var under: Extent { pass.sweep.underlay }
  var maps: Int { pass.layer.maps / pass.layer.groups }
  private var plane: FullConvolutionPlane {
    FullConvolutionPlane(values: values, map: map, channel: channel)
  }
  private var neurons: Range<Int> { plane.neurons }
  private var isRead: Bool { plane.isRead }

  // MARK: - Numbers

  var ledger: Ledger { stated.ledger }

  var covering: [(neuron: Int, weight: Datum)] { values.covering(cell, channel: channel) }

  private var stated: (ledger: Ledger, total: Int?) {
    var ledger = Ledger()
    let total = sums.total(cell, channel: channel)
    if ConvolutionValues.areNumbersPrinted(pass.sweep.extent) {
      for neuron in neurons { ledger.register(values.delta(neuron)) }
    }
    if ConvolutionValues.areNumbersPrinted(pass.layer.kernel) {
      for index in 0..<pass.layer.kernel.count { ledger.register(plane.weight(index)) }
    }
    if sums.arePrinted { ledger.register(sums.cells.map { sums.total($0, channel: channel) }) }
    ledger.register(total)
    let covering = covering
    guard covering.count <= 6 else {
      for (neuron, weight) in written { ledger.register([values.delta(neuron), weight]) }
      return (ledger, nil)
    }
    let terms = covering.map { neuron, weight in
      Equation.Term(
        [values.delta(neuron), weight],
        product: isRead && neurons.contains(neuron) ? plane.product(neuron, weight) : nil)
    }
    guard !terms.isEmpty else { return (ledger, nil) }
    let number = ledger.state(Equation(total, terms))
    return (ledger, number)
  }

  /// The products that are written out.
  var written: [(neuron: Int, weight: Datum)] {
    let all = covering
    return all.count <= 6 ? all : Array(all.prefix(2)) + [all[all.count - 1]]
  }

  func scene(style: FigureStyle) -> Scene {
    let (ledger, equation) = stated
    return Sheet.scene(style: style, ledger: ledger) { pen, spellings in
      let parts = GradientParts(
        subject, map: map, marked: values.count <= 4 ? Array(neurons) : [], spellings, pen)
      return Sheet(
        title: .row([
          .number(say("Full convolution"), .semibold), .space(0.5), parts.fullConvolution,
        ]), subtitle: subtitle(parts), body: body(parts), band: band(parts, equation),
        description: description(parts))
    }
  }

  // MARK: - Blocks

  private func body(_ parts: GradientParts) -> any Block {
    let deltas = Titled(
      say("components"), parts.notation.general(Tensors.delta), components(parts, isRotated: false))
    let rotated = Titled(
      "", nil, below: [Fixed.words(say("rotated: it slides"))],
      components(parts, isRotated: true))
    let turn = Fixed { pen in rotation(pen) }
    let left = Stack.column([deltas, turn, rotated], gap: 12, widest: 20)
    let across = Stack.row([deltas, turn, rotated], gap: 14, widest: 40)
    let positions = tellingCells.map { position(parts, $0, hasText: isRead) }
    let views = positions.count == 1 ? positions[0] : Stack.column(positions, gap: 14, widest: 30)
    let row = positions.count == 1 ? positions[0] : Stack.row(positions, gap: 20, widest: 60)
    let (cells, whole) = (grid(parts), total(parts))
    let lacksDeltas = (place: say("components"), cost: 60)
    return FirstThatFits(
      (cells.map { [Stack.row([left, views, $0], gap: 30, widest: 110)] } ?? []) + [
        Stack.row([left, views, whole], gap: 30, widest: 110),
        Stack.column(
          [Stack.row([across, row], gap: 30, widest: 90), cells ?? whole], gap: 20, widest: 50),
        Stack.column([across, Stack.row([row, whole], gap: 30, widest: 90)], gap: 20, widest: 50),
        Stack.column([across, row, whole], gap: 20, widest: 50),
        Lacking([lacksDeltas], Stack.row([views, whole], gap: 30, widest: 110)),
        Lacking([lacksDeltas, (say("filter"), 200)], whole),
      ])
  }

  /// δ of the map, as it is or as it slides.
  private func components(_ parts: GradientParts, isRotated: Bool) -> Matrix {
    var matrix = parts.neuronMap(
      isRotated ? "rotated" : "components", say("components"),
      of: values.backward.biasGradientComponents, filled: values.count, isPlain: true,
      values.delta)
    if isRotated { matrix = matrix.rotated }
    matrix.frame = isRotated ? Stroke(color: parts.theme.ink, width: 3) : nil
    matrix.largest = 66
    matrix.aspect = matrix.columns <= 4 ? 1.25 : 1
    matrix.importance = min(1, 5 / Double(max(matrix.rows, matrix.columns)))
    return matrix
  }

  private func rotation(_ pen: Pen) -> Picture {
    let r = 19.0
    let arc = Path([
      .move(Point(-r, 0)),
      .curve(Point(-r, -r * 1.33), Point(r, -r * 1.33), Point(r, 0)),
      .curve(Point(r, r * 0.9), Point(r * 0.5, r), Point(2, r)),
    ])
    let text = pen.formula(.number("180°", .medium), size: pen.measures.numberFloor + 0.2)
    return Picture(
      bounds: Rectangle(-r - 2, -r - 2, 2 * r + 4, 2 * r + 6),
      items: [
        .path(arc, .stroke(pen.theme.ink, 1.8)),
        .path(
          .polygon([Point(-8, r), Point(3, r - 5), Point(3, r + 5)]), .fill(pen.theme.ink)),
      ] + text.centered(at: Point(0, 0)).items)
  }

  // MARK: - Positions

  private func name(_ cell: Cell) -> String {
    say("position \(index: cell.row),\(index: cell.column)")
  }

  private func position(_ parts: GradientParts, _ cell: Cell, hasText: Bool) -> any Block {
    let total = sums.total(cell, channel: channel)
    return Titled(
      name(cell), nil, below: [Fixed.formula(parts.formula(total), size: 19.2)],
      plane.view(parts, cell, hasText: hasText))
  }

  /// Of large positions the one that is explained, and that of the middle.
  private var tellingCells: [Cell] {
    let middle = Cell(under.rows / 2, under.columns / 2)
    return isRead || middle == cell ? [cell] : [cell, middle]
  }

  // MARK: - Results

  private var words: String {
    under.count == 1 ? say("the one position") : say("all \(under.count) positions")
  }

  private func scale(_ parts: GradientParts) -> ValueScale {
    ValueScale(
      .signed, over: sums.cells.map { sums.total($0, channel: channel).value }, theme: parts.theme)
  }

  private func titled(_ parts: GradientParts, _ block: any Block) -> any Block {
    Titled(
      words, parts.notation.general(Tensors.inputGradient),
      below: [Legend(scale(parts), of: Tensors.inputGradient, parts.spellings)], block)
  }

  /// The results in a matrix, that of the position in a stronger outline.
  private func total(_ parts: GradientParts) -> any Block {
    let scale = scale(parts)
    var matrix = Matrix("total", say("sum"), under) { face($0, scale, parts) }
    matrix.frame = parts.totalFrame
    matrix.importance = min(1, 10 / Double(max(under.rows, under.columns)))
    matrix.aspect = under.columns <= 4 ? 1.3 : 1
    matrix.overlays = tellingCells.map { cell in
      OverlayMark(
        name: "cell \(cell.row),\(cell.column)", row: cell.row, column: cell.column, rows: 1,
        columns: 1, style: PositionStyle(color: parts.theme.ink))
    }
    if !sums.arePrinted {
      matrix.raster = (sums.cells.map { sums.total($0, channel: channel).value }, scale)
    }
    return titled(parts, matrix)
  }

  private func face(_ cell: Cell, _ scale: ValueScale, _ parts: GradientParts) -> CellFace {
    CellFace(
      sums.total(cell, channel: channel), parts.spellings, parts.notation, scale, weight: .bold)
  }

  /// The results, each beside a small picture of its position; nil where those are many or large.
  private func grid(_ parts: GradientParts) -> (any Block)? {
    guard isRead, under.rows <= 4, under.columns <= 4, under.count > 1 else { return nil }
    let scale = scale(parts)
    let rows = (0..<under.rows).map { row -> Grid.Row in
      .cells(
        (0..<under.columns).flatMap { column -> [any Block] in
          let cell = Cell(row, column)
          var icon = plane.view(parts, cell, hasText: false)
          icon.largest = 24
          icon.importance = 0.4
          var tile = Matrix("result \(row),\(column)", say("sum"), Extent(1)) { _ in
            face(cell, scale, parts)
          }
          tile.largest = 92
          tile.aspect = 1.2
          tile.importance = 1.4
          tile.frame = Stroke(
            color: cell == self.cell ? parts.theme.ink : parts.theme.frame,
            width: cell == self.cell ? 4 : 1.2)
          return [icon, tile]
        })
    }
    return titled(parts, Grid(rows, gap: Size(10, 12), widest: 26))
  }
}
