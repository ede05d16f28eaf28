import Testing

@testable import Neural

@Suite struct ConvolutionForwardTests {
  static let values = [[1.0, 2, 3], [4, 5, 6], [7, 8, 9]]
  static let filter = [[10.0, 20], [30, 40]]

  @Test(
    "The matrices of the article's appendix A come out",
    arguments: [
      (Convolution.Operation.crossCorrelation, PaddingRule.valid, [[370.0, 470], [670, 770]]),
      (.convolution, .valid, [[230, 330], [530, 630]]),
      (
        .crossCorrelation, .full,
        [[40, 110, 180, 90], [180, 370, 470, 210], [360, 670, 770, 330], [140, 230, 260, 90]]
      ),
      (
        .convolution, .full,
        [[10, 40, 70, 60], [70, 230, 330, 240], [190, 530, 630, 420], [210, 520, 590, 360]]
      ),
    ])
  func appendixA(
    operation: Convolution.Operation, padding: PaddingRule, expected: [[Double]]
  ) throws {
    let input = try Tensor(rows: Self.values).reshaped([1, 3, 3])
    let expected = try Tensor(rows: expected)
    let weights = try Tensor(rows: Self.filter).reshaped([1, 1, 2, 2])
    let layer = try Convolution(weights: weights, padding: padding, operation: operation)
    #expect(try layer.forward(input).result.z[slice: 0] == expected)

    // The other operation with the filter rotated by hand is the same.
    let other = try Convolution(
      weights: weights.rotated180(), padding: padding,
      operation: operation == .convolution ? .crossCorrelation : .convolution)
    #expect(try other.forward(input).result.z[slice: 0] == expected)
  }

  @Test("Appendix B: two flat cross-correlations added are one over both channels")
  func appendixB() throws {
    let input = try Tensor(
      shape: [2, 3, 3], values: [1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 8, 7, 6, 5, 4, 3, 2, 1])
    let weights = try Tensor(shape: [1, 2, 2, 2], values: [1, 2, 3, 4, 5, 6, 7, 8])
    let both = try Convolution(weights: weights).forward(input).result.z
    #expect(try both[slice: 0] == Tensor(rows: [[212, 196], [164, 148]]))

    let flat = try Convolution(weights: weights.reshaped([2, 1, 2, 2]), groups: 2)
    let separate = try flat.forward(input).result.z
    #expect(try separate[slice: 0] == Tensor(rows: [[37, 47], [67, 77]]))
    #expect(try separate[slice: 1] == Tensor(rows: [[175, 149], [97, 71]]))
  }

  @Test("z and a agree with the oracle", arguments: try ConvolutionCase.all.get())
  func oracle(example: ConvolutionCase) throws {
    let result = try example.layer().forward(example.input.tensor).result
    #expect(try result.z.deviation(from: example.rawActivation.tensor) <= 1)
    #expect(try result.a.deviation(from: example.activationValues.tensor) <= 1)
  }

  @Test("The oracle has cases with groups, strides, dilation and padding on each side")
  func oracleCoverage() throws {
    let cases = try ConvolutionCase.all.get()
    #expect(cases.count == 24)
    #expect(cases.contains { $0.groups > 1 })
    #expect(cases.contains { $0.stride[0] != $0.stride[1] && $0.dilation[0] != $0.dilation[1] })
    #expect((0..<4).allSatisfy { side in cases.contains { $0.padding[side] > 0 } })
  }

  @Test("Steps go map by map, each in row order")
  func order() throws {
    let layer = try Convolution(weights: Tensor(repeating: 1, shape: [2, 1, 2, 2]))
    let steps = try layer.forward(Tensor(shape: [1, 3, 3])).steps
    #expect(steps.count == 8)
    #expect(steps.map(\.map) == [0, 0, 0, 0, 1, 1, 1, 1])
    #expect(steps.map(\.index) == Array(0..<8))
    #expect(
      steps.suffix(4).map(\.position.neuron) == [Cell(0, 0), Cell(0, 1), Cell(1, 0), Cell(1, 1)])
  }

  @Test("A dot product of nothing but zeros is 0 without a sign")
  func negativeZero() throws {
    let layer = try Convolution(
      weights: Tensor(repeating: -1, shape: [1, 1, 2, 2]),
      bias: Tensor(shape: [1], values: [-0.0]), padding: .full)
    let pass = try layer.forward(Tensor(shape: [1, 2, 2]))
    #expect(pass.result.z.values.allSatisfy { $0 == 0 && $0.sign == .plus })
    #expect(pass.featureMaps().z.values.allSatisfy { $0 == 0 && $0.sign == .plus })
  }

  @Test("Passes are equal when layer and input are")
  func equality() throws {
    let layer = try Convolution(weights: Tensor(repeating: 1, shape: [1, 1, 2, 2]))
    let other = try Convolution(weights: Tensor(repeating: 2, shape: [1, 1, 2, 2]))
    let input = Tensor(repeating: 3, shape: [1, 3, 3])
    #expect(try layer.forward(input) == layer.forward(input))
    #expect(try layer.forward(input) != other.forward(input))
    #expect(try layer.forward(input) != layer.forward(Tensor(shape: [1, 3, 3])))
    let pass = try layer.forward(input)
    let limited = Convolution.ForwardPass(
      layer: layer, input: input, sweep: pass.sweep.limited(to: Extent(1)))
    #expect(pass != limited)
  }
}
