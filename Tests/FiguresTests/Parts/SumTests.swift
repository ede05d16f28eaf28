import Drawing
import Testing

@testable import Figures

@Suite("A sum on one line")
struct SumTests {
  private func text(_ terms: Int, width: Double, panel: Size? = Size(500, 400)) -> String {
    let sum = Sum(
      lead: [.words("z"), .relation("=")], terms: (0..<terms).map { .words("term\($0)") },
      tail: [.relation("="), .words("9")], note: .words("note"))
    let pen = Pen(style: FigureStyle(panel: panel, metrics: metrics))
    return sum.picture(pen: pen, size: 20, width: width).items.flatMap(\.strings).joined()
  }

  @Test("has all of its terms where they fit")
  func whole() {
    #expect(text(3, width: 500) == "z=term0+term1+term2=9note")
  }

  @Test("leaves its note out where a panel is narrow, but not on a page")
  func note() {
    #expect(text(3, width: 250) == "z=term0+term1+term2=9")
    #expect(text(3, width: 250, panel: nil).hasSuffix("=9note"))
  }

  @Test("never has an ellipsis in place of nothing", arguments: [1, 2])
  func few(terms: Int) {
    #expect(!text(terms, width: 60).contains("⋯"))
  }

  @Test("shows the first and the last of many")
  func many() {
    #expect(text(200, width: 240, panel: nil) == "z=term0+⋯+term199=9note")
  }
}
