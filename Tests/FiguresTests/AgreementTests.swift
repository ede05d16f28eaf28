import Testing

@testable import Figures

@Suite("The comparison of two ways to one result")
struct AgreementTests {
  @Test("holds where the results differ only by rounding")
  func rounding() {
    #expect(Agreement([0.1 + 0.2], [0.3], size: 0.3, figure: "sum") == .equal)
  }

  @Test("does not claim that sums beyond the greatest number agree")
  func overflow() {
    #expect(Agreement([.infinity], [.infinity], size: .infinity, figure: "sum") == .notFinite)
  }

  @Test("ends the program where the results differ")
  func difference() async {
    await #expect(processExitsWith: .failure) {
      _ = Agreement([1], [1 + 1e-9], size: 1, figure: "sum")
    }
  }
}
