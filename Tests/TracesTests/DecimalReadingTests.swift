import Testing

@testable import Traces

@Suite("Reading decimal numbers")
struct DecimalReadingTests {
  @Test(
    "Numbers read as the standard library reads them",
    arguments: [
      "0", "-0", "7", "-12.5", "0.1", "1e2", "1E+2", "25e-1", "0.000001", "9007199254740993",
      "0.30000000000000004", "1.7976931348623157e+308", "4.9406564584124654e-324", "1e-400",
      "123456789012345678901234567890", "0.00000000000000000000000000000000001234567890123456789",
      "5e22", "5e23", "9007199254740992e22", "1000000000000000000000000e-24", "0e999",
      "2.2250738585072011e-308", "0.500000000000000166533453693773481063544750213623046875",
    ])
  func numbers(text: String) {
    #expect(double(text) == Double(text).map { .value($0) })
  }

  @Test("Minus zero keeps its sign")
  func minusZero() {
    guard case .value(let zero) = double("-0.0") else {
      Issue.record("-0.0 is a number")
      return
    }
    #expect(zero == 0 && zero.sign == .minus)
  }

  @Test(
    "What is not JSON's spelling is refused",
    arguments: [
      "", "-", "+1", ".5", "5.", "01", "-01", "00", "1e", "1e+", "1.e5", "--1", "1-", "1.2.3",
      "1e5e5", "0x10", "inf", "nan", "1 ", " 1", "1_000",
    ])
  func refused(text: String) {
    #expect(double(text) == .malformed)
    #expect(integer(text) == .malformed)
  }

  @Test("Numbers beyond all doubles are too large", arguments: ["1e309", "-1e999", "18e307"])
  func tooLarge(text: String) {
    #expect(double(text) == .tooLarge)
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

  private func double(_ text: String) -> DecimalReading.Outcome<Double> {
    Array(text.utf8).withUnsafeBytes(DecimalReading.double)
  }

  private func integer(_ text: String) -> DecimalReading.Outcome<Int> {
    Array(text.utf8).withUnsafeBytes(DecimalReading.integer)
  }
}
