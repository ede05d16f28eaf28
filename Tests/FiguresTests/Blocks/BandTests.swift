import Drawing
import Testing

@testable import Figures

@Suite("Equations of the band")
struct BandTests {
  @Test("have = before exact numbers alone", arguments: [true, false])
  func relation(isExact: Bool) {
    let source = Source(
      Source.Address(tensor: "sum"), value: isExact ? 0.5 : 0.496, form: .decimals(1),
      isExact: isExact)
    let number = Formula.row([.number("(", .regular), .sourced(source, .number("0.5", .regular))])
    let equation = BandEquation(
      lead: .math("z"), terms: [.init(.math("a"), number)], last: [.init(.math("b"), .math("1"))],
      result: [])
    #expect(equation.relation == (isExact ? "=" : "≈"))
  }

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
