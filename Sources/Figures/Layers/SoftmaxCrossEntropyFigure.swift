import Drawing
import Neural
import Wording

/// From logits to probabilities, and with a target on to the cross-entropy and its gradient:
/// p = e^z / Σ e^z, C = −Σ y ln p, ∂C/∂z = p − y.
struct SoftmaxCrossEntropyFigure: ComposedFigure {
  let subject: ClassesSubject

  /// The most classes that have a row each.
  private static let most = 10

  init(subject: ClassesSubject) { self.subject = subject }

  private func values(_ style: FigureStyle?) -> ClassValues {
    // A part of a slide has as many rows as can be read.
    let height = style.map { ($0.panel ?? $0.page.size).height } ?? 720
    let rows = style?.panel == nil ? Self.most : max(4, Int((height * 0.64 - 94) / 26))
    return ClassValues(
      subject: subject, rows: ClassRow.rows(of: subject, most: min(Self.most, rows)))
  }

  var ledger: Ledger { values(nil).ledger }

  func scene(style: FigureStyle) -> Scene {
    let values = values(style)
    return Sheet.scene(style: style, ledger: values.ledger) { pen, spellings in
      let count = subject.entries.count
      return Sheet(
        title: .number(
          subject.loss == nil ? say("Softmax") : say("Softmax and cross-entropy"), .semibold),
        subtitle: [
          subject.loss == nil
            ? say("\(count) logits  →  \(count) probabilities that add up to 1")
            : say("\(count) logits  →  \(count) probabilities that add up to 1  →  one cost"),
          subject.trueClass.map { say("the true class is \(index: $0)") } ?? "",
          say("dividing changes the scale, not the shape"),
        ],
        body: table(values, spellings, pen), band: band(values, spellings, pen),
        description: description(values, spellings))
    }
  }

  // MARK: - Table

  private func table(_ values: ClassValues, _ spellings: Spellings, _ pen: Pen) -> any Block {
    let notation = Notation()
    let columns = values.quantities.map { quantity in
      ClassTable.Column(
        words: quantity.words, symbol: heading(quantity, values, notation), kind: quantity.kind,
        entries: values.rows.map { row in
          entry(quantity, row, values, spellings, notation, pen.style.labels)
        },
        total: total(quantity, values, spellings, pen.style.labels),
        deed: deed(quantity), rank: quantity.rank,
        place: quantity.words)
    }
    return ClassTable(
      heading: say("class"), sum: say("sum"),
      rows: values.rows.map { row in
        switch row {
        case .one(let number):
          let isTrue = number == subject.trueClass
          return ClassTable.Row(
            label: .number(pen.style.voice.notation.index(number), .medium),
            caption: isTrue ? say("true class") : "", isTrue: isTrue)
        case .others(let numbers):
          return ClassTable.Row(label: .words(say("\(numbers.count) others")))
        }
      }, columns: columns)
  }

  private func heading(
    _ quantity: ClassValues.Quantity, _ values: ClassValues, _ notation: Notation
  ) -> Formula {
    func symbol(_ quantity: ClassValues.Quantity) -> Formula {
      values.symbol(quantity, nil, notation)
    }
    guard quantity == .gradient else { return symbol(quantity) }
    let isWhole = (subject.loss?.target.reduce(0, +)).map { abs($0 - 1) < 1e-6 } ?? true
    return isWhole
      ? .row([symbol(.probability), .relation("−"), symbol(.target)]) : symbol(.gradient)
  }

  private func entry(
    _ quantity: ClassValues.Quantity, _ row: ClassRow, _ values: ClassValues,
    _ spellings: Spellings, _ notation: Notation, _ labels: Labels
  ) -> ClassTable.Entry? {
    guard let datum = values.datum(quantity, row) else { return nil }
    let number = spellings.bounded(
      datum, isPositive: [.exponential, .probability].contains(quantity))
    var text = number
    var short: Formula?
    if case .one(let place) = row, labels != .numbers {
      let symbol = values.symbol(quantity, place, notation)
      let isRoomy = [.exponential, .probability, .gradient].contains(quantity)
      text =
        labels == .symbols
        ? symbol
        : isRoomy && quantity != .exponential
          ? .row([number, .space(0.6), symbol]) : number
      if labels == .both { short = number }
    }
    let isCounted = quantity == .surprisal && row.members.allSatisfy { $0 != subject.trueClass }
    return ClassTable.Entry(
      text: text, short: short, value: datum.value, mark: datum.mark,
      isQuiet: (isCounted && subject.trueClass != nil)
        || (quantity == .target && datum.value == 0))
  }

  private func total(
    _ quantity: ClassValues.Quantity, _ values: ClassValues, _ spellings: Spellings,
    _ labels: Labels
  ) -> Formula? {
    guard let total = values.total(quantity) else { return nil }
    let isNumber = labels != .symbols
    switch quantity {
    case .exponential:
      return isNumber
        ? .row([.math("∑"), .relation("="), spellings.bounded(total)]) : .math("∑")
    case .surprisal:
      let symbol = Formula.sourced(Source(total.address, form: .symbol), .math("C"))
      return isNumber
        ? .row([symbol, relation(total, spellings), spellings.bounded(total)]) : symbol
    default: return spellings.bounded(total)
    }
  }

