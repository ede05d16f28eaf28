#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

import Drawing
import Neural

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
