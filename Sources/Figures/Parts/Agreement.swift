import Drawing

/// Two ways to one result, compared before a figure prints that they are equal.
struct Agreement {
  /// Whether the results are equal but for rounding.
  ///
  /// It is false only where numbers too large to be added up leave nothing to compare.
  let holds: Bool

  /// How far apart the two may be, relative to the size of what was added up.
  static let tolerance = 1e-12

  /// Compares two results, element by element; that they differ is an error in the program, which
  /// ends it.
  ///
  /// - Parameter magnitudes: For each element Σ |x| over what was added up, against which a
  ///   difference is measured, because a sum that cancels keeps the errors of its terms.
  init(_ first: [Double], _ second: [Double], magnitudes: [Double]) {
    precondition(
      first.count == second.count && first.count == magnitudes.count, "results of one shape")
    holds = magnitudes.allSatisfy(\.isFinite)
    precondition(
      !holds
        || first.indices.allSatisfy {
          abs(first[$0] - second[$0]) <= Agreement.tolerance * magnitudes[$0]
        }, "two ways to one result differ")
  }
}

extension Pen {
  /// `✓ equal to the sum above`, where two results were compared and agree.
  func verdict(_ agreement: Agreement, _ words: String, size: Double = 16) -> Picture {
    guard agreement.holds else { return .empty }
    let color = theme.text(in: theme.weight(3), on: theme.band)
    return label("✓  \(words)", size: size, weight: .medium, color: color).tagged("verdict")
  }

  /// A line of the band that shows a second way to a result: words and formula, the panels of the
  /// computation, and the verdict.
  func secondWay(
    _ words: String, _ formula: Formula, panels: [Picture], verdict: Picture
  ) -> Picture {
    let text = Picture.column(
      [
        label(words, size: 15.5, color: theme.muted),
        self.formula(formula, size: 24, width: 320),
      ], spacing: 18, alignment: .start)
    let view = Picture.row(panels, spacing: 18)
    let free =
      Stage.bandWidth - text.bounds.width - view.bounds.width - verdict.bounds.width
    return .row([text, view, verdict], spacing: min(64, free / 2)).tagged("second way")
  }
}
