import Testing

@testable import Neural

@Suite("Operands over a length, of other layouts, and named kernels")
struct ConvolutionLineTests {
  private func fit(
    _ input: [Int], _ filter: [Int], isKernel: Bool = false, groups: Int = 1,
    layout: OperandLayout = OperandLayout(), dimensions: Int? = nil
  ) throws -> FittedOperands {
    func counted(_ shape: [Int]) throws -> Tensor {
      try Tensor(shape: shape, values: (0..<shape.reduce(1, *)).map(Double.init))
    }
    var operands = LayerOperands(
      settings: Settings(["groups": .whole(groups)]), inputs: [try counted(input)],
      parameters: [NamedTensor(.weight, try counted(filter))])
    operands.settings["dimensions"] = dimensions.map(SettingValue.whole)
    operands.layout = layout
    operands.kernels = isKernel ? [.weight] : []
    return try Convolution.declaration.fit(operands)
  }

  @Test(
    "Channels × length under maps × channels × length is one-dimensional where the channels agree",
    arguments: [
      ([2, 6], [3, 2, 3], 1), ([2, 7], [1, 2, 3], 1), ([1, 2, 6], [3, 2, 3], 1),
      ([4, 6], [2, 2, 3], 2), ([6], [3, 1, 2], 1),
    ])
  func line(input: [Int], filter: [Int], groups: Int) throws {
    let fitted = try fit(input, filter, groups: groups)
    #expect(fitted.remarks[.input] == ", one-dimensional")
    let length = input.count == 1 ? [1] + input : Array(input.suffix(2))
    #expect(fitted.items.map { $0[0].shape } == [length])
    #expect(fitted.parameters[.weight]?.shape == filter)
  }

  @Test(
    "Everything else goes over rows and columns",
    arguments: [
      ([4, 5], [2, 2], nil, [1, 1, 2, 2]), ([3, 4, 5], [3, 2, 2], nil, [1, 3, 2, 2]),
      ([3, 4, 5], [2, 3, 2, 2], nil, [2, 3, 2, 2]), ([2, 7], [1, 2, 3], 2, [1, 1, 2, 3]),
      ([1, 1, 6], [1, 1, 2], nil, [1, 1, 1, 2]),
    ] as [([Int], [Int], Int?, [Int])])
  func plane(input: [Int], filter: [Int], dimensions: Int?, weights: [Int]) throws {
    let fitted = try fit(input, filter, dimensions: dimensions)
    #expect(fitted.remarks.isEmpty)
    #expect(fitted.parameters[.weight]?.shape == weights)
  }

  @Test("Of two readings that fit neither is taken, and either can be asked for")
  func ambiguous() throws {
    let error = #expect(throws: LayerError.self) { try fit([1, 3, 7], [1, 3, 2]) }
    #expect(error?.description.contains("--dimensions 1") == true)
    #expect(try fit([1, 3, 7], [1, 3, 2], dimensions: 1).items[0][0].shape == [3, 7])
    #expect(try fit([1, 3, 7], [1, 3, 2], dimensions: 2).items[0][0].shape == [1, 3, 7])
  }

  @Test("Items × channels × length is a batch")
  func batch() throws {
    let fitted = try fit([4, 2, 6], [3, 2, 3])
    #expect(fitted.items.map { $0[0].shape } == Array(repeating: [2, 6], count: 4))
    #expect(fitted.items[1][0].values == (12..<24).map(Double.init))
    // Three channels of 2 × 6 under one map of 2 × 3 would fit as well.
    #expect(throws: LayerError.self) { try fit([3, 2, 6], [3, 2, 3]) }
    #expect(try fit([3, 2, 6], [3, 2, 3], dimensions: 2).items[0][0].shape == [3, 2, 6])
  }

