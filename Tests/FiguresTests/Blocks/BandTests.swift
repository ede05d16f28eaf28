import Drawing
import Testing

@testable import Figures

@Suite("Equations of the band")
struct BandTests {
  @Test("are the same of the terms that they need as of all", arguments: [1, 5, 6, 7, 8, 40])
  func needed(count: Int) {
    func equation(_ terms: [Int]) -> Picture {
      BandEquation(
        lead: .math("z"), terms: terms.map { .init(.math("a"), .number("\($0)", .regular)) },
        result: [.relation("="), .number("1", .bold)]
      ).picture(width: 1200, Pen(style: FigureStyle(metrics: metrics)))
    }
    let needed = BandEquation.needed(of: count)
    #expect(needed.count <= 7)
    #expect(equation(needed) == equation(Array(0..<count)))
  }
}
