/// Decisions that are read from bytes, so that a fuzzer which changes bytes changes decisions.
///
/// Past the end every decision is the first of its choices, so that short inputs are complete.
struct Choices {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  /// The bytes that no decision has used.
  var remainder: [UInt8] { Array(rest) }

  /// A number from 0 to below a limit.
  mutating func number(below limit: Int) -> Int {
    guard limit > 1 else { return 0 }
    var value = Int(rest.popFirst() ?? 0)
    if limit > 256 { value = value << 8 | Int(rest.popFirst() ?? 0) }
    return value % limit
  }

  /// Whether something is so, once in `odds` times.
  mutating func once(in odds: Int) -> Bool { number(below: odds) == odds - 1 }

  /// One of several.
  mutating func one<Value>(of values: [Value]) -> Value { values[number(below: values.count)] }

  /// A few bytes as text, whatever they spell.
  mutating func text(atMost length: Int) -> String {
    let count = number(below: length + 1)
    defer { rest = rest.dropFirst(count) }
    return String(decoding: rest.prefix(count), as: UTF8.self)
  }
}

/// Random numbers that are the same for the same seed (SplitMix64).
///
/// Source: Steele, Lea and Flood, Fast Splittable Pseudorandom Number Generators, OOPSLA 2014.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
