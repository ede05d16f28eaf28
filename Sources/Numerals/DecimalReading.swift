/// Reads decimal numbers from ASCII, each as the double nearest to it.
public enum DecimalReading {
  /// How numbers are spelled.
  public enum Grammar: Sendable {
    /// As RFC 8259 demands: -? (0 | [1-9] digit*) (. digit+)? ((e | E) [+ -]? digit+)?
    case json
    /// As people and spreadsheets write them: sign? (digit+ (. digit*)? | . digit+)
    /// ((e | E) sign? digit+)?, where a sign is +, - or the true minus sign −, which our figures
    /// print.
    case text
  }

  /// What a number's spelling comes to.
  public enum Outcome<Value: Equatable & Sendable>: Equatable, Sendable {
    /// The number.
    case value(Value)
    /// It is spelled rightly but too large for its type.
    case tooLarge
    /// It is not spelled as the grammar demands, or for a whole number is none.
    case malformed
  }

  /// The double nearest to the number that the whole text spells; no NaN, no infinity, no
  /// hexadecimal, no digit groups.
  ///
  /// With up to 2^53 as digits and a small power of ten, both are exact as doubles, and their
  /// product or quotient is rounded once, which is rounded rightly; the rest is left to the
  /// standard library.
  /// Source: W. D. Clinger, *How to Read Floating Point Numbers Accurately* (1990).
  @inlinable
  public static func double(
    _ text: UnsafeRawBufferPointer, as grammar: Grammar
  ) -> Outcome<Double> {
    var index = 0
    let isNegative = sign(text, &index, as: grammar, allowsPlus: grammar == .text)
    var digits = Digits()
    let start = index
    digits.read(text, &index)
    var count = index - start
    if grammar == .json {
      guard count > 0, text[start] != UInt8(ascii: "0") || count == 1 else { return .malformed }
    }
    var exponent = 0
    if index < text.count, text[index] == UInt8(ascii: ".") {
      index += 1
      let start = index
      digits.read(text, &index)
      guard index > start || grammar == .text else { return .malformed }
      exponent = start - index
      count -= exponent
    }
    guard count > 0 else { return .malformed }
    if index < text.count, text[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      guard let power = power(text, &index, as: grammar) else { return .malformed }
      exponent += power
    }
    guard index == text.count else { return .malformed }
    if digits.count <= 19, digits.value <= 1 << 53, (-22...22).contains(exponent) {
      let power = exactPowersOfTen[abs(exponent)]
      let magnitude =
        exponent < 0 ? Double(digits.value) / power : Double(digits.value) * power
      return .value(isNegative ? -magnitude : magnitude)
    }
    return nearest(text)
  }

  /// The whole number that the whole text spells in JSON's grammar.
  public static func integer(_ text: UnsafeRawBufferPointer) -> Outcome<Int> {
    let isNegative = text.first == UInt8(ascii: "-")
    let start = isNegative ? 1 : 0
    guard start < text.count, text[start] != UInt8(ascii: "0") || text.count == start + 1 else {
      return .malformed
    }
    var (value, overflow) = (0, false)
    for index in start..<text.count {
      guard let digit = digit(text[index]) else { return .malformed }
      let (tens, first) = value.multipliedReportingOverflow(by: 10)
      let (sum, second) = tens.subtractingReportingOverflow(Int(digit))
      (value, overflow) = (sum, overflow || first || second)
    }
    // Counted downwards, since the smallest number is further from 0 than the largest.
    if isNegative { return overflow ? .tooLarge : .value(value) }
    return overflow || value == .min ? .tooLarge : .value(-value)
  }

  /// A run of digits, without the zeros that it begins with.
  @usableFromInline
  struct Digits {
    /// The digits as a number, where there are 19 or fewer.
    @usableFromInline var value: UInt64 = 0
    /// How many there are.
    @usableFromInline var count = 0

    @inlinable
    init() {}

    /// Goes on with the digits from `index` on.
    @inlinable
    @inline(__always)
    mutating func read(_ text: UnsafeRawBufferPointer, _ index: inout Int) {
      while index < text.count, let digit = digit(text[index]) {
        value = value &* 10 &+ digit
        if count > 0 || digit > 0 { count += 1 }
        index += 1
      }
    }
  }

  /// Steps over a sign and tells whether it is a minus.
  @inlinable
  @inline(__always)
  static func sign(
    _ text: UnsafeRawBufferPointer, _ index: inout Int, as grammar: Grammar, allowsPlus: Bool
  ) -> Bool {
    guard index < text.count else { return false }
    switch text[index] {
    case UInt8(ascii: "-"):
      index += 1
      return true
    case UInt8(ascii: "+") where allowsPlus:
      index += 1
      return false
    case trueMinus.0 where grammar == .text:
      guard index + 2 < text.count, text[index + 1] == trueMinus.1, text[index + 2] == trueMinus.2
      else { return false }
      index += 3
      return true
    default:
      return false
    }
  }

  /// The signed whole number after an `e`; nil where there is none.
  @inlinable
  static func power(
    _ text: UnsafeRawBufferPointer, _ index: inout Int, as grammar: Grammar
  ) -> Int? {
    let isDown = sign(text, &index, as: grammar, allowsPlus: true)
    let start = index
    var power = 0
    while index < text.count, let digit = digit(text[index]) {
      // Further than any digits before it could bring back.
      if power < 1 << 48 { power = power * 10 + Int(digit) }
      index += 1
    }
    guard index > start else { return nil }
    return isDown ? -power : power
  }

  /// The number as the standard library reads it, which knows nothing of true minus signs.
  @usableFromInline
  @inline(never)
  static func nearest(_ text: UnsafeRawBufferPointer) -> Outcome<Double> {
    var spelling = String(decoding: text, as: UTF8.self)
    if !spelling.utf8.allSatisfy({ $0 < 0x80 }) { spelling.replace("−", with: "-") }
    guard let value = Double(spelling) else { return .malformed }
    return value.isFinite ? .value(value) : .tooLarge
  }

  /// U+2212 in UTF-8.
  @inlinable static var trueMinus: (UInt8, UInt8, UInt8) { (0xE2, 0x88, 0x92) }

  @inlinable
  @inline(__always)
  static func digit(_ byte: UInt8) -> UInt64? {
    let digit = byte &- UInt8(ascii: "0")
    return digit < 10 ? UInt64(digit) : nil
  }

  /// 10^0 … 10^22, all of which are doubles.
  @usableFromInline static let exactPowersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}