  @Test(
    "What does not fit is refused with what would",
    arguments: [
      (
        [8, 8], [3, 3, 3], nil,
        "the filter is 3 × 3 × 3, which does not fit an input of 1 channel; it would have to be "
          + "1 × 3 × 3; 3 maps over one channel are 3 × 1 × 3 × 3, and over a length it fits an "
          + "input of channels × length such as 3 × 8"
      ),
      (
        [2, 6], [3, 4, 3], 1,
        "the filter is 3 × 4 × 3, which does not fit an input of 2 channels; it would have to be "
          + "3 × 2 × 3"
      ),
      (
        [8, 8, 3], [2, 3, 2, 2], nil,
        "the filter is 2 × 3 × 2 × 2, which does not fit an input of 8 channels; it would have to be "
          + "2 × 8 × 2 × 2; --layout input:channels-last reads the input as 3 channels of 8 × 8"
      ),
      (
        [3, 8, 8], [2, 2, 3, 5], nil,
        "the filter is 2 × 2 × 3 × 5, which does not fit an input of 3 channels; it would have to be "
          + "2 × 3 × 3 × 5; --layout filter:channels-last reads the filter as 5 × 3 × 2 × 2"
      ),
      (
        [8, 8, 3], [2, 2, 3, 5], nil,
        "the filter is 2 × 2 × 3 × 5, which does not fit an input of 8 channels; it would have to be "
          + "2 × 8 × 3 × 5; --layout channels-last reads both as TensorFlow has them"
      ),
    ] as [([Int], [Int], Int?, String)])
  func misfit(input: [Int], filter: [Int], dimensions: Int?, expected: String) {
    let error = #expect(throws: LayerError.self) {
      try fit(input, filter, dimensions: dimensions)
    }
    #expect(error?.description == expected)
    #expect(error?.subject == "weight")
  }

  @Test("Channels that cannot be divided into the groups are refused")
  func groups() {
    #expect(throws: LayerError.self) { try fit([3, 2, 2], [2, 1, 2, 2], groups: 2) }
  }

  @Test(
    "A named kernel lies on each channel: for one map, or in groups for one a group",
    arguments: [(1, [1, 4, 2, 2]), (2, [2, 2, 2, 2]), (4, [4, 1, 2, 2])])
  func kernel(groups: Int, weights: [Int]) throws {
    let fitted = try fit([4, 5, 5], [2, 2], isKernel: true, groups: groups)
    #expect(fitted.remarks[.weight] == " on each channel")
    let spread = try #require(fitted.parameters[.weight])
    #expect(spread.shape == weights)
    #expect(spread.values == (0..<4).flatMap { _ in [0, 1, 2, 3] as [Double] })
    #expect(try fit([5, 5], [2, 2], isKernel: true).remarks.isEmpty)
  }

  @Test("TensorFlow's filters are turned, those of a depthwise layer too")
  func channelsLast() throws {
    let last = OperandLayout(input: .channelsLast, parameters: .channelsLast)
    let plain = try fit([5, 6, 3], [2, 2, 3, 4], layout: last)
    #expect(plain.items[0][0].shape == [3, 5, 6])
    let weights = try #require(plain.parameters[.weight])
    #expect(weights.shape == [4, 3, 2, 2])
    // Row 1, column 0, channel 2, map 3.
    #expect(weights[3, 2, 1, 0] == Double(((1 * 2 + 0) * 3 + 2) * 4 + 3))
    let depthwise = try #require(
      try fit([5, 6, 3], [2, 2, 3, 2], groups: 3, layout: last).parameters[.weight])
    #expect(depthwise.shape == [6, 1, 2, 2])
    // Channel 2, the second of its two maps.
    #expect(depthwise[5, 0, 1, 0] == Double(((1 * 2 + 0) * 3 + 2) * 2 + 1))
    let line = try fit([7, 2], [3, 2, 4], layout: last)
    #expect(line.items[0][0][1, 6] == 13)
    #expect(line.parameters[.weight]?[3, 1, 2] == Double((2 * 2 + 1) * 4 + 3))
  }

  @Test("Keras' weights are turned, and their inputs put into the order of channels first")
  func keras() throws {
    // The cells of a 1 × 2 picture of two channels: columns are 0 (0,0,0), 1 (0,0,1) …
    func weights(_ kernel: Tensor) throws -> Tensor? {
      var operands = LayerOperands(
        inputs: [try Tensor(shape: [2, 1, 2], values: [1, 10, 100, 1000])],
        parameters: [NamedTensor(.weight, kernel)])
      operands.layout = OperandLayout(parameters: .channelsLast)
      return try FullyConnected.declaration.fit(operands).parameters[.weight]
    }
    let kernel = try Tensor(shape: [4, 1], values: [1, 2, 3, 4])
    #expect(try weights(kernel) == Tensor(shape: [1, 4], values: [1, 3, 2, 4]))
    #expect(try weights(kernel.permuted([1, 0])) == weights(kernel))
  }
}