  private func deed(_ quantity: ClassValues.Quantity) -> Formula? {
    switch quantity {
    case .exponential: .number("exp", .regular)
    case .shifted: .row([.number("−", .regular), .math("m")])
    case .probability: .row([.number("÷", .regular), .space(0.15), .math("∑")])
    default: nil
    }
  }

  private func relation(_ datum: Datum, _ spellings: Spellings) -> Formula {
    if case .below = spellings.bounded(datum).sources.first?.form { return .space(0.3) }
    return spellings.relation(datum)
  }

  // MARK: - Band

  private func band(_ values: ClassValues, _ spellings: Spellings, _ pen: Pen) -> Band {
    let notation = Notation()
    let followed = subject.followed
    func symbol(_ quantity: ClassValues.Quantity, _ number: Int) -> Formula {
      values.symbol(quantity, number, notation)
    }
    func number(_ quantity: ClassValues.Quantity, _ place: Int) -> Formula {
      spellings.bounded(
        values.datum(quantity, place), .regular,
        isPositive: [.exponential, .probability].contains(quantity))
    }
    let numbers = pen.style.labels != .symbols
    guard let loss = subject.loss, let cost = values.total(.surprisal) else {
      let p = values.datum(.probability, followed)
      let total = values.total(.exponential)
      let fraction = Formula.row(
        [symbol(.probability, followed), .relation("=")]
          + [
            .fraction(
              symbol(.exponential, followed),
              .row([.math("∑"), .space(0.15), values.symbol(.exponential, nil, notation)]))
          ])
      let computed = total.map { total in
        Formula.row([
          .relation(spellings.isExact(p) ? "=" : "≈"),
          .fraction(number(.exponential, followed), spellings.bounded(total, .regular)),
          relation(p, spellings), spellings.bounded(p, .bold, isPositive: true),
        ])
      }
      return Band([
        .lines([.row([fraction] + (numbers ? [computed].compactMap { $0 } : []))])
      ])
    }
    let y = values.datum(.target, followed)
    let gradient = values.datum(.gradient, followed)
    let total = loss.target.reduce(0, +)
    var parts: [Band.Part] = []
    let bold = Formula.colored(
      pen.theme.text(in: ClassTable.trueColor(pen.theme), on: pen.theme.band),
      spellings.bounded(cost, .bold))
    let symbolC = Formula.sourced(Source(cost.address, form: .symbol), .math("C"))
    if let place = subject.trueClass {
      let line = Formula.row([symbolC, .relation("="), symbol(.surprisal, place)])
      let below = Formula.row([
        .relation("≈"), .minusLogarithm, .space(0.2), number(.probability, place),
        relation(cost, spellings), bold,
      ])
      parts.append(.lines([line] + (numbers ? [below] : [])))
    } else {
      let line = Formula.row([
        symbolC, .relation("="), .math("−∑"), .space(0.15), .symbol("y", sub: "k"), .space(0.15),
        .number("ln", .regular), .space(0.15), .symbol("p", sub: "k"),
      ])
      parts.append(
        .lines([line] + (numbers ? [.row([relation(cost, spellings), bold])] : [])))
    }
    if abs(total - 1) < 1e-9 {
      parts.append(
        .equation(
          BandEquation(
            lead: symbol(.gradient, followed),
            terms: [
              .init(symbol(.probability, followed), number(.probability, followed)),
              .init(symbol(.target, followed), spellings.bounded(y, .regular)),
            ],
            result: [
              .relation(spellings.isExact(gradient) || spellings.isExact(y) ? "=" : "≈"),
              spellings.bounded(gradient, .bold),
            ], sign: "−")))
    }
    if let place = subject.trueClass {
      let p = values.datum(.probability, place)
      let curve = SurprisalCurve(
        probability: p.value,
        labels: numbers
          ? (spellings.bounded(p, isPositive: true), spellings.bounded(cost))
          : (symbol(.probability, place), symbolC))
      parts.append(.drawing { curve.picture($0) })
    }
    return Band(parts)
  }

  // MARK: - Words

  private func description(_ values: ClassValues, _ spellings: Spellings) -> String {
    let words = StepWords(subject.accounts, spellings)
    let rows = values.rows.compactMap { row -> String? in
      guard case .one(let number) = row else { return nil }
      func said(_ quantity: ClassValues.Quantity) -> String {
        spellings.bounded(
          values.datum(quantity, number), isPositive: quantity == .probability
        ).plainText
      }
      return say(
        "class \(index: number) has the logit \(said(.logit)) and the probability \(said(.probability))"
      )
    }
    var sentences = [
      say(
        "Softmax makes \(subject.entries.count) logits probabilities: \(rows.joined(separator: "; "))."
      ),
      words(subject.step.index, of: subject.step.account),
    ]
    if let cost = values.total(.surprisal), let place = subject.trueClass {
      sentences.insert(
        say(
          "The true class is \(index: place); the cost is the negative logarithm of its probability, \(spellings.bounded(cost).plainText)."
        ), at: 1)
    }
    return sentences.filter { !$0.isEmpty }.joined(separator: " ")
  }
}
