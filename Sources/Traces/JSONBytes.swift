/// The bytes of a JSON document, portion by portion, and the tokens that they make up.
///
/// A token is read where it lies: when more bytes are needed in the middle of one, what is there of
/// it moves to the front of the portion. Only strings with escapes are copied.
struct JSONBytes: ~Copyable {
  /// Where a token lies; valid until the next token is asked for.
  struct Token {
    /// The place in the portion; nil where the token is a string that had escapes.
    fileprivate var place: Range<Int>?
  }

  /// The line of the next byte, counted from 1.
  private(set) var line = 1
  private let source: ByteSource
  private let portion = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
  private var position = 0
  private var end = 0
  /// The string at hand, where it had escapes.
  private var resolved: [UInt8] = []

  /// The longest string that is kept, and the longest number; more than any that a trace has.
  private static let tokenLimit = 4096
  /// The most space between two tokens.
  private static let spaceLimit = 1 << 24

  /// The bytes that come from the source.
  init(_ source: @escaping ByteSource) { self.source = source }

  deinit { portion.deallocate() }

  /// The problem, on this line.
  func error(_ problem: TraceError.Problem) -> TraceError { TraceError(line: line, problem) }

  // MARK: Single bytes

  /// The next byte that is not space, which stays the next; nil at the end.
  @inline(__always)
  mutating func next() throws(TraceError) -> UInt8? {
    // Mostly there is no space, or one.
    if position < end, portion[position] > UInt8(ascii: " ") { return portion[position] }
    return try skipSpace()
  }

