import Drawing

/// A sum of products, a mean or a function of values, as a figure prints it: what a reader with a
/// calculator can check.
struct Equation: Sendable {
  /// One term of a sum.
  struct Term: Sendable {
    /// The numbers that are multiplied.
    let factors: [Datum]
    /// The product, where it is printed itself; a term of one factor has none.
    let product: Datum?

    init(_ factors: [Datum], product: Datum? = nil) {
      self.factors = factors
      self.product = product
    }
  }

  /// How the total follows from the terms.
  enum Rule: Sendable {
    /// It is their sum.
    case sum
    /// It is their sum divided by a number.
    case mean(Int)
    /// It is a function of the only factors of the terms, in their order.
    case function(@Sendable ([Double]) -> Double)
  }

  /// What comes out.
  let total: Datum
  /// What it is made of.
  let terms: [Term]
  /// How.
  let rule: Rule

  init(_ total: Datum, _ terms: [Term], _ rule: Rule = .sum) {
    self.total = total
    self.terms = terms
    self.rule = rule
  }

  /// A total of single terms: Σ δ.
  static func sum(_ total: Datum, of terms: [Datum]) -> Equation {
    Equation(total, terms.map { Term([$0]) })
  }

  /// One product: a · δ.
  static func product(_ product: Datum, of factors: [Datum]) -> Equation {
    Equation(product, [Term(factors)])
  }

  /// A function of one value: a = σ(z).
  static func function(
    _ result: Datum, of argument: Datum, _ function: @escaping @Sendable (Double) -> Double
  ) -> Equation {
    Equation(result, [Term([argument])], .function { function($0[0]) })
  }

  /// Every number in it.
  var data: [Datum] { [total] + terms.flatMap { $0.factors + ($0.product.map { [$0] } ?? []) } }

  /// Whether the printed total follows from the printed terms, and each printed product from its
  /// printed factors.
  func closes(_ printed: (Datum) -> PrintedDecimal?) -> Bool {
    guard let total = printed(self.total) else { return false }
    if case .function(let function) = rule {
      let arguments = terms.compactMap { term in term.factors.first.flatMap(printed)?.value }
      guard arguments.count == terms.count else { return false }
      return PrintedDecimal(function(arguments), decimals: total.decimals) == total
    }
    var sum = PrintedDecimal(units: 0, decimals: 0)
    for term in terms {
      guard let value = Equation.value(of: term, printed), let next = sum.plus(value) else {
        return false
      }
      sum = next
    }
    let divisor = if case .mean(let count) = rule { count } else { 1 }
    return sum.rounded(to: total.decimals, dividedBy: divisor) == total
  }

  /// What a calculator adds up: the printed product, if it follows from its factors, or the product
  /// of the printed factors.
  private static func value(of term: Term, _ printed: (Datum) -> PrintedDecimal?)
    -> PrintedDecimal?
  {
    var value = PrintedDecimal(units: 1, decimals: 0)
    for factor in term.factors {
      guard let number = printed(factor), let next = value.times(number) else { return nil }
      value = next
    }
    guard let product = term.product else { return value }
    guard let shown = printed(product), value.rounded(to: shown.decimals) == shown else {
      return nil
    }
    return shown
  }
}
