import Documents
import Drawing
import Wording

/// Reads the marks of a paragraph from the left to the right.
struct SpanReader {
  private let paragraph: SourceParagraph
  private let blanks: Bool
  private var index = 0
  private var style = Markup.Style()
  /// Where the marks that are open were opened.
  private var opened: [(mark: String, index: Int)] = []
  private var isInBlank = false

  init(_ paragraph: SourceParagraph, blanks: Bool) {
    self.paragraph = paragraph
    self.blanks = blanks
  }

  /// The spans of the paragraph.
  ///
  /// - Throws: ``LessonError`` where a mark is not closed or a formula is not read.
  mutating func spans() throws(LessonError) -> [Markup.Span] {
    if paragraph.isDisplay {
      index = 1
      return [try formula(closing: "$$")]
    }
    let spans = try spans(until: nil)
    return SpanReader.trimmed(spans)
  }

  /// The spans up to a closing mark, which is consumed, or to the end.
  private mutating func spans(until closing: String?) throws(LessonError) -> [Markup.Span] {
    var spans: [Markup.Span] = []
    var text = ""
    func flush(_ style: Markup.Style) {
      if !text.isEmpty { spans.append(Markup.Span(content: .text(text), style: style)) }
      text = ""
    }
    let start = index
    while index < paragraph.characters.count {
      if let closing, isAt(closing) {
        flush(style)
        index += closing.count
        return spans
      }
      let character = paragraph.characters[index]
      switch character {
      case "\\" where SpanReader.escapable.contains(peek(1) ?? " "):
        text.append(paragraph.characters[index + 1])
        index += 2
      case "*" where opensOrCloses:
        flush(style)
        try toggle()
      case "`":
        flush(style)
        spans.append(try code())
      case "$":
        flush(style)
        spans.append(try formula(closing: "$"))
      case "[" where isAt("[@"):
        flush(style)
        spans.append(try citation())
      case "[" where isLink:
        flush(style)
        spans += try link()
      case "{" where blanks && isAt("{{"):
        flush(style)
        spans.append(try blank())
      case " ":
        if text.last != " " { text.append(" ") }
        index += 1
      default:
        text.append(character)
        index += 1
      }
    }
    if let closing {
      throw error("there is no \(closing) that closes this", at: start - 2)
    }
    flush(style)
    if let open = opened.last {
      throw error(
        "there is no \(open.mark) that closes this; for a star as it stands write \\*",
        at: open.index)
    }
    return spans
  }

  private static let escapable = Set("\\*$`[]{}-_#>+~")

  // MARK: - Stars

  /// Whether a star opens or closes: it touches a word, and where none is open a word behind it.
  private var opensOrCloses: Bool {
    let length = isAt("**") ? 2 : 1
    let before = index > 0 ? paragraph.characters[index - 1] : " "
    let after = peek(length) ?? " "
    let isOpen = opened.contains { $0.mark == (length == 2 ? "**" : "*") }
    return isOpen ? before != " " : after != " "
  }

  private mutating func toggle() throws(LessonError) {
    // Three stars close the mark that was opened last first.
    let isDouble = isAt("**") && !(isAt("***") && opened.last?.mark == "*")
    let mark = isDouble ? "**" : "*"
    if let last = opened.last, last.mark == mark {
      opened.removeLast()
      set(mark, false)
    } else if let open = opened.last, opened.contains(where: { $0.mark == mark }) {
      throw error("\(mark) is closed here, but \(open.mark) inside of it is still open", at: index)
    } else {
      opened.append((mark, index))
      set(mark, true)
    }
    index += mark.count
  }

  private mutating func set(_ mark: String, _ isOn: Bool) {
    if mark == "**" { style.isBold = isOn } else { style.isEmphasized = isOn }
  }

  // MARK: - Code, formulas, links, blanks

  private mutating func code() throws(LessonError) -> Markup.Span {
    let start = index
    guard let end = paragraph.characters[(start + 1)...].firstIndex(of: "`") else {
      throw error("there is no ` that closes this; for a ` as it stands write \\`", at: start)
    }
    index = end + 1
    var style = style
    style.isCode = true
    return Markup.Span(
      content: .text(String(paragraph.characters[(start + 1)..<end])), style: style)
  }

  /// A formula up to its closing mark; the reader stands before the last `$` of the opening one.
  private mutating func formula(closing: String) throws(LessonError) -> Markup.Span {
    let start = index + 1
    var end = start
    while end < paragraph.characters.count, paragraph.characters[end] != "$" {
      end += paragraph.characters[end] == "\\" ? 2 : 1
    }
    guard end < paragraph.characters.count else {
      throw error(
        "there is no \(closing) that closes this formula; for a dollar write \\$", at: index)
    }
    index = end + closing.count
    do {
      return Markup.Span(
        content: .formula(
          try Formula(
            latex: String(paragraph.characters[start..<end]), isDisplay: closing == "$$")),
        style: style)
    } catch {
      throw self.error(
        "this formula is not read: \(error.message)\(SpanReader.advice(on: error))",
        at: min(start + error.column - 1, end - 1))
    }
  }

