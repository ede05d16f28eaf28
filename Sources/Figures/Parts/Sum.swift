import Drawing

/// A sum on one line: as many of its terms as fit, with an ellipsis for those in the middle.
struct Sum {
  /// What stands before the terms: `z₀,₁ =`.
  let lead: [Formula]
  /// The terms.
  let terms: [Formula]
  /// What stands behind: `+ b = 470`.
  let tail: [Formula]
  /// What stands behind that, with its distance, and gives way where a panel is too narrow for it.
  var note: Formula?
  /// More terms than these fit on no line, and to set them all only to see that would take long.
  private static let most = 100

  /// The line, at the preferred size where that leaves room for all terms or at least six.
  func picture(pen: Pen, size: Double, width: Double) -> Picture {
    guard let note else { return line(pen: pen, size: size, width: width) }
    let noted = Sum(lead: lead, terms: terms, tail: tail + [note])
    let isNarrow = pen.style.panel != nil && !noted.fits(pen: pen, size: size * 0.8, width: width)
    return (isNarrow ? Sum(lead: lead, terms: terms, tail: tail) : noted)
      .line(pen: pen, size: size, width: width)
  }

  /// Whether the line with all of its terms fits at a size.
  private func fits(pen: Pen, size: Double, width: Double) -> Bool {
    terms.count <= Sum.most && pen.formula(line(terms), size: size).bounds.width <= width
  }

  private func line(pen: Pen, size: Double, width: Double) -> Picture {
    let least = size * 0.8
    if terms.count <= Sum.most {
      let whole = pen.formula(line(terms), size: size)
      if whole.bounds.width <= width { return whole }
      if whole.bounds.width * 0.8 <= width {
        return pen.formula(line(terms), size: size * width / whole.bounds.width)
      }
    }
    for shown in stride(from: min(terms.count - 1, 12), through: 2, by: -1) {
      let picture = pen.formula(line(elided(shown)), size: least)
      if picture.bounds.width <= width { return picture }
    }
    let shortest = terms.count > 2 ? elided(2) : terms
    return pen.formula(line(shortest), size: least, width: width)
  }

  private func elided(_ shown: Int) -> [Formula] {
    Array(terms.prefix(shown - 1)) + [.math("⋯")] + terms.suffix(1)
  }

  private func line(_ terms: [Formula]) -> Formula {
    .row(lead + terms.enumerated().flatMap { $0 == 0 ? [$1] : [.relation("+"), $1] } + tail)
  }
}

extension Formula {
  /// A summand `2·10`; a minus sign that would follow another sign stands in brackets.
  static func factors(_ value: String, _ weight: String, isFirst: Bool) -> Formula {
    func bracketed(_ text: String) -> String { text.hasPrefix("−") ? "(\(text))" : text }
    return .number((isFirst ? value : bracketed(value)) + "·" + bracketed(weight), .regular)
  }
}
