import Neural
import Testing

@testable import Figures

@Suite("The comparison of two ways to a gradient")
struct AgreementTests {
  @Test("takes differences of rounding for agreement")
  func rounding() {
    #expect(Agreement([0.1 + 0.2], [0.3], size: 0.3, figure: "test") == .equal)
  }

  @Test("says so where numbers are too large to be compared")
  func overflow() {
    let agreement = Agreement([.infinity], [.infinity], size: .infinity, figure: "test")
    #expect(agreement == .notFinite)
    #expect(!agreement.words().contains("✓"))
  }

  @Test("stops the program where the results differ")
  func differing() async {
    await #expect(processExitsWith: .failure) {
      _ = Agreement([1], [1 + 1e-9], size: 1, figure: "test")
    }
  }
}
