import Documents

/// A paragraph of a lesson's text as it was written: its characters and where each stands.
struct SourceParagraph {
  /// How deep it stands in a list: 1 or 2; 0 where it is no list item.
  var level = 0
  /// The number of a list item, with its mark: `1.`; empty for a bullet and a paragraph.
  var number = ""
  /// What kind of paragraph it is.
  var kind = Kind.text
  /// Whether it is an item that appears on a page of its own: `- +`.
  var isIncrement = false
  /// The characters, a space for each line's end; of code, those of its lines.
  var characters: [Character] = []
  /// Where each character stands.
  var places: [Place] = []

  /// The kinds of paragraphs that their first line tells.
  enum Kind: Equatable {
    case text, heading, quote
    /// Code, and what stands behind its fence.
    case code(String, info: Located<String>)
  }

  /// Whether it is a formula between `$$`.
  var isDisplay: Bool {
    characters.count > 4 && characters.starts(with: "$$") && characters.suffix(2) == ["$", "$"]
      && !characters.dropFirst(2).dropLast(2).contains("$")
  }

  /// The paragraphs of a text: separated by blank lines, and one for each list item, heading, quote
  /// and block of code.
  ///
  /// - Throws: ``LessonError`` at a bullet that stands too deep and at code that does not end.
  static func all(in text: Located<String>) throws(LessonError) -> [SourceParagraph] {
    var reading = Reading()
    let lines = text.value.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    var number = 0
    while number < lines.count {
      let place = Place(line: text.place.line + number, column: text.place.column)
      if let fence = Fence(lines[number]) {
        guard let end = lines[(number + 1)...].firstIndex(where: fence.isClosed) else {
          throw LessonError(
            "there is no \(fence.mark) on a line of its own that ends this code",
            at: Place(line: place.line, column: place.column + fence.indent))
        }
        let info = Place(
          line: place.line, column: place.column + fence.indent + fence.mark.count)
        reading.addCode(
          lines[(number + 1)..<end].joined(separator: "\n"), info: Located(fence.info, at: info))
        number = end + 1
      } else {
        try reading.add(lines[number], at: place)
        number += 1
      }
    }
    return reading.paragraphs
  }

  /// What begins a list item, without the space behind it: a bullet, or a number as in `1.`; nil
  /// where none is begun.
  fileprivate static func mark(of line: Substring) -> String? {
    guard let end = line.firstIndex(of: " ") else { return nil }
    let mark = line[..<end]
    if ["-", "*", "•"].contains(mark) { return String(mark) }
    let digits = mark.dropLast()
    let isNumber =
      (1...2).contains(digits.count) && digits.allSatisfy { $0.isASCII && $0.isNumber }
    return isNumber && (mark.last == "." || mark.last == ")") ? String(mark) : nil
  }

  /// A paragraph at the given level, without characters.
  fileprivate init(level: Int = 0, number: String = "", kind: Kind = .text) {
    self.level = level
    self.number = number
    self.kind = kind
  }

  /// A text as one paragraph, whatever it begins with.
  init(line text: Located<String>) {
    for (number, line) in text.value.split(whereSeparator: \.isNewline).enumerated() {
      append(line, at: Place(line: text.place.line + number, column: text.place.column))
    }
  }

  fileprivate mutating func append(_ line: Substring, at place: Place) {
    if let last = places.last {
      characters.append(" ")
      places.append(Place(line: last.line, column: last.column + 1))
    }
    for (column, character) in line.enumerated() {
      characters.append(character.isWhitespace ? " " : character)
      places.append(Place(line: place.line, column: place.column + column))
    }
  }
}

/// The first line of a block of code.
private struct Fence {
  /// How far it stands to the right.
  let indent: Int
  /// Three backticks or more.
  let mark: String
  /// What stands behind them.
  let info: String

  /// The fence that a line is; nil where it is none.
  init?(_ line: Substring) {
    indent = line.prefix { $0 == " " }.count
    let rest = line.dropFirst(indent)
    mark = String(rest.prefix { $0 == "`" })
    info = String(rest.dropFirst(mark.count))
    guard mark.count >= 3, !info.contains("`") else { return nil }
  }

  /// Whether a line ends the block.
  func isClosed(by line: Substring) -> Bool {
    let words = String(line).trimmed
    return words.count >= mark.count && words.allSatisfy { $0 == "`" }
  }
}

/// The paragraphs of a text up to a line.
private struct Reading {
  var paragraphs: [SourceParagraph] = []
  private var isOpen = false
  /// The indents of the bullets of each level that are open.
  private var indents: [Int] = []

  mutating func addCode(_ code: String, info: Located<String>) {
    paragraphs.append(SourceParagraph(kind: .code(code, info: info)))
    isOpen = false
  }

  /// Adds a line that is no code.
  mutating func add(_ line: Substring, at place: Place) throws(LessonError) {
    let indent = line.prefix { $0 == " " || $0 == "\t" }.count
    let words = line.dropFirst(indent)
    guard words.contains(where: { !$0.isWhitespace }) else {
      isOpen = false
      return
    }
    var skipped = indent
    if let mark = SourceParagraph.mark(of: words) {
      try openItem(mark, indent: indent, at: place)
      skipped += mark.count + 1
      if line.dropFirst(skipped).hasPrefix("+ ") {
        paragraphs[paragraphs.count - 1].isIncrement = true
        skipped += 2
      }
    } else if let mark = words.prefixMatch(of: /#{1,3} +/) {
      begin(SourceParagraph(kind: .heading))
      skipped += mark.output.count
    } else if let mark = words.prefixMatch(of: /> ?/) {
      // Lines of one quote go on; an empty one parts its paragraphs.
      let isEmpty = words.dropFirst(mark.output.count).allSatisfy(\.isWhitespace)
      guard !isEmpty else {
        isOpen = false
        return
      }
      if !isOpen || paragraphs.last?.kind != .quote { begin(SourceParagraph(kind: .quote)) }
      skipped += mark.output.count
    } else if !isOpen || paragraphs.last?.kind == .heading {
      // An indented paragraph behind a blank line belongs to no list.
      begin(SourceParagraph())
    }
    isOpen = true
    paragraphs[paragraphs.count - 1].append(
      line.dropFirst(skipped), at: Place(line: place.line, column: place.column + skipped))
  }

  private mutating func begin(_ paragraph: SourceParagraph) {
    indents = []
    paragraphs.append(paragraph)
  }

  private mutating func openItem(
    _ mark: String, indent: Int, at place: Place
  ) throws(LessonError) {
    while let last = indents.last, last >= indent, indents.count > 1 || last > indent {
      indents.removeLast()
    }
    if indents.last.map({ indent > $0 }) ?? true { indents.append(indent) }
    guard indents.count <= 2 else {
      throw LessonError(
        "a third level of bullets; slides have two",
        at: Place(line: place.line, column: place.column + indent))
    }
    paragraphs.append(
      SourceParagraph(level: indents.count, number: mark.first?.isNumber == true ? mark : ""))
  }
}
