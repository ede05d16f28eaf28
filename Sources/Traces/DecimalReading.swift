/// Reads JSON's spelling of numbers.
enum DecimalReading {
  /// What a number's spelling comes to.
  enum Outcome<Value: Equatable & Sendable>: Equatable, Sendable {
    /// The number.
    case value(Value)
    /// It is spelled rightly but too large for its type.
    case tooLarge
    /// It is not spelled as JSON demands, or for a whole number is none.
    case malformed
  }

  /// The whole number that the text spells.
  static func integer(_ text: UnsafeRawBufferPointer) -> Outcome<Int> {
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

  /// The double nearest to the number that the text spells.
  ///
  /// With up to 2^53 as digits and a small power of ten, both are exact as doubles, and their
  /// product or quotient is rounded once, which is rounded rightly; the rest is left to the
  /// standard library.
  /// Source: W. D. Clinger, *How to Read Floating Point Numbers Accurately* (1990).
  static func double(_ text: UnsafeRawBufferPointer) -> Outcome<Double> {
    let isNegative = text.first == UInt8(ascii: "-")
    var index = isNegative ? 1 : 0
    var digits = Digits()
    let start = index
    digits.read(text, &index)
    guard index > start, text[start] != UInt8(ascii: "0") || index == start + 1 else {
      return .malformed
    }
    var exponent = 0
    if index < text.count, text[index] == UInt8(ascii: ".") {
      index += 1
      let start = index
      digits.read(text, &index)
      guard index > start else { return .malformed }
      exponent = start - index
    }
    if index < text.count, text[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      guard let power = power(text, &index) else { return .malformed }
      exponent += power
    }
    guard index == text.count else { return .malformed }
    if digits.count <= 19, digits.value <= 1 << 53, (-22...22).contains(exponent) {
      let power = exactPowersOfTen[abs(exponent)]
      let magnitude =
        exponent < 0 ? Double(digits.value) / power : Double(digits.value) * power
      return .value(isNegative ? -magnitude : magnitude)
    }
    guard let value = Double(String(decoding: text, as: UTF8.self)) else { return .malformed }
    return value.isFinite ? .value(value) : .tooLarge
  }

  /// A run of digits, without the zeros that it begins with.
  private struct Digits {
    /// The digits as a number, where there are 19 or fewer.
    var value: UInt64 = 0
    /// How many there are.
    var count = 0

    /// Goes on with the digits from `index` on.
    @inline(__always)
    mutating func read(_ text: UnsafeRawBufferPointer, _ index: inout Int) {
      while index < text.count, let digit = digit(text[index]) {
        value = value &* 10 &+ digit
        if count > 0 || digit > 0 { count += 1 }
        index += 1
      }
    }
  }

  /// The signed whole number after an `e`; nil where there is none.
  private static func power(_ text: UnsafeRawBufferPointer, _ index: inout Int) -> Int? {
    guard index < text.count else { return nil }
    let isDown = text[index] == UInt8(ascii: "-")
    if isDown || text[index] == UInt8(ascii: "+") { index += 1 }
    let start = index
    var power = 0
    while index < text.count, let digit = digit(text[index]) {
      power = min(power * 10 + Int(digit), 100_000)
      index += 1
    }
    guard index > start else { return nil }
    return isDown ? -power : power
  }

  @inline(__always)
  private static func digit(_ byte: UInt8) -> UInt64? {
    let digit = byte &- UInt8(ascii: "0")
    return digit < 10 ? UInt64(digit) : nil
  }

  /// 10^0 … 10^22, all of which are doubles.
  private static let exactPowersOfTen: [Double] = (0...22).map { exponent in
    (0..<exponent).reduce(1.0) { power, _ in power * 10 }
  }
}
