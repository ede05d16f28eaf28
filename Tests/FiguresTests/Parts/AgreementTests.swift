import CairoBackend
import Drawing
import Testing

@testable import Figures

@Suite("The comparison of two ways to a gradient")
struct AgreementTests {
  @Test("takes differences of rounding for agreement")
  func rounding() {
    #expect(Agreement([0.1 + 0.2], [0.3], terms: 2, size: 0.3) == .equal)
  }

  @Test("says so where numbers are too large to be compared")
  func overflow() {
    let agreement = Agreement([.infinity], [.infinity], terms: 1, size: .infinity)
    #expect(agreement == .notFinite)
    #expect(!agreement.words().contains("✓"))
  }

  @Test("takes sums of many numbers in two orders for the same", arguments: [10, 1000, 160_000])
  func manyTerms(count: Int) {
    let terms = (0..<count).map { 0.1 * Double($0 % 7 + 1) }
    // Row by row against the sum of the sums of rows of a hundred.
    let plain = terms.reduce(0, +)
    let nested = stride(from: 0, to: count, by: 100).map {
      terms[$0..<min($0 + 100, count)].reduce(0, +)
    }.reduce(0, +)
    #expect(Agreement([plain], [nested], terms: count, size: plain) == .equal)
  }

  @Test("says by how much results differ that should not")
  func differing() {
    let agreement = Agreement([1], [1.5], terms: 100, size: 1)
    #expect(agreement == .different(by: 0.5))
    #expect(agreement.words() == "✗ differs by 0.5")
  }

  @Test("sees an error of one part in a billion", arguments: [1, 100, 100_000])
  func sensitivity(terms: Int) {
    #expect(Agreement([1], [1 + 1e-9], terms: terms, size: 1) != .equal)
  }

  @Test("marks the figure whose results differ")
  func mark() {
    let pen = Pen(style: FigureStyle(metrics: PangoMetrics()))
    func scene(_ agreement: Agreement) -> Scene {
      Scene(
        size: Size(1, 1), background: .white, title: "", description: "",
        items: pen.verdict(agreement).items)
    }
    #expect(scene(.different(by: 0.5)).disagreement == "0.5")
    #expect(scene(.equal).disagreement == nil)
    #expect(scene(.notFinite).disagreement == nil)
  }
}
