/// What only written formulas have: what is built around a formula or of several.
public indirect enum FormulaConstruct: Sendable, Equatable {
  /// A formula with a mark over or under it.
  case accent(FormulaAccent, Formula)
  /// A root, with the index of one that is not square.
  case root(Formula, index: Formula?)
  /// A formula between brackets as high as it is; an empty string is no bracket.
  case fenced(String, Formula, String)
  /// Rows of cells, some shorter than others.
  case grid([[Formula]], FormulaColumns)
  /// A large operator or a word with what stands below and above it.
  case limits(Formula, below: Formula?, above: Formula?)
  /// A sum, a product or an integral in a formula of its own, larger than in a line.
  case large(String)
  /// A formula in the article's notation, which a reader's own takes the place of.
  case noted(Formula)
}

/// Marks over and under formulas.
public enum FormulaAccent: String, Sendable, Hashable, CaseIterable {
  case hat, bar, tilde, vec, dot, ddot, overline, underline, underbrace, overbrace

  /// Whether the mark is as wide as what it marks.
  var isWide: Bool {
    switch self {
    case .hat, .bar, .tilde, .vec, .dot, .ddot: false
    case .overline, .underline, .underbrace, .overbrace: true
    }
  }

  /// Whether it stands below.
  var isBelow: Bool { self == .underline || self == .underbrace }

  /// The character that puts the mark on the letter before it; empty for marks over several.
  public var combining: String {
    switch self {
    case .hat: "\u{302}"
    case .bar, .overline: "\u{304}"
    case .tilde: "\u{303}"
    case .vec: "\u{20D7}"
    case .dot: "\u{307}"
    case .ddot: "\u{308}"
    case .underline: "\u{332}"
    case .underbrace, .overbrace: ""
    }
  }
}

/// How the columns of a grid line up.
public enum FormulaColumns: Sendable, Hashable {
  /// In their middles, as in a matrix.
  case centered
  /// At their left, as in cases.
  case leading
  /// By turns at their right and their left without room between, as equations are.
  case aligned
}

extension FormulaConstruct {
  /// The formulas in it.
  var parts: [Formula] {
    switch self {
    case .accent(_, let inner), .fenced(_, let inner, _), .noted(let inner): [inner]
    case .root(let inner, let index): [inner] + (index.map { [$0] } ?? [])
    case .grid(let rows, _): rows.flatMap { $0 }
    case .limits(let base, let below, let above): [base, below, above].compactMap { $0 }
    case .large: []
    }
  }

  /// The construction with other formulas in it.
  public func mapped(_ change: (Formula) -> Formula) -> FormulaConstruct {
    switch self {
    case .accent(let accent, let inner): .accent(accent, change(inner))
    case .root(let inner, let index): .root(change(inner), index: index.map(change))
    case .fenced(let left, let inner, let right): .fenced(left, change(inner), right)
    case .grid(let rows, let columns): .grid(rows.map { $0.map(change) }, columns)
    case .limits(let base, let below, let above):
      .limits(change(base), below: below.map(change), above: above.map(change))
    case .large: self
    case .noted(let inner): .noted(change(inner))
    }
  }

  /// The size of the smallest letters, where the size of the formula around is 1.
  var leastScale: Double {
    switch self {
    case .limits(let base, let below, let above):
      min(
        base.leastScale,
        Formula.scriptScale * min(below?.leastScale ?? 1, above?.leastScale ?? 1))
    case .root(let inner, let index):
      min(inner.leastScale, Formula.scriptScale * (index?.leastScale ?? 1))
    default: parts.map(\.leastScale).min() ?? 1
    }
  }

  /// The construction as plain text, for alt text.
  var plainText: String {
    switch self {
    case .accent(let accent, let inner):
      inner.plainText.count == 1 ? inner.plainText + accent.combining : inner.plainText
    case .root(let inner, let index): (index?.plainText ?? "") + "√(\(inner.plainText))"
    case .fenced(let left, let inner, let right): left + inner.plainText + right
    case .grid(let rows, let columns):
      rows.map { row in
        row.map(\.plainText).joined(separator: columns == .aligned ? "" : ", ")
      }.joined(separator: "; ")
    case .limits(let base, let below, let above):
      base.plainText + (below.map { "_\($0.plainText)" } ?? "")
        + (above.map { "^\($0.plainText)" } ?? "")
    case .large(let sign): sign
    case .noted(let inner): inner.plainText
    }
  }
}