  private mutating func skipSpace() throws(TraceError) -> UInt8? {
    // An endless source of line breaks is no trace that is long.
    var left = JSONBytes.spaceLimit
    while let byte = try peek() {
      left -= 1
      guard left > 0 else {
        throw error(.unexpected(found: "nothing but space", wanted: "a value"))
      }
      switch byte {
      case UInt8(ascii: "\n"): line += 1
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): break
      default: return byte
      }
      position += 1
    }
    return nil
  }

  /// Goes past the next byte, which is known to be there.
  mutating func advance() { position += 1 }

  /// Goes past a character, after any space.
  @inline(__always)
  mutating func expect(
    _ character: Unicode.Scalar, _ wanted: StaticString
  ) throws(TraceError) {
    guard try next() == UInt8(ascii: character) else { throw try unexpected(wanted) }
    position += 1
  }

  /// Goes past a word, after any space.
  mutating func expectWord(_ word: StaticString, _ wanted: StaticString) throws(TraceError) {
    _ = try next()
    for offset in 0..<word.utf8CodeUnitCount {
      guard try peek() == word.utf8Start[offset] else { throw try unexpected(wanted) }
      position += 1
    }
  }

  private mutating func unexpected(_ wanted: StaticString) throws(TraceError) -> TraceError {
    guard let byte = try peek() else { return error(.truncated(wanted: "\(wanted)")) }
    let found = (33..<127).contains(byte) ? "'\(Unicode.Scalar(byte))'" : "byte \(byte)"
    return error(.unexpected(found: found, wanted: "\(wanted)"))
  }

  // MARK: Tokens

  /// The token's bytes as text, cut where that is longer than a limit.
  func text(_ token: Token, limit: Int = .max) -> String {
    withBytes(of: token) { String(decoding: $0.prefix(limit), as: UTF8.self) }
  }

  /// Whether the token consists of the given bytes.
  @inline(__always)
  func holds(_ bytes: [UInt8], at token: Token) -> Bool {
    withBytes(of: token) { found in
      guard found.count == bytes.count else { return false }
      for index in bytes.indices where found[index] != bytes[index] { return false }
      return true
    }
  }

  /// What a function makes of the token's bytes.
  @inline(__always)
  func withBytes<Value>(of token: Token, _ body: (UnsafeRawBufferPointer) -> Value) -> Value {
    guard let place = token.place else { return resolved.withUnsafeBytes(body) }
    return body(UnsafeRawBufferPointer(rebasing: portion[place]))
  }

  /// The characters that numbers consist of, after any space; whether they make one is not said.
  mutating func number(_ wanted: StaticString) throws(TraceError) -> Token {
    _ = try next()
    var start = position
    while true {
      while position < end, JSONBytes.isInNumbers(portion[position]) { position += 1 }
      // Checked before more is asked for: what is kept of a token must leave room in the portion.
      guard position - start <= JSONBytes.tokenLimit else {
        throw error(.numberRange(text(Token(place: start..<position), limit: 40)))
      }
      if position < end { break }
      guard try refill(keeping: &start) else { break }
    }
    guard position > start else { throw try unexpected(wanted) }
    return Token(place: start..<position)
  }

  @inline(__always)
  private static func isInNumbers(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "+"):
      true
    default: false
    }
  }

  /// The content of a string, after any space, with its escapes resolved.
  mutating func string(_ wanted: StaticString) throws(TraceError) -> Token {
    try expect("\"", wanted)
    var start = position
    while true {
      while position < end, !JSONBytes.isSpecialInStrings(portion[position]) { position += 1 }
      guard position - start <= JSONBytes.tokenLimit else { throw longString(wanted) }
      if position < end { break }
      guard try refill(keeping: &start) else { throw unfinishedString }
    }
    if portion[position] == UInt8(ascii: "\"") {
      position += 1
      return Token(place: start..<(position - 1))
    }
    resolved.removeAll(keepingCapacity: true)
    resolved += portion[start..<position]
    while try resolveNextByte() {
      guard resolved.count <= JSONBytes.tokenLimit else { throw longString(wanted) }
    }
    return Token(place: nil)
  }

  /// Goes past a string of any length, after any space.
  mutating func skipString(_ wanted: StaticString) throws(TraceError) {
    try expect("\"", wanted)
    repeat { resolved.removeAll(keepingCapacity: true) } while try resolveNextByte()
  }

  @inline(__always)
  private static func isSpecialInStrings(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < UInt8(ascii: " ")
  }

  /// Reads the next byte or escape of a string; false at the string's end.
  private mutating func resolveNextByte() throws(TraceError) -> Bool {
    guard let byte = try peek() else { throw unfinishedString }
    position += 1
    switch byte {
    case UInt8(ascii: "\""): return false
    case UInt8(ascii: "\\"): try resolveEscape()
    case 0..<32:
      throw error(.unexpected(found: "a control character", wanted: "the end of a string"))
    default: resolved.append(byte)
    }
    return true
  }

  private mutating func resolveEscape() throws(TraceError) {
    let escape = try peek()
    position += escape == nil ? 0 : 1
    switch escape {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): resolved.append(escape ?? 0)
    case UInt8(ascii: "b"): resolved.append(8)
    case UInt8(ascii: "f"): resolved.append(12)
    case UInt8(ascii: "n"): resolved.append(10)
    case UInt8(ascii: "r"): resolved.append(13)
    case UInt8(ascii: "t"): resolved.append(9)
    case UInt8(ascii: "u"):
      var units = [try hexadecimal()]
      if UTF16.isLeadSurrogate(units[0]) {
        for byte in [UInt8(ascii: "\\"), UInt8(ascii: "u")] {
          guard try peek() == byte else { throw unknownEscape }
          position += 1
        }
        units.append(try hexadecimal())
      }
      resolved += String(decoding: units, as: UTF16.self).utf8
    default: throw unknownEscape
    }
  }

  private mutating func hexadecimal() throws(TraceError) -> UInt16 {
    var value: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = try peek(), byte < 128,
        let digit = Character(Unicode.Scalar(byte)).hexDigitValue
      else { throw unknownEscape }
      position += 1
      value = value << 4 | UInt16(digit)
    }
    return value
  }

  private var unfinishedString: TraceError { error(.truncated(wanted: "the end of a string")) }

  private var unknownEscape: TraceError {
    error(.unexpected(found: "an unknown escape", wanted: "the end of a string"))
  }

  private func longString(_ wanted: StaticString) -> TraceError {
    error(.unexpected(found: "a long string", wanted: "\(wanted)"))
  }

  // MARK: Portions

  /// The next byte, which stays the next; nil at the end.
  @inline(__always)
  private mutating func peek() throws(TraceError) -> UInt8? {
    if position < end { return portion[position] }
    var start = position
    return try refill(keeping: &start) ? portion[position] : nil
  }

  /// Gets more bytes where all have been read, and keeps those from `start` on, which moves; false
  /// at the end of the input.
  @inline(never)
  private mutating func refill(keeping start: inout Int) throws(TraceError) -> Bool {
    let kept = end - start
    portion.copyMemory(from: UnsafeRawBufferPointer(rebasing: portion[start..<end]))
    let free = UnsafeMutableRawBufferPointer(rebasing: portion[kept...])
    do {
      let count = min(max(try source(free), 0), free.count)
      (start, position, end) = (0, kept, kept + count)
      return count > 0
    } catch {
      throw self.error(.unreadable(reason: "\(error)"))
    }
  }
}
