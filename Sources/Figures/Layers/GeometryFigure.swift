import Drawing
import Neural
import Wording

/// How padding, stride and dilation set the size of a map: the layer's own geometry beside the usual
/// ones, over the same input and filter.
struct GeometryFigure: ComposedFigure {
  let subject: Subject

  init(subject: Subject) { self.subject = subject }

  /// The cases that there is room for, and in how many columns.
  private func cases(_ style: FigureStyle?) -> (shown: [GeometryCases.Case], all: Int, columns: Int)
  {
    let all = GeometryCases(of: subject.pass.sweep, dimensions: subject.pass.layer.dimensions).cases
    let room =
      style.map { style in
        style.panel
          ?? Size(style.page.size.width - 112, style.page.size.height - 230)
      } ?? Size(1168, 490)
    let columns = max(1, min(3, Int((room.width + 36) / 320)))
    let rows = max(1, min(style?.panel == nil ? 2 : 3, Int((room.height - 40) / 190)))
    let shown = Array(all.prefix(columns * rows))
    // An even grid reads better than a last row with a single panel.
    return (shown, all.count, shown.count == 4 ? min(2, columns) : min(columns, shown.count))
  }

  var ledger: Ledger { ledger(cases(nil).shown) }

  private func ledger(_ cases: [GeometryCases.Case]) -> Ledger {
    var ledger = Ledger()
    for shown in cases { shown.state(in: &ledger) }
    return ledger
  }

  func scene(style: FigureStyle) -> Scene {
    let (shown, count, columns) = cases(style)
    return Sheet.scene(style: style, ledger: ledger(shown)) { pen, spellings in
      let panels = GeometryPanels(
        panels: shown.map { panel($0, spellings) }, count: count, columns: columns,
        neuron: subject.step == 0
          ? nil : subject.pass.steps[subject.step].position.neuron)
      return Sheet(
        title: .number(say("How padding, stride and dilation set the size"), .semibold),
        subtitle: [
          say("\(subject.pass.sweep.underlay) input") + ", "
            + say("\(subject.pass.layer.kernel) filter"),
          say("a dot marks the middle of every place of the overlay: one dot, one neuron"),
        ],
        body: panels,
        band: band, description: description(shown))
    }
  }

  private func panel(_ shown: GeometryCases.Case, _ spellings: Spellings) -> GeometryPanels.Panel {
    let formulas = shown.sides.enumerated().map { number, side -> Formula in
      let formula = shown.formula(side, number, spellings)
      guard shown.sides.count > 1 else {
        return .row([formula, .space(1), .words(say("\(shown.sweep.extent) neurons"))])
      }
      return .row([.words(number == 0 ? say("rows") : say("columns")), .space(0.6), formula])
    }
    return GeometryPanels.Panel(
      shown: shown, note: note(shown), formulas: formulas, letters: letters(shown))
  }

  /// n = 6, k = 3, p = 1, s = 1, d = 1: the letters of the formula.
  private func letters(_ shown: GeometryCases.Case) -> Formula {
    func both(_ value: (GeometryCases.Case.Side) -> Int) -> String {
      var numbers = shown.sides.map(value)
      if Set(numbers).count == 1 { numbers = [numbers[0]] }
      return numbers.map(String.init).joined(separator: " | ")
    }
    let padding = shown.sides.map { side in
      side.before == side.after ? "\(side.before)" : "\(side.before) + \(side.after)"
    }
    let p = Set(padding).count == 1 ? padding[0] : padding.joined(separator: " | ")
    let pairs = [
      ("n", both(\.n)), ("k", both(\.k)), ("p", p), ("s", both(\.s)), ("d", both(\.d)),
    ]
    return .row(
      pairs.enumerated().flatMap { index, pair -> [Formula] in
        [.space(index == 0 ? 0 : 0.8), .math(pair.0), .space(0.3), .number(pair.1, .regular)]
      })
  }

  /// What is to be seen in a panel.
  private func note(_ shown: GeometryCases.Case) -> String {
    if shown.isOwn { return say("this layer") }
    let left = (shown.rows.left, shown.columns.left)
    if left.0 > 0 || left.1 > 0 {
      return left.0 == left.1 || shown.rows.n == 1
        ? say("left over at the end: \(left.1)")
        : say("left over at the end: \(left.0) × \(left.1)")
    }
    switch shown.name {
    case "valid": return say("the overlay stays inside")
    case "same": return say("a rim keeps the size")
    case "full": return say("every touch counts")
    case "dilation 2": return say("the same weights, spread out")
    default: return ""
    }
  }

  private var band: Band {
    let fraction = Formula.row([
      .math("⌊(n"), .relation("+"), .math("2p"), .relation("−"), .math("k′)/s⌋"), .relation("+"),
      .math("1"),
    ])
    return Band([
      .lines([.row([.words(say("size")), .relation("="), fraction])]),
      .lines([
        .row([
          .math("k′"), .relation("="), .math("d"), .space(0.2), .math("(k"), .relation("−"),
          .math("1)"), .relation("+"), .math("1"),
        ])
      ]),
      .remark(
        "",
        say("n input, k filter, p padding on each side, s stride, d dilation; hatched: left over")),
    ])
  }

  private func description(_ shown: [GeometryCases.Case]) -> String {
    let sizes = shown.map { shown in
      say("\(shown.title) gives \(shown.sweep.extent) neurons")
    }
    return say(
      "A \(subject.pass.layer.kernel) filter over a \(subject.pass.sweep.underlay) input: \(sizes.joined(separator: "; "))."
    )
  }
}
