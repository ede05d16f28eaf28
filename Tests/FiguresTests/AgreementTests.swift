import Neural
import Testing

@testable import Figures

@Suite("The comparison of two ways to a gradient")
struct AgreementTests {
  @Test("takes differences of rounding for agreement")
  func rounding() {
    #expect(Agreement([0.1 + 0.2, 1], [0.3, 1], size: 1, figure: "test") == .equal)
  }

  @Test("is not made where a number is too large", arguments: [Double.infinity, -.infinity, .nan])
  func notFinite(value: Double) {
    #expect(Agreement([1, value], [1, value], size: 1, figure: "test") == .notFinite)
    #expect(Agreement([1, 2], [1, 2], size: value, figure: "test") == .notFinite)
  }

  @Test("stops the program where the results differ")
  func differing() async {
    await #expect(processExitsWith: .failure) {
      _ = Agreement([1, 2], [1, 2.000001], size: 1, figure: "test")
    }
  }
}
