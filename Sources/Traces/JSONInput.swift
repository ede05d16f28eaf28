/// Where a trace's bytes come from: fills the start of the buffer and says how many bytes it has
/// put there, 0 at the end.
public typealias ByteSource = (UnsafeMutableRawBufferPointer) throws -> Int

/// A pull reader for JSON: the caller asks for what should come next.
///
/// It holds one portion of the input and the token at hand, whatever the size of the document, and
/// knows the line that it is on. One JSON value may follow another, as in JSON Lines.
/// Source: RFC 8259.
struct JSONInput: ~Copyable {
  /// The line of the next byte, counted from 1.
  private(set) var line = 1
  private let source: ByteSource
  private let portion = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
  private var position = 0
  private var end = 0
  /// The string or number at hand.
  private var token: [UInt8] = []
  private var needsComma = false

  /// The longest string that is kept, and the longest number; more than any that a trace has.
  private static let tokenLimit = 4096

  /// A reader of the bytes that come from the source.
  init(_ source: @escaping ByteSource) { self.source = source }

  deinit { portion.deallocate() }

  /// The problem, on this line.
  func error(_ problem: TraceError.Problem) -> TraceError { TraceError(line: line, problem) }

  // MARK: Structure

  /// Enters an object.
  mutating func openObject() throws(TraceError) {
    try expect("{", "an object")
    needsComma = false
  }

  /// The next key of the object that was entered, or nil at its end.
  mutating func nextKey() throws(TraceError) -> String? {
    if try isAtEnd(of: "}", "a key or }") { return nil }
    try readString("a key")
    let key = String(decoding: token, as: UTF8.self)
    try expect(":", "a colon")
    return key
  }

  /// Enters an array.
  mutating func openArray() throws(TraceError) {
    try expect("[", "an array")
    needsComma = false
  }

  /// Whether the array that was entered has a next element, which then is to be read.
  mutating func hasNextElement() throws(TraceError) -> Bool {
    try !isAtEnd(of: "]", "a value or ]")
  }

  /// Whether nothing follows but space.
  mutating func isAtEnd() throws(TraceError) -> Bool { try nextByte() == nil }

  private mutating func isAtEnd(
    of bracket: Unicode.Scalar, _ wanted: String
  ) throws(TraceError) -> Bool {
    if try nextByte() == UInt8(ascii: bracket) {
      position += 1
      needsComma = true
      return true
    }
    if needsComma { try expect(",", "a comma or \(bracket)") }
    needsComma = false
    return false
  }

  // MARK: Values

  /// Reads a string of a few thousand bytes at most.
  mutating func string() throws(TraceError) -> String {
    try readString("a string")
    needsComma = true
    return String(decoding: token, as: UTF8.self)
  }

  /// Reads `true` or `false`.
  mutating func bool() throws(TraceError) -> Bool {
    let wanted = "true or false"
    let isTrue = try nextByte() == UInt8(ascii: "t")
    try expectWord(isTrue ? "true" : "false", wanted)
    return isTrue
  }

  /// Reads a whole number.
  mutating func integer() throws(TraceError) -> Int {
    try readNumber("a whole number")
    let isNegative = token.first == UInt8(ascii: "-")
    let digits = isNegative ? token.dropFirst() : token[...]
    let isSpelledRight =
      digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      && (digits.count == 1 || digits.first.map { $0 > UInt8(ascii: "0") } ?? false)
    guard isSpelledRight else {
      throw error(.unexpected(found: tokenText, wanted: "a whole number"))
    }
    var (value, overflow) = (0, false)
    for byte in digits {
      let digit = Int(byte - UInt8(ascii: "0"))
      let (tens, first) = value.multipliedReportingOverflow(by: 10)
      let (sum, second) = tens.addingReportingOverflow(isNegative ? -digit : digit)
      (value, overflow) = (sum, overflow || first || second)
    }
    guard !overflow else { throw error(.numberRange(tokenText)) }
    return value
  }

  /// Reads a number, or one of the strings that stand for what JSON has no number for.
  mutating func number() throws(TraceError) -> Double {
    if try nextByte() == UInt8(ascii: "\"") {
      switch try string() {
      case "Infinity": return .infinity
      case "-Infinity": return -.infinity
      case "NaN": return .nan
      case let other: throw error(.unexpected(found: "\"\(other)\"", wanted: "a number"))
      }
    }
    try readNumber("a number")
    guard let value = DecimalReading.double(token) else {
      throw error(.unexpected(found: tokenText, wanted: "a number"))
    }
    guard value.isFinite else { throw error(.numberRange(tokenText)) }
    return value
  }

