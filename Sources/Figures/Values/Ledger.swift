import Drawing

/// Every number of a figure and every equation among them, so that the digits are chosen once for
/// the figure as a whole.
///
/// A figure registers what it prints, solves once, and then lays out with the ``Spellings``: one
/// value has one spelling, and where the printed terms can be made to give the printed total, they
/// do.
struct Ledger: Sendable {
  /// How precise a figure can be in the room that it has.
  struct Precision: Sendable, Hashable {
    /// The most decimals that an exact number is written out with.
    var exact: Int
    /// The digits that the largest rounded number of a tensor has.
    var significant: Int

    /// As much as reads well in a cell of its own.
    static let full = Precision(exact: 4, significant: 3)
    /// Less, where cells are narrow.
    static let brief = Precision(exact: 2, significant: 2)
  }

  /// The equations in the order in which they were stated.
  private(set) var equations: [Equation] = []
  /// The numbers in the order in which they were registered, each address once.
  private(set) var data: [Datum] = []
  private var places: [Source.Address: Int] = [:]
  /// What was added up to make a number: the size that its rounding errors go by.
  private var sizes: [Source.Address: Double] = [:]

  init() {}

  /// Says that a number is printed.
  mutating func register(_ datum: Datum) {
    guard places[datum.address] == nil else { return }
    places[datum.address] = data.count
    data.append(datum)
  }

  /// Says that numbers are printed.
  mutating func register(_ data: some Sequence<Datum>) {
    for datum in data { register(datum) }
  }

  /// States that a total follows from its terms, as the figure prints them.
  ///
  /// - Returns: the equation's number, by which ``Spellings`` knows it.
  @discardableResult
  mutating func state(_ equation: Equation) -> Int {
    register(equation.data)
    let size = equation.terms.reduce(0.0) { size, term in
      size + abs(term.factors.reduce(1) { $0 * $1.value })
    }
    if case .function = equation.rule {
    } else {
      note(size, of: equation.total)
      for term in equation.terms {
        if let product = term.product { note(abs(product.value), of: product) }
      }
    }
    equations.append(equation)
    return equations.count - 1
  }

  private mutating func note(_ size: Double, of datum: Datum) {
    sizes[datum.address] = max(sizes[datum.address] ?? 0, size)
  }

  /// The spelling of every number.
  func solved(_ precision: Precision = .full) -> Spellings {
    let known = data.map { datum in
      Spelled(
        datum: datum,
        clean: CleanDecimal(datum.value, size: sizes[datum.address] ?? abs(datum.value)))
    }
    var solver = DigitSolver(
      data: known, places: places, equations: equations, precision: precision)
    solver.solve()
    return Spellings(
      data: known, places: places, decimals: known.indices.map { solver.decimals(of: $0) },
      powers: known.indices.map { solver.isInPowers($0) }, equations: equations)
  }

  /// A number and what is left of it without the errors of arithmetic.
  struct Spelled: Sendable {
    let datum: Datum
    let clean: CleanDecimal

    /// The value that is printed: without the errors of arithmetic where it is a short decimal.
    var value: Double { clean.value }
  }
}

/// A value without the errors of arithmetic: −1.2/4 is −0.3, although its binary digits are not.
struct CleanDecimal: Sendable, Hashable {
  /// The value.
  let value: Double
  /// The decimals that say it exactly; nil where those would be many.
  let decimals: Int?

  /// More decimals than these are no short number.
  static let longest = 8

  /// - Parameter size: the size of what was added up, which its rounding errors go by.
  init(_ value: Double, size: Double) {
    guard value.isFinite else {
      (self.value, decimals) = (value, nil)
      return
    }
    let size = max(size, abs(value))
    for count in 0...CleanDecimal.longest {
      guard let printed = PrintedDecimal(value, decimals: count) else { break }
      // A sum of a few hundred terms loses no more than some of its last bits.
      if abs(printed.value - value) <= 1e-13 * size {
        (self.value, decimals) = (printed.units == 0 ? 0 : printed.value, count)
        return
      }
    }
    (self.value, decimals) = (value, nil)
  }
}
