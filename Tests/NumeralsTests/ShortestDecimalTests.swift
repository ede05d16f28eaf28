import Testing

@testable import Numerals

@Suite("Shortest decimals")
struct ShortestDecimalTests {
  @Test(
    "Known values have their known digits",
    arguments: [
      (0.1, 1, -1), (0.5, 5, -1), (1, 1, 0), (123_456, 123_456, 0), (1e23, 1, 23), (1.5e-7, 15, -8),
      (0.1 + 0.2, 30_000_000_000_000_004, -17), (.leastNonzeroMagnitude, 5, -324),
      (.greatestFiniteMagnitude, 17_976_931_348_623_157, 292),
      (.leastNormalMagnitude, 22_250_738_585_072_014, -324),
      (9_007_199_254_740_992, 9_007_199_254_740_992, 0),
      (4.35, 435, -2), (2e-44, 2, -44), (Double(bitPattern: 3), 15, -324),
    ] as [(Double, UInt64, Int)])
  func known(value: Double, digits: UInt64, exponent: Int) {
    let decimal = ShortestDecimal(value)
    #expect(decimal.digits == digits)
    #expect(decimal.exponent == exponent)
  }

  @Test("Doubles of every exponent have the digits that the standard library prints")
  func everyExponent() throws {
    var bits: UInt64 = 0x9E37_79B9_7F4A_7C15
    for exponent in 0..<2047 as Range<UInt64> {
      // Powers of two have a lopsided interval of decimals; the rest are drawn.
      let drawn = (0..<12).map { _ in randomBits(&bits) >> 12 }
      for pattern: UInt64 in [0, 1, (1 << 52) - 1] + drawn {
        let value = Double(bitPattern: exponent << 52 | pattern)
        guard value > 0 else { continue }
        let decimal = ShortestDecimal(value)
        #expect(try decimal == printed(value), "\(value)")
      }
    }
  }

  @Test("Quotients of small whole numbers read back")
  func quotients() throws {
    for numerator in 1...200 {
      for denominator in [3, 7, 10, 64, 100, 1000, 999_999] {
        let value = Double(numerator) / Double(denominator)
        let decimal = ShortestDecimal(value)
        #expect(Double("\(decimal.digits)e\(decimal.exponent)") == value)
      }
    }
  }

  @Test(
    "Rounding keeps the first digits, halves away from zero, and drops zeros at the end",
    arguments: [
      (1 / 3, 5, 33_333, -5), (2 / 3, 5, 66_667, -5), (99_999.5, 5, 1, 5), (0.25, 1, 3, -1),
      (0.24, 1, 2, -1), (1234, 4, 1234, 0), (1004, 3, 1, 3), (7, 5, 7, 0),
    ] as [(Double, Int, UInt64, Int)])
  func rounded(value: Double, count: Int, digits: UInt64, exponent: Int) {
    #expect(
      ShortestDecimal(value).rounded(to: count)
        == ShortestDecimal(digits: digits, exponent: exponent))
  }

  private func randomBits(_ state: inout UInt64) -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }

  /// What the standard library prints, taken apart.
  private func printed(_ value: Double) throws -> ShortestDecimal {
    var (mantissa, exponent) = (value.description, 0)
    if let place = mantissa.firstIndex(of: "e") {
      exponent = try #require(Int(mantissa[mantissa.index(after: place)...]))
      mantissa = String(mantissa[..<place])
    }
    if let point = mantissa.firstIndex(of: ".") {
      exponent -= mantissa.distance(from: point, to: mantissa.endIndex) - 1
      mantissa.remove(at: point)
    }
    while mantissa.count > 1, mantissa.last == "0" {
      mantissa.removeLast()
      exponent += 1
    }
    return ShortestDecimal(digits: try #require(UInt64(mantissa)), exponent: exponent)
  }
}
