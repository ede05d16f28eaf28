import Neural

/// The article's running example: a 2 × 2 filter over a 3 × 3 input, with numbers that can be
/// followed by hand.
enum ArticleExample {
  static func backward(
    operation: Convolution.Operation = .crossCorrelation
  ) throws -> Convolution.BackwardPass {
    let layer = try Convolution(
      weights: Tensor(shape: [1, 1, 2, 2], values: [10, 20, 30, 40]),
      bias: Tensor(shape: [1], values: [-500]), activation: .leakyReLU, operation: operation)
    let input = try Tensor(shape: [1, 3, 3], values: [1, 2, 3, 4, 5, 6, 7, 8, 9])
    return try layer.forward(input)
      .backward(upstreamGradient: Tensor(shape: [1, 2, 2], values: [100, 200, 3, -4]))
  }
}
