import Drawing
import Neural
import Wording

/// Equivariance: where the input moves, the feature map moves with it; and pooling, after which part of
/// what moved stays in its place.
struct EquivarianceFigure: ComposedFigure {
  let subject: EquivarianceSubject

  init(subject: EquivarianceSubject) { self.subject = subject }

  /// What is shown: each once of the input, and once of the moved one.
  private enum Part: String {
    case input, map, pooled
  }

  private var pass: Convolution.ForwardPass { subject.subject.pass }

  private func tensor(_ part: Part, _ isMoved: Bool) -> Tensor? {
    switch part {
    case .input: isMoved ? subject.moved : pass.input
    case .map: isMoved ? subject.after : subject.before
    case .pooled: isMoved ? subject.movedPooled : subject.pooled
    }
  }

  private func extent(_ tensor: Tensor) -> Extent {
    Extent(rows: tensor.shape[tensor.rank - 2], columns: tensor.shape[tensor.rank - 1])
  }

  private func datum(_ part: Part, _ isMoved: Bool, _ tensor: Tensor, _ cell: Cell) -> Datum {
    let extent = extent(tensor)
    let plane = part == .input ? subject.channel : subject.map
    let name =
      switch part {
      case .input: Tensors.input
      case .map: Tensors.a
      case .pooled: "pooled"
      }
    return Datum(
      .init(
        stage: isMoved ? "moved" : "", tensor: name, index: [plane, cell.row, cell.column]),
      tensor.values[plane * extent.count + cell.row * extent.columns + cell.column])
  }

  private func cells(_ extent: Extent) -> [Cell] {
    (0..<extent.count).map { Cell($0 / extent.columns, $0 % extent.columns) }
  }

  private func isFew(_ part: Part, _ extent: Extent) -> Bool {
    part != .input && extent.rows <= 8 && extent.columns <= 8
  }

  var ledger: Ledger {
    var ledger = Ledger()
    for part in [Part.map, .pooled] {
      for isMoved in [false, true] {
        guard let tensor = tensor(part, isMoved), isFew(part, extent(tensor)) else { continue }
        ledger.register(
          cells(extent(tensor)).map { datum(part, isMoved, tensor, $0) })
      }
    }
    return ledger
  }

  func scene(style: FigureStyle) -> Scene {
    Sheet.scene(style: style, ledger: ledger) { pen, spellings in
      Sheet(
        title: .number(title, .semibold), subtitle: [pass.caption, way],
        body: body(spellings, pen),
        band: Band([
          .lines([.words(neuronWords)] + (subject.window == nil ? [] : [.words(poolWords)])),
          .remark(
            "", say("a neuron whose overlay reaches an edge may see something else")),
        ]),
        description: [pass.caption + ".", way + ".", neuronWords + "."]
          .joined(separator: " "))
    }
  }

  // MARK: - Blocks

  private func body(_ spellings: Spellings, _ pen: Pen) -> any Block {
    func grid(_ parts: [Part]) -> any Block {
      var wires: [Wire] = []
      let rows = [false, true].map { isMoved -> Grid.Row in
        let blocks = parts.compactMap { part in matrix(part, isMoved, spellings, pen) }
        for number in 1..<max(1, blocks.count) {
          wires.append(
            Wire(
              .right("\(parts[number - 1].rawValue) \(isMoved)"),
              .left("\(parts[number].rawValue) \(isMoved)"), .level))
        }
        return .cells(blocks)
      }
      return Wired(Grid(rows, gap: Size(52, 14), widest: 130), wires)
    }
    let pooling = (place: say("pooling"), cost: 60)
    let all: [Part] = subject.pooled == nil ? [.input, .map] : [.input, .map, .pooled]
    return FirstThatFits([
      grid(all), Lacking([pooling], grid([.input, .map])),
      Lacking([pooling, (say("input"), 80)], grid([.map])),
    ])
  }

  /// The neuron that stands out: the largest of the map that the moved map has too.
  private var marked: Cell {
    let extent = subject.mapExtent
    let shift = subject.mapShift
    let shared = cells(extent).filter { cell in
      (0..<extent.rows).contains(cell.row + shift.rows)
        && (0..<extent.columns).contains(cell.column + shift.columns)
    }
    func value(_ cell: Cell) -> Double { datum(.map, false, subject.before, cell).value }
    return shared.max { value($0) < value($1) } ?? Cell(0, 0)
  }

  private func matrix(
    _ part: Part, _ isMoved: Bool, _ spellings: Spellings, _ pen: Pen
  ) -> (any Block)? {
    guard let tensor = tensor(part, isMoved) else { return nil }
    let extent = extent(tensor)
    let both = [false, true].compactMap { self.tensor(part, $0)?.values }.flatMap { $0 }
    let kind: ValueScale.Kind =
      both.contains { $0 < 0 } ? .signed : part == .input ? subject.subject.shade : .ink
    let scale = ValueScale(kind, over: both, theme: pen.theme)
    let (name, words) = ("\(part.rawValue) \(isMoved)", self.words(part, isMoved))
    let base = Matrix.heat(
      name, words, extent, scale: scale, spellings, nil, hasNumbers: isFew(part, extent)
    ) { datum(part, isMoved, tensor, $0) }
    var matrix = base
    if part == .map {
      let (marked, shift) = (marked, subject.mapShift)
      let place =
        isMoved ? Cell(marked.row + shift.rows, marked.column + shift.columns) : marked
      matrix.overlays = [
        OverlayMark(
          name: "marked \(isMoved)", row: place.row, column: place.column, rows: 1, columns: 1,
          style: pen.theme.position(0))
      ]
    }
    let side = Double(max(extent.rows, extent.columns))
    (matrix.numbersCost, matrix.leastSide, matrix.largest) = (0, 40, max(24, 260 / side))
    matrix.importance = 8 / Double(max(extent.rows, extent.columns))
    return Titled(words, nil, matrix)
  }

  // MARK: - Words

  private func words(_ part: Part, _ isMoved: Bool) -> String {
    switch part {
    case .input: isMoved ? say("moved input") : say("input")
    case .map: isMoved ? say("its feature map") : say("feature map")
    case .pooled: say("pooled")
    }
  }

  private var title: String {
    let neurons = subject.neurons
    return neurons.same == neurons.shared
      ? say("Equivariance: the input moves, and its feature map moves with it")
      : say("Equivariance: the input moves, and most of its feature map with it")
  }

  /// How the input moves.
  private var way: String {
    let (rows, columns) = subject.shift
    return rows == 0
      ? columns > 0
        ? say("moved to the right by \(columns)") : say("moved to the left by \(-columns)")
      : rows > 0 ? say("moved down by \(rows)") : say("moved up by \(-rows)")
  }

  private var neuronWords: String {
    let neurons = subject.neurons
    return say(
      "\(neurons.same) of the \(neurons.shared) neurons that both maps have are exactly the same")
  }

  private var poolWords: String {
    let pools = subject.pools
    let side = subject.window ?? 2
    return say(
      "behind max pooling of \(side) × \(side), \(pools.same) of \(pools.count) values stay as they were"
    )
  }
}
