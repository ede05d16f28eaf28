import Testing

@testable import Lectures

@Suite("Numbers as they are drawn")
struct DrawnNumberTests {
  @Test(
    "A number is read with the sign, the brackets and the groups that figures print",
    arguments: [
      ("37", 37.0, 0.0), ("370", 370, 0.5), ("−0.062", -0.062, 0.0005), ("(−0.3)", -0.3, 0.05),
      ("23,550", 23550, 0.5), ("1.2e−4", 1.2e-4, 0.5e-5), ("2e3", 2000, 500), ("0.50", 0.5, 0.005),
    ])
  func reads(text: String, value: Double, tolerance: Double) throws {
    let number = try #require(DrawnNumber(text))
    #expect(abs(number.value - value) <= abs(value) * 1e-12)
    #expect(abs(number.tolerance - tolerance) <= tolerance * 1e-3)
  }

  @Test(
    "What is no number is none",
    arguments: ["", "a", "0,1", "1,2,3", "2 × 10", "2·10", "e", "−", "(", "nan", "inf", "²", "1-2"])
  func refuses(text: String) {
    #expect(DrawnNumber(text) == nil)
  }

  @Test(
    "Numbers are the same where one shows more digits of the other",
    arguments: [
      ("0.062", "0.06199647", true), ("0.020", "0.0198", true), ("370", "370.4", true),
      ("37", "37.4", false),
      ("0", "0.3", false), ("0.3", "−0.3", false), ("7", "7.0", true),
    ])
  func same(one: String, other: String, isSame: Bool) throws {
    let (one, other) = (try #require(DrawnNumber(one)), try #require(DrawnNumber(other)))
    #expect(one.isSame(as: other) == isSame && other.isSame(as: one) == isSame)
  }
}
