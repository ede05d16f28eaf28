import Drawing
import Neural
import Wording

/// Grad-CAM with its arithmetic: the maps that add most at one neuron, their mean slopes, their shares,
/// the sum, and what is left of it above 0 over the input.
struct ClassActivationFigure: ComposedFigure {
  private let subject: ClassActivation

  init(subject: ClassActivation) { self.subject = subject }

  private var insight: Insight { subject.insight }
  private static let most = 3

  private func parts(_ most: Int) -> (shown: [Int], rest: [Int]) {
    let shown = subject.shown(most)
    return (shown, (0..<subject.count).filter { !shown.contains($0) })
  }

  var ledger: Ledger { ledger(ClassActivationFigure.most) }

  private func ledger(_ most: Int) -> Ledger {
    var ledger = Ledger()
    let cell = subject.neuron
    let (shown, rest) = parts(most)
    let terms = shown.map { map in
      Equation.Term(
        [subject.weight(map), subject.activation(map, cell)], product: subject.share(map, cell))
    }
    ledger.state(
      Equation(
        subject.total(cell), terms + (rest.isEmpty ? [] : [.init([subject.rest(rest, cell)])])))
    ledger.register(insight.score)
    return ledger
  }

  func scene(style: FigureStyle) -> Scene {
    Sheet.scene(style: style, ledger: ledger) { pen, spellings in
      Sheet(
        title: .number(title, .semibold), subtitle: subtitle(spellings),
        body: FirstThatFits(arrangements(spellings, pen)), band: band(spellings, pen),
        description: description(spellings))
    }
  }

  // MARK: - Blocks

  private func arrangements(_ spellings: Spellings, _ pen: Pen) -> [any Block] {
    let (sum, over) = results(spellings, pen)
    func whole(_ hasMaps: Bool, _ hasSlopes: Bool) -> any Block {
      let grid = shares(hasMaps: hasMaps, hasSlopes: hasSlopes, spellings, pen)
      let row = Stack.row([grid, sigma, sum, over], gap: 26, widest: 70)
      let rows =
        parts(ClassActivationFigure.most).shown.count
        + (parts(ClassActivationFigure.most).rest.isEmpty ? 0 : 1)
      let fan = (0..<rows).map {
        Wire.fan("share \($0)", to: "sigma", order: $0, of: rows, width: 1.4, hasHead: false)
      }
      return Wired(
        row,
        fan + [
          Wire(.right("sigma"), .left("sum"), .level), Wire(.right("sum"), .left("over"), .level),
        ])
    }
    let maps = (place: say("map"), cost: 30)
    let slopes = (place: say("slope"), cost: 30)
    let all = (place: say("shares"), cost: 90)
    return [
      whole(true, true), Lacking([slopes], whole(true, false)),
      Lacking([slopes, maps], whole(false, false)),
      Lacking([slopes, maps, all], Stack.row([sum, over], gap: 26, widest: 80)),
      Lacking([slopes, maps, all], Stack.column([sum, over], gap: 16)),
    ]
  }

  private var sigma: any Block {
    Fixed("sigma") { pen in
      let sign = pen.formula(.math("∑"), size: 24)
      let box = Rectangle(0, 0, 46, 46)
      return Picture(
        bounds: box,
        items: [
          .circle(
            center: box.center, radius: 23,
            Paint(fill: pen.theme.paper, stroke: Stroke(color: pen.theme.muted, width: 1.6)))
        ] + sign.centered(at: box.center).items)
    }
  }

  private func plane(
    _ name: String, _ values: [Double], _ scale: ValueScale, _ tensor: String, _ map: Int?,
    _ pen: Pen
  ) -> PicturePlane {
    let cell = subject.neuron
    var plane = PicturePlane(
      name, values, columns: subject.extent.columns, scale: scale,
      source: Source(
        .init(
          stage: insight.run.stages[subject.stage].stage.name, tensor: tensor,
          index: map.map { [$0] } ?? []), form: .mark))
    plane.marks = [
      .init(
        row: cell.row, column: cell.column, rows: 1, columns: 1, color: pen.theme.position(0).color)
    ]
    (plane.largest, plane.importance, plane.leastSide) = (110, 0.5, 40)
    return plane
  }

