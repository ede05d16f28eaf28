import Testing

@testable import Neural

@Suite("Convolutions in one dimension")
struct ConvolutionDimensionsTests {
  @Test(
    "agree with the oracle in every view of every gradient",
    arguments: try LayerCase.oneDimensional.get())
  func oracle(example: LayerCase) throws {
    #expect(try example.deviation() <= 1)
  }

  static func layer(_ padding: PaddingRule) throws -> Convolution {
    try Convolution(
      weights: Tensor(shape: [2, 3, 3], values: (0..<18).map(Double.init)),
      bias: Tensor(shape: [2], values: [1, 2]), stride: Extent(2), padding: padding,
      dilation: Extent(2), dimensions: 1)
  }

  @Test(
    "move, spread and are padded along their length alone",
    arguments: [
      (.valid, 3), (.same, 5), (.sameLower, 5), (.full, 7), (.explicit(Padding(1)), 4),
    ] as [(PaddingRule, Int)])
  func length(padding: PaddingRule, length: Int) throws {
    let layer = try Self.layer(padding)
    #expect(try layer.outputShape(of: [[3, 9]]) == [2, length])
    let pass = try layer.forward(Tensor(repeating: 1, shape: [3, 9]))
    #expect(pass.shape == [2, 1, length])
    #expect(pass.output.shape == [2, length])
    #expect(layer.settings.padding("padding") == padding)
    #expect(layer.settings.extent("stride") == Extent(2))
    #expect(layer.settings.extent("kernel") == Extent(3))
    #expect(layer.parameters[.weight]?.shape == [2, 3, 3])
  }

  @Test("have values that stand in tensors without rows")
  func addresses() throws {
    let layer = try Self.layer(.valid)
    let input = try Tensor(shape: [3, 9], values: (0..<27).map(Double.init))
    let pass: any LayerForwardPass = try layer.forward([input], mode: .inference)
    let step = try #require(pass.accounts.first)[5]
    #expect(step.target == Address(.z, Indices(row: 1, column: 2)))
    #expect(step.terms[4].value == Operand(15, at: Address(.input, Indices(row: 1, column: 6))))
    #expect(step.terms[4].factor == Operand(13, at: Address(.weight, Indices(1, 1, 1))))
    #expect(throws: LayerError.shape(of: "upstream gradient", expected: [2, 3], found: [2, 1, 3])) {
      try pass.backward(outputGradient: Tensor(shape: [2, 1, 3]))
    }
  }

  @Test(
    "are taken where the channels agree, unless two dimensions are asked for",
    arguments: [
      ([3, 9], [2, 3, 3], 1, nil, [[3, 9]], [2, 3, 3]),
      ([4, 9], [2, 2, 3], 2, nil, [[4, 9]], [2, 2, 3]),
      ([5, 3, 9], [2, 3, 3], 1, nil, Array(repeating: [3, 9], count: 5), [2, 3, 3]),
      ([2, 3, 9], [2, 3, 3], 1, 2, [[2, 3, 9]], [1, 2, 3, 3]),
      ([4, 9], [1, 3, 3], 1, nil, [[1, 4, 9]], [1, 1, 3, 3]),
      ([1, 9], [1, 1, 3], 1, 2, [[1, 1, 9]], [1, 1, 1, 3]),
      ([9], [3], 1, 1, [[1, 9]], [1, 1, 3]), ([2, 9], [2, 3], 1, 1, [[2, 9]], [1, 2, 3]),
    ] as [([Int], [Int], Int, Int?, [[Int]], [Int])])
  func rule(
    input: [Int], filter: [Int], groups: Int, dimensions: Int?, items: [[Int]], weights: [Int]
  ) throws {
    var settings = Settings(["groups": .whole(groups)])
    settings["dimensions"] = dimensions.map { .whole($0) }
    let fitted = try ConvolutionFittingTests.fit(input: input, filter: filter, settings: settings)
    #expect(fitted.items.map { $0[0].shape } == items)
    #expect(fitted.parameters[.weight]?.shape == weights)
    #expect(fitted.settings.whole("dimensions") == weights.count - 2)
    var generator = SeededGenerator(seed: 0)
    let layer = try Convolution.declaration.layer(
      settings: fitted.settings, parameters: fitted.parameters, inputs: [items[0]],
      generator: &generator)
    #expect(layer.settings.whole("dimensions") == weights.count - 2)
  }

  @Test("are told which filter or input would fit")
  func refusals() throws {
    let one = Settings(["dimensions": .whole(1)])
    let filter = #expect(throws: LayerError.self) {
      try ConvolutionFittingTests.fit(input: [3, 9], filter: [2, 2, 3], settings: one)
    }
    #expect(filter?.description.hasSuffix("it would have to be 2 × 3 × 3") == true)
    let input = #expect(throws: LayerError.self) {
      try ConvolutionFittingTests.fit(input: [1, 2, 3, 9], settings: one)
    }
    #expect(input?.description.contains("items × channels × length") == true)
    let three = #expect(throws: LayerError.self) {
      try ConvolutionFittingTests.fit(
        input: [3, 9], settings: Settings(["dimensions": .whole(3)]))
    }
    #expect(three?.subject == "dimensions")
    var generator = SeededGenerator(seed: 0)
    let kernel = #expect(throws: LayerError.self) {
      try Convolution.declaration.layer(
        settings: Settings([
          "maps": .whole(1), "kernel": .extent(Extent(rows: 2, columns: 3)),
        ]), parameters: [], inputs: [[3, 9]], generator: &generator)
    }
    #expect(kernel?.subject == "kernel")
  }
}
