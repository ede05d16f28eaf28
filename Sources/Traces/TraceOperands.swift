import Neural

/// The tensors that a trace says went in.
struct TraceOperands {
  /// The names, in the order in which they are written.
  enum Key: String, TraceKey {
    case input, weights, bias
    case upstreamGradient = "upstream_gradient"

    static let table = TraceKeys<Self>()
  }

  private(set) var tensors: [Key: Tensor] = [:]
  private(set) var line = 1

  /// No operands.
  init() {}

  /// Reads the operands.
  init(_ input: inout JSONInput, budget: inout Int) throws(TraceError) {
    var object = try TraceObject<Key>(in: &input)
    while let key = try object.nextKey(&input) {
      // Operands are read from files, which hold finite numbers; but the gradient that the cost of
      // an infinite output begins with is not.
      tensors[key] = try input.tensor(
        key.rawValue, isFinite: key != .upstreamGradient, budget: &budget)
    }
    line = input.line
  }

  /// Refuses operands without one that something else in the trace is about.
  func require(_ key: Key, for other: String, line: Int) throws(TraceError) {
    guard tensors[key] == nil else { return }
    throw TraceError(line: line, .missing(key: key.rawValue, in: "the trace, which has \(other),"))
  }

  fileprivate func tensor(_ key: Key) throws(TraceError) -> Tensor {
    guard let tensor = tensors[key] else {
      throw TraceError(line: line, .missing(key: key.rawValue, in: "\"operands\""))
    }
    return tensor
  }
}

extension TraceLayer {
  /// The layer's pass over the operands, with its gradients where there is an upstream gradient.
  func pass(over operands: TraceOperands) throws(TraceError) -> TracedPass {
    let input = try operands.tensor(.input)
    switch kind {
    case .convolution, .fullyConnected:
      let (weights, bias) = (try operands.tensor(.weights), try operands.tensor(.bias))
      return try built { () throws(LayerError) in
        kind == .convolution
          ? try convolution(input, weights, bias, operands.tensors[.upstreamGradient])
          : try fullyConnected(input, weights, bias, operands.tensors[.upstreamGradient])
      }
    case .maxPooling, .averagePooling:
      return try built { () throws(LayerError) in
        kind == .maxPooling
          ? try maxPooling(input, operands.tensors[.upstreamGradient])
          : try averagePooling(input, operands.tensors[.upstreamGradient])
      }
    }
  }

  private func built(
    _ make: () throws(LayerError) -> TracedPass
  ) throws(TraceError) -> TracedPass {
    do { return try make() } catch { throw TraceError(line: line, .layer(error)) }
  }

  private func convolution(
    _ input: Tensor, _ weights: Tensor, _ bias: Tensor, _ upstreamGradient: Tensor?
  ) throws(LayerError) -> TracedPass {
    let pass = try Convolution(
      weights: weights, bias: bias, activation: activation, stride: Extent(stride),
      padding: rule, dilation: Extent(dilation), groups: groups, operation: operation
    ).forward(input)
    guard let upstreamGradient else { return .convolution(pass) }
    return .convolutionGradients(try pass.backward(upstreamGradient: upstreamGradient))
  }

  private func fullyConnected(
    _ input: Tensor, _ weights: Tensor, _ bias: Tensor, _ upstreamGradient: Tensor?
  ) throws(LayerError) -> TracedPass {
    let pass = try FullyConnected(weights: weights, bias: bias, activation: activation)
      .forward(input)
    guard let upstreamGradient else { return .fullyConnected(pass) }
    return .fullyConnectedGradients(try pass.backward(upstreamGradient: upstreamGradient))
  }

  private func maxPooling(
    _ input: Tensor, _ upstreamGradient: Tensor?
  ) throws(LayerError) -> TracedPass {
    let pass = try MaxPooling(window: Extent(kernel), stride: Extent(stride), padding: rule)
      .forward(input)
    guard let upstreamGradient else { return .maxPooling(pass) }
    return .maxPoolingGradient(try pass.backward(upstreamGradient: upstreamGradient))
  }

  private func averagePooling(
    _ input: Tensor, _ upstreamGradient: Tensor?
  ) throws(LayerError) -> TracedPass {
    let pass = try AveragePooling(window: Extent(kernel), stride: Extent(stride), padding: rule)
      .forward(input)
    guard let upstreamGradient else { return .averagePooling(pass) }
    return .averagePoolingGradient(try pass.backward(upstreamGradient: upstreamGradient))
  }

  /// The padding's rule; one that is not known was refused when it was read.
  private var rule: PaddingRule { padding.paddingRule ?? .valid }
}

extension Extent {
  fileprivate init(_ lengths: [Int]) { self.init(rows: lengths[0], columns: lengths[1]) }
}
