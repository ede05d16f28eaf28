import Drawing
import Neural
import Wording

/// What one neuron of a network sees: the region behind it in every layer, back to the input, and how
/// the region grows.
struct ReceptiveFieldFigure: ComposedFigure {
  private let subject: ReceptiveFieldSubject

  init(subject: ReceptiveFieldSubject) { self.subject = subject }

  private var levels: [ReceptiveFieldSubject.Level] { subject.levels }
  private var last: Int { levels.count - 1 }
  private var target: ReceptiveFieldSubject.Level { levels[last] }

  /// The neuron's value is the only number of a tensor that is printed.
  var ledger: Ledger {
    var ledger = Ledger()
    ledger.register(subject.datum(last, map: subject.neuron.map, subject.neuron.cell))
    return ledger
  }

  func scene(style: FigureStyle) -> Scene {
    Sheet.scene(style: style, ledger: ledger) { pen, spellings in
      let regions = subject.regions(of: neuronRegion, at: last)
      return Sheet(
        title: .number(title, .semibold), subtitle: subtitle(regions[0]),
        body: body(pen, spellings), band: band(spellings),
        description: description(regions[0], spellings))
    }
  }

  private var neuronRegion: ReceptiveFieldSubject.Region {
    let cell = subject.neuron.cell
    return .init(rows: cell.row...cell.row, columns: cell.column...cell.column)
  }

  // MARK: - Blocks

  private func body(_ pen: Pen, _ spellings: Spellings) -> any Block {
    let most = [5, 4, 3, 2].filter { $0 <= max(2, levels.count) }
    let counts = most.isEmpty ? [2] : most
    func column(_ count: Int, hasTable: Bool = true) -> any Block {
      let shown = subject.shown(count)
      let panels = FieldPanels(
        subject: subject, panels: panels(shown, pen, spellings), spellings: spellings)
      let block: any Block =
        hasTable ? Stack.column([panels, table(shown, pen)], gap: 18, widest: 30) : panels
      return Counted(block, shown: shown.count, of: levels.count, place: say("layers"))
    }
    let lacking = [(place: say("table"), cost: 40)]
    return FirstThatFits(
      counts.map { column($0) }
        + counts.map { Lacking(lacking, column($0, hasTable: false)) })
  }

  /// The styles of the fields from that of the neuron back to the first.
  private static func style(_ order: Int, _ theme: Theme) -> PositionStyle {
    theme.position([0, 2, 1, 3][order % 4])
  }

  private func panels(
    _ shown: [Int], _ pen: Pen, _ spellings: Spellings
  ) -> [FieldPanels.Panel] {
    // From the neuron back: a neuron of each level within what the one before sees.
    var known: [(regions: [ReceptiveFieldSubject.Region], style: PositionStyle)] = []
    var region = neuronRegion
    for (order, level) in shown.reversed().enumerated() where level > 0 {
      if order > 0 { region = inner(known[order - 1].regions[level], levels[level].extent) }
      known.append(
        (subject.regions(of: region, at: level), ReceptiveFieldFigure.style(order, pen.theme)))
    }
    let widest = known[0].regions
    return shown.map { level in
      let map = subject.map(of: level, in: widest[level])
      return FieldPanels.Panel(
        level: level, title: subject.title(of: level, map: map), map: map,
        scale: subject.scale(of: level, pen.theme),
        outlines: known.filter { $0.regions.count > level }.map { ($0.regions[level], $0.style) })
    }
  }

  /// A neuron in the middle of a region, or beside it where the middle lies beyond the edges.
  private func inner(
    _ region: ReceptiveFieldSubject.Region, _ extent: Extent
  ) -> ReceptiveFieldSubject.Region {
    func middle(_ range: ClosedRange<Int>, _ length: Int, _ more: Int) -> Int {
      min(max(range.lowerBound + (range.count - 1 + more) / 2, 0), length - 1)
    }
    let row = middle(region.rows, extent.rows, 1)
    let column = middle(region.columns, extent.columns, 0)
    return .init(rows: row...row, columns: column...column)
  }

  // MARK: - Table

  /// How the field grows, a row for each layer; of many the first and the last.
  private func table(_ shown: [Int], _ pen: Pen) -> any Block {
    let colored = Dictionary(
      uniqueKeysWithValues: shown.reversed().enumerated().map { order, level in
        (level, ReceptiveFieldFigure.style(order, pen.theme).color)
      })
    let rows = subject.tableLevels.map { level -> FormulaTable.Row in
      guard let level else {
        return .init(cells: [.words("⋯")] + Array(repeating: Formula.words(""), count: 5))
      }
      return .init(cells: cells(of: level), color: colored[level])
    }
    return FormulaTable(
      headings: [
        .words(say("layer")), .row([.math("k"), .words("  " + say("window"))]),
        .row([.math("s"), .words("  " + say("stride"))]),
        .row([.math("r"), .words("  " + say("length of the field"))]),
        .row([.math("j"), .words("  " + say("jump"))]), .words(say("a neuron sees")),
      ], rows: rows)
  }

