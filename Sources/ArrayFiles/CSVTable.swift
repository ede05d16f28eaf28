/// The lines and fields of a table, not yet read as numbers.
struct CSVTable {
  /// A line: its number, from 1, and its bytes without what ends it.
  struct Line {
    let number: Int
    let range: Range<Int>
  }

  let bytes: [UInt8]
  /// What stands between fields; a blank stands for any run of blanks.
  let separator: UInt8
  /// Behind the byte order mark, if there is one.
  private let start: Int

  init(bytes: [UInt8]) {
    self.bytes = bytes
    let start = bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0
    self.start = start
    // A comment may hold any of the separators.
    let lines = bytes[start...].split(separator: UInt8(ascii: "\n"), maxSplits: 64)
    let first =
      lines.first { $0.first { !CSVTable.blanks.contains($0) } != UInt8(ascii: "#") } ?? []
    self.separator = CSVTable.separator(of: first)
  }

  private static let blanks: [UInt8] = Array(" \t\r".utf8)

  private static func separator(of line: ArraySlice<UInt8>) -> UInt8 {
    let separators = [UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "\t")]
    if let separator = separators.first(where: line.contains) { return separator }
    let head = line.drop { blanks.contains($0) }
    let body = head[..<(head.lastIndex { !blanks.contains($0) } ?? head.startIndex)]
    let isQuoted = head.first == UInt8(ascii: "\"")
    return body.contains(UInt8(ascii: " ")) && !isQuoted ? UInt8(ascii: " ") : UInt8(ascii: ",")
  }

  private var isBlankSeparated: Bool { separator == UInt8(ascii: " ") }

  /// The lines, one after the other, those that are empty too.
  ///
  /// They are found as they are asked for: a file of a gigabyte may have half a billion.
  var lines: some Sequence<Line> {
    sequence(state: (position: start, number: 0)) { [bytes] state -> Line? in
      guard state.position < bytes.count else { return nil }
      let end = bytes[state.position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      defer { state.position = end + 1 }
      state.number += 1
      return Line(number: state.number, range: state.position..<end)
    }
  }

  /// Whether there is nothing but blanks in a line.
  func isEmpty(_ line: Line) -> Bool {
    trimmed(line.range).isEmpty
      && (isBlankSeparated || !bytes[line.range].contains(separator))
  }

  /// Whether a line is a comment, as `numpy.savetxt` writes a header.
  func isComment(_ line: Line) -> Bool {
    trimmed(line.range).first.map { bytes[$0] == UInt8(ascii: "#") } ?? false
  }

  /// Whether a line has words and not a single number.
  func isHeader(_ line: Line) throws(Fault) -> Bool {
    let fields = try fields(of: line)
    return fields.contains { !$0.isEmpty }
      && fields.allSatisfy { $0.isEmpty || CSVTable.isWord(bytes, $0) }
  }

  /// Whether a field is a word: begins as one, and is none of those that stand for numbers.
  static func isWord(_ bytes: [UInt8], _ field: Range<Int>) -> Bool {
    let text = String(decoding: bytes[field], as: UTF8.self)
    guard let first = text.first, first.isLetter || first == "_" else { return false }
    return !["nan", "inf", "infinity"].contains(text.lowercased())
  }

  /// A line's text without the blanks at its ends.
  func text(of line: Line) -> String {
    String(decoding: bytes[trimmed(line.range)], as: UTF8.self)
  }

  /// How many empty fields end a line of at least one field with content.
  func trailingSeparators(of line: Line) -> Int {
    guard !isBlankSeparated else { return 0 }
    var count = 0
    for byte in bytes[line.range].reversed() {
      if byte == separator {
        count += 1
      } else if !CSVTable.blanks.contains(byte) {
        return count
      }
    }
    return 0
  }

  /// The contents of a line's fields, without blanks and quotation marks around them.
  func fields(of line: Line) throws(Fault) -> [Range<Int>] {
    if isBlankSeparated {
      return bytes[line.range].split { CSVTable.blanks.contains($0) }
        .map { $0.startIndex..<$0.endIndex }
    }
    var fields: [Range<Int>] = []
    var position = line.range.lowerBound
    repeat {
      let field = try field(
        from: position, to: line.range.upperBound,
        at: [.line(line.number), .column(fields.count + 1)])
      fields.append(field.content)
      position = field.end + 1
    } while position <= line.range.upperBound
    return fields
  }

  /// The field that begins at a position: its content without quotation marks, and the offset of
  /// the separator or line end behind it.
  private func field(
    from start: Int, to lineEnd: Int, at place: [Place]
  ) throws(Fault) -> (content: Range<Int>, end: Int) {
    var end = start
    while end < lineEnd, bytes[end] != separator, bytes[end] != UInt8(ascii: "\"") { end += 1 }
    guard end < lineEnd, bytes[end] == UInt8(ascii: "\""), trimmed(start..<end).isEmpty else {
      while end < lineEnd, bytes[end] != separator { end += 1 }
      return (trimmed(start..<end), end)
    }
    let contentStart = end + 1
    guard let contentEnd = bytes[contentStart..<lineEnd].firstIndex(of: UInt8(ascii: "\"")) else {
      throw Fault(
        "the quotation mark is not closed", at: place,
        remedy: "close it on the same line, or leave it out")
    }
    end = contentEnd + 1
    while end < lineEnd, bytes[end] != separator { end += 1 }
    guard trimmed((contentEnd + 1)..<end).isEmpty else {
      throw DecimalNumber.fault(bytes, trimmed(start..<end), at: place)
    }
    return (trimmed(contentStart..<contentEnd), end)
  }

  /// A range without the blanks at its ends; a tab that separates is no blank.
  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, isBlank(bytes[start]) { start += 1 }
    while start < end, isBlank(bytes[end - 1]) { end -= 1 }
    return start..<end
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    CSVTable.blanks.contains(byte) && (byte != separator || isBlankSeparated)
  }
}
