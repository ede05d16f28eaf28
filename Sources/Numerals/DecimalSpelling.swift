/// Spells numbers in ASCII, straight into memory without a string in between.
///
/// Every function puts a number at the start of a buffer with room for ``maximumLength`` bytes and
/// returns how many bytes it has put there.
public enum DecimalSpelling {
  /// No number's spelling is longer.
  public static let maximumLength = 32

  /// Spells a finite number in the fewest digits that read back as the same double, as ECMAScript's
  /// `JSON.stringify` spells it, minus zero as `0` included.
  @inlinable
  public static func put(_ value: Double, into bytes: UnsafeMutableRawBufferPointer) -> Int {
    precondition(value.isFinite, "what is not finite has no digits")
    precondition(bytes.count >= maximumLength, "a number needs room")
    let magnitude = value.magnitude
    var output = Output(bytes)
    if value < 0 { output.put(UInt8(ascii: "-")) }
    // Below 2^53, where most inputs and products of traces are, whole numbers are their own digits.
    if magnitude < 9_007_199_254_740_992, magnitude == magnitude.rounded(.towardZero) {
      output.put(digits: UInt64(magnitude))
    } else {
      output.put(ShortestDecimal(magnitude))
    }
    return output.count
  }

  /// Spells a whole number.
  @inlinable
  public static func put(_ value: Int, into bytes: UnsafeMutableRawBufferPointer) -> Int {
    precondition(bytes.count >= maximumLength, "a number needs room")
    var output = Output(bytes)
    if value < 0 { output.put(UInt8(ascii: "-")) }
    output.put(digits: UInt64(value.magnitude))
    return output.count
  }
}

/// The spelling of one number, for which there is room; inlined, as a trace is mostly numbers.
@usableFromInline
struct Output {
  @usableFromInline let bytes: UnsafeMutableRawBufferPointer
  @usableFromInline var count = 0

  @inlinable
  init(_ bytes: UnsafeMutableRawBufferPointer) { self.bytes = bytes }

  @inlinable
  mutating func put(_ byte: UInt8) {
    bytes[count] = byte
    count += 1
  }

  @inlinable
  mutating func put(_ decimal: ShortestDecimal) {
    let length = Output.length(of: decimal.digits)
    // Where the decimal point stands, counted from before the first digit.
    let point = length + decimal.exponent
    switch point {
    case length...21:
      put(digits: decimal.digits)
      for _ in 0..<decimal.exponent { put(UInt8(ascii: "0")) }
    case 1...21:
      let start = count
      put(digits: decimal.digits)
      insertPoint(at: start + point)
    case -5...0:
      put(UInt8(ascii: "0"))
      put(UInt8(ascii: "."))
      for _ in 0..<(-point) { put(UInt8(ascii: "0")) }
      put(digits: decimal.digits)
    default:
      let start = count
      put(digits: decimal.digits)
      if length > 1 { insertPoint(at: start + 1) }
      put(UInt8(ascii: "e"))
      put(point > 0 ? UInt8(ascii: "+") : UInt8(ascii: "-"))
      put(digits: UInt64((point - 1).magnitude))
    }
  }

  @inlinable
  mutating func put(digits: UInt64) {
    if digits < 10 { return put(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digits)) }
    let length = Output.length(of: digits)
    let pairs = Output.pairs.utf8Start
    var (rest, place) = (digits, count + length)
    while rest >= 10 {
      let (hundreds, pair) = rest.quotientAndRemainder(dividingBy: 100)
      place -= 2
      bytes[place] = pairs[2 * Int(truncatingIfNeeded: pair)]
      bytes[place + 1] = pairs[2 * Int(truncatingIfNeeded: pair) + 1]
      rest = hundreds
    }
    if place > count { bytes[count] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest) }
    count += length
  }

  /// The numbers below 100 with two digits each, since a division gives two for the price of one.
  @inlinable static var pairs: StaticString {
    """
    0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546\
    4748495051525354555657585960616263646566676869707172737475767778798081828384858687888990919293\
    949596979899
    """
  }

  @inlinable
  mutating func insertPoint(at place: Int) {
    for index in stride(from: count, to: place, by: -1) { bytes[index] = bytes[index - 1] }
    bytes[place] = UInt8(ascii: ".")
    count += 1
  }

  @inlinable
  static func length(of digits: UInt64) -> Int {
    // 1233 / 4096 is just above the decimal digits of a bit, so the guess is right or 1 too low.
    let guess = ((UInt64.bitWidth - digits.leadingZeroBitCount) * 1233) >> 12
    return digits < powersOfTen[guess] ? max(guess, 1) : guess + 1
  }

  @usableFromInline static let powersOfTen: [UInt64] = (0..<20).map { exponent in
    (0..<exponent).reduce(1) { power, _ in power * 10 }
  }
}
