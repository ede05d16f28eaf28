import Numerals

/// Where a trace's bytes come from: fills the start of the buffer and says how many bytes it has
/// put there, 0 at the end.
public typealias ByteSource = (UnsafeMutableRawBufferPointer) throws -> Int

/// A pull reader for JSON: the caller asks for what should come next.
///
/// It holds one portion of the input, whatever the size of the document, and knows the line that it
/// is on. One JSON value may follow another, as in JSON Lines.
/// Source: RFC 8259.
struct JSONInput: ~Copyable {
  /// The input, and where in it the next value is to be found.
  private var bytes: JSONBytes
  private var needsComma = false

  /// A reader of the bytes that come from the source.
  init(_ source: @escaping ByteSource) { bytes = JSONBytes(source) }

  /// The line of the next byte, counted from 1.
  var line: Int { bytes.line }

  /// The problem, on this line.
  func error(_ problem: TraceError.Problem) -> TraceError { bytes.error(problem) }

  // MARK: Structure

  /// Enters an object.
  mutating func openObject() throws(TraceError) {
    try bytes.expect("{", "an object")
    needsComma = false
  }

  /// The next key of the object that was entered, or nil at its end.
  mutating func nextKey() throws(TraceError) -> String? {
    guard let key = try nextKey(among: [], from: 0) else { return nil }
    return key.name
  }

  /// The next key of the object that was entered: its place among the known names, of which it is
  /// most likely the one at `guess`, or its name where it is none of them; nil at the object's end.
  mutating func nextKey(
    among known: [[UInt8]], from guess: Int
  ) throws(TraceError) -> (place: Int?, name: String)? {
    if try isAtEnd(of: "}", "a key or }") { return nil }
    let token = try bytes.string("a key")
    var place: Int?
    if guess < known.count, bytes.holds(known[guess], at: token) {
      place = guess
    } else {
      place = known.firstIndex { bytes.holds($0, at: token) }
    }
    let name = place == nil ? bytes.text(token) : ""
    try bytes.expect(":", "a colon")
    return (place, name)
  }

  /// Enters an array.
  mutating func openArray() throws(TraceError) {
    try bytes.expect("[", "an array")
    needsComma = false
  }

  /// Whether the array that was entered has a next element, which then is to be read.
  mutating func hasNextElement() throws(TraceError) -> Bool {
    try !isAtEnd(of: "]", "a value or ]")
  }

  /// Whether nothing follows but space.
  mutating func isAtEnd() throws(TraceError) -> Bool { try bytes.next() == nil }

  private mutating func isAtEnd(
    of bracket: Unicode.Scalar, _ wanted: StaticString
  ) throws(TraceError) -> Bool {
    if try bytes.next() == UInt8(ascii: bracket) {
      bytes.advance()
      needsComma = true
      return true
    }
    if needsComma { try bytes.expect(",", bracket == "}" ? "a comma or }" : "a comma or ]") }
    needsComma = false
    return false
  }

  // MARK: Values

  /// Reads a string of a few thousand bytes at most.
  mutating func string() throws(TraceError) -> String {
    let token = try bytes.string("a string")
    needsComma = true
    return bytes.text(token)
  }

  /// Reads `true` or `false`.
  mutating func bool() throws(TraceError) -> Bool {
    let isTrue = try bytes.next() == UInt8(ascii: "t")
    try bytes.expectWord(isTrue ? "true" : "false", "true or false")
    needsComma = true
    return isTrue
  }

  /// Reads a whole number.
  mutating func integer() throws(TraceError) -> Int {
    let token = try bytes.number("a whole number")
    needsComma = true
    switch bytes.withBytes(of: token, DecimalReading.integer) {
    case .value(let value): return value
    case .tooLarge: throw error(.numberRange(bytes.text(token, limit: 40)))
    case .malformed:
      throw error(.unexpected(found: bytes.text(token, limit: 40), wanted: "a whole number"))
    }
  }

  /// Reads a number, or one of the strings that stand for what JSON has no number for.
  mutating func number() throws(TraceError) -> Double {
    if try bytes.next() == UInt8(ascii: "\"") {
      switch try string() {
      case "Infinity": return .infinity
      case "-Infinity": return -.infinity
      case "NaN": return .nan
      case let other: throw error(.unexpected(found: "\"\(other)\"", wanted: "a number"))
      }
    }
    let token = try bytes.number("a number")
    needsComma = true
    switch bytes.withBytes(of: token, { DecimalReading.double($0, as: .json) }) {
    case .value(let value): return value
    case .tooLarge: throw error(.numberRange(bytes.text(token, limit: 40)))
    case .malformed:
      throw error(.unexpected(found: bytes.text(token, limit: 40), wanted: "a number"))
    }
  }

  /// Passes over one value of any kind.
  mutating func skipValue() throws(TraceError) {
    // The brackets that are still to come, innermost last. No trace is nested deeply; a hostile
    // file may be.
    var open: [Unicode.Scalar] = []
    repeat {
      if let bracket = open.last {
        if try isAtEnd(of: bracket, "a value") {
          open.removeLast()
          continue
        }
        if bracket == "}" {
          try bytes.skipString("a key")
          try bytes.expect(":", "a colon")
        }
      }
      guard open.count < 64 else {
        throw error(.unexpected(found: "deep nesting", wanted: "a value"))
      }
      switch try bytes.next() {
      case UInt8(ascii: "{"):
        try openObject()
        open.append("}")
      case UInt8(ascii: "["):
        try openArray()
        open.append("]")
      case UInt8(ascii: "\""):
        try bytes.skipString("a value")
        needsComma = true
      case UInt8(ascii: "t"), UInt8(ascii: "f"): _ = try bool()
      case UInt8(ascii: "n"):
        try bytes.expectWord("null", "a value")
        needsComma = true
      default: _ = try number()
      }
    } while !open.isEmpty
  }
}
