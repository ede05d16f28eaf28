import Numerals

/// A buffer that JSON is written into, token by token, and emptied from time to time.
///
/// It knows where commas belong; what is opened must be closed by its caller. A trace is mostly
/// numbers, so they are spelled straight into the buffer without a string in between.
struct JSONOutput: ~Copyable {
  /// Whether a space follows each comma and colon, and lines are broken where asked for.
  let isSpaced: Bool
  private var bytes: UnsafeMutableRawBufferPointer
  private var count = 0
  private var needsComma = false

  /// What the buffer holds before ``drain(to:)`` passes it on.
  private static let threshold = 1 << 16

  /// An empty buffer.
  init(isSpaced: Bool) {
    self.isSpaced = isSpaced
    bytes = .allocate(byteCount: JSONOutput.threshold + 4096, alignment: 16)
  }

  deinit { bytes.deallocate() }

  /// Passes the bytes on where there are many; called between the parts of anything long.
  mutating func drain(to sink: (UnsafeRawBufferPointer) throws -> Void) rethrows {
    if count >= JSONOutput.threshold { try flush(to: sink) }
  }

  /// Passes the bytes on.
  mutating func flush(to sink: (UnsafeRawBufferPointer) throws -> Void) rethrows {
    let filled = count
    count = 0
    if filled > 0 { try sink(UnsafeRawBufferPointer(rebasing: bytes[..<filled])) }
  }

  // MARK: Structure

  /// Opens an object.
  mutating func openObject() { open("{") }
  /// Closes an object.
  mutating func closeObject() { close("}") }
  /// Opens an array.
  mutating func openArray() { open("[") }
  /// Closes an array.
  mutating func closeArray() { close("]") }

  /// Begins an object's next member with its key, which needs no escaping.
  mutating func key(_ key: StaticString) {
    separate()
    reserve(key.utf8CodeUnitCount + 4)
    put("\"")
    append(key)
    put("\"")
    put(":")
    if isSpaced { put(" ") }
    needsComma = false
  }

  /// Begins an object's next member with its key, given as bytes, which need no escaping.
  mutating func key(_ key: [UInt8]) {
    separate()
    reserve(key.count + 4)
    put("\"")
    key.withUnsafeBytes { append($0) }
    put("\"")
    put(":")
    if isSpaced { put(" ") }
    needsComma = false
  }

  /// Writes what stands before a member's value, given as bytes: bracket or comma, key and colon.
  @inline(__always)
  mutating func member(_ bytes: [UInt8]) {
    reserve(bytes.count)
    bytes.withUnsafeBytes { append($0) }
    needsComma = false
  }

  /// Breaks the line before the next member or element, where lines are broken.
  mutating func breakLine(depth: Int) {
    guard isSpaced else { return }
    reserve(2 + 2 * depth)
    if needsComma { put(",") }
    put("\n")
    for _ in 0..<(2 * depth) { put(" ") }
    needsComma = false
  }

  /// Breaks the line before a closing bracket, where lines are broken.
  mutating func breakEnd(depth: Int) {
    needsComma = false
    breakLine(depth: depth)
  }

  /// Ends the line after a whole document.
  mutating func endLine() {
    reserve(1)
    put("\n")
    needsComma = false
  }

  private mutating func open(_ bracket: Unicode.Scalar) {
    separate()
    reserve(1)
    put(bracket)
    needsComma = false
  }

  private mutating func close(_ bracket: Unicode.Scalar) {
    reserve(1)
    put(bracket)
    needsComma = true
  }

  /// Puts a comma between what was written and the next element.
  mutating func separate() {
    guard needsComma else { return }
    reserve(2)
    put(",")
    if isSpaced { put(" ") }
  }

  // MARK: Values

  /// Writes a truth value.
  mutating func value(_ value: Bool) { literal(value ? "true" : "false") }

  /// Writes a whole number.
  mutating func value(_ value: Int) {
    separate()
    reserve(DecimalSpelling.maximumLength)
    count += DecimalSpelling.put(value, into: room)
    needsComma = true
  }

  /// Writes a string, escaping what JSON demands.
  mutating func value(_ string: String) {
    separate()
    reserve(string.utf8.count * 6 + 2)
    put("\"")
    for byte in string.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        put("\\")
        put(byte)
      case 0..<32:
        append("\\u00")
        put(hexadecimal: byte >> 4)
        put(hexadecimal: byte & 0xF)
      default: put(byte)
      }
    }
    put("\"")
    needsComma = true
  }

  /// Writes a number in the fewest digits that read back as the same double, spelled as ECMAScript's
  /// `JSON.stringify` spells it, minus zero as `0` included; what JSON has no number for becomes the
  /// string `"Infinity"`, `"-Infinity"` or `"NaN"`.
  ///
  /// Minus zero is what a zero times any negative weight gives; it tells a reader nothing.
  mutating func value(_ value: Double) {
    guard value.isFinite else {
      return literal(
        value.isNaN ? "\"NaN\"" : value > 0 ? "\"Infinity\"" : "\"-Infinity\"")
    }
    separate()
    reserve(DecimalSpelling.maximumLength)
    count += DecimalSpelling.put(value, into: room)
    needsComma = true
  }

  private mutating func literal(_ literal: StaticString) {
    separate()
    reserve(literal.utf8CodeUnitCount)
    append(literal)
    needsComma = true
  }

  // MARK: Bytes, for which room has been reserved

  @inline(__always)
  private mutating func reserve(_ length: Int) {
    if count + length > bytes.count { grow(by: length) }
  }

  @inline(never)
  private mutating func grow(by length: Int) {
    let larger = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(2 * bytes.count, count + length), alignment: 16)
    larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<count]))
    bytes.deallocate()
    bytes = larger
  }

  /// What is left of the buffer.
  private var room: UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(rebasing: bytes[count...])
  }

  private mutating func put(_ byte: UInt8) {
    bytes[count] = byte
    count += 1
  }

  private mutating func put(_ character: Unicode.Scalar) {
    put(UInt8(truncatingIfNeeded: character.value))
  }

  private mutating func put(hexadecimal digit: UInt8) {
    put(digit + (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10))
  }

  private mutating func append(_ text: StaticString) {
    append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private mutating func append(_ source: UnsafeRawBufferPointer) {
    room.copyMemory(from: source)
    count += source.count
  }
}
