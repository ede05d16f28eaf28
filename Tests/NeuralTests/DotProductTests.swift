import Testing

@testable import Neural

@Suite struct DotProductTests {
  private func term(value: Double, weight: Double, isPadding: Bool = false) -> Term {
    Term(
      channel: 0, kernelCell: Cell(0, 0), weightCell: Cell(0, 0), cell: Cell(0, 0),
      isPadding: isPadding, value: value, weight: weight)
  }

  @Test("A term's product is its value times its weight")
  func product() {
    #expect(term(value: 2, weight: -1.5).product == -3)
  }

  @Test("A term in the padding adds 0, even under an infinite weight")
  func padding() {
    #expect(term(value: 0, weight: .infinity, isPadding: true).product == 0)
    #expect(term(value: 0, weight: -1, isPadding: true).product.sign == .plus)
  }

  @Test("z is the dot product plus the bias, and a is σ(z)")
  func neuron() throws {
    let layer = try Convolution(
      weights: Tensor(shape: [1, 1, 1, 2], values: [3, -1]),
      bias: Tensor(shape: [1], values: [0.5]), activation: .relu)
    let steps = try layer.forward(Tensor(shape: [1, 1, 3], values: [1, 2, 9])).steps
    #expect(steps.map(\.dotProduct) == [1, -3])
    #expect(steps.map(\.bias) == [0.5, 0.5])
    #expect(steps.map(\.z) == [1.5, -2.5])
    #expect(steps.map(\.a) == [1.5, 0])
    #expect(steps.map(\.index) == [0, 1])
  }
}