  /// The commands that an unknown one may have been meant to be.
  private static func advice(on error: FormulaError) -> String {
    guard let unknown = error.unknown else { return "" }
    // Letters that change places are what happens most.
    let swapped = Formula.commands.filter { $0.sorted() == unknown.sorted() }
    let nearest = Spelling.nearest(to: unknown, among: Formula.commands)
    let near = (swapped.isEmpty ? nearest : swapped)
      .filter { $0.first == "\\" && $0.dropFirst().first?.isLetter == true }
    return near.isEmpty
      ? "; words stand in \\text{ }"
      : "; did you mean \(near.joined(separator: " or "))?"
  }

  /// Whether the bracket here begins `[words](target)`.
  private var isLink: Bool {
    guard let close = paragraph.characters[index...].firstIndex(of: "]") else { return false }
    return close + 1 < paragraph.characters.count && paragraph.characters[close + 1] == "("
  }

  /// What is cited: `[@key]` or `[@key; @other]`.
  private mutating func citation() throws(LessonError) -> Markup.Span {
    let start = index
    guard let end = paragraph.characters[start...].firstIndex(of: "]") else {
      throw error("there is no ] that closes this citation", at: start)
    }
    var numbers: [Int] = []
    var place = start + 1
    for part in paragraph.characters[(start + 1)..<end].split(
      separator: ";", omittingEmptySubsequences: false)
    {
      let key = String(part).trimmed
      guard key.hasPrefix("@"), key.count > 1 else {
        throw error("a citation is a key behind @, as in [@key] or [@one; @other]", at: place)
      }
      let own = place + part.prefix { $0 == " " }.count
      numbers.append(
        try Citations.current.number(
          of: Located(String(key.dropFirst()), at: paragraph.places[own])))
      place += part.count + 1
    }
    index = end + 1
    var style = style
    style.link = "#\(Citations.current.slide)"
    style.cites = numbers
    return Markup.Span(
      content: .text("[\(numbers.map(String.init).joined(separator: ",\u{A0}"))]"), style: style)
  }

  private mutating func link() throws(LessonError) -> [Markup.Span] {
    let start = index
    index += 1
    let outer = style
    guard style.link.isEmpty else { throw error("a link stands in a link", at: start) }
    // Marked as a link already, so that no link begins in it.
    style.link = "#"
    let words = try spans(until: "](")
    guard let end = paragraph.characters[index...].firstIndex(of: ")") else {
      throw error("there is no ) that closes this link", at: start)
    }
    let target = String(paragraph.characters[index..<end])
    guard SpanReader.isTarget(target) else {
      throw error(
        "“\(target)” is no target; give https://…, http://…, mailto:… or a slide as in #7.2",
        at: index)
    }
    index = end + 1
    style = outer
    return words.map { span in
      var span = span
      span.style.link = target
      return span
    }
  }

  /// Whether a link may lead there: nothing that a reader's program would run.
  private static func isTarget(_ target: String) -> Bool {
    guard !target.contains(where: \.isWhitespace) else { return false }
    if target.hasPrefix("#") {
      let numbers = target.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
      return (1...2).contains(numbers.count)
        && numbers.allSatisfy { Int($0).map { $0 > 0 } ?? false }
    }
    return ["https://", "http://", "mailto:"].contains { prefix in
      target.hasPrefix(prefix) && target.count > prefix.count
    }
  }

  private mutating func blank() throws(LessonError) -> Markup.Span {
    let start = index
    index += 2
    guard !isInBlank else { throw error("a blank stands in a blank", at: start) }
    guard opened.isEmpty else {
      throw error("close \(opened[opened.count - 1].mark) before this blank", at: start)
    }
    isInBlank = true
    let answer = SpanReader.trimmed(try spans(until: "}}"))
    isInBlank = false
    if let open = opened.last {
      throw error("there is no \(open.mark) that closes this in the blank", at: open.index)
    }
    guard !answer.isEmpty else {
      throw error("this blank has no answer; write it between {{ and }}", at: start)
    }
    return Markup.Span(content: .blank(answer), style: style)
  }

  // MARK: - Characters

  private func peek(_ offset: Int) -> Character? {
    let place = index + offset
    return place < paragraph.characters.count ? paragraph.characters[place] : nil
  }

  private func isAt(_ mark: String) -> Bool {
    paragraph.characters[index...].starts(with: mark)
  }

  private func error(_ message: String, at index: Int) -> LessonError {
    let last = paragraph.places.count - 1
    return LessonError(message, at: paragraph.places[min(max(index, 0), last)])
  }

  /// The spans without spaces at their ends.
  private static func trimmed(_ spans: [Markup.Span]) -> [Markup.Span] {
    var spans = spans
    if case .text(let text) = spans.first?.content {
      spans[0].content = .text(String(text.drop { $0 == " " }))
    }
    if case .text(var text) = spans.last?.content {
      while text.last == " " { text.removeLast() }
      spans[spans.count - 1].content = .text(text)
    }
    return spans.filter { $0.content != .text("") }
  }
}
