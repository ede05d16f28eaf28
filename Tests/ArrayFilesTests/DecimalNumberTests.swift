import Neural
import Testing

@testable import ArrayFiles

@Suite struct DecimalNumberTests {
  private func value(_ text: String) -> Double? {
    let bytes = Array(text.utf8)
    return DecimalNumber.value(bytes, bytes.indices)
  }

  @Test("A number is read from its range of the bytes alone")
  func range() {
    let bytes = Array("12−.5e1,7".utf8)
    #expect(DecimalNumber.value(bytes, 2..<9) == -5)
    #expect(DecimalNumber.value(bytes, 0..<2) == 12)
    #expect(DecimalNumber.value(bytes, 3..<9) == nil)
    #expect(DecimalNumber.value(bytes, 2..<2) == nil)
  }

  @Test(
    "What is no finite decimal number is refused", arguments: ["x7", "nan", "1e999", "", "0,5"])
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
      ("−0,5", "“−0,5” has a decimal comma; write a decimal point, as in −0.5"),
      ("info", "“info” is not a number; write a decimal number such as 0.5"),
    ])
  func message(text: String, expected: String) {
    let bytes = Array(text.utf8)
    let fault = DecimalNumber.fault(bytes, bytes.indices, at: [])
    #expect("\(fault.problem); \(fault.remedy)" == expected)
  }
}
