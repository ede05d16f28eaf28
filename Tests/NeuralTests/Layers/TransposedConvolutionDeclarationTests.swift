import Testing

@testable import Neural

@Suite("What a user gives a transposed convolution")
struct TransposedConvolutionDeclarationTests {
  static func fit(
    input: [Int], filter: [Int], settings: Settings = Settings()
  ) throws(LayerError) -> FittedOperands {
    try TransposedConvolution.declaration.fit(
      LayerOperands(
        settings: settings, inputs: [Tensor(repeating: 1, shape: input)],
        parameters: [NamedTensor(.weight, Tensor(repeating: 1, shape: filter))]))
  }

  @Test(
    "has a filter of channels × maps, from which maps and kernel follow",
    arguments: [
      ([3, 3], [2, 2], 1, [1, 1, 2, 2], 1), ([3, 3], [4, 2, 2], 1, [1, 4, 2, 2], 4),
      ([2, 3, 3], [2, 4, 1, 3], 1, [2, 4, 1, 3], 4),
      ([4, 3, 3], [4, 2, 2, 2], 2, [4, 2, 2, 2], 4),
    ])
  func filter(input: [Int], shape: [Int], groups: Int, result: [Int], maps: Int) throws {
    let fitted = try Self.fit(
      input: input, filter: shape, settings: Settings(["groups": .whole(groups)]))
    #expect(fitted.parameters[.weight]?.shape == result)
    #expect(fitted.parameters[.bias]?.shape == [maps])
    #expect(fitted.settings.whole("maps") == maps)
    var generator = SeededGenerator(seed: 0)
    let layer = try TransposedConvolution.declaration.layer(
      settings: fitted.settings, parameters: fitted.parameters,
      inputs: [fitted.items[0][0].shape], generator: &generator)
    #expect(layer.parameters == fitted.parameters)
  }

  @Test("is told which filter would fit")
  func misfit() throws {
    let error = #expect(throws: LayerError.self) {
      try Self.fit(input: [2, 3, 3], filter: [3, 4, 2, 2])
    }
    #expect(error?.subject == "weight")
    #expect(error?.description.hasSuffix("such as 2 × 4 × 2 × 2") == true)
    let groups = #expect(throws: LayerError.self) {
      try Self.fit(
        input: [3, 3, 3], filter: [3, 4, 2, 2], settings: Settings(["groups": .whole(2)]))
    }
    #expect(groups?.subject == "groups")
  }

  @Test("is the same output by stamps as by dot products")
  func views() throws {
    let layer = try TransposedConvolution(
      weights: Tensor(shape: [1, 1, 1, 3], values: [1, 10, 100]), stride: Extent(2))
    let pass = try layer.forward(Tensor(shape: [1, 1, 2], values: [2, 3]))
    let accounts = pass.accounts
    #expect(accounts.map(\.name) == [.forward, .forwardSpread])
    #expect(accounts[0].fold == accounts[1].fold)
    let stamp = accounts[1][1]
    #expect(stamp.target == Address(.input, Indices(0, 0, 1)))
    #expect(stamp.terms.map(\.product) == [3, 30, 300])
    #expect(stamp.terms[0].target == Address(.dotProducts, Indices(0, 0, 2)))
    let sum = accounts[0][2]
    #expect(sum.terms.map(\.product) == [200, 0, 3])
    #expect(sum.terms[0].value.address == Address(.input, Indices(0, 0, 0)))
    #expect(sum.terms[1].value.address == nil)
    #expect(sum.terms[2].factor?.address == Address(.weight, Indices(0, 0, 0, 0)))
  }
}
