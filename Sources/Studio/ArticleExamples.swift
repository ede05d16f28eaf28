import Neural

extension ComputationRequest {
  /// 1 to 9 in three rows.
  static var smallInput: TitledTensor {
    get throws(RequestError) { try TitledTensor(rows: [[1, 2, 3], [4, 5, 6], [7, 8, 9]]) }
  }

  /// A layer of a kind with weights, over an input.
  private static func layer(
    _ kind: String, weight: TitledTensor, bias: [Double]? = nil, activation: Activation = .identity,
    over input: TitledTensor
  ) throws(RequestError) -> ComputationRequest {
    var parameters: [TensorName: TitledTensor] = [.weight: weight]
    if let bias { parameters[.bias] = try TitledTensor(shape: [bias.count], bias) }
    return ComputationRequest(
      .layer(
        LayerRequest(
          kind, settings: Settings(["activation": .activation(activation)]),
          parameters: parameters)),
      input: input)
  }

  /// The article's 3 × 3 values under a 2 × 2 filter (its appendix A).
  public static var smallest: ComputationRequest {
    get throws(RequestError) {
      try layer(
        Convolution.declaration.kind, weight: TitledTensor(rows: [[10, 20], [30, 40]]),
        over: smallInput)
    }
  }

  /// The article's letter Z under a diagonal stroke, which it has once.
  public static var letterZ: ComputationRequest {
    get throws(RequestError) { try letterZ(bias: nil, activation: .identity) }
  }

  /// The same with a bias and a sigmoid.
  public static var sigmoidOfLetterZ: ComputationRequest {
    get throws(RequestError) { try letterZ(bias: [-2], activation: .sigmoid) }
  }

  private static func letterZ(
    bias: [Double]?, activation: Activation
  ) throws(RequestError) -> ComputationRequest {
    try layer(
      Convolution.declaration.kind,
      weight: TitledTensor(rows: [[0, 0, 1], [0, 1, 0], [1, 0, 0]]), bias: bias,
      activation: activation, over: TitledTensor(sample: "letter:Z"))
  }

  /// The article's letter U, which has the filter's vertical stroke twice.
  public static var letterU: ComputationRequest {
    get throws(RequestError) {
      try layer(
        Convolution.declaration.kind, weight: TitledTensor(sample: "vertical-stroke:3"),
        over: TitledTensor(sample: "letter:U"))
    }
  }

  /// A handwritten digit under a filter for vertical edges.
  public static var digit2: ComputationRequest {
    get throws(RequestError) {
      try layer(
        Convolution.declaration.kind, weight: TitledTensor(sample: "sobel-x"),
        over: TitledTensor(sample: "digit:2"))
    }
  }

  /// 3 × 3 activations under a 2 × 2 filter, forward, and backward from the quadratic cost against
  /// targets: every gradient adds up on the page with three decimals.
  public static var gradients: ComputationRequest {
    get throws(RequestError) {
      var request = try layer(
        Convolution.declaration.kind, weight: TitledTensor(rows: [[0.5, -0.4], [-0.3, 0.8]]),
        bias: [-0.2], activation: .sigmoid,
        over: TitledTensor(rows: [[0.1, 0.9, 0.4], [0.7, 0.2, 0.8], [0.3, 0.6, 0.5]]))
      request.upstream = .cost(
        .quadratic, target: .tensor(try TitledTensor(rows: [[0.9, 0.1], [0.95, 0.2]]).tensor))
      return request
    }
  }

  /// Three feature maps of a digit (vertical edges, horizontal edges, both), each under filters of
  /// its own for each of two maps of the next layer.
  public static var chaining: ComputationRequest {
    get throws(RequestError) {
      let sigmoid = SettingValue.activation(.sigmoid)
      let kernel = SettingValue.extent(Extent(3))
      let kind = Convolution.declaration.kind
      let plan = NetworkPlan(
        name: "chaining", inputShape: [1, 8, 8],
        stages: [
          NetworkPlan.Stage(
            "layer1", kind: kind,
            settings: Settings(["maps": .whole(3), "kernel": kernel, "activation": sigmoid]),
            from: [NetworkPlan.input]),
          NetworkPlan.Stage(
            "layer2", kind: kind,
            settings: Settings(["maps": .whole(2), "kernel": kernel, "activation": sigmoid]),
            from: ["layer1"]),
        ])
      let edges: [Double] = [
        -1, 0, 1, -2, 0, 2, -1, 0, 1, -1, -2, -1, 0, 0, 0, 1, 2, 1, 0, 1, 0, 1, -4, 1, 0, 1, 0,
      ]
      let request = NetworkRequest(
        plan,
        parameters: [
          "layer1.weight": try TitledTensor(shape: [3, 1, 3, 3], edges),
          "layer1.bias": try TitledTensor(shape: [3], [0, 0, 0]),
          "layer2.weight": try TitledTensor(sample: "random:2x3x3x3@3"),
          "layer2.bias": try TitledTensor(shape: [2], [0.1, -0.2]),
        ])
      return ComputationRequest(
        .network(request), input: try TitledTensor(sample: "digit:2"), stage: "layer2")
    }
  }

  /// The article's pooling: windows that slide by 1, and a cell that wins two of them.
  public static func pooling(_ kind: String) throws(RequestError) -> ComputationRequest {
    ComputationRequest(
      .layer(
        LayerRequest(
          kind,
          settings: Settings(["window": .extent(Extent(2)), "stride": .extent(Extent(1))]))),
      input: try TitledTensor(rows: [[-0.7, -0.2, -0.6], [0.3, -0.6, 0.1], [0.3, 0.5, 0.2]]),
      upstream: .tensor(try TitledTensor(rows: [[0.025, 0.035], [-0.013, 0.091]]).tensor))
  }

  /// Three neurons that each see four inputs, forward and backward: every gradient adds up on the
  /// page with three decimals.
  public static var fullyConnected: ComputationRequest {
    get throws(RequestError) {
      let weights = try TitledTensor(rows: [
        [0.5, -0.3, 0.8, 0.1], [-0.6, 0.4, 0.2, 0.7], [0.3, 0.9, -0.5, -0.2],
      ])
      var request = try layer(
        "fully-connected", weight: weights, bias: [0.1, -0.2, 0.05], activation: .sigmoid,
        over: TitledTensor(rows: [[0.2, 0.9], [0.6, 0.4]]))
      request.upstream = .tensor(try TitledTensor(shape: [3], [0.5, -0.35, 0.2]).tensor)
      return request
    }
  }

  /// Sixteen 4 × 4 maps over 28 × 28 pixels.
  public static var parameters: ComputationRequest {
    get throws(RequestError) {
      try layer(
        Convolution.declaration.kind, weight: TitledTensor(sample: "random:16x1x4x4"),
        over: TitledTensor(sample: "zeros:28x28"))
    }
  }

  /// The article's two maps under two filters, which add up to one map (its appendix B).
  public static var stack: ComputationRequest {
    get throws(RequestError) {
      try layer(
        Convolution.declaration.kind,
        weight: TitledTensor(shape: [2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]),
        over: TitledTensor(
          shape: [2, 3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 8, 7, 6, 5, 4, 3, 2, 1]))
    }
  }
}

extension ComputationRequest.Model {
  /// The kind of a single layer; nil for a network.
  public var kind: String? {
    if case .layer(let layer) = self { layer.kind } else { nil }
  }
}
