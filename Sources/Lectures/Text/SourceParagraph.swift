import Documents

/// A paragraph of a lesson's text as it was written: its characters and where each stands.
struct SourceParagraph {
  /// How deep it stands in a list: 1 or 2; 0 where it is no list item.
  var level = 0
  /// The number of a list item, with its mark: `1.`; empty for a bullet and a paragraph.
  var number = ""
  /// The characters, a space for each line's end.
  var characters: [Character] = []
  /// Where each character stands.
  var places: [Place] = []

  /// Whether it is a formula between `$$`.
  var isDisplay: Bool {
    characters.count > 4 && characters.starts(with: "$$") && characters.suffix(2) == ["$", "$"]
      && !characters.dropFirst(2).dropLast(2).contains("$")
  }

  /// The paragraphs of a text: separated by blank lines, and one for each list item.
  ///
  /// - Throws: ``LessonError`` at a bullet that stands too deep.
  static func all(in text: Located<String>) throws(LessonError) -> [SourceParagraph] {
    var paragraphs: [SourceParagraph] = []
    var isOpen = false
    // The indents of the bullets of each level that are open.
    var indents: [Int] = []
    let lines = text.value.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (number, line) in lines.enumerated() {
      let place = Place(
        line: text.place.line + number, column: text.place.column)
      let indent = line.prefix { $0 == " " || $0 == "\t" }.count
      let words = line.dropFirst(indent)
      guard words.contains(where: { !$0.isWhitespace }) else {
        isOpen = false
        continue
      }
      let mark = mark(of: words)
      if let mark {
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
      } else if !isOpen {
        // An indented paragraph behind a blank line belongs to no list.
        indents = []
        paragraphs.append(SourceParagraph())
      }
      isOpen = true
      let skipped = indent + (mark.map { $0.count + 1 } ?? 0)
      paragraphs[paragraphs.count - 1].append(
        line.dropFirst(skipped), at: Place(line: place.line, column: place.column + skipped))
    }
    return paragraphs
  }

  /// What begins a list item, without the space behind it: a bullet, or a number as in `1.`; nil
  /// where none is begun.
  private static func mark(of line: Substring) -> String? {
    guard let end = line.firstIndex(of: " ") else { return nil }
    let mark = line[..<end]
    if ["-", "*", "•"].contains(mark) { return String(mark) }
    let digits = mark.dropLast()
    let isNumber =
      (1...2).contains(digits.count) && digits.allSatisfy { $0.isASCII && $0.isNumber }
    return isNumber && (mark.last == "." || mark.last == ")") ? String(mark) : nil
  }

  /// A paragraph at the given level, without characters.
  private init(level: Int = 0, number: String = "") {
    self.level = level
    self.number = number
  }

  /// A text as one paragraph, whatever it begins with.
  init(line text: Located<String>) {
    for (number, line) in text.value.split(whereSeparator: \.isNewline).enumerated() {
      append(line, at: Place(line: text.place.line + number, column: text.place.column))
    }
  }

  private mutating func append(_ line: Substring, at place: Place) {
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
