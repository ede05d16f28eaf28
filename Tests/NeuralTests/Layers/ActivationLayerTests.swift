import Testing

@testable import Neural

@Suite("Activation functions as layers")
struct ActivationLayerTests {
  @Test("agree with the oracle, forward and backward", arguments: try LayerCase.activations.get())
  func oracle(example: LayerCase) throws {
    #expect(try example.deviation() <= 1)
  }

  @Test("take an input of any shape", arguments: [[], [3], [2, 3], [1, 2, 3], [2, 1, 2, 3, 1]])
  func shapes(shape: [Int]) throws {
    let layer = ActivationLayer(.relu)
    let pass = try layer.forward(Tensor(repeating: -2, shape: shape))
    #expect(pass.output == Tensor(shape: shape))
    #expect(pass.accounts[0].fold == pass.output)
    #expect(throws: LayerError.self) { try layer.forward(Tensor(shape: [1, 1, 1, 1, 1, 1])) }
    #expect(throws: LayerError.self) { try pass.backward(outputGradient: Tensor(shape: [7])) }
  }

  @Test("say the function and its number, and belong to the layer before")
  func declaration() throws {
    let layer = ActivationLayer(.leakyReLU(slope: 0.2))
    #expect(layer.kind == "leaky-relu")
    #expect(layer.settings == Settings(["slope": .number(0.2)]))
    #expect(!layer.declaration.countsAsLayer)
    let step = try layer.forward(Tensor(shape: [2], values: [1, -5])).accounts[0][1]
    #expect(step.rule == .function("leaky-relu:0.2"))
    #expect(step.result == -1)
    #expect(step.terms[0].value == Operand(-5, at: Address(.input, Indices(only: 1))))
  }

  @Test("take a number as a batch only where there are four dimensions")
  func fit() throws {
    let fit = ActivationLayer(.relu).declaration.fit
    #expect(try fit(LayerOperands(inputs: [Tensor(shape: [2, 1, 3, 3])])).items.count == 2)
    #expect(try fit(LayerOperands(inputs: [Tensor(shape: [2, 3, 3])])).items.count == 1)
    #expect(throws: LayerError.self) {
      try fit(LayerOperands(inputs: [Tensor(shape: [2]), Tensor(shape: [2])]))
    }
  }
}
