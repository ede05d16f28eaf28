import Drawing

/// How each number of a figure is written: one spelling an address.
struct Spellings: Sendable {
  private let data: [Ledger.Spelled]
  private let places: [Source.Address: Int]
  private let decimals: [Int]
  private let powers: [Bool]
  private let equations: [Equation]
  private let closing: [Bool]

  init(
    data: [Ledger.Spelled], places: [Source.Address: Int], decimals: [Int], powers: [Bool],
    equations: [Equation]
  ) {
    self.data = data
    self.places = places
    self.decimals = decimals
    self.powers = powers
    self.equations = equations
    closing = equations.map { equation in
      equation.closes { datum in
        places[datum.address].flatMap {
          PrintedDecimal(data[$0].value, decimals: decimals[$0])
        }
      }
    }
  }

  /// What a number's text stands for, and how it is written.
  func source(of datum: Datum) -> Source {
    guard let index = places[datum.address] else {
      let clean = CleanDecimal(datum.value, size: abs(datum.value))
      return Source(
        datum.address, value: clean.value, form: .decimals(clean.decimals ?? 3),
        isExact: clean.decimals != nil)
    }
    let value = data[index].value
    let isPlain = !powers[index] || value == 0
    let digits = DigitSolver.exponent(value) + decimals[index] + 1
    return Source(
      datum.address, value: value,
      form: isPlain ? .decimals(max(0, decimals[index])) : .powers(max(1, digits)),
      isExact: isExact(datum))
  }

  /// The number as text: `−0.080`.
  func text(_ datum: Datum) -> String { source(of: datum).printed ?? "" }

  /// The number as a formula that knows what it stands for.
  func number(_ datum: Datum, _ weight: FontWeight = .medium) -> Formula {
    let source = source(of: datum)
    return .sourced(source, .number(source.printed ?? "", weight))
  }

  /// The number as it stands behind an operator: a negative one in brackets.
  func operand(_ datum: Datum, _ weight: FontWeight = .regular) -> Formula {
    let number = number(datum, weight)
    guard text(datum).hasPrefix("−") else { return number }
    return .row([.number("(", weight), number, .number(")", weight)])
  }

  /// The product of numbers: `0.7 · (−0.4)`; the first one has no brackets where it begins a line.
  func product(_ factors: [Datum], isFirst: Bool = false, _ weight: FontWeight = .regular)
    -> Formula
  {
    .row(
      factors.enumerated().flatMap { index, factor -> [Formula] in
        let number = isFirst && index == 0 ? number(factor, weight) : operand(factor, weight)
        return index == 0 ? [number] : [.space(0.12), .number("·", weight), .space(0.12), number]
      })
  }

  /// How the numbers of a tensor are written, for its legend; nil where none is printed.
  func format(_ tensor: String) -> NumberFormat? {
    let indices = data.indices.filter { data[$0].datum.address.tensor == tensor && !powers[$0] }
    return indices.map { max(0, decimals[$0]) }.max().map(NumberFormat.init(decimals:))
  }

  /// Whether the figure prints the number.
  func isPrinted(_ datum: Datum) -> Bool { places[datum.address] != nil }

  /// Whether the text says the number exactly.
  func isExact(_ datum: Datum) -> Bool {
    guard let index = places[datum.address] else {
      return CleanDecimal(datum.value, size: abs(datum.value)).decimals != nil
    }
    return data[index].clean.decimals.map { $0 <= decimals[index] } ?? false
  }

  /// The sign between a symbol and its number: = where the number is exact, else ≈.
  func relation(_ datum: Datum) -> Formula { .relation(isExact(datum) ? "=" : "≈") }

  /// The sign before the total of an equation: = where every number of it is exact, else ≈.
  func relation(of equation: Int) -> Formula {
    .relation(equations[equation].data.allSatisfy(isExact) ? "=" : "≈")
  }

  /// Whether a reader gets the printed total from the printed terms.
  func closes(_ equation: Int) -> Bool { closing[equation] }

  /// How many equations there are, and how many close.
  var count: Scene.Equations {
    Scene.Equations(stated: equations.count, closing: closing.count { $0 })
  }
}
