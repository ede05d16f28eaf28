import Documents
import Drawing
import Figures
import Wording

/// Running text of a lesson that was read: paragraphs and lists of spans.
///
/// ```
/// A paragraph with **bold**, *emphasis*, `code`, [a link](https://example.org), a formula
/// $a_{0,1}^{L-1}$, and a backslash before a sign that is meant as it stands: \$5.
///
/// - a bullet
///   - a bullet below it
///
/// 1. an item with a number
///
/// $$\frac{\partial C}{\partial b} = \sigma'(z)$$
///
/// ## A heading
///
/// > What somebody else said.
/// ```
///
/// Lines between fences, three backticks with a language behind them, are code as it stands.
/// Blank lines separate paragraphs; a formula between `$$` is a paragraph of its own. In a question
/// `{{answer}}` is a blank and its answer. A link leads to a URI, or to a slide as in `#7.2`.
public struct Markup: Sendable, Equatable {
  /// The paragraphs in order.
  var paragraphs: [Paragraph]

  /// One paragraph or list item.
  struct Paragraph: Sendable, Equatable {
    /// How deep it stands in a list: 1 or 2; 0 where it is no list item.
    var level = 0
    /// The number of a list item, with its mark: `1.`; empty for a bullet and a paragraph.
    var number = ""
    /// What kind of paragraph it is.
    var kind = Kind.text
    /// The page of its slide on which it appears, counted from 0; nil where it is there from the first.
    var appears: Int?
    /// What it says; of code nothing, which is no running text.
    var spans: [Span]
  }

  /// The kinds of paragraphs.
  enum Kind: Sendable, Equatable {
    /// Running text, or an item of a list.
    case text
    /// A heading within the text.
    case heading
    /// What somebody else said.
    case quote
    /// A formula on a line of its own.
    case display
    /// Program code.
    case code(CodeBlock)
  }

  /// Neighbouring characters, or a formula, of one style.
  struct Span: Sendable, Equatable {
    var content: Content
    var style = Style()
  }

  /// What a span is.
  indirect enum Content: Sendable, Equatable {
    /// Characters; spaces are single, and lines may break at them.
    case text(String)
    /// A formula in the article's notation.
    case formula(Formula)
    /// A blank and its answer.
    case blank([Span])
  }

  /// How a span is set.
  struct Style: Sendable, Hashable {
    var isBold = false
    var isEmphasized = false
    var isCode = false
    /// Where it leads; empty for nowhere.
    var link = ""
    /// The numbers of the references that it cites.
    var cites: [Int] = []
  }
}

extension Markup {
  /// The text of a lesson; with `blanks`, one in which `{{answer}}` is a blank.
  ///
  /// - Throws: ``LessonError`` where a mark is not closed or a formula is not read.
  public init(_ text: Located<String>, blanks: Bool = false) throws(LessonError) {
    var paragraphs: [Paragraph] = []
    // The item that comes with a click, and how deep it stands: what is below it comes with it.
    var open: (page: Int, level: Int)?
    var count = 0
    for source in try SourceParagraph.all(in: text) {
      if case .code(let code, let info) = source.kind {
        paragraphs.append(try Markup.code(code, info: info))
        continue
      }
      var reader = SpanReader(source, blanks: blanks)
      let spans = try reader.spans()
      let kind: Kind =
        switch source.kind {
        case .heading: .heading
        case .quote: .quote
        default: source.isDisplay ? .display : .text
        }
      guard !spans.isEmpty else { continue }
      if source.isIncrement {
        open = (count, source.level)
        count += 1
      } else if let current = open, source.level <= current.level {
        open = nil
      }
      paragraphs.append(
        Paragraph(
          level: source.level, number: source.number, kind: kind, appears: open?.page,
          spans: spans))
    }
    self.paragraphs = paragraphs
  }

  /// The code between fences; behind the first stand its language and the lines that stand out, as in
  /// `python {3,7-8}`.
  private static func code(
    _ text: String, info: Located<String>
  ) throws(LessonError) -> Paragraph {
    let parts = info.value.split(separator: "{", maxSplits: 1, omittingEmptySubsequences: false)
    let language = try CodeBlock.language(named: Located(String(parts[0]).trimmed, at: info.place))
    var lines: Located<String>?
    if parts.count > 1 {
      let place = Place(
        line: info.place.line, column: info.place.column + parts[0].count + 1)
      guard let end = parts[1].firstIndex(of: "}") else {
        throw LessonError("there is no } that closes this {", at: place)
      }
      lines = Located(String(parts[1][..<end]), at: place)
    }
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw LessonError("there is no code between these fences", at: info.place)
    }
    let block = try CodeBlock(
      text, language: language, emphasizing: lines, isNumbered: lines != nil)
    return Paragraph(kind: .code(block), spans: [])
  }

  /// The spans of a text that has no paragraphs, such as a title or the cell of a table.
  ///
  /// - Throws: ``LessonError``, as ``init(_:blanks:)`` does.
  static func line(_ text: Located<String>) throws(LessonError) -> [Span] {
    var reader = SpanReader(SourceParagraph(line: text), blanks: false)
    return try reader.spans()
  }

  /// The text without its marks; blanks as their answers, paragraphs on lines of their own.
  public var plainText: String { plainText(answers: true) }

  /// The text without its marks; blanks as their answers, or as dots.
  func plainText(answers: Bool) -> String {
    paragraphs.map { $0.plainText(answers: answers) }.joined(separator: "\n")
  }

  /// The text as sentences on one line, to be read aloud.
  func sentences(answers: Bool) -> String {
    paragraphs.map { paragraph in
      let text = paragraph.plainText(answers: answers)
      return text.last.map(".:;,!?…".contains) ?? true ? text : text + "."
    }.joined(separator: " ")
  }

  /// The number of items that appear one by one.
  var incrementCount: Int { Set(paragraphs.compactMap(\.appears)).count }

  /// The text whose items appear from another page on; for `nil`, with the first.
  func appearing(from page: Int?) -> Markup {
    var markup = self
    for index in markup.paragraphs.indices {
      markup.paragraphs[index].appears = page.flatMap { page in
        paragraphs[index].appears.map { $0 + page }
      }
    }
    return markup
  }

  /// What has appeared on a page.
  func shown(on page: Int) -> Markup {
    var markup = self
    markup.paragraphs.removeAll { $0.appears.map { $0 > page } ?? false }
    return markup
  }

  /// The number of blanks.
  var blankCount: Int {
    paragraphs.flatMap(\.spans).count { if case .blank = $0.content { true } else { false } }
  }
}

extension Markup.Paragraph {
  /// The paragraph without its marks; code as it stands.
  func plainText(answers: Bool) -> String {
    if case .code(let block) = kind { return block.text }
    return spans.plainText(answers: answers)
  }
}

extension [Markup.Span] {
  /// The spans without their marks; blanks as their answers, or as dots.
  func plainText(answers: Bool) -> String {
    map { span in
      switch span.content {
      case .text(let text): text
      case .formula(let formula):
        Voice.current.notation.writtenWhereNoted(formula).plainText
      case .blank(let answer): answers ? answer.plainText(answers: true) : "…"
      }
    }.joined()
  }
}
