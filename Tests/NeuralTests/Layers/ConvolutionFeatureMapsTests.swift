import Testing

@testable import Neural

@Suite struct ConvolutionFeatureMapsTests {
  @Test("Without steps, the numbers are those of the fold to the last bit", arguments: 0..<300)
  func sameAsFold(seed: UInt64) throws {
    let random = try RandomConvolution(seed: seed)
    let fold = try random.layer.forward(random.input).result
    let direct = try random.layer.featureMaps(of: random.input)
    #expect(direct.z.isIdentical(to: fold.z))
    #expect(direct.a.isIdentical(to: fold.a))
  }

  @Test("An input that does not fit is refused as by the pass")
  func refusal() throws {
    let layer = try Convolution(weights: Tensor(shape: [1, 2, 2, 2]))
    #expect(throws: LayerError.channels(expected: 2, found: 1)) {
      try layer.featureMaps(of: Tensor(shape: [1, 3, 3]))
    }
  }
}
