import Testing

@testable import Neural

@Suite struct PoolingGradientTests {
  private struct Example {
    let window: Extent
    let stride: Extent
    let padding: PaddingRule
    let input: Tensor
    var random: Generator

    init(seed: UInt64) throws {
      random = Generator(seed: seed)
      let shape = [random.integer(1...2), random.integer(3...8), random.integer(3...8)]
      input = try random.tensor(shape)
      window = random.extent(1...3)
      stride = random.extent(1...4)
      padding = [PaddingRule.valid, .same, .full][random.integer(0...2)]
    }
  }

  @Test("Contributions and sums are the same gradient to the last bit", arguments: 0..<150)
  func agreement(seed: UInt64) throws {
    var example = try Example(seed: seed)
    let (window, stride, padding) = (example.window, example.stride, example.padding)
    let largest = try MaxPooling(window: window, stride: stride, padding: padding)
      .forward(example.input)
    let mean = try AveragePooling(window: window, stride: stride, padding: padding)
      .forward(example.input)
    let upstream = try example.random.tensor(largest.shape)
    let first = try largest.backward(upstreamGradient: upstream)
    let second = try mean.backward(upstreamGradient: upstream)
    #expect(
      first.activationGradient.result.isIdentical(to: first.activationGradientAccumulation.result))
    #expect(
      second.activationGradient.result.isIdentical(
        to: second.activationGradientAccumulation.result))
  }

  @Test("The gradients are the slopes of the cost Σ g · a", arguments: 0..<40)
  func finiteDifferences(seed: UInt64) throws {
    var example = try Example(seed: seed)
    let largest = try MaxPooling(
      window: example.window, stride: example.stride, padding: example.padding)
    let mean = try AveragePooling(
      window: example.window, stride: example.stride, padding: example.padding)
    let upstream = try example.random.tensor(largest.forward(example.input).shape)
    let maxSlopes = try centralDifferences(at: example.input) {
      try largest.forward($0).result.dot(upstream)
    }
    let meanSlopes = try centralDifferences(at: example.input) {
      try mean.forward($0).result.dot(upstream)
    }
    let maxGradient = try largest.forward(example.input).backward(upstreamGradient: upstream)
    let meanGradient = try mean.forward(example.input).backward(upstreamGradient: upstream)
    #expect(maxGradient.activationGradient.result.distance(to: maxSlopes) < 1e-7)
    #expect(meanGradient.activationGradient.result.distance(to: meanSlopes) < 1e-7)
  }
}