  /// A row for each map: the map, its slope, the mean of that, and the share.
  private func shares(
    hasMaps: Bool, hasSlopes: Bool, _ spellings: Spellings, _ pen: Pen
  ) -> any Block {
    let theme = pen.theme
    let cell = subject.neuron
    let (shown, rest) = parts(ClassActivationFigure.most)
    let values = subject.maps.values
    let maps = ValueScale(values.contains { $0 < 0 } ? .signed : .ink, over: values, theme: theme)
    let slopes = ValueScale(.signed, over: subject.slopes.values, theme: theme)
    let restValues = (0..<subject.extent.count).map { place in
      rest.reduce(0.0) { $0 + subject.weights[$1] * values[$1 * subject.extent.count + place] }
    }
    let shares = ValueScale(
      .signed, over: shown.flatMap(subject.shares) + restValues, theme: theme)
    let color = theme.text(in: theme.position(0).color, on: theme.paper)
    func number(_ datum: Datum) -> any Block {
      // Wires begin beside the number.
      Fixed {
        $0.formula(.colored(color, spellings.number(datum, .semibold)), size: 18).padded(6, 0)
      }
    }
    let a = Formula.symbol("a", sub: "m")
    let alpha = Formula.symbol("α", sub: "m")
    var titles: [Formula?] = [nil]
    var places: [Grid.Place] = []
    var legends: [any Block] = [Fixed.nothing]
    func legend(_ scale: ValueScale, _ tensor: String) -> any Block {
      Legend(scale, tensor: tensor)
    }
    if hasMaps {
      titles.append(.heading(say("map"), a))
      legends.append(legend(maps, "output"))
    }
    if hasSlopes {
      titles.append(.heading(say("slope"), .row([.math("∂s/∂"), a])))
      legends.append(legend(slopes, Tensors.outputGradient))
    }
    titles += [
      .heading(say("mean"), alpha), .heading(say("share"), .row([alpha, .space(0.1), a])), nil,
    ]
    legends += [Fixed.nothing, legend(shares, "share"), Fixed.nothing]
    for (row, map) in shown.enumerated() {
      var column = 0
      func add(_ block: any Block) {
        places.append(Grid.Place(block, row: row, column: column))
        column += 1
      }
      add(
        Fixed.formula(.number(pen.style.voice.notation.index(map), .semibold), size: 18))
      if hasMaps {
        add(plane("map \(map)", subject.values(subject.maps, map), maps, "output", map, pen))
      }
      if hasSlopes {
        add(
          plane(
            "slope \(map)", subject.values(subject.slopes, map), slopes, Tensors.outputGradient,
            map, pen))
      }
      add(Fixed.formula(spellings.number(subject.weight(map), .medium), size: 18))
      add(plane("shares \(map)", subject.shares(map), shares, "share", map, pen))
      add(Anchored("share \(row)", number(subject.share(map, cell))))
    }
    if !rest.isEmpty {
      let last = 2 + (hasMaps ? 1 : 0) + (hasSlopes ? 1 : 0)
      let words = Words([
        .init(.words(say("\(rest.count) more")), size: 16.4)
      ])
      places += [
        Grid.Place(words, row: shown.count, column: hasMaps ? 1 : last - 1),
        Grid.Place(
          plane("shares of others", restValues, shares, "share_of_others", nil, pen),
          row: shown.count, column: last),
        Grid.Place(
          Anchored("share \(shown.count)", number(subject.rest(rest, cell))), row: shown.count,
          column: last + 1),
      ]
    }
    var grid = Grid(places: places, titles: titles, below: legends)
    (grid.gap, grid.widest) = (Size(16, 8), 46)
    return grid
  }

