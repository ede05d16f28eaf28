import Drawing

/// What a speaker wants to say, as programs show it that know no formulas.
enum NotesText {
  /// The notes with their formulas as plain text: `$w - \\eta$` as w − η.
  ///
  /// As in pandoc's Markdown, a formula touches its dollars and no digit follows it, so that sums of
  /// money stay; what is not read as a formula stays too.
  static func plain(_ notes: String) -> String {
    var text = ""
    var rest = Substring(notes)
    while let start = rest.firstIndex(of: "$") {
      text += rest[..<start]
      let inner = rest[rest.index(after: start)...]
      guard let formula = formula(at: inner) else {
        text += "$"
        rest = inner
        continue
      }
      text += formula.text
      rest = inner[formula.end...]
    }
    return text + rest
  }

  /// The formula that begins behind a dollar, and where the text goes on behind the next.
  private static func formula(at text: Substring) -> (text: String, end: String.Index)? {
    guard let end = text.firstIndex(of: "$"), let first = text.first, !first.isWhitespace,
      end > text.startIndex, !text[text.index(before: end)].isWhitespace,
      text[text.index(after: end)...].first?.isNumber != true,
      let formula = try? Formula(latex: String(text[..<end]))
    else { return nil }
    return (
      [Markup.Span(content: .formula(formula))].plainText(answers: true), text.index(after: end)
    )
  }
}
