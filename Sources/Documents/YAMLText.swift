/// The text of a document, of which it is known that it is UTF-8, not too long, and without
/// characters that YAML does not have.
struct YAMLText {
  /// The text, without a byte order mark.
  let text: String
  /// Its lines.
  let lines: [Substring]

  /// The text that the bytes spell.
  init(_ bytes: [UInt8], of kind: DocumentKind) throws(Mistake) {
    let start = Place(line: 1, column: 1)
    guard bytes.count <= kind.maximumLength else {
      throw Mistake(
        "the file is longer than \(DocumentKind.describe(length: kind.maximumLength)); "
          + kind.remedy, at: start)
    }
    let isMarked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    text = try YAMLText.scalars(bytes.dropFirst(isMarked ? 3 : 0))
    lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw Mistake("the file is empty; \(kind.beginning)", at: start)
    }
  }

  /// Decodes the bytes up to the first that is wrong.
  private static func scalars(_ bytes: ArraySlice<UInt8>) throws(Mistake) -> String {
    var text = String.UnicodeScalarView()
    var place = Place(line: 1, column: 1)
    var bytes = bytes.makeIterator()
    var decoder = UTF8()
    while true {
      switch decoder.decode(&bytes) {
      case .emptyInput:
        return String(text)
      case .error:
        throw Mistake("the file is not UTF-8 from here on; save it as UTF-8", at: place)
      case .scalarValue(let scalar):
        guard isAllowed(scalar) else {
          let code = String(scalar.value, radix: 16, uppercase: true)
          throw Mistake(
            "the control character U+\(String(repeating: "0", count: max(0, 4 - code.count)))"
              + "\(code) is not allowed; remove it", at: place)
        }
        text.append(scalar)
        if scalar == "\n" {
          place = Place(line: place.line + 1, column: 1)
        } else {
          place.column += 1
        }
      }
    }
  }

  /// Whether YAML lets a character stand in a file.
  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD,
      0x1_0000...0x10_FFFF:
      true
    default: false
    }
  }
}

extension YAMLText {
  /// A private character that the text does not contain.
  ///
  /// - Throws: ``Mistake`` where it contains every one of them.
  func unusedCharacter() throws(Mistake) -> Unicode.Scalar {
    let used = Set(text.unicodeScalars.lazy.filter { (0xE000...0xF8FF).contains($0.value) })
    let free = (0xE000...0xF8FF as ClosedRange<UInt32>).lazy.compactMap { Unicode.Scalar($0) }
    guard let character = free.first(where: { !used.contains($0) }) else {
      throw Mistake(
        "the file contains every private character of Unicode; leave one out",
        at: Place(line: 1, column: 1))
    }
    return character
  }
}
