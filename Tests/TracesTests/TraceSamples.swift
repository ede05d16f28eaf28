import Neural

@testable import Traces

/// Passes of every kind of layer, with and without gradients, whose geometries leave out nothing.
enum TraceSamples {
  /// A name, and the computation.
  struct Sample: CustomStringConvertible, Sendable {
    let description: String
    let pass: TracedPass
  }

  /// All of them; fewer where one cannot be built, which a test would notice.
  static let all: [Sample] = (try? withoutGradients() + withGradients()) ?? []

  /// Those with gradients.
  static let backward: [Sample] = (try? withGradients()) ?? []

  private static func withoutGradients() throws -> [Sample] {
    [
      Sample(description: "convolution", pass: .convolution(try convolution())),
      Sample(description: "max pooling", pass: .maxPooling(try maxPooling())),
      Sample(description: "average pooling", pass: .averagePooling(try averagePooling())),
      Sample(description: "fully connected", pass: .fullyConnected(try fullyConnected())),
    ]
  }

  private static func withGradients() throws -> [Sample] {
    let convolution = try convolution()
    let dense = try Convolution(
      weights: Tensor(shape: [1, 1, 2, 2], values: [1, -2, 0.5, 3]), activation: .tanh
    ).forward(Tensor(shape: [1, 3, 3], values: values(9)))
    let (largest, mean) = (try maxPooling(), try averagePooling())
    let connected = try fullyConnected()
    func gradient(_ shape: [Int]) throws -> Tensor {
      try Tensor(shape: shape, values: values(shape.reduce(1, *)))
    }
    return [
      Sample(
        description: "gradients of a dense convolution",
        pass: .convolutionGradients(
          try dense.backward(upstreamGradient: gradient(dense.shape)))),
      Sample(
        description: "gradients of a convolution with groups, stride, padding and dilation",
        pass: .convolutionGradients(
          try convolution.backward(upstreamGradient: gradient(convolution.shape)))),
      Sample(
        description: "gradient of max pooling",
        pass: .maxPoolingGradient(
          try largest.backward(upstreamGradient: gradient(largest.shape)))),
      Sample(
        description: "gradient of average pooling",
        pass: .averagePoolingGradient(
          try mean.backward(upstreamGradient: gradient(mean.shape)))),
      Sample(
        description: "gradients of a fully connected layer",
        pass: .fullyConnectedGradients(
          try connected.backward(upstreamGradient: gradient([connected.layer.neurons])))),
    ]
  }

  /// The text of a trace whose gradients are those of a cost.
  static func withCost(
    _ cost: Cost = .quadratic, encoding: TraceWriter.Encoding = .jsonLines
  ) throws -> String {
    let forward = try FullyConnected(
      weights: Tensor(shape: [3, 2], values: [1, -2, 0.5, 3, -1, 0.25])
    ).forward(Tensor(shape: [2], values: [0.5, -1.5]))
    let output = forward.result.a
    let target = try Tensor(shape: [3], values: [0, 0.75, 0.25])
    let backward = try forward.backward(
      upstreamGradient: cost.gradient(of: output, target: target))
    let record = try TracedCost(cost, of: output, target: target)
    return TraceWriter(encoding: encoding, cost: record).text(backward)
  }

  private static func convolution() throws -> Convolution.ForwardPass {
    try Convolution(
      weights: Tensor(shape: [4, 1, 2, 3], values: values(24)),
      bias: Tensor(shape: [4], values: [0.1, -0.2, 0, 1e-9]), activation: .sigmoid,
      stride: Extent(rows: 2, columns: 1),
      padding: .explicit(Padding(top: 1, bottom: 0, left: 2, right: 1)),
      dilation: Extent(rows: 1, columns: 2), groups: 2, operation: .convolution
    ).forward(Tensor(shape: [2, 4, 5], values: values(40)))
  }

  private static func maxPooling() throws -> MaxPooling.ForwardPass {
    try MaxPooling(
      window: Extent(rows: 2, columns: 3), stride: Extent(rows: 2, columns: 1), padding: .same
    ).forward(Tensor(shape: [2, 3, 4], values: values(24)))
  }

  private static func averagePooling() throws -> AveragePooling.ForwardPass {
    try AveragePooling(
      window: Extent(3), stride: Extent(2),
      padding: .explicit(Padding(top: 1, bottom: 1, left: 0, right: 1))
    ).forward(Tensor(shape: [1, 4, 5], values: values(20)))
  }

  private static func fullyConnected() throws -> FullyConnected.ForwardPass {
    try FullyConnected(
      weights: Tensor(shape: [3, 4], values: values(12)),
      bias: Tensor(shape: [3], values: [1, 0, -0.5]), activation: .softplus
    ).forward(Tensor(shape: [2, 2], values: [0.5, -1, 2, 0.25]))
  }

  /// Values with both signs, zeros, ties and fractions that have no short spelling.
  static func values(_ count: Int) -> [Double] {
    (0..<count).map { index in
      let whole = Double(index * 7919 % 23 - 11)
      return index % 3 == 0 ? whole / 3 : whole / 4
    }
  }
}

extension TraceWriter {
  /// The bytes that it writes.
  func bytes(_ pass: some Traceable) -> [UInt8] {
    var bytes: [UInt8] = []
    write(pass) { bytes += $0 }
    return bytes
  }

  /// The text that it writes.
  func text(_ pass: some Traceable) -> String { String(decoding: bytes(pass), as: UTF8.self) }
}
