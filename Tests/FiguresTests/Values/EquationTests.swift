import Drawing
import Testing

@testable import Figures

@Suite("Equations")
struct EquationTests {
  private func datum(_ tensor: String, _ value: Double, _ index: Int...) -> Datum {
    Datum(.init(tensor: tensor, index: index), value)
  }

  private func printed(_ decimals: [String: Int]) -> (Datum) -> PrintedDecimal? {
    { PrintedDecimal($0.value, decimals: decimals[$0.address.tensor] ?? 0) }
  }

  @Test(
    "A number is rounded half away from zero, as people round",
    arguments: [
      (2.675, 2, 268, 2), (-0.4, 1, -4, 1), (0.5, 0, 1, 0), (-2.5, 0, -3, 0), (1234, -2, 12, -2),
    ] as [(Double, Int, Int128, Int)])
  func rounding(value: Double, decimals: Int, units: Int128, digits: Int) {
    #expect(
      PrintedDecimal(value, decimals: decimals) == PrintedDecimal(units: units, decimals: digits))
  }

  @Test(
    "Division rounds half away from zero too",
    arguments: [
      (7, 0, 2, 4), (-7, 0, 2, -4), (1, 2, 3, 33), (-12, 1, 4, -3), (5, 0, 10, 1),
    ] as [(Int128, Int, Int, Int128)])
  func division(units: Int128, decimals: Int, divisor: Int, quotient: Int128) {
    let number = PrintedDecimal(units: units, decimals: decimals == 1 ? 0 : 0)
    #expect(number.rounded(to: decimals == 2 ? 2 : 0, dividedBy: divisor)?.units == quotient)
  }

  @Test("The README's sum does not close with two decimals, and does with more for its terms")
  func hero() {
    let terms = [-0.4951, -1.8774, -0.9398].enumerated().map { datum("product", $1, $0) }
    let sum = Equation.sum(datum("z", -3.3123), of: terms)
    #expect(!sum.closes(printed(["product": 2, "z": 2])))
    #expect(sum.closes(printed(["product": 3, "z": 2])))
  }

  @Test("A printed product must follow from its printed factors")
  func products() {
    let (a, b) = (datum("a", 0.72), datum("w", -0.124))
    let product = datum("p", 0.72 * -0.124)
    let equation = Equation(product, [.init([a, b], product: product)])
    #expect(equation.closes(printed(["a": 2, "w": 3, "p": 3])))
    #expect(!equation.closes(printed(["a": 1, "w": 3, "p": 3])))
  }

  @Test("Means and functions are checked with the printed arguments")
  func functions() {
    let mean = Equation(datum("m", -0.3), [.init([datum("s", -1.2)])], .mean(4))
    #expect(mean.closes(printed(["m": 1, "s": 1])))
    let double = Equation.function(datum("y", 0.5), of: datum("x", 0.249)) { 2 * $0 }
    #expect(double.closes(printed(["x": 2, "y": 1])))
    #expect(!double.closes(printed(["x": 1, "y": 1])))
  }

  @Test("What is too large to be compared does not close, and does not stop the program")
  func overflow() {
    let huge = datum("h", 1e300)
    #expect(!Equation.sum(huge, of: [huge]).closes(printed([:])))
    let large = (0..<4).map { datum("l", 9e14, $0) }
    #expect(!Equation(datum("t", 1), [.init(large)]).closes(printed(["l": 10])))
  }
}
