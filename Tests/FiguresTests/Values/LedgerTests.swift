import Drawing
import Neural
import Testing

@testable import Figures

@Suite("Digits of a figure")
struct LedgerTests {
  private func data(_ tensor: String, _ values: [Double]) -> [Datum] {
    values.enumerated().map { Datum(.init(tensor: tensor, index: [$0]), $1) }
  }

  @Test("Short decimals stay as they are, with =, the errors of arithmetic left out")
  func exact() {
    let values = data("input", [0.7, 0.2, 0.3, 0.6])
    let weights = data("weight", [0.5, -0.4, -0.3, 0.8])
    let products = data("product", zip(values, weights).map { $0.value * $1.value })
    let sum = Datum(.init(tensor: "sum"), products.reduce(0) { $0 + $1.value })
    var ledger = Ledger()
    let equation = ledger.state(
      Equation(
        sum, zip(zip(values, weights), products).map { .init([$0.0, $0.1], product: $1) }))
    let spellings = ledger.solved()
    #expect(products.map(spellings.text) == ["0.35", "−0.08", "−0.09", "0.48"])
    #expect(spellings.text(sum) == "0.66")
    #expect(spellings.relation(of: equation) == .relation("="))
    #expect(spellings.closes(equation))
  }

  @Test("−1.2 / 4 is −0.3 and 0.1 + 0.2 − 0.3 is 0")
  func arithmetic() {
    let sum = Datum(.init(tensor: "s"), -1.2)
    let mean = Datum(.init(tensor: "m"), -1.2 / 4)
    let rest = Datum(.init(tensor: "r"), 0.1 + 0.2 - 0.3)
    var ledger = Ledger()
    let first = ledger.state(Equation(mean, [.init([sum])], .mean(4)))
    let second = ledger.state(.sum(rest, of: data("t", [0.1, 0.2, -0.3])))
    let spellings = ledger.solved()
    #expect(spellings.text(mean) == "−0.3")
    #expect(spellings.text(rest) == "0")
    #expect([first, second].map(spellings.relation) == [.relation("="), .relation("=")])
  }

  @Test("A value that two equations want has one spelling")
  func oneSpelling() {
    let delta = Datum(.init(tensor: "delta"), -0.123_714_5)
    var ledger = Ledger()
    ledger.state(.product(delta, of: data("factor", [0.231_43, -0.534_567])))
    ledger.state(.product(data("product", [0.9 * -0.123_714_5])[0], of: data("a", [0.9]) + [delta]))
    let spellings = ledger.solved()
    #expect(spellings.source(of: delta) == spellings.source(of: delta))
    #expect(spellings.text(delta).hasPrefix("−0.12"))
    #expect(!spellings.isExact(delta))
  }

  @Test("No powers of ten beside decimals in one tensor, and none of it for tiny numbers")
  func powers() {
    var ledger = Ledger()
    let mixed = data("mixed", [0.312_341, 0.000_041_2, 0])
    let tiny = data("tiny", [3.123e-7, -1.2e-9, 0])
    ledger.register(mixed + tiny)
    let spellings = ledger.solved()
    #expect(mixed.map(spellings.text) == ["0.312", "0.000", "0"])
    #expect(tiny.map(spellings.text) == ["3.12e−7", "−1e−9", "0"])
  }

  @Test("Thousands of random weight gradients: at least 95 % of the equations close")
  func shares() {
    var generator = SeededGenerator(seed: 12)
    let input = [0.1, 0.9, 0.4, 0.7, 0.2, 0.8, 0.3, 0.6, 0.5]
    var (stated, closing, whole) = (0, 0, 0)
    let rounds = 100
    for _ in 0..<rounds {
      let deltas = data(
        "delta", (0..<4).map { _ in Double.random(in: -0.2...0.2, using: &generator) })
      var ledger = Ledger()
      for (u, v) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
        let terms = (0..<4).map { index -> Equation.Term in
          let cell = (index / 2 + u) * 3 + index % 2 + v
          let product = Datum(
            .init(tensor: "component", index: [index, u, v]), input[cell] * deltas[index].value)
          return .init([data("input", input)[cell], deltas[index]], product: product)
        }
        let total = terms.reduce(0) { $0 + ($1.product?.value ?? 0) }
        ledger.state(Equation(Datum(.init(tensor: "total", index: [u, v]), total), terms))
      }
      let count = ledger.solved().count
      stated += count.stated
      closing += count.closing
      whole += count.stated == count.closing ? 1 : 0
    }
    print("weight gradients: \(closing) of \(stated) equations close, all of \(whole)/\(rounds)")
    #expect(Double(closing) >= 0.95 * Double(stated))
  }

  @Test("Random sums of products of any size: at least 95 % close", arguments: [2, 4, 9])
  func sums(terms count: Int) {
    var generator = SeededGenerator(seed: 7 + UInt64(count))
    var (stated, closing) = (0, 0)
    for _ in 0..<80 {
      func values(_ tensor: String) -> [Datum] {
        data(tensor, (0..<count).map { _ in Double.random(in: -1...1, using: &generator) })
      }
      let (a, w) = (values("input"), values("weight"))
      let products = data("product", zip(a, w).map { $0.value * $1.value })
      let dot = Datum(.init(tensor: "dot"), products.reduce(0) { $0 + $1.value })
      let bias = Datum(.init(tensor: "bias"), Double.random(in: -1...1, using: &generator))
      let z = Datum(.init(tensor: "z"), dot.value + bias.value)
      var ledger = Ledger()
      ledger.state(
        Equation(dot, zip(zip(a, w), products).map { .init([$0.0, $0.1], product: $1) }))
      ledger.state(.sum(z, of: [dot, bias]))
      let solved = ledger.solved().count
      stated += solved.stated
      closing += solved.closing
    }
    print("sums of \(count) products: \(closing) of \(stated) equations close")
    #expect(Double(closing) >= 0.95 * Double(stated))
  }
}