  /// The sum, and what of it is above 0 over the input.
  private func results(_ spellings: Spellings, _ pen: Pen) -> (any Block, any Block) {
    let theme = pen.theme
    let cell = subject.neuron
    let total = subject.total(cell)
    let scale = ValueScale(.signed, over: subject.sum, theme: theme)
    var sum = plane("sum", subject.sum, scale, "class_activation", nil, pen)
    (sum.largest, sum.importance) = (190, 1)
    let color = theme.text(in: theme.position(0).color, on: theme.paper)
    let below = subject.sum.count { $0 < 0 }
    let words =
      below == 0
      ? say("ReLU changes nothing") : say("ReLU: \(below) of \(subject.sum.count) become 0")
    let sums = Titled(
      say("sum"), .row([.math("∑"), .symbol("α", sub: "m"), .space(0.1), .symbol("a", sub: "m")]),
      below: [
        Fixed.formula(.colored(color, spellings.number(total, .bold)), size: 20),
        Fixed.words(words),
      ], sum)
    var over = insight.picture("over", theme: theme)
    let heat = subject.overInput
    let peak = heat.max() ?? 0
    over.cover = (theme.position(1).color, heat.map { peak > 0 ? theme.heat * $0 / peak : 0 })
    (over.largest, over.importance) = (270, 1.4)
    return (
      sums,
      Titled(
        say("over the input"), .symbol("a", sup: "0"),
        over)
    )
  }

  private func band(_ spellings: Spellings, _ pen: Pen) -> Band {
    let field = insight.run.network.receptiveFields[subject.stage]
    let seen = Extent(rows: field.rows.size, columns: field.columns.size)
    let cell = subject.neuron
    let (shown, rest) = parts(ClassActivationFigure.most)
    let total = subject.total(cell)
    let color = pen.theme.text(in: pen.theme.position(0).color, on: pen.theme.band)
    var terms = shown.map { map in
      BandEquation.Term(
        .row([.symbol("α", sub: String(map)), .space(0.1), .symbol("a", sub: String(map))]),
        spellings.product([subject.weight(map), subject.activation(map, cell)]))
    }
    if !rest.isEmpty {
      terms.append(
        .init(.words(say("the others")), spellings.operand(subject.rest(rest, cell))))
    }
    return Band([
      .lines([
        .row([
          .symbol("α", sub: "m"), .relation("="),
          .words(say("mean of the \(subject.extent.count) slopes of map m")),
        ]),
        .row([
          .words(say("map")), .relation("="), .number("ReLU", .regular), .math("("), .math("∑"),
          .space(0.1), .symbol("α", sub: "m"), .space(0.1), .symbol("a", sub: "m"), .math(")"),
        ]),
      ]),
      .equation(
        BandEquation(
          lead: .words(say("outlined neuron")), terms: terms,
          result: [
            spellings.relation(total), .colored(color, spellings.number(total, .bold)),
          ])),
      .remark(
        "",
        say("over the input: each value in the middle of the \(seen) pixels that its neuron sees")),
    ])
  }

  // MARK: - Words

  private var title: String {
    subject.sum.contains { $0 > 0 }
      ? say("Where the network saw class \(index: insight.target): maps weighted by their slopes")
      : say("Nothing in these maps speaks for class \(index: insight.target)")
  }

  private func subtitle(_ spellings: Spellings) -> [String] {
    let stage = insight.run.stages[subject.stage].stage.name
    return [
      say("Grad-CAM on \(stage), \(subject.count) maps of \(subject.extent)"),
      insight.isOfLogits
        ? say("s = the logit, \(spellings.text(insight.score))")
        : say("s = the probability, \(spellings.text(insight.score))"),
      insight.classWords,
    ]
  }

  private func description(_ spellings: Spellings) -> String {
    let cell = subject.neuron
    let (row, column) = (cell.row, cell.column)
    let (shown, _) = parts(ClassActivationFigure.most)
    let parts = shown.map { map in
      say(
        """
        map \(index: map) with α \(spellings.text(subject.weight(map))) adds \
        \(spellings.text(subject.share(map, cell)))
        """)
    }
    return [
      title + ".", subtitle(spellings)[0] + ".",
      say("At row \(index: row), column \(index: column):") + " " + parts.joined(separator: "; ")
        + "; "
        + say("the sum is \(spellings.text(subject.total(cell)))") + ".",
    ].joined(separator: " ")
  }
}
