import Neural
import Testing

@testable import ArrayFiles

@Suite struct DecimalNumberTests {
  private func value(_ text: String) -> Double? {
    let bytes = Array(text.utf8)
    return DecimalNumber.value(bytes, bytes.indices)
  }

  @Test(
    "A decimal number is rounded to the nearest double",
    arguments: [
      ("0", 0), ("7", 7), ("-2", -2), ("+3", 3), ("−4", -4), ("0.5", 0.5), (".5", 0.5), ("5.", 5),
      ("007", 7), ("1e3", 1000), ("1E+3", 1000), ("2.5e-3", 0.0025), ("1e−2", 0.01),
      ("0.1", 0.1), ("0.30000000000000004", 0.30000000000000004), ("1e22", 1e22), ("1e23", 1e23),
      ("9007199254740993", 9_007_199_254_740_992),
      ("123456789012345678901234567890", 1.2345678901234568e29),
      ("-−", nil), ("1.7976931348623157e308", .greatestFiniteMagnitude),
      ("5e-324", .leastNonzeroMagnitude),
      ("1e-400", 0), ("0e999999999999", 0), ("12345678901234567890.5e-3", 12_345_678_901_234_568),
      ("−12345678901234567890.", -12_345_678_901_234_567_168),
      (".00000000000000000000001234", 1.234e-23),
    ] as [(String, Double?)])
  func decimal(text: String, expected: Double?) {
    #expect(value(text) == expected)
  }

  @Test("Shortest decimal forms of doubles are read back as they were")
  func roundTrip() {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<20_000 {
      let number = Double(bitPattern: generator.next())
      guard number.isFinite else { continue }
      #expect(value("\(number)") == number)
    }
  }

  @Test(
    "What is no finite decimal number is refused",
    arguments: [
      "", "-", "+", ".", "e", "e5", "1e", "1e+", "1-2", "--1", "1.2.3", "0x10", "0x1p3", "nan",
      "NaN", "inf", "-inf", "infinity", "1e999", "x7", "7x", "1_000", "1 2", "١", "1e1.5",
      "99999999999999999999999999999999999e999",
    ])
  func refused(text: String) {
    #expect(value(text) == nil)
  }

  @Test(
    "A refusal says what is wrong and what would be right",
    arguments: [
      ("x7", "“x7” is not a number; write a decimal number such as 0.5"),
      ("", "a value is missing; write a decimal number such as 0.5"),
      ("-Inf", "“-Inf” is not a finite number; replace it by a finite value such as 0"),
      ("nan", "“nan” is not a finite number; replace it by a finite value such as 0"),
      ("0x1p3", "“0x1p3” is not a decimal number; write a decimal number such as 0.5"),
      ("1e999", "“1e999” is too large; the largest magnitude is about 1.8e308"),
      ("0,5", "“0,5” has a decimal comma; write a decimal point, as in 0.5"),
      ("info", "“info” is not a number; write a decimal number such as 0.5"),
    ])
  func message(text: String, expected: String) {
    let bytes = Array(text.utf8)
    let fault = DecimalNumber.fault(bytes, bytes.indices, at: [])
    #expect("\(fault.problem); \(fault.remedy)" == expected)
  }
}
