import Drawing
import Neural
import Wording

/// What one pixel feeds: the neurons of every layer that see it, the receptive field looked at from the
/// other side.
struct ProjectiveFieldFigure: ComposedFigure {
  private let subject: ReceptiveFieldSubject
  /// The pixel, in the middle of what the neuron of the subject sees.
  private let pixel: Cell
  /// The neurons that see it, by level.
  private let regions: [ReceptiveFieldSubject.Region?]

  init(subject: ReceptiveFieldSubject) {
    self.subject = subject
    let cell = subject.neuron.cell
    let seen = subject.regions(
      of: .init(rows: cell.row...cell.row, columns: cell.column...cell.column),
      at: subject.levels.count - 1)[0]
    let extent = subject.levels[0].extent
    func middle(_ range: ClosedRange<Int>, _ length: Int) -> Int {
      min(max((range.lowerBound + range.upperBound) / 2, 0), length - 1)
    }
    pixel = Cell(middle(seen.rows, extent.rows), middle(seen.columns, extent.columns))
    regions = subject.fed(
      by: .init(rows: pixel.row...pixel.row, columns: pixel.column...pixel.column))
  }

  private var last: Int { subject.levels.count - 1 }

  /// The values of the pixel.
  var ledger: Ledger {
    var ledger = Ledger()
    ledger.register(subject.datum(0, map: 0, pixel))
    return ledger
  }

  func scene(style: FigureStyle) -> Scene {
    Sheet.scene(style: style, ledger: ledger) { pen, spellings in
      Sheet(
        title: .number(title, .semibold),
        subtitle: [
          say(
            "all layers on one scale: a cell is as many pixels wide as neighbouring neurons are apart"
          )
        ],
        body: body(pen, spellings), band: band(spellings), description: description)
    }
  }

  private func body(_ pen: Pen, _ spellings: Spellings) -> any Block {
    func column(_ count: Int, hasTable: Bool = true) -> any Block {
      let shown = subject.shown(count)
      let panels = FieldPanels(
        subject: subject, panels: shown.map { panel($0, pen) }, spellings: spellings)
      let block: any Block =
        hasTable ? Stack.column([panels, table(pen)], gap: 18, widest: 30) : panels
      return Counted(block, shown: shown.count, of: subject.levels.count, place: say("layers"))
    }
    let counts = [5, 4, 3, 2].filter { $0 <= max(2, subject.levels.count) }
    let lacking = [(place: say("table"), cost: 40)]
    return FirstThatFits(
      counts.map { column($0) }
        + counts.map { Lacking(lacking, column($0, hasTable: false)) })
  }

  private func panel(_ level: Int, _ pen: Pen) -> FieldPanels.Panel {
    let region = regions[level]
    let map = region.map { subject.map(of: level, in: $0) } ?? 0
    return FieldPanels.Panel(
      level: level, title: subject.title(of: level, map: map), map: map,
      scale: subject.scale(of: level, pen.theme),
      outlines: region.map { [($0, pen.theme.position(0))] } ?? [])
  }

  /// How many neurons see the pixel, a row for each layer; of many the first and the last.
  private func table(_ pen: Pen) -> any Block {
    let rows = subject.tableLevels.map { level -> FormulaTable.Row in
      guard let level else {
        return .init(
          cells: [.words("⋯")] + Array(repeating: Formula.words(""), count: 3))
      }
      let maps = subject.values(of: level).shape[0]
      let region = regions[level]
      let size = region.map { "\($0.extent)" } ?? "0"
      return .init(
        cells: [
          .number(subject.name(of: level), .semibold), .number(size, .regular),
          .number(NumberFormat.grouped(maps), .regular),
          .number(NumberFormat.grouped(count(level)), .semibold),
        ], color: level == last ? pen.theme.position(0).color : nil)
    }
    return FormulaTable(
      headings: [
        .words(say("layer")), .words(say("neurons that see it")), .words(say("maps")),
        .words(say("together")),
      ], rows: rows)
  }

  /// The neurons of all maps of a level that see the pixel.
  private func count(_ level: Int) -> Int {
    (regions[level]?.extent.count ?? 0) * subject.values(of: level).shape[0]
  }

  // MARK: - Words

  private var title: String {
    let (count, name) = (count(last), subject.name ?? subject.name(of: last))
    return count == 1
      ? say("One pixel feeds one neuron of \(name)")
      : say("One pixel feeds \(NumberFormat.grouped(count)) neurons of \(name)")
  }

  private func band(_ spellings: Spellings) -> Band {
    let datum = subject.datum(0, map: 0, pixel)
    let index = (subject.values(of: 0).shape[0] > 1 ? [0] : []) + [pixel.row, pixel.column]
    let place = index.map { Voice.current.notation.index($0) }.joined(separator: ",")
    return Band([
      .lines([
        .words(say("neuron i of a layer sees cell p of the layer before where")),
        .row([
          .math("s"), .space(0.12), .math("i"), .relation("−"), .math("P"), .relation("≤"),
          .math("p"), .relation("≤"), .math("s"), .space(0.12), .math("i"), .relation("−"),
          .math("P"), .relation("+"), .math("k"), .relation("−"), .number("1", .regular),
        ]),
      ]),
      .lines([
        .words(say("the pixel")),
        .row([
          .sourced(
            Source(datum.address, form: .symbol), .symbol("a", sub: place, sup: "0")),
          spellings.relation(datum), spellings.number(datum, .bold),
        ]),
      ]),
      .remark("", say("s stride, P padding, k window")),
    ])
  }

  private var description: String {
    let counts = (1...last).map { level in
      say("\(subject.name(of: level)): \(NumberFormat.grouped(count(level))) neurons")
    }
    return title + ". "
      + say("Those that see the pixel \(index: pixel.row),\(index: pixel.column):") + " "
      + counts.joined(separator: "; ") + "."
  }
}
