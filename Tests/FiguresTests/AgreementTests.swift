import Testing

@testable import Figures

@Suite("The comparison of two ways to one result")
struct AgreementTests {
  @Test("holds where the results differ only by rounding")
  func rounding() {
    #expect(Agreement([0.1 + 0.2], [0.3], magnitudes: [0.3]).holds)
  }

  @Test("does not claim that sums beyond the greatest number agree")
  func overflow() {
    #expect(!Agreement([.infinity], [.infinity], magnitudes: [.infinity]).holds)
  }

  @Test("ends the program where the results differ")
  func difference() async {
    await #expect(processExitsWith: .failure) {
      _ = Agreement([1], [1 + 1e-9], magnitudes: [1])
    }
  }
}
