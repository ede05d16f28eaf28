import Testing

@testable import Neural

@Suite("What a user gives a convolution")
struct ConvolutionFittingTests {
  static func fit(
    input: [Int], filter: [Int]? = nil, bias: Tensor? = nil, settings: Settings = Settings()
  ) throws(LayerError) -> FittedOperands {
    var parameters = NamedTensors()
    parameters[.weight] = filter.map { Tensor(repeating: 1, shape: $0) }
    parameters[.bias] = bias
    return try Convolution.declaration.fit(
      LayerOperands(
        settings: settings, inputs: [Tensor(repeating: 1, shape: input)], parameters: parameters))
  }

  @Test(
    "has an input of channels, rows and columns, or a batch of them",
    arguments: [
      ([4], [[1, 1, 4]]), ([2, 3], [[1, 2, 3]]), ([3, 2, 2], [[3, 2, 2]]),
      ([1, 3, 2, 2], [[3, 2, 2]]), ([2, 3, 2, 2], [[3, 2, 2], [3, 2, 2]]),
    ])
  func input(shape: [Int], items: [[Int]]) throws {
    #expect(try Self.fit(input: shape).items.map { $0.map(\.shape) } == items.map { [$0] })
  }

  @Test("has no input of more dimensions")
  func inputRank() throws {
    let error = try #require(throws: LayerError.self) { try Self.fit(input: [1, 1, 3, 2, 2]) }
    #expect(error.description.contains("1 × 1 × 3 × 2 × 2"))
    #expect(error.description.contains("items × channels × rows × columns"))
  }

  @Test(
    "has a filter of rank 2, 3 or 4, from which maps and kernel follow",
    arguments: [
      ([2, 3], 1, 1, [1, 1, 2, 3]), ([3, 2, 2], 3, 1, [1, 3, 2, 2]),
      ([5, 3, 2, 2], 3, 1, [5, 3, 2, 2]), ([4, 1, 2, 2], 2, 2, [4, 1, 2, 2]),
    ])
  func filter(shape: [Int], channels: Int, groups: Int, result: [Int]) throws {
    let fitted = try Self.fit(
      input: [channels, 6, 6], filter: shape, settings: Settings(["groups": .whole(groups)]))
    #expect(fitted.parameters[.weight]?.shape == result)
    #expect(fitted.parameters[.bias] == Tensor(shape: [result[0]]))
    #expect(fitted.settings.whole("maps") == result[0])
    #expect(fitted.settings.extent("kernel") == Extent(rows: result[2], columns: result[3]))
    var generator = SeededGenerator(seed: 0)
    let layer = try Convolution.declaration.layer(
      settings: fitted.settings, parameters: fitted.parameters, inputs: [[channels, 6, 6]],
      generator: &generator)
    #expect(layer.parameters == fitted.parameters)
  }

  @Test(
    "is told which filter would fit",
    arguments: [
      ([2, 2], 3, 1, "have to be 3 × 2 × 2"), ([2, 2, 2], 1, 1, "have to be 1 × 2 × 2"),
      ([4, 2, 3, 3], 3, 1, "have to be 4 × 3 × 3 × 3"),
      ([3, 3], 4, 2, "have to be 2 × 2 × 3 × 3"),
      ([3, 2, 2, 2], 4, 2, "have to be 4 × 2 × 2 × 2"),
    ])
  func misfit(shape: [Int], channels: Int, groups: Int, remedy: String) throws {
    let error = try #require(throws: LayerError.self) {
      try Self.fit(
        input: [channels, 6, 6], filter: shape, settings: Settings(["groups": .whole(groups)]))
    }
    #expect(error.subject == "weight")
    #expect(error.description.contains(remedy))
  }

  @Test("is told where channels cannot be divided into groups")
  func groups() throws {
    let error = try #require(throws: LayerError.self) {
      try Self.fit(
        input: [3, 6, 6], filter: [2, 1, 2, 2], settings: Settings(["groups": .whole(2)]))
    }
    #expect(error.subject == "groups")
  }

  @Test(
    "cannot contradict the filter's shape",
    arguments: [("maps", SettingValue.whole(3), "2"), ("kernel", .extent(Extent(3)), "2x3")])
  func contradiction(name: String, value: SettingValue, found: String) throws {
    let error = try #require(throws: LayerError.self) {
      try Self.fit(
        input: [1, 6, 6], filter: [2, 1, 2, 3], settings: Settings([name: value]))
    }
    #expect(error.subject == name)
    #expect(error.description == "\(name) is \(value.text), but the filter has \(found)")
  }

  @Test("has one bias for every map, or one for each")
  func bias() throws {
    let one = try Tensor(shape: [1, 1], values: [0.5])
    let fitted = try Self.fit(input: [1, 3, 3], filter: [3, 1, 2, 2], bias: one)
    #expect(fitted.parameters[.bias] == Tensor(repeating: 0.5, shape: [3]))
    let two = try Tensor(shape: [1, 2], values: [0.1, -0.2])
    #expect(
      try Self.fit(input: [1, 3, 3], filter: [2, 1, 2, 2], bias: two).parameters[.bias]
        == Tensor(shape: [2], values: [0.1, -0.2]))
    #expect(throws: LayerError.biasCount(maps: 3, found: 2)) {
      try Self.fit(input: [1, 3, 3], filter: [3, 1, 2, 2], bias: two)
    }
  }

  @Test("has no bias where none is wanted")
  func noBias() throws {
    let settings = Settings(["bias": .flag(false)])
    let fitted = try Self.fit(input: [3, 3], filter: [2, 2], settings: settings)
    #expect(fitted.parameters.map(\.name) == [.weight])
    let error = try #require(throws: LayerError.self) {
      try Self.fit(input: [3, 3], filter: [2, 2], bias: Tensor(shape: [1]), settings: settings)
    }
    #expect(error.subject == "bias")
  }

  @Test("is refused where it could be an image or a batch of lengths, unless told which")
  func ambiguous() throws {
    let error = try #require(throws: LayerError.self) {
      try Self.fit(input: [1, 3, 7], filter: [1, 3, 2])
    }
    #expect(
      error.description.contains(
        "the input is 1 × 3 × 7 and the filter 1 × 3 × 2: 1 channel of 3 × 7 under one feature map "
          + "(--dimensions 2), or 1 item of 3 channels of a length (--dimensions 1)"))
    for (dimensions, item) in [(1, [3, 7]), (2, [1, 3, 7])] {
      let fitted = try Self.fit(
        input: [1, 3, 7], filter: [1, 3, 2],
        settings: Settings(["dimensions": .whole(dimensions)]))
      #expect(fitted.items.map { $0.map(\.shape) } == [[item]])
    }
    let several = try #require(throws: LayerError.self) {
      try Self.fit(input: [3, 2, 9], filter: [3, 2, 2])
    }
    #expect(
      several.description.contains(
        "3 channels of 2 × 9 under one feature map (--dimensions 2), or 3 items of 2 channels of a "
          + "length (--dimensions 1)"))
    // The same sums in both readings.
    for (input, filter) in [([1, 1, 7], [1, 1, 2]), ([1, 3, 7], [1, 3, 7])] {
      #expect(try Self.fit(input: input, filter: filter).items.count == 1)
    }
  }
}
