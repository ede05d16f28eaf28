import Drawing

/// Chooses how many decimals each tensor of a figure is printed with.
///
/// Short decimals stay as they are. For the others, a total with d decimals, products with d + 1
/// and factors with d + 2 close far more often than the same number everywhere; the solver begins
/// with such stairs and then changes one tensor at a time as long as more equations close.
struct DigitSolver {
  private let data: [Ledger.Spelled]
  private let equations: [Equation]
  private let precision: Ledger.Precision
  /// The tensor of each number.
  private let groups: [Int]
  /// The least decimals that make sense for each tensor.
  private let bases: [Int]
  /// Whether every number of a tensor is a short decimal.
  private let areExact: [Bool]
  /// Whether a tensor is written in powers of ten.
  private let powers: [Bool]
  private let places: [Source.Address: Int]
  private var choice: [Int]

  init(
    data: [Ledger.Spelled], places: [Source.Address: Int], equations: [Equation],
    precision: Ledger.Precision
  ) {
    var numbers: [Source.Address: Int] = [:]
    var members: [[Int]] = []
    var groups: [Int] = []
    for (index, spelled) in data.enumerated() {
      let address = spelled.datum.address
      let key = Source.Address(stage: address.stage, tensor: address.tensor)
      let group = numbers[key] ?? members.count
      if group == members.count {
        numbers[key] = group
        members.append([])
      }
      members[group].append(index)
      groups.append(group)
    }
    let largest = members.map { $0.map { abs(data[$0].value) }.filter(\.isFinite).max() ?? 0 }
    areExact = members.map { indices in
      indices.allSatisfy { index in
        guard let decimals = data[index].clean.decimals else { return false }
        return decimals <= precision.exact
          && DigitSolver.exponent(data[index].value) + decimals < precision.exact + 2
      }
    }
    powers = zip(largest, areExact).map { largest, isExact in
      largest > 0 && (largest >= 1e6 || (largest < 1e-3 && !isExact))
    }
    bases = zip(largest, powers).map { largest, powers in
      let base = precision.significant - 1 - DigitSolver.exponent(largest)
      return powers ? base : max(0, base)
    }
    self.data = data
    self.places = places
    self.equations = equations
    self.precision = precision
    self.groups = groups
    choice = bases
  }

  /// The decimals that a number is printed with.
  func decimals(of index: Int) -> Int { decimals(of: index, choice) }

  /// Whether a number is printed in powers of ten.
  func isInPowers(_ index: Int) -> Bool { powers[groups[index]] }

  private func decimals(of index: Int, _ choice: [Int]) -> Int {
    let wanted = choice[groups[index]]
    let spelled = data[index]
    if let exact = spelled.clean.decimals, areExact[groups[index]] || exact <= wanted {
      return exact
    }
    // In powers of ten one digit is left of the least number.
    return isInPowers(index) ? max(wanted, -DigitSolver.exponent(spelled.value)) : wanted
  }

  /// Chooses.
  mutating func solve() {
    guard !areExact.allSatisfy({ $0 }), !equations.isEmpty else { return }
    var known: [[Int: PrintedDecimal?]] = data.map { _ in [:] }
    func score(_ choice: [Int]) -> Score {
      func printed(_ datum: Datum) -> PrintedDecimal? {
        guard let index = places[datum.address] else { return nil }
        let decimals = decimals(of: index, choice)
        if let printed = known[index][decimals] { return printed }
        let printed = PrintedDecimal(data[index].value, decimals: decimals)
        known[index][decimals] = .some(printed)
        return printed
      }
      let open = equations.filter { !$0.closes(printed) }.count
      let digits = zip(choice, bases).map { $0 >= $1 ? $0 - $1 : 3 * ($1 - $0) }.reduce(0, +)
      return Score(open: open, digits: digits)
    }
    var best = (choice: choice, score: score(choice))
    func consider(_ next: [Int]) {
      let next = (choice: next, score: score(next))
      if next.score < best.score { best = next }
    }
    for even in evens where best.score.open > 0 { consider(even) }
    for stair in DigitSolver.stairs where best.score.open > 0 { consider(decimals(on: stair)) }
    var isBetter = best.score.open > 0
    while isBetter {
      let before = best.score
      for group in bases.indices where !areExact[group] {
        for decimals in range(of: group) where decimals != best.choice[group] {
          var next = best.choice
          next[group] = decimals
          consider(next)
        }
      }
      isBetter = best.score < before && best.score.open > 0
    }
    choice = best.choice
  }

  /// The same decimals for all that is rounded, which reads best where it closes.
  private var evens: [[Int]] {
    let rounded = bases.indices.filter { !areExact[$0] && !powers[$0] }
    guard let least = rounded.map({ bases[$0] }).min() else { return [] }
    return (least...(least + 1)).map { decimals in
      bases.indices.map { group in
        min(max(decimals, range(of: group).lowerBound), range(of: group).upperBound)
      }
    }
  }

  /// How good a choice is: first the equations that do not close, then the digits.
  private struct Score: Comparable {
    let open: Int
    let digits: Int

    static func < (left: Score, right: Score) -> Bool {
      left.open != right.open ? left.open < right.open : left.digits < right.digits
    }
  }

  /// The decimals that a tensor may have.
  private func range(of group: Int) -> ClosedRange<Int> {
    let least = precision.significant > 2 ? bases[group] - 1 : bases[group]
    return (powers[group] ? least : max(0, least))...(bases[group] + 6)
  }

  /// How many more decimals than its total an equation gives to products and to factors, and how
  /// many more the total has than it needs.
  private struct Stair {
    let product: Int
    let factor: Int
    let shift: Int
  }

  /// The stairs from the lowest to the highest.
  private static let stairs: [Stair] = {
    let flat = Stair(product: 0, factor: 0, shift: 0)
    let usual = [Stair(product: 1, factor: 2, shift: 0), Stair(product: 2, factor: 4, shift: 0)]
    let others = (1...4).flatMap { product in
      (product...6).flatMap { factor in
        [0, -1, 1].map { Stair(product: product, factor: factor, shift: $0) }
      }
    }
    return [flat] + usual
      + others.sorted { ($0.product + $0.factor, -$0.shift) < ($1.product + $1.factor, -$1.shift) }
  }()

  /// The decimals of each tensor on a stair: the longest that any equation wants of it.
  private func decimals(on stair: Stair) -> [Int] {
    var wanted = bases.map { $0 + min(0, stair.shift) }
    func want(_ datum: Datum, _ decimals: Int) {
      guard let index = places[datum.address] else { return }
      wanted[groups[index]] = max(wanted[groups[index]], decimals)
    }
    for equation in equations {
      guard let total = places[equation.total.address] else { continue }
      let base = bases[groups[total]] + stair.shift
      want(equation.total, base)
      for term in equation.terms {
        let isProduct = term.product != nil || term.factors.count > 1
        for factor in term.factors {
          want(factor, base + (isProduct ? stair.factor : stair.product))
        }
        if let product = term.product { want(product, base + stair.product) }
      }
    }
    return wanted.indices.map { group in
      min(max(wanted[group], range(of: group).lowerBound), range(of: group).upperBound)
    }
  }

  /// The power of ten of a number's first digit; 0 for 0.
  static func exponent(_ value: Double) -> Int {
    guard value != 0, value.isFinite else { return 0 }
    var exponent = 0
    var rest = abs(value)
    while rest >= 10, exponent < 400 { (rest, exponent) = (rest / 10, exponent + 1) }
    while rest < 1, exponent > -400 { (rest, exponent) = (rest * 10, exponent - 1) }
    return exponent
  }
}
