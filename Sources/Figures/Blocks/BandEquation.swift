import Drawing
import Neural

extension Band.Part {
  /// a = σ(z) in symbols above its number.
  static func activation(
    _ function: Activation, of z: Datum, _ a: Datum, _ spellings: Spellings,
    _ notation: Notation, _ color: Color? = nil
  ) -> Band.Part {
    let number = spellings.number(a, .bold)
    let symbols = Formula.row([
      .function(function), .math("("), notation.symbol(z), .math(")"),
    ])
    return .equation(
      BandEquation(
        lead: notation.symbol(a),
        terms: [.init(symbols, color.map { .colored($0, number) } ?? number)], result: []))
  }
}

/// An equation in two lines: its symbols, and below each symbol its number.
struct BandEquation: Sendable {
  /// A symbol and the number below it.
  struct Term: Sendable {
    let symbol: Formula
    let number: Formula

    init(_ symbol: Formula, _ number: Formula) {
      self.symbol = symbol
      self.number = number
    }
  }

  /// What is computed: z₀,₁.
  let lead: Formula
  /// What is added up.
  var terms: [Term]
  /// What is added to that and shown however many terms there are: the bias.
  var last: [Term] = []
  /// What stands behind the numbers: = 0.46.
  var result: [Formula]
  /// The operator between the terms.
  var sign = "+"
  /// What stands around the terms: max( and ).
  var around: (opening: Formula, closing: Formula)?
  /// What closes the symbols' line, such as a short form that the terms make long.
  var tail: [Formula] = []
  /// The sign before the numbers: = where each of them is exact, else ≈.
  var relation: String {
    (terms + last).flatMap(\.number.sources).allSatisfy(\.isExact) ? "=" : "≈"
  }

  static let size = 21.0
  private static let lineGap = 40.0
  /// The most terms that are shown, the last among them.
  private static let most = 6

  /// Which of a number of terms an equation needs: those that it can show, and one more where it
  /// shows that there are others.
  static func needed(of count: Int) -> [Int] {
    count <= most + 1 ? Array(0..<count) : Array(0..<most) + [count - 1]
  }

  /// The two lines, shortened until they fit: more than six terms are the first two and the last.
  func picture(width: Double, _ pen: Pen) -> Picture {
    var shown = min(terms.count, BandEquation.most)
    var best = self.line(shown: shown, pen, size: BandEquation.size)
    while best.bounds.width > width, shown > 2 {
      shown -= 1
      best = line(shown: shown, pen, size: BandEquation.size)
    }
    guard best.bounds.width > width else { return best }
    let small = pen.measures.symbolFloor + 0.1
    best = line(shown: shown, pen, size: small)
    guard best.bounds.width > width else { return best }
    let isAlone = pen.style.labels == .symbols || result.isEmpty
    return isAlone ? best : pen.formula(.row([lead] + result), size: small)
  }

  private func line(shown: Int, _ pen: Pen, size: Double) -> Picture {
    let hasNumbers = pen.style.labels != .symbols
    func set(_ formula: Formula) -> Picture { pen.formula(formula, size: size) }
    var columns: [(Picture, Picture)] = [(set(lead), .empty)]
    columns.append((set(.relation("=")), set(.relation(relation))))
    if let around { columns.append((set(around.opening), set(around.opening))) }
    let kept =
      (shown >= terms.count
        ? terms.map { Optional($0) }
        : terms.prefix(max(1, shown - 1)).map { Optional($0) } + [nil, terms[terms.count - 1]])
      + last.map { Optional($0) }
    for (index, term) in kept.enumerated() {
      if index > 0 { columns.append((set(.relation(sign)), set(.relation(sign)))) }
      columns.append(
        term.map { (set($0.symbol), set($0.number)) } ?? (set(.math("⋯")), set(.math("⋯"))))
    }
    if let around { columns.append((set(around.closing), set(around.closing))) }
    if !tail.isEmpty { columns.append((set(.row(tail)), .empty)) }
    var x = 0.0
    var top: [Picture] = []
    var bottom: [Picture] = []
    for (upper, lower) in columns {
      let isTail = lower.isEmpty && !tail.isEmpty && x > 0
      let width =
        hasNumbers && !isTail ? max(upper.bounds.width, lower.bounds.width) : upper.bounds.width
      top.append(upper.moved(x + (width - upper.bounds.width) / 2 - upper.bounds.minX, 0))
      if hasNumbers, !lower.isEmpty {
        bottom.append(
          lower.moved(
            x + (width - lower.bounds.width) / 2 - lower.bounds.minX, BandEquation.lineGap))
      }
      if !isTail { x += width }
    }
    if hasNumbers {
      let end = set(.row(result))
      bottom.append(end.moved(x - end.bounds.minX, BandEquation.lineGap))
    }
    return .joined(top + bottom)
  }
}
