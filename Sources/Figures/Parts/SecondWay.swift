import Drawing

extension Pen {
  /// What the comparison of two results came to: `✓ equal to the sum above` where they agree.
  func verdict(
    _ agreement: Agreement, _ sum: String = "the sum above", size: Double = 16
  ) -> Picture {
    let color =
      agreement == .equal ? theme.text(in: theme.weight(3), on: theme.band) : theme.muted
    return label(agreement.words(sum), size: size, weight: .medium, color: color).tagged("verdict")
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
