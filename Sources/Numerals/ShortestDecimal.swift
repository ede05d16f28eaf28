/// The shortest decimal number that reads back as a given double, and of those the nearest.
///
/// The value is digits · 10^exponent, and the digits do not end in 0.
/// Source: R. Giulietti, *The Schubfach way to render doubles* (2020).
public struct ShortestDecimal: Equatable, Sendable {
  /// The digits as a whole number, at most 17 of them.
  public let digits: UInt64
  /// The power of ten that they are multiplied with.
  public let exponent: Int

  /// The decimal for a finite value above 0.
  public init(_ value: Double) {
    precondition(value.isFinite && value > 0, "zero, signs and infinities have spellings elsewhere")
    // The value is c · 2^q. Its neighbours' midpoints, between which every decimal reads back as
    // the value, are c ± ½; below a power of two the lower one is at only half that distance.
    let isNormal = value.exponentBitPattern > 0
    let c = value.significandBitPattern | (isNormal ? 1 << 52 : 0)
    let q = (isNormal ? Int(value.exponentBitPattern) : 1) - 1075
    let isPowerOfTwo = value.significandBitPattern == 0 && value.exponentBitPattern > 1

    // k is the largest power of ten not above the interval's width.
    let k = (q * 1_262_611 - (isPowerOfTwo ? 524_031 : 0)) >> 22
    let shift = UInt64(q + PowersOfTen.binaryExponent(of: -k) + 1)
    let power = PowersOfTen.significand(of: -k)
    // Four times value · 10^-k and its bounds, truncated but with the last bit set where anything
    // was cut off, which is all that the comparisons below need to be exact.
    let scaled = ShortestDecimal.scaled(c << 2, shift, by: power)
    let isOdd = c & 1
    let lower = ShortestDecimal.scaled((c << 2) - (isPowerOfTwo ? 1 : 2), shift, by: power) + isOdd
    let upper = ShortestDecimal.scaled((c << 2) + 2, shift, by: power) - isOdd

    let s = scaled / 4
    let tens = s / 10
    let tensFit = (lower <= 40 * tens, 40 * tens + 40 <= upper)
    if tens > 0, tensFit.0 != tensFit.1 {
      self.init(trimming: tens + (tensFit.1 ? 1 : 0), k + 1)
      return
    }
    let unitsFit = (lower <= 4 * s, 4 * s + 4 <= upper)
    if unitsFit.0 != unitsFit.1 {
      self.init(trimming: s + (unitsFit.1 ? 1 : 0), k)
      return
    }
    let middle = 4 * s + 2
    let roundsUp = scaled > middle || (scaled == middle && s & 1 == 1)
    self.init(trimming: s + (roundsUp ? 1 : 0), k)
  }

  /// The decimal digits · 10^exponent, whose digits do not end in 0.
  init(digits: UInt64, exponent: Int) {
    self.digits = digits
    self.exponent = exponent
  }

  /// The nearest decimal with so many digits or fewer, halves away from zero.
  public func rounded(to count: Int) -> ShortestDecimal {
    precondition(count > 0, "a number has a digit")
    var (digits, exponent) = (self.digits, self.exponent)
    var remainder: UInt64 = 0
    while String(digits).count > count {
      remainder = digits % 10
      (digits, exponent) = (digits / 10, exponent + 1)
    }
    return ShortestDecimal(trimming: digits + (remainder >= 5 ? 1 : 0), exponent)
  }

  private init(trimming digits: UInt64, _ exponent: Int) {
    var (digits, exponent) = (digits, exponent)
    while true {
      let (tens, unit) = digits.quotientAndRemainder(dividingBy: 10)
      guard unit == 0 else { break }
      digits = tens
      exponent += 1
    }
    self.digits = digits
    self.exponent = exponent
  }

  /// The upper 64 bits of the product, with the lowest set where the bits below are not 0 or 1.
  private static func scaled(_ c: UInt64, _ shift: UInt64, by power: UInt128) -> UInt64 {
    let factor = c << shift
    let low = UInt64(truncatingIfNeeded: power).multipliedFullWidth(by: factor)
    let high = UInt64(truncatingIfNeeded: power >> 64).multipliedFullWidth(by: factor)
    let (middle, carry) = high.low.addingReportingOverflow(low.high)
    return (high.high &+ (carry ? 1 : 0)) | (middle > 1 ? 1 : 0)
  }
}

/// The powers of ten as 128-bit binary fractions, rounded up.
private enum PowersOfTen {
  /// The powers that doubles need.
  private static let range = -292...324

  /// ⌊log₂ 10^k⌋.
  static func binaryExponent(of k: Int) -> Int { (k * 1_741_647) >> 19 }

  /// ⌈10^k · 2^(127 − ⌊log₂ 10^k⌋)⌉, which has its highest bit set.
  static func significand(of k: Int) -> UInt128 { table[k - range.lowerBound] }

  /// Computed when first needed, which takes a fraction of a millisecond.
  private static let table: [UInt128] = {
    var negative: [UInt128] = []
    // ⌊2^N / 10^n⌋ for one n after another; dividing what was rounded down rounds down rightly.
    var number = Array(repeating: 0 as UInt64, count: 17) + [1]
    for _ in 1 ... -range.lowerBound {
      var remainder: UInt64 = 0
      for index in number.indices.reversed() {
        (number[index], remainder) = (10 as UInt64).dividingFullWidth((remainder, number[index]))
      }
      negative.append(leadingBits(of: number) + 1)
    }
    var positive: [UInt128] = []
    number = [1]
    for _ in 0...range.upperBound {
      positive.append(leadingBits(of: number) + (isExact(number) ? 0 : 1))
      var carry: UInt64 = 0
      for index in number.indices {
        let product = number[index].multipliedFullWidth(by: 10)
        let (sum, overflow) = product.low.addingReportingOverflow(carry)
        number[index] = sum
        carry = product.high + (overflow ? 1 : 0)
      }
      if carry > 0 { number.append(carry) }
    }
    return negative.reversed() + positive
  }()

  /// The 128 bits from the highest that is set, of a number in 64-bit words, lowest first.
  private static func leadingBits(of number: [UInt64]) -> UInt128 {
    let top = number.lastIndex { $0 != 0 } ?? 0
    func word(_ index: Int) -> UInt64 { index >= 0 ? number[index] : 0 }
    let shift = word(top).leadingZeroBitCount
    let bits = UInt128(word(top)) << 64 | UInt128(word(top - 1))
    guard shift > 0 else { return bits }
    return bits << shift | UInt128(word(top - 2) >> (64 - shift))
  }

  /// Whether nothing is set below the 128 leading bits.
  private static func isExact(_ number: [UInt64]) -> Bool {
    let trailingZeros = (number.firstIndex { $0 != 0 } ?? 0)
    let top = number.count - 1
    let length = top * 64 + 64 - number[top].leadingZeroBitCount
    return length - trailingZeros * 64 - number[trailingZeros].trailingZeroBitCount <= 128
  }
}
