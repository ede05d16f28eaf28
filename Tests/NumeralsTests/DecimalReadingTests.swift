import Testing

@testable import Numerals

@Suite("Reading decimal numbers")
struct DecimalReadingTests {
  @Test(
    "Numbers read as the standard library reads them, in either grammar",
    arguments: [
      "0", "-0", "7", "-12.5", "0.1", "1e2", "1E+2", "25e-1", "0.000001", "9007199254740993",
      "0.30000000000000004", "1.7976931348623157e+308", "4.9406564584124654e-324", "1e-400",
      "123456789012345678901234567890", "0.00000000000000000000000000000000001234567890123456789",
      "5e22", "5e23", "9007199254740992e22", "1000000000000000000000000e-24", "0e999",
      "2.2250738585072011e-308", "0.500000000000000166533453693773481063544750213623046875",
    ])
  func numbers(text: String) {
    #expect(double(text, .json) == Double(text).map { .value($0) })
    #expect(double(text, .text) == Double(text).map { .value($0) })
  }

  @Test("Minus zero keeps its sign", arguments: [DecimalReading.Grammar.json, .text])
  func minusZero(grammar: DecimalReading.Grammar) {
    guard case .value(let zero) = double("-0.0", grammar) else {
      Issue.record("-0.0 is a number")
      return
    }
    #expect(zero == 0 && zero.sign == .minus)
  }

  @Test(
    "Text may have plus signs, true minus signs, leading zeros, and a point without digits",
    arguments: [
      ("+3", 3), ("−4", -4), (".5", 0.5), ("5.", 5), ("007", 7), ("1e−2", 0.01), ("-.5e+1", -5),
      ("12345678901234567890.5e-3", 12_345_678_901_234_568), ("0e999999999999", 0),
      ("−12345678901234567890.", -12_345_678_901_234_567_168),
      (".00000000000000000000001234", 1.234e-23), ("5e-324", .leastNonzeroMagnitude),
      ("1.7976931348623157e308", .greatestFiniteMagnitude),
    ] as [(String, Double)])
  func text(text: String, expected: Double) {
    #expect(double(text, .text) == .value(expected))
  }

  @Test(
    "What is not JSON's spelling is refused",
    arguments: [
      "", "-", "+1", ".5", "5.", "01", "-01", "00", "1e", "1e+", "1.e5", "--1", "1-", "1.2.3",
      "1e5e5", "0x10", "inf", "nan", "1 ", " 1", "1_000", "−1", "1e−2", "-.5",
    ])
  func notJSON(text: String) {
    #expect(double(text, .json) == .malformed)
    #expect(integer(text) == .malformed)
  }

  @Test(
    "What is no decimal number is refused as text",
    arguments: [
      "", "-", "+", ".", "e", "e5", "1e", "1e+", "1-2", "--1", "-−", "1.2.3", "0x10", "0x1p3",
      "nan", "NaN", "inf", "-inf", "infinity", "x7", "7x", "1_000", "1 2", "١", "1e1.5", "-.",
      ".e5", "\u{E2}1",
    ])
  func notText(text: String) {
    #expect(double(text, .text) == .malformed)
  }

  @Test("A true minus sign that is cut off is refused", arguments: 1...2)
  func cutSign(length: Int) {
    let bytes = Array("−".utf8.prefix(length))
    #expect(bytes.withUnsafeBytes { DecimalReading.double($0, as: .text) } == .malformed)
  }

  @Test(
    "Numbers beyond all doubles are too large",
    arguments: ["1e309", "-1e999", "18e307", "99999999999999999999999999999999999e999"])
  func tooLarge(text: String) {
    #expect(double(text, .json) == .tooLarge)
    #expect(double(text, .text) == .tooLarge)
  }

  @Test("An exponent makes up for as many zeros as there are", arguments: [30, 400, 200_000])
  func longZeros(count: Int) {
    let zeros = String(repeating: "0", count: count)
    #expect(double("0.\(zeros)5e\(count)", .json) == .value(0.5))
    #expect(double("5\(zeros)e-\(count)", .json) == .value(5))
  }

  @Test("Shortest decimals of doubles read back, in either grammar")
  func roundTrip() {
    var bits: UInt64 = 1
    for _ in 0..<20_000 {
      bits = bits &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let number = Double(bitPattern: bits ^ (bits >> 29))
      guard number.isFinite else { continue }
      #expect(double("\(number)", .json) == .value(number))
      #expect(double("\(number)", .text) == .value(number))
    }
  }

  @Test(
    "Whole numbers of 64 bits are read, and no others",
    arguments: [
      ("0", .value(0)), ("-0", .value(0)), ("42", .value(42)), ("-7", .value(-7)),
      ("9223372036854775807", .value(.max)), ("-9223372036854775808", .value(.min)),
      ("9223372036854775808", .tooLarge), ("-9223372036854775809", .tooLarge),
      ("99999999999999999999999", .tooLarge), ("1.0", .malformed), ("1e3", .malformed),
    ] as [(String, DecimalReading.Outcome<Int>)])
  func integers(text: String, expected: DecimalReading.Outcome<Int>) {
    #expect(integer(text) == expected)
  }

  private func double(
    _ text: String, _ grammar: DecimalReading.Grammar
  ) -> DecimalReading.Outcome<Double> {
    Array(text.utf8).withUnsafeBytes { DecimalReading.double($0, as: grammar) }
  }

  private func integer(_ text: String) -> DecimalReading.Outcome<Int> {
    Array(text.utf8).withUnsafeBytes(DecimalReading.integer)
  }
}
