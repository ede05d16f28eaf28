import Drawing

/// How running text is spelled in Markdown.
enum MarkdownText {
  /// Characters that mean something in Markdown, or in Quarto's and pandoc's additions to it.
  private static let marks: Set<Character> = Set("\\`*_{}[]<>#|~^$@&!")

  /// The text with its marks escaped, on one line.
  static func escaped(_ text: String) -> String {
    text.reduce(into: "") { escaped, character in
      if marks.contains(character) { escaped.append("\\") }
      escaped.append(character.isNewline ? " " : character)
    }
  }

  /// Paragraphs and list items.
  static func paragraphs(_ lines: [Deck.Line]) -> String {
    var text = ""
    var previous: Deck.Line?
    for line in lines {
      if let previous { text += previous.level > 0 && line.level > 0 ? "\n" : "\n\n" }
      previous = line
      let indent = String(repeating: "  ", count: max(0, line.level - 1))
      text += line.level > 0 ? indent + "- " : ""
      let words = line.runs.map(run).joined()
      text += line.level > 0 ? words : guarded(words)
    }
    return text
  }

  /// A comment: Marp's presenter notes, and nothing that pandoc or Quarto shows.
  static func comment(_ notes: String) -> String {
    "<!--\n\(notes.replacing("--", with: "–"))\n-->"
  }

  /// A string of YAML.
  static func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "\u{0}"..<" ", "\u{7F}"..<"\u{A0}": " "
      default: String(scalar)
      }
    }
    return "\"\(escaped.joined())\""
  }

  /// The letter of a picture of several: `b` for the second.
  static func letter(_ number: Int) -> String {
    guard number <= 26, let scalar = Unicode.Scalar(96 + number) else { return String(number) }
    return String(scalar)
  }

  private static func run(_ run: Deck.Run) -> String {
    let core = run.text.drop(while: \.isWhitespace)
    let lead = run.text.prefix(run.text.count - core.count)
    let words = String(core.reversed().drop(while: \.isWhitespace).reversed())
    guard !words.isEmpty else { return run.text }
    let tail = core.dropFirst(words.count)
    var text = escaped(words)
    switch run.script {
    case .none: break
    case .sub: text = "<sub>\(text)</sub>"
    case .sup: text = "<sup>\(text)</sup>"
    }
    if run.weight.rawValue >= FontWeight.semibold.rawValue { text = "**\(text)**" }
    // A link within the deck has no place to lead to.
    if !run.link.isEmpty, !run.link.hasPrefix("#") { text = "[\(text)](<\(run.link)>)" }
    return lead + text + tail
  }

  /// A paragraph that does not begin as a list or a rule does.
  private static func guarded(_ words: String) -> String {
    if let first = words.first, "-+=:".contains(first) { return "\\" + words }
    let digits = words.prefix(while: \.isNumber)
    let rest = words.dropFirst(digits.count)
    guard !digits.isEmpty, let mark = rest.first, ".)".contains(mark) else { return words }
    return digits + "\\" + rest
  }
}
