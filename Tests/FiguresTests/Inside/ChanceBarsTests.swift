import Drawing
import Neural
import Testing

@testable import Figures

@Suite("Probabilities as bars")
struct ChanceBarsTests {
  @Test("have a row for each of few classes, else for those that are looked at and the first ones")
  func classes() {
    let few = [0.2, 0.5, 0.3]
    #expect(ChanceBars.classes([few], with: [0]) == [0, 1, 2])
    var many = [Double](repeating: 0.01, count: 30)
    (many[7], many[20], many[3], many[11]) = (0.4, 0.2, 0.1, 0.05)
    #expect(ChanceBars.classes([many], with: [29]) == [3, 7, 11, 20, 29])
    #expect(ChanceBars.classes([many], with: [29], most: 4) == [7, 20, 29])
  }

  @Test("are as long as the probabilities, and print those of the class and of the answer")
  func bars() throws {
    let chances = [0.2, 0.5, 0.3]
    let bars = ChanceBars(
      name: "p", chances: chances, classes: [0, 1, 2], target: 2,
      number: { Datum(.init(tensor: "p", index: [$0]), chances[$0]).chance() },
      datum: { Datum(.init(tensor: "p", index: [$0]), chances[$0]) })
    let layout = bars.layout(in: Size(240, 90), Pen(style: FigureStyle(metrics: metrics)))
    let lengths = layout.items.groups("bar").map { group -> Double in
      group.items.compactMap(\.bounds).first?.width ?? 0
    }
    #expect(abs(lengths[1] / lengths[0] - 2.5) < 1e-9 && abs(lengths[2] / lengths[0] - 1.5) < 1e-9)
    let strings = layout.items.flatMap(\.strings)
    #expect(strings.contains("0.50") && strings.contains("0.30") && !strings.contains("0.20"))
  }

  @Test("print what would be 0 as less than 0.01")
  func small() {
    let formula = Datum(.init(tensor: "p"), 0.001).chance()
    #expect(formula.plainText == "< 0.01")
  }
}
