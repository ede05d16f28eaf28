import Drawing
import Neural
import Wording

/// A pooling layer, forward and back: every window in its colour, the neuron that it feeds, and the
/// way of the neuron's gradient to the cell that won, or in average pooling to all cells in shares.
///
/// Of many windows, the first, one that says most, and the last. With a step, one window in full.
struct PoolingFigure: ComposedFigure {
  let subject: PoolingSubject
  let values: PoolingValues
  /// The windows that have a colour.
  let marked: [Int]
  /// The window that is explained.
  let focus: Int
  /// The cell whose gradient is explained.
  let cell: Cell

  init(subject: PoolingSubject) {
    self.subject = subject
    let values = PoolingValues(subject)
    self.values = values
    let count = values.count
    if let step = subject.step {
      focus = step % count
      let neuron = values.neuron(focus)
      cell =
        neuron.winner ?? values.counted(neuron).first(where: values.sweep.contains) ?? Cell(0, 0)
      marked = [focus]
      return
    }
    // The cell that most windows hand something to says most.
    var busiest: (cell: Cell, givers: [Int]) = (Cell(0, 0), [])
    for cell in subject.backward == nil ? [] : values.cells {
      let givers = values.givers(to: cell)
      if givers.count > busiest.givers.count { busiest = (cell, givers) }
    }
    let tied =
      count <= 10_000
      ? (0..<count).first {
        let neuron = values.neuron($0)
        return neuron.a != 0 && neuron.ties > 1
      } : nil
    let largest = (0..<count).reduce(0) {
      abs(values.a($1).value) > abs(values.a($0).value) ? $1 : $0
    }
    let focus = tied ?? busiest.givers.last ?? largest
    self.focus = focus
    // A tie is explained back where it was explained forward.
    let winner = tied.flatMap { values.neuron($0).winner }
    cell = winner ?? (busiest.givers.isEmpty ? Cell(0, 0) : busiest.cell)
    marked = count <= 4 ? Array(0..<count) : Set([0, focus, count - 1]).sorted()
  }

  var isMax: Bool { subject.isMax }
  /// How many windows have been gone through.
  var added: Int { subject.step == nil ? values.count : focus + 1 }
  /// Whether each window has a column of its own.
  private var hasColumns: Bool { subject.step == nil && (2...4).contains(values.count) }

  var ledger: Ledger { stated.ledger }

  /// The cells whose sums are written out.
  private var summed: [Cell] {
    guard values.backward != nil else { return [] }
    return hasColumns
      ? values.cells.filter { !values.givers(to: $0).isEmpty } : [cell]
  }

  private var stated: (ledger: Ledger, equations: (forward: [Int: Int], back: [Cell: Int])) {
    var ledger = Ledger()
    let equations = values.state(
      positions: hasColumns ? marked : [focus], shown: marked, cells: summed, added: added,
      withSums: !hasColumns, in: &ledger)
    return (ledger, equations)
  }

  func scene(style: FigureStyle) -> Scene {
    let (ledger, equations) = stated
    return Sheet.scene(style: style, ledger: ledger) { pen, spellings in
      let parts = PoolingParts(self, spellings, pen)
      return Sheet(
        title: .number(title, .semibold), subtitle: subtitle,
        step: subject.step.map { ($0, subject.count) }, body: body(parts),
        band: band(parts, equations.forward[focus], equations.back[cell]),
        description: description(spellings))
    }
  }

  // MARK: - Blocks

  private func body(_ parts: PoolingParts) -> any Block {
    let overview = self.overview(parts)
    let map: any Block = Lacking([(say("input"), 400)], parts.map(isHeat: true))
    let plain = Lacking(
      [(say("window"), 110)],
      Stack.row([parts.input(isHeat: true)] + [parts.map(isHeat: true)] + parts.back))
    let plainUpright = Lacking(
      [(say("window"), 110)],
      Stack.column(
        [
          Stack.row([parts.input(isHeat: true), parts.map(isHeat: true)]), Stack.row(parts.back),
        ], gap: 18))
    let small: [any Block] =
      [plain, plainUpright]
      + (parts.back.isEmpty
        ? []
        : [
          Lacking(
            [(say("window"), 110), (say("gradient"), 130)],
            Stack.row([parts.input(isHeat: true), parts.map(isHeat: true)]))
        ]) + [map]
    guard hasColumns else { return FirstThatFits(overview + small) }
    let columns = marked.map(parts.column)
    guard values.backward != nil else {
      return FirstThatFits([Stack.row(columns + [parts.map(isHeat: false)])] + overview + small)
    }
    let signed = columns.enumerated().flatMap { index, column -> [any Block] in
      index == 0 ? [column] : [Fixed.sign("+"), column]
    }
    let sum: any Block = parts.total
    var side = Stack.column(
      [parts.map(isHeat: false, below: [parts.circles]), sum], gap: 20, widest: 90)
    side.leading = 1
    return FirstThatFits(
      [Stack.row(signed + [Fixed.sign("="), side], gap: 20, widest: 40)] + overview + small)
  }

  /// One matrix for each quantity: the input with its windows, one of them enlarged, the map, and
  /// the gradients.
  private func overview(_ parts: PoolingParts) -> [any Block] {
    let input = parts.input(isHeat: true)
    let (lens, rule) = (parts.lens, parts.rule)
    let map = parts.map(isHeat: true)
    let hasLens = subject.step != nil || !ConvolutionValues.areNumbersPrinted(values.underlay)
    let forward: [any Block] = hasLens ? [input, lens, rule, map] : [input, map]
    let wires = parts.wires(hasLens: hasLens)
    let strip = values.underlay.columns >= 5 * values.underlay.rows
    let back = parts.back
    let above: [any Block] = strip ? [] : [Wired(Stack.row(forward + back), wires)]
    let twoRows = Wired(
      back.isEmpty
        ? Stack.row(forward) : Stack.column([Stack.row(forward), Stack.row(back)], gap: 22),
      wires)
    let upright = Wired(
      Stack.column(
        [parts.input(isHeat: true, hasLegend: !strip)] + (hasLens ? [Stack.row([lens, rule])] : [])
          + [map] + back, gap: 16),
      parts.lensWires(hasLens: hasLens) + (strip && !hasLens ? parts.downWires : []))
    return (strip ? [upright] : []) + above + [twoRows] + (strip ? [] : [upright])
  }
}
