import Testing

@testable import Drawing

@Suite("Questions about sources")
struct SourceQueriesTests {
  private let weight = Source(.init(tensor: "weights", index: [1]), value: -0.4, form: .decimals(1))
  private let symbol = Source(.init(tensor: "z", index: [0, 1]), form: .symbol)
  private let mark = Source(.init(tensor: "input", index: [2]), value: 3, form: .mark)

  private func scene(_ formula: Formula, size: Double = 20) -> Scene {
    let picture = formula.picture(size: size, color: .black, metrics: BoxMetrics())
    return Scene(
      size: Size(100, 100), background: .white, title: "", description: "",
      items: [.group(Tag("cell", source: mark), picture.items)])
  }

  private var formula: Formula {
    .row([
      .sourced(symbol, .symbol("z", sub: "0,1", sup: "L")), .relation("="), .math("("),
      .colored(.white, .sourced(weight, .number("−0.4", .medium))), .math(")"),
    ])
  }

  @Test("Sources survive layout, moving and scaling")
  func survival() {
    var scene = scene(formula)
    #expect(scene.sources == [mark, symbol, weight])
    scene.items = scene.items.map { $0.moved(3, 4) }
    #expect(scene.scaled(by: 2).sources == [mark, symbol, weight])
  }

  @Test("Printed numbers come with their values, brackets without")
  func numbers() {
    let numbers = scene(formula).numbers
    #expect(numbers.map(\.run.string) == ["−0.4"])
    #expect(numbers.map(\.source) == [weight])
    #expect(numbers.map(\.source.printed) == ["−0.4"])
  }

  @Test("A symbol of several runs is found once, with what it stands for")
  func symbols() {
    let symbols = scene(formula).symbols
    #expect(symbols.map(\.text) == ["z_0,1^L"])
    #expect(symbols.map(\.address) == [symbol.address])
  }

  @Test("A sourced formula is set like the formula itself")
  func set() {
    func picture(_ formula: Formula) -> Picture {
      formula.picture(size: 20, color: .black, metrics: BoxMetrics())
    }
    let plain = Formula.number("−0.4", .medium)
    let (with, without) = (picture(.sourced(weight, plain)), picture(plain))
    #expect(with.bounds == without.bounds)
    #expect(Formula.sourced(weight, plain).plainText == plain.plainText)
    #expect(with.items.map(\.bounds) == without.items.map(\.bounds))
  }
}
