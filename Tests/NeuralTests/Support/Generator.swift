import Neural

/// A seeded source of random numbers (xorshift64*), so that a failing case can be run again.
struct Generator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = (seed &+ 1) &* 0x9E37_79B9_7F4A_7C15
  }

  mutating func next() -> UInt64 {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return state &* 0x2545_F491_4F6C_DD1D
  }

  mutating func integer(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &self) }

  mutating func extent(_ range: ClosedRange<Int>) -> Extent {
    Extent(rows: integer(range), columns: integer(range))
  }

  mutating func tensor(_ shape: [Int]) throws -> Tensor {
    let count = shape.reduce(1, *)
    return try Tensor(
      shape: shape, values: (0..<count).map { _ in .random(in: -1...1, using: &self) })
  }
}

/// A random layer with an input that fits: any stride, padding, dilation, groups, either operation.
struct RandomConvolution {
  let layer: Convolution
  let input: Tensor
  let upstreamGradient: Tensor

  init(seed: UInt64, activations: [Activation] = Activation.allCases) throws {
    var random = Generator(seed: seed)
    let underlay = random.extent(3...8)
    let kernel = random.extent(1...3)
    let dilation = random.extent(1...2)
    let rules: [PaddingRule] = [
      .valid, .same, .full,
      .explicit(
        Padding(
          top: random.integer(0...3), bottom: random.integer(0...3), left: random.integer(0...3),
          right: random.integer(0...3))),
    ]
    let fits =
      dilation.rows * (kernel.rows - 1) < underlay.rows
      && dilation.columns * (kernel.columns - 1) < underlay.columns
    let padding = fits ? rules[random.integer(0...3)] : .full
    let groups = random.integer(1...2)
    let channels = random.integer(1...2)
    let maps = groups * random.integer(1...2)
    layer = try Convolution(
      weights: random.tensor([maps, channels, kernel.rows, kernel.columns]),
      bias: random.tensor([maps]),
      activation: activations[random.integer(0...(activations.count - 1))],
      stride: random.extent(1...3), padding: padding, dilation: dilation, groups: groups,
      operation: random.integer(0...1) == 0 ? .crossCorrelation : .convolution)
    input = try random.tensor([channels * groups, underlay.rows, underlay.columns])
    upstreamGradient = try random.tensor(layer.forward(input).shape)
  }

  func forward() throws -> Convolution.ForwardPass { try layer.forward(input) }

  func backward() throws -> Convolution.BackwardPass {
    try forward().backward(upstreamGradient: upstreamGradient)
  }
}