  private func cells(of level: Int) -> [Formula] {
    let own = levels[level]
    let before = levels[level - 1]
    let layer = own.stage.map { subject.run.network.stages[$0].layer }
    func plain(_ text: String) -> Formula { .number(text, .regular) }
    let seen =
      isEverything(own) ? say("everything") : say("\(own.size) pixels")
    let name = Formula.number(subject.name(of: level), .semibold)
    guard case .window(let geometry) = layer?.reach else {
      guard case .stamp(let geometry) = layer?.reach else {
        return [
          name, plain("–"), plain("–"), plain(own.size), plain("–"), .number(seen, .semibold),
        ]
      }
      return [
        name, plain("\(geometry.kernel)"),
        plain("1/\(Convolution.describe(geometry.stride))"), length(own),
        plain(own.columns.jumpWords), .number(seen, .semibold),
      ]
    }
    let span = geometry.span.columns
    let stride = geometry.stride.columns
    var r = length(own)
    let grows = Double(before.columns.size) + Double(span - 1) * before.columns.jump
    let isSquare =
      own.rows.size == own.columns.size && own.rows.jumpWords == own.columns.jumpWords
    if isSquare, grows == Double(own.columns.size) {
      r = .row([
        plain(
          "\(before.columns.size) + (\(span) − 1) · \(before.columns.jumpWords) = "),
        .number("\(own.columns.size)", .semibold),
      ])
    }
    var j = plain(own.columns.jumpWords)
    if isSquare, before.columns.jump * Double(stride) == own.columns.jump {
      j = plain("\(before.columns.jumpWords) · \(stride) = \(own.columns.jumpWords)")
    } else if !isSquare {
      j = plain("\(own.rows.jumpWords) × \(own.columns.jumpWords)")
    }
    let dilation =
      geometry.dilation == Extent(1)
      ? "" : ", " + say("dilation \(Convolution.describe(geometry.dilation))")
    return [
      name, plain("\(geometry.kernel)" + dilation), plain(Convolution.describe(geometry.stride)), r,
      j, .number(seen, .semibold),
    ]
  }

  /// The length of a field, or both where they differ.
  private func length(_ level: ReceptiveFieldSubject.Level) -> Formula {
    .number(
      level.rows.size == level.columns.size ? "\(level.columns.size)" : level.size, .semibold)
  }

  private func isEverything(_ level: ReceptiveFieldSubject.Level) -> Bool {
    level.rows.jump == 0 && level.columns.jump == 0
  }

  // MARK: - Words

  private var title: String {
    let name = subject.name ?? subject.name(of: last)
    return isEverything(target)
      ? say("A neuron of \(name) sees everything")
      : say("A neuron of \(name) sees \(target.size) pixels of the input")
  }

  private func subtitle(_ field: ReceptiveFieldSubject.Region) -> [String] {
    let outside = field.outside(levels[0].extent)
    // What lies beyond is of the title's pixels, so that it comes first.
    return [
      outside > 0 ? say("\(outside) of them lie beyond the edges") : "",
      say(
        "all layers on one scale: a cell is as many pixels wide as neighbouring neurons are apart"),
    ]
  }

  private func band(_ spellings: Spellings) -> Band {
    func symbol(_ letter: String, _ index: String) -> Formula { .symbol(letter, sub: index) }
    let neuron = subject.datum(last, map: subject.neuron.map, subject.neuron.cell)
    let place = [subject.neuron.map, subject.neuron.cell.row, subject.neuron.cell.column]
      .map { Voice.current.notation.index($0) }.joined(separator: ",")
    return Band([
      .lines([
        .row([
          symbol("r", "L"), .relation("="), symbol("r", "L−1"), .relation("+"), .math("("),
          symbol("k", "L"), .relation("−"), .math("1)"), .space(0.15), symbol("j", "L−1"),
        ]),
        .row([
          symbol("j", "L"), .relation("="), symbol("s", "L"), .space(0.15), symbol("j", "L−1"),
        ]),
      ]),
      .lines([
        .words(say("lengths in pixels of the input")),
        .row([
          symbol("r", "0"), .relation("="), symbol("j", "0"), .relation("="),
          .number("1", .regular),
        ]),
      ]),
      .lines([
        .words(say("the neuron")),
        .row([
          .sourced(
            Source(neuron.address, form: .symbol),
            .symbol("a", sub: place, sup: subject.number(of: last))),
          spellings.relation(neuron), spellings.number(neuron, .bold),
        ]),
      ]),
    ])
  }

  private func description(
    _ field: ReceptiveFieldSubject.Region, _ spellings: Spellings
  ) -> String {
    var words = [title + "."]
    for level in levels.indices.dropFirst() {
      words.append(
        isEverything(levels[level])
          ? say("\(subject.name(of: level)) sees everything.")
          : say("A neuron of \(subject.name(of: level)) sees \(levels[level].size) pixels."))
    }
    let outside = field.outside(levels[0].extent)
    if outside > 0 { words.append(say("\(outside) of them lie beyond the edges") + ".") }
    return words.joined(separator: " ")
  }
}
