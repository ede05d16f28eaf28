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
    #expect(DecimalReading.double(Array(text.utf8)) == Double(text))
  }

  @Test("Minus zero keeps its sign")
  func minusZero() {
    #expect(DecimalReading.double(Array("-0.0".utf8))?.sign == .minus)
  }

  @Test(
    "What is not JSON's spelling is refused",
    arguments: [
      "", "-", "+1", ".5", "5.", "01", "-01", "00", "1e", "1e+", "1.e5", "--1", "1-", "1.2.3",
      "1e5e5", "0x10", "inf", "nan", "1 ", " 1", "1_000",
    ])
  func refused(text: String) {
    #expect(DecimalReading.double(Array(text.utf8)) == nil)
  }
}
