#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

import Drawing
import Neural

/// Logits and the probabilities that softmax makes of them; with a cross-entropy also the target,
/// what each class would cost, and the gradient.
struct ClassesSubject: FigureSubject {
  /// One class.
  struct Entry: Sendable {
    /// The place in the tensors.
    let index: [Int]
    let logit: Double
    let probability: Double
  }

  /// What the cost adds to the entries, in their order.
  struct Loss: Sendable {
    /// y.
    let target: [Double]
    /// −ln p.
    let surprisal: [Double]
    /// ∂C/∂z.
    let gradient: [Double]
    /// C.
    let cost: Double
  }

  /// What the tensors are called whose values are shown.
  struct Names: Sendable {
    let logits: String
    let probabilities: String
  }

  let entries: [Entry]
  let loss: Loss?
  let names: Names
  /// The class whose arithmetic is written out: that of the step, else the true one or the largest.
  let followed: Int
  /// The steps of the passes.
  let accounts: [Account]
  /// The step that the alt text says.
  let step: (account: Account.Name, index: Int)

  /// The cost of a network that ends in logits, or a softmax by itself.
  init?(_ exhibit: Exhibit, focus: Focus) {
    let isLast = exhibit.stageIndex == exhibit.run.stages.count - 1
    if isLast || !exhibit.isStageChosen, let cost = exhibit.run.costs?[focus.item],
      cost.cost == .crossEntropy
    {
      self.init(cost, step: isLast ? focus.step : nil)
    } else {
      self.init(exhibit.stage, focus: focus)
    }
  }

  /// A cross-entropy of logits.
  init(_ cost: CostPass, step: Int? = nil) {
    let shape = cost.output.shape
    let results = cost.results
    func values(_ name: TensorName) -> [Double] { results[name]?.values ?? [] }
    let probabilities = values(.probabilities)
    entries = cost.output.values.indices.map { number in
      Entry(
        index: Array(Indices(of: number, in: shape)), logit: cost.output.values[number],
        probability: probabilities[number])
    }
    loss = Loss(
      target: cost.target.values, surprisal: values(.surprisal),
      gradient: values(.outputGradient), cost: cost.value)
    names = Names(
      logits: TensorName.output.rawValue, probabilities: TensorName.probabilities.rawValue)
    let followed = step ?? ClassesSubject.largest(cost.target.values)
    self.followed = followed
    accounts = cost.accounts
    self.step = (.outputGradient, followed)
  }

  /// The line of a softmax that a step is in; nil where the stage is none.
  init?(_ run: StageRun, focus: Focus) {
    guard run.stage.layer is Softmax else { return nil }
    let pass = run.pass(ofItem: focus.item)
    guard let account = pass.accounts.first(where: { $0.name == .forward }), !account.isEmpty else {
      return nil
    }
    let chosen = account[focus.step ?? 0]
    let shape = pass.output.shape
    let entries = chosen.terms.map { term in
      let indices = term.value.address?.indices ?? Indices()
      return Entry(
        index: Array(indices), logit: term.value.value,
        probability: pass.output.values[indices.offset(in: shape)])
    }
    self.entries = entries
    loss = nil
    names = Names(logits: TensorName.input.rawValue, probabilities: TensorName.output.rawValue)
    accounts = pass.accounts
    let place = focus.step.flatMap { _ in
      entries.firstIndex { $0.index == Array(chosen.target.indices) }
    }
    let followed = place ?? ClassesSubject.largest(entries.map(\.probability))
    self.followed = followed
    let indices = Indices(entries[followed].index)
    step = (.forward, indices.offset(in: shape))
  }

  private static func largest(_ values: [Double]) -> Int {
    values.indices.max { values[$0] < values[$1] } ?? 0
  }

  /// The true class; nil without a target, and where the target is spread over several.
  var trueClass: Int? {
    guard let target = loss?.target, target.count(where: { $0 != 0 }) == 1 else { return nil }
    return target.firstIndex(of: 1)
  }

  /// The largest logit.
  var largest: Double { entries.map(\.logit).max() ?? 0 }

  /// Whether the largest logit is subtracted first: else its power would be beyond what can be read.
  var isShifted: Bool { !(-3...7).contains(largest) }

  /// e^z, or e^(z − max).
  func exponential(_ number: Int) -> Double {
    exp(entries[number].logit - (isShifted ? largest : 0))
  }
}

/// A row of the table: a class, or several as one.
enum ClassRow: Sendable, Hashable {
  case one(Int)
  case others([Int])

  /// The classes in it.
  var members: [Int] {
    switch self {
    case .one(let number): [number]
    case .others(let numbers): numbers
    }
  }

  /// The rows for a number of classes: all of them, or the followed one, the most probable ones and
  /// the others as one.
  static func rows(of subject: ClassesSubject, most: Int) -> [ClassRow] {
    let all = subject.entries.indices
    guard all.count > most else { return all.map(ClassRow.one) }
    let byProbability = all.sorted {
      let (left, right) = (subject.entries[$0].probability, subject.entries[$1].probability)
      return left == right ? $0 < $1 : left > right
    }
    var kept: Set<Int> = [subject.followed]
    if let trueClass = subject.trueClass { kept.insert(trueClass) }
    let count = max(kept.count + 1, min(most - 1, 5))
    for number in byProbability where kept.count < count { kept.insert(number) }
    return kept.sorted().map(ClassRow.one) + [.others(all.filter { !kept.contains($0) })]
  }
}

/// The values of a ``ClassesSubject`` with their addresses.
struct ClassValues: Sendable {
  let subject: ClassesSubject
  let rows: [ClassRow]

