import Drawing

/// How running text is spelled in Markdown.
enum MarkdownText {
  /// Characters that mean something in Markdown, or in Quarto's and pandoc's additions to it.
  ///
  /// Scalars and not characters: a parser of Markdown sees `<` also where it stands behind a
  /// character that joins it in a text's own count.
  private static let marks: Set<Unicode.Scalar> = [
    "\\", "`", "*", "_", "{", "}", "[", "]", "<", ">", "#", "|", "~", "^", "$", "@", "&", "!",
  ]

  /// The text with its marks escaped, on one line.
  static func escaped(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if marks.contains(scalar) { escaped.append("\\") }
      escaped.append(isControl(scalar) ? " " : scalar)
    }
    return String(escaped)
  }

  /// Whether a character ends a line, in Markdown, YAML or HTML, or controls a terminal.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }

  /// Paragraphs and list items.
  static func paragraphs(_ lines: [Deck.Line]) -> String {
    var text = ""
    var previous: Deck.Line?
    for line in lines {
      if let previous { text += previous.level > 0 && line.level > 0 ? "\n" : "\n\n" }
      previous = line
      switch line.kind {
      case .code(let language):
        text += fenced(line.runs.map(\.text).joined(), language: language)
        continue
      case .heading:
        text += "### " + title(line)
        continue
      case .quote: text += "> "
      case .text, .display: break
      }
      let indent = String(repeating: "  ", count: max(0, line.level - 1))
      text += line.level > 0 ? indent + "- " : ""
      text +=
        line.kind == .display
        ? line.runs.compactMap(\.latex).filter { !$0.isEmpty }.map { "$$\($0)$$" }.joined()
        : guarded(line.runs.map(run).joined())
    }
    return text
  }

  /// Code between fences that are longer than all in it.
  private static func fenced(_ code: String, language: String) -> String {
    var longest = 2
    var count = 0
    for character in code {
      count = character == "`" ? count + 1 : 0
      longest = max(longest, count)
    }
    let fence = String(repeating: "`", count: longest + 1)
    return "\(fence)\(language == "text" ? "" : language)\n\(code)\n\(fence)"
  }

  /// Code in a line of text.
  private static func code(_ words: String) -> String {
    let words = words.unicodeScalars.map { isControl($0) ? " " : String($0) }.joined()
    guard words.contains("`") else { return "`\(words)`" }
    return "`` \(words.replacing("``", with: "` `")) ``"
  }

  /// A comment: Marp's presenter notes, and nothing that pandoc or Quarto shows.
  static func comment(_ notes: String) -> String {
    var text = String.UnicodeScalarView()
    for scalar in notes.unicodeScalars {
      if scalar == "-", text.last == "-" {
        // Two of them could begin the comment's end.
        text.removeLast()
        text.append("–")
      } else {
        text.append(scalar == "\n" || !isControl(scalar) ? scalar : " ")
      }
    }
    return "<!--\n\(String(text))\n-->"
  }

  /// The notes as pandoc and Quarto read them, in a division that Marp's style sheet hides.
  static func notes(_ notes: String) -> [String] {
    var paragraphs: [String] = [""]
    for line in notes.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.allSatisfy(\.isWhitespace) {
        paragraphs.append("")
      } else {
        paragraphs[paragraphs.count - 1] += (paragraphs.last == "" ? "" : " ") + line
      }
    }
    let words = paragraphs.filter { !$0.isEmpty }.map { guarded(escaped($0)) }
    return ["<div class=\"notes\">"] + words + ["</div>"]
  }

  /// A string of YAML.
  static func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case _ where isControl(scalar): " "
      default: String(scalar)
      }
    }
    return "\"\(escaped.joined())\""
  }

  /// The target of a link or a picture, in angle brackets.
  static func target(_ uri: String) -> String {
    // Markdown reads entities in a target, of which a & could be the beginning.
    "<\(uri.replacing("&", with: "&amp;"))>"
  }

  /// The letter of a picture of several: `b` for the second.
  static func letter(_ number: Int) -> String {
    guard number <= 26, let scalar = Unicode.Scalar(96 + number) else { return String(number) }
    return String(scalar)
  }

  /// A title, whose weight is the heading's.
  static func title(_ line: Deck.Line) -> String {
    guarded(
      line.runs.map { run in
        var plain = run
        plain.weight = .regular
        return self.run(plain)
      }.joined())
  }

  private static func run(_ run: Deck.Run) -> String {
    if let latex = run.latex {
      let formula = latex.isEmpty ? "" : "$\(latex)$"
      let isOutside = !run.link.isEmpty && !run.link.hasPrefix("#")
      return isOutside && !formula.isEmpty
        ? "[\(formula)](\(target(LinkTarget.uri(run.link))))" : formula
    }
    let scalars = run.text.unicodeScalars
    let core = scalars.drop(while: \.properties.isWhitespace)
    let blanks = core.reversed().prefix(while: \.properties.isWhitespace).count
    let words = core.dropLast(blanks)
    guard !words.isEmpty else { return escaped(run.text) }
    let lead = String(scalars.prefix(scalars.count - core.count))
    let tail = String(core.dropFirst(words.count))
    var text = run.family == .code ? code(String(words)) : escaped(String(words))
    switch run.script {
    case .none: break
    case .sub: text = "<sub>\(text)</sub>"
    case .sup: text = "<sup>\(text)</sup>"
    }
    if run.weight.rawValue >= FontWeight.semibold.rawValue { text = "**\(text)**" }
    // A link within the deck has no place to lead to.
    if !run.link.isEmpty, !run.link.hasPrefix("#") {
      text = "[\(text)](\(target(LinkTarget.uri(run.link))))"
    }
    return escaped(lead) + text + escaped(tail)
  }

  /// A paragraph that does not begin as a list, a rule or a block of code does.
  private static func guarded(_ words: String) -> String {
    let words = words.unicodeScalars.drop(while: \.properties.isWhitespace)
    guard let first = words.first else { return "" }
    if "-+=:%".unicodeScalars.contains(first) { return "\\" + String(words) }
    let digits = words.prefix { ("0"..."9").contains($0) }
    let rest = words.dropFirst(digits.count)
    guard !digits.isEmpty, let mark = rest.first, mark == "." || mark == ")" else {
      return String(words)
    }
    return String(digits) + "\\" + String(rest)
  }
}
