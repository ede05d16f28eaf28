import Documents
import Wording

/// Program code that was read: its lines, its language, and the lines that stand out.
struct CodeBlock: Sendable, Equatable {
  /// The language.
  let language: CodeLanguage
  /// The lines, tabs as spaces, without empty ones at both ends and without common indentation.
  let lines: [String]
  /// The lines that stand out, counted from 0.
  let emphasized: Set<Int>
  /// Whether lines are numbered.
  let isNumbered: Bool

  /// The block of a text.
  ///
  /// - Throws: ``LessonError`` where a line is asked for that is not there.
  init(
    _ text: String, language: CodeLanguage, emphasizing asked: Located<String>? = nil,
    isNumbered: Bool = false
  ) throws(LessonError) {
    self.language = language
    self.isNumbered = isNumbered
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map(CodeBlock.expanded)
    while let last = lines.last, last.allSatisfy(\.isWhitespace) { lines.removeLast() }
    // An empty line at the top would be line 1.
    while let first = lines.first, first.allSatisfy(\.isWhitespace) { lines.removeFirst() }
    let indents = lines.filter { !$0.allSatisfy(\.isWhitespace) }
      .map { $0.prefix { $0 == " " }.count }
    let indent = indents.min() ?? 0
    lines = lines.map { String($0.dropFirst(indent)) }
    self.lines = lines
    guard let asked else {
      emphasized = []
      return
    }
    guard let ranges = LineRanges(asked.value) else {
      throw LessonError(
        "'\(asked.value)' names no lines; give lines such as 8-9 or 3,7-8", at: asked.place)
    }
    guard let last = ranges.last, last <= lines.count else {
      throw LessonError(
        "there is no line \(ranges.last ?? 0); the code has \(lines.count) "
          + (lines.count == 1 ? "line" : "lines"), at: asked.place)
    }
    emphasized = ranges.indices
  }

  /// The text.
  var text: String { lines.joined(separator: "\n") }

  /// The number of characters of the longest line.
  var width: Int { lines.map(\.count).max() ?? 0 }

  /// A line with its tabs as spaces up to the next column that four divides.
  private static func expanded(_ line: Substring) -> String {
    line.reduce(into: "") { text, character in
      text +=
        character == "\t" ? String(repeating: " ", count: 4 - text.count % 4) : String(character)
    }
  }

  /// The language of a fence's first word.
  ///
  /// - Throws: ``LessonError`` where it is not known.
  static func language(named name: Located<String>) throws(LessonError) -> CodeLanguage {
    guard !name.value.isEmpty else { return .text }
    if let language = CodeLanguage(name: name.value) { return language }
    let near = Spelling.nearest(to: name.value, among: CodeLanguage.names)
    throw LessonError(
      "code in '\(name.value)' cannot be highlighted; "
        + (near.isEmpty
          ? "there are \(CodeLanguage.allCases.map(\.rawValue).joined(separator: ", ")), of which "
            + "text is plain"
          : "did you mean \(near.map { "'\($0)'" }.joined(separator: " or "))? 'text' is plain"),
      at: name.place)
  }
}

/// Lines of code that stand out: `8-9` or `3,7-8`, counted from 1.
struct LineRanges: Sendable, Equatable {
  /// The lines, counted from 0.
  let indices: Set<Int>

  /// The last of them, counted from 1.
  var last: Int? { indices.max().map { $0 + 1 } }

  /// The lines that a text names; nil where it names none, or too many.
  init?(_ text: String) {
    var indices: Set<Int> = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false)
        .map { Int(String($0).trimmed) }
      guard ends.count <= 2, let first = ends.first, let first, let last = ends.last, let last,
        first >= 1, last >= first, last <= 10_000
      else { return nil }
      indices.formUnion((first - 1)..<last)
    }
    self.indices = indices
  }
}

/// The numbers of slides that a text such as `5-12` or `3,7-8` names, from 1; nil where it names none.
public func slideNumbers(_ text: String) -> Set<Int>? {
  LineRanges(text).map { Set($0.indices.map { $0 + 1 }) }
}
