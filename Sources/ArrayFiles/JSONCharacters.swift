/// The characters of a document: words, blanks, and places in it.
extension JSONParser {
  mutating func key() throws(Fault) -> String {
    try expect(UInt8(ascii: "\""))
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") { position += 1 }
    let key = String(decoding: bytes[start..<position], as: UTF8.self)
    try expect(UInt8(ascii: "\""))
    return key
  }

  mutating func expect(_ byte: UInt8) throws(Fault) {
    guard let found = next() else {
      throw fault("the text ends early", remedy: "close every array and object")
    }
    guard found == byte else {
      throw fault(
        "there is \(token().quoted()) where a \(Character(UnicodeScalar(byte))) should be",
        remedy: #"write {"shape": […], "values": […]}"#)
    }
    position += 1
  }

  /// The next byte that is no blank, which becomes the position; nil at the end.
  mutating func next() -> UInt8? {
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"):
        position += 1
      case let byte:
        return byte
      }
    }
    return nil
  }

  /// The characters at the position, up to the next delimiter, for messages.
  func token() -> String {
    let rest = bytes[position...].prefix(64)
    let end = rest.dropFirst().firstIndex(where: JSONParser.delimits) ?? rest.endIndex
    return String(decoding: rest[..<end], as: UTF8.self)
  }

  static func delimits(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"),
      UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "]"),
      UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "\""), UInt8(ascii: "("),
      UInt8(ascii: ")"):
      true
    default:
      false
    }
  }

  func fault(_ problem: String, at offset: Int? = nil, remedy: String) -> Fault {
    Fault(problem, at: place(of: offset ?? position), remedy: remedy)
  }

  /// The line and the character at a byte offset.
  func place(of offset: Int) -> [Place] {
    let textStart = bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0
    let before = bytes[textStart..<offset]
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? textStart
    // Continuation bytes of UTF-8 are no characters of their own.
    let column = before[lineStart...].count { $0 & 0xC0 != 0x80 } + 1
    return [.line(line), .column(column)]
  }
}