  /// Passes over one value of any kind.
  mutating func skipValue() throws(TraceError) {
    // What is open, innermost last. No trace is nested deeply; a hostile file may be.
    var open: [UInt8] = []
    repeat {
      let wanted = "a value"
      if let bracket = open.last {
        if try isAtEnd(of: Unicode.Scalar(bracket), "a value") {
          open.removeLast()
          continue
        }
        if bracket == UInt8(ascii: "}") {
          try readString("a key", keepsBytes: false)
          try expect(":", "a colon")
        }
      }
      switch try nextByte() {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        guard open.count < 64 else {
          throw error(.unexpected(found: "deep nesting", wanted: wanted))
        }
        // In ASCII each closing bracket is two after its opening one.
        open.append(portion[position] + 2)
        position += 1
        needsComma = false
      case UInt8(ascii: "\""):
        try readString(wanted, keepsBytes: false)
        needsComma = true
      case UInt8(ascii: "t"): try expectWord("true", wanted)
      case UInt8(ascii: "f"): try expectWord("false", wanted)
      case UInt8(ascii: "n"): try expectWord("null", wanted)
      default: _ = try number()
      }
    } while !open.isEmpty
  }

  // MARK: Tokens

  private var tokenText: String { String(decoding: token.prefix(40), as: UTF8.self) }

  private mutating func readNumber(_ wanted: String) throws(TraceError) {
    _ = try nextByte()
    token.removeAll(keepingCapacity: true)
    while let byte = try peek() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"),
        UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
        token.append(byte)
        position += 1
        guard token.count <= JSONInput.tokenLimit else { throw error(.numberRange(tokenText)) }
        continue
      default: break
      }
      break
    }
    guard !token.isEmpty else { throw try unexpected(wanted) }
    needsComma = true
  }

  /// Reads a string into the token, or past it.
  private mutating func readString(
    _ wanted: String, keepsBytes: Bool = true
  ) throws(TraceError) {
    try expect("\"", wanted)
    token.removeAll(keepingCapacity: true)
    while true {
      guard let byte = try peek() else { throw error(.truncated(wanted: "the end of a string")) }
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return
      case UInt8(ascii: "\\"):
        position += 1
        try readEscape()
      case 0..<32:
        throw error(.unexpected(found: "a control character", wanted: "the end of a string"))
      default:
        position += 1
        token.append(byte)
      }
      guard token.count > JSONInput.tokenLimit else { continue }
      guard !keepsBytes else { throw error(.unexpected(found: "a long string", wanted: wanted)) }
      token.removeAll(keepingCapacity: true)
    }
  }

  private mutating func readEscape() throws(TraceError) {
    let escape = try peek()
    position += escape == nil ? 0 : 1
    switch escape {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): token.append(escape ?? 0)
    case UInt8(ascii: "b"): token.append(8)
    case UInt8(ascii: "f"): token.append(12)
    case UInt8(ascii: "n"): token.append(10)
    case UInt8(ascii: "r"): token.append(13)
    case UInt8(ascii: "t"): token.append(9)
    case UInt8(ascii: "u"):
      var units = [try readHexadecimal()]
      if UTF16.isLeadSurrogate(units[0]) {
        try expect("\\", "the second half of a character", skipsSpace: false)
        try expect("u", "the second half of a character", skipsSpace: false)
        units.append(try readHexadecimal())
      }
      token += String(decoding: units, as: UTF16.self).utf8
    default: throw error(.unexpected(found: "an unknown escape", wanted: "the end of a string"))
    }
  }

  private mutating func readHexadecimal() throws(TraceError) -> UInt16 {
    var value: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = try peek(),
        let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 128
      else { throw error(.unexpected(found: "an unknown escape", wanted: "four hex digits")) }
      position += 1
      value = value << 4 | UInt16(digit)
    }
    return value
  }

  private mutating func expectWord(_ word: StaticString, _ wanted: String) throws(TraceError) {
    _ = try nextByte()
    for offset in 0..<word.utf8CodeUnitCount {
      guard try peek() == word.utf8Start[offset] else { throw try unexpected(wanted) }
      position += 1
    }
    needsComma = true
  }

  private mutating func expect(
    _ character: Unicode.Scalar, _ wanted: @autoclosure () -> String, skipsSpace: Bool = true
  ) throws(TraceError) {
    guard try (skipsSpace ? nextByte() : peek()) == UInt8(ascii: character) else {
      throw try unexpected(wanted())
    }
    position += 1
  }

  private mutating func unexpected(_ wanted: String) throws(TraceError) -> TraceError {
    guard let byte = try peek() else { return error(.truncated(wanted: wanted)) }
    let found = (33..<127).contains(byte) ? "'\(Unicode.Scalar(byte))'" : "byte \(byte)"
    return error(.unexpected(found: found, wanted: wanted))
  }

  // MARK: Bytes

  /// The next byte that is not space, which stays the next; nil at the end.
  private mutating func nextByte() throws(TraceError) -> UInt8? {
    while let byte = try peek() {
      switch byte {
      case UInt8(ascii: "\n"): line += 1
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): break
      default: return byte
      }
      position += 1
    }
    return nil
  }

  /// The next byte, which stays the next; nil at the end.
  @inline(__always)
  private mutating func peek() throws(TraceError) -> UInt8? {
    if position == end { try refill() }
    return position < end ? portion[position] : nil
  }

  @inline(never)
  private mutating func refill() throws(TraceError) {
    do {
      (position, end) = (0, min(max(try source(portion), 0), portion.count))
    } catch {
      throw self.error(.unreadable(reason: "\(error)"))
    }
  }
}
