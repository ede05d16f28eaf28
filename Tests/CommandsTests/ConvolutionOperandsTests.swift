import ArrayFiles
import Neural
import Testing

@testable import Commands

@Suite struct ConvolutionOperandsTests {
  private func operands(
    _ input: [Int], _ filter: [Int], isKernel: Bool = false, groups: Int = 1,
    inputLayout: Layout = .channelsFirst, layout: OperandLayout? = nil, dimensions: Int? = nil
  ) throws -> ConvolutionOperands {
    func counted(_ shape: [Int]) throws -> Tensor {
      try Tensor(shape: shape, values: (0..<shape.reduce(1, *)).map(Double.init))
    }
    return try ConvolutionOperands(
      InputOperand(tensor: try counted(input), layout: layout?.input ?? inputLayout, name: ""),
      filter: try counted(filter), isKernel: isKernel, groups: groups,
      form: OperandForm(layout: layout, dimensions: dimensions))
  }

  @Test(
    "Channels × length under maps × channels × length is one-dimensional where the channels agree",
    arguments: [
      ([2, 6], [3, 2, 3], 1), ([2, 7], [1, 2, 3], 1), ([1, 2, 6], [3, 2, 3], 1),
      ([4, 6], [2, 2, 3], 2), ([6], [3, 1, 2], 1),
    ])
  func line(input: [Int], filter: [Int], groups: Int) throws {
    let operands = try operands(input, filter, groups: groups)
    #expect(operands.isOneDimensional)
    let length = input.count == 1 ? [1] + input : Array(input.suffix(2))
    #expect(operands.input.shape == [length[0], 1, length[1]])
    #expect(operands.weights.shape == [filter[0], filter[1], 1, filter[2]])
  }

  @Test(
    "Everything else goes over rows and columns",
    arguments: [
      ([4, 5], [2, 2], nil, [1, 1, 2, 2]), ([3, 4, 5], [3, 2, 2], nil, [1, 3, 2, 2]),
      ([3, 4, 5], [2, 3, 2, 2], nil, [2, 3, 2, 2]), ([2, 7], [1, 2, 3], 2, [1, 1, 2, 3]),
      ([1, 1, 6], [1, 1, 2], nil, [1, 1, 1, 2]),
    ] as [([Int], [Int], Int?, [Int])])
  func plane(input: [Int], filter: [Int], dimensions: Int?, weights: [Int]) throws {
    let operands = try operands(input, filter, dimensions: dimensions)
    #expect(!operands.isOneDimensional)
    #expect(operands.weights.shape == weights)
  }

  @Test("Two readings that fit are refused with both, and either can be asked for")
  func ambiguous() throws {
    let failure = #expect(throws: Failure.self) { try operands([1, 3, 7], [1, 3, 2]) }
    #expect(
      failure?.description
        == "the input is 1 × 3 × 7 and the filter 1 × 3 × 2: one channel of 3 rows (--dimensions 2), "
        + "or 3 channels of a length (--dimensions 1)")
    #expect(try operands([1, 3, 7], [1, 3, 2], dimensions: 1).isOneDimensional)
    #expect(try !operands([1, 3, 7], [1, 3, 2], dimensions: 2).isOneDimensional)
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
        "the input is 2 × 6 and the filter 3 × 4 × 3; over a length the filter would have to be "
          + "3 × 2 × 3"
      ),
      (
        [2, 6, 6], [3, 2, 3], 1,
        "the input is 2 × 6 × 6 and the filter 3 × 2 × 3; over a length it takes channels × length "
          + "under maps × channels × length"
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
    let failure = #expect(throws: Failure.self) {
      try operands(input, filter, dimensions: dimensions)
    }
    #expect(failure?.description == expected)
    #expect(failure?.kind == .malformedData)
  }

  @Test("Channels that cannot be divided into the groups are refused")
  func groups() {
    #expect(throws: Failure.self) { try operands([3, 2, 2], [2, 1, 2, 2], groups: 2) }
  }

  @Test(
    "A named kernel lies on each channel: for one map, or in groups for one a group",
    arguments: [(1, [1, 4, 2, 2]), (2, [2, 2, 2, 2]), (4, [4, 1, 2, 2])])
  func kernel(groups: Int, weights: [Int]) throws {
    let operands = try operands([4, 5, 5], [2, 2], isKernel: true, groups: groups)
    #expect(operands.isSpread)
    #expect(operands.weights.shape == weights)
    #expect(operands.weights.values == (0..<4).flatMap { _ in [0, 1, 2, 3] as [Double] })
    #expect(try !self.operands([5, 5], [2, 2], isKernel: true).isSpread)
  }

  @Test("TensorFlow's filters are turned, those of a depthwise layer too")
  func channelsLast() throws {
    let plain = try operands([5, 6, 3], [2, 2, 3, 4], layout: .channelsLast)
    #expect(plain.input.shape == [3, 5, 6])
    #expect(plain.weights.shape == [4, 3, 2, 2])
    // Row 1, column 0, channel 2, map 3.
    #expect(plain.weights[3, 2, 1, 0] == Double(((1 * 2 + 0) * 3 + 2) * 4 + 3))
    let depthwise = try operands([5, 6, 3], [2, 2, 3, 2], groups: 3, layout: .channelsLast)
    #expect(depthwise.weights.shape == [6, 1, 2, 2])
    // Channel 2, the second of its two maps.
    #expect(depthwise.weights[5, 0, 1, 0] == Double(((1 * 2 + 0) * 3 + 2) * 2 + 1))
    let line = try operands([7, 2], [3, 2, 4], layout: .channelsLast)
    #expect(line.isOneDimensional)
    #expect(line.input[1, 0, 6] == 13)
    #expect(line.weights[3, 1, 0, 2] == Double((2 * 2 + 1) * 4 + 3))
  }

  @Test("Padding over a length is of its two ends")
  func padding() throws {
    #expect(
      try PaddingRule.explicit(Padding(2)).overLength()
        == .explicit(Padding(top: 0, bottom: 0, left: 2, right: 2)))
    let causal = PaddingRule.explicit(Padding(top: 0, bottom: 0, left: 2, right: 0))
    #expect(try causal.overLength() == causal)
    #expect(try PaddingRule.same.overLength() == .same)
    let failure = #expect(throws: Failure.self) {
      try PaddingRule.explicit(Padding(top: 1, bottom: 1, left: 2, right: 2)).overLength()
    }
    #expect(failure?.kind == .usage)
  }
}
