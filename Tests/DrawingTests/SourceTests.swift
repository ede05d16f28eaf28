import Testing

@testable import Drawing

@Suite("Sources")
struct SourceTests {
  private let address = Source.Address(stage: "conv1", tensor: "weights", index: [0, 1])

  @Test(
    "A number is printed as its form says",
    arguments: [
      (2.675, .decimals(2), "2.68"), (-0.4, .decimals(1), "−0.4"), (0, .decimals(3), "0"),
      (0.00012, .powers(2), "1.2e−4"), (0.0004, .below(3), "< 0.001"), (0.4, .below(0), "< 1"),
    ] as [(Double, Source.Form, String)])
  func printed(value: Double, form: Source.Form, expected: String) {
    #expect(Source(address, value: value, form: form).printed == expected)
  }

  @Test("Symbols, marks and names without a value print no number")
  func unprinted() {
    #expect(Source(address, value: 1, form: .symbol).printed == nil)
    #expect(Source(address, value: 1, form: .mark).printed == nil)
    #expect(Source(address, form: .decimals(1)).printed == nil)
  }

  @Test("An address reads as a word, and addresses have an order")
  func addresses() {
    #expect(address.description == "conv1.weights[0, 1]")
    #expect(Source.Address(tensor: "z").description == "z")
    let later = Source.Address(stage: "conv1", tensor: "weights", index: [0, 1, 0])
    #expect(address < later && !(later < address))
    #expect(Source.Address(tensor: "z") < address)
    #expect(address < Source.Address(stage: "conv1", tensor: "z"))
  }
}