  /// What a column of the table holds.
  enum Quantity: String, Sendable, CaseIterable {
    case logit, shifted, exponential, probability, target, surprisal, gradient
  }

  /// The columns that the subject has.
  var quantities: [Quantity] {
    [.logit] + (subject.isShifted ? [.shifted] : []) + [.exponential, .probability]
      + (subject.loss == nil ? [] : [.target, .surprisal, .gradient])
  }

  private func tensor(_ quantity: Quantity) -> String {
    switch quantity {
    case .logit: subject.names.logits
    case .shifted: "shifted logits"
    case .exponential: "exponentials"
    case .probability: subject.names.probabilities
    case .target: TensorName.target.rawValue
    case .surprisal: TensorName.surprisal.rawValue
    case .gradient: TensorName.outputGradient.rawValue
    }
  }

  private func value(_ quantity: Quantity, _ number: Int) -> Double {
    switch quantity {
    case .logit: subject.entries[number].logit
    case .shifted: subject.entries[number].logit - subject.largest
    case .exponential: subject.exponential(number)
    case .probability: subject.entries[number].probability
    case .target: subject.loss?.target[number] ?? 0
    case .surprisal: subject.loss?.surprisal[number] ?? 0
    case .gradient: subject.loss?.gradient[number] ?? 0
    }
  }

  /// What a row has in a column; nil where several classes have no one value.
  func datum(_ quantity: Quantity, _ row: ClassRow) -> Datum? {
    switch row {
    case .one(let number): return datum(quantity, number)
    case .others(let numbers):
      guard [.exponential, .probability, .target, .gradient].contains(quantity) else { return nil }
      return Datum(
        .init(tensor: tensor(quantity), index: [-1, numbers.count]),
        numbers.reduce(0) { $0 + value(quantity, $1) })
    }
  }

  /// What a class has in a column.
  func datum(_ quantity: Quantity, _ number: Int) -> Datum {
    Datum(
      .init(tensor: tensor(quantity), index: subject.entries[number].index),
      value(quantity, number))
  }

  /// The sum of a column, where it means something.
  func total(_ quantity: Quantity) -> Datum? {
    func sum(_ quantity: Quantity) -> Double {
      subject.entries.indices.reduce(0) { $0 + value(quantity, $1) }
    }
    let address = Source.Address(tensor: tensor(quantity) + " sum")
    switch quantity {
    case .logit, .shifted: return nil
    case .exponential, .probability, .target: return Datum(address, sum(quantity))
    case .surprisal:
      return subject.loss.map { Datum(.init(tensor: TensorName.cost.rawValue), $0.cost) }
    case .gradient:
      // What is left of rounding errors is 0.
      let total = sum(quantity)
      return Datum(address, abs(total) < 1e-9 ? 0 : total)
    }
  }

  /// The symbol of a class's value, or for nil that of every class: z_k.
  func symbol(_ quantity: Quantity, _ number: Int?, _ notation: Notation) -> Formula {
    let index = number.map(String.init) ?? "k"
    let (z, p) = (notation.general(Tensors.z, index), Formula.symbol("p", sub: index))
    let formula: Formula =
      switch quantity {
      case .logit: z
      case .shifted: .row([z, .relation("−"), .math("m")])
      case .exponential:
        .row(
          [.number("exp", .regular), .space(0.15)]
            + (subject.isShifted
              ? [.math("("), z, .relation("−"), .math("m"), .math(")")] : [z]))
      case .probability: p
      case .target: .symbol("y", sub: index)
      case .surprisal: .row([.minusLogarithm, .space(0.15), p])
      case .gradient: .partial(z)
      }
    guard let number else { return formula }
    return .sourced(Source(datum(quantity, number).address, form: .symbol), formula)
  }
}

extension ClassValues {
  /// The numbers of the figure, and what follows from what.
  ///
  /// - Returns: the equations of the sums, and of the probability, surprisal and gradient of the
  ///   followed class.
  var ledger: Ledger {
    var ledger = Ledger()
    for quantity in quantities {
      ledger.register(rows.compactMap { datum(quantity, $0) })
    }
    let exponentials = rows.compactMap { datum(.exponential, $0) }
    guard let sum = total(.exponential) else { return ledger }
    ledger.state(.sum(sum, of: exponentials))
    for row in rows {
      guard let p = datum(.probability, row), let e = datum(.exponential, row) else { continue }
      ledger.state(Equation(p, [.init([e]), .init([sum])], .function { $0[0] / $0[1] }))
    }
    // That probabilities give 1 and gradients 0 is held to every digit that is printed.
    for (quantity, whole) in [(Quantity.probability, 1.0), (.gradient, 0)] {
      guard let total = total(quantity), quantities.contains(quantity) else { continue }
      ledger.state(
        Equation(
          total, rows.compactMap { datum(quantity, $0) }.map { .init([$0]) },
          .function { abs($0.reduce(0, +) - whole) < 1e-9 ? whole : .nan }))
    }
    guard subject.loss != nil, let cost = total(.surprisal) else { return ledger }
    for row in rows {
      guard let gradient = datum(.gradient, row), let p = datum(.probability, row),
        let y = datum(.target, row)
      else { continue }
      ledger.state(Equation(gradient, [.init([p]), .init([y])], .function { $0[0] - $0[1] }))
    }
    if let trueClass = subject.trueClass {
      let surprisal = datum(.surprisal, trueClass)
      ledger.state(.function(surprisal, of: datum(.probability, trueClass)) { -log($0) })
      ledger.state(.function(cost, of: surprisal) { $0 })
    } else {
      ledger.register(cost)
    }
    if let total = total(.target) { ledger.register(total) }
    return ledger
  }
}
