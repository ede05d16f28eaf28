extension AveragePooling {
  /// Average pooling as a kind of layer.
  public static let declaration = LayerDeclaration(
    kind: "average-pooling", "each neuron takes the mean of the activations under its window",
    settings: SettingDeclaration.pooling + [
      SettingDeclaration(
        "divisor", .choice(Divisor.allCases.map(\.rawValue)),
        "The cells that are counted: those of the window, padding included, or those inside of the "
          + "input (default: window; with padding same, inside).")
    ], fit: FittedOperands.images,
    make: { settings, _, _ throws(LayerError) in
      try AveragePooling(
        geometry: .pooling(settings),
        divisor: settings.choice("divisor").flatMap(Divisor.init))
    }
  ).alsoInOneDimension
}

extension AveragePooling: Layer {
  /// The kind.
  public var declaration: LayerDeclaration { AveragePooling.declaration }
  /// What the layer was told.
  public var settings: Settings {
    var settings = geometry.poolingSettings
    settings["divisor"] = .choice(divisor.rawValue)
    return settings
  }
  /// A neuron sees what lies under its window.
  public var reach: Reach { .window(geometry) }

  /// [channels, rows, columns].
  public func outputShape(of inputs: [[Int]]) throws(LayerError) -> [Int] {
    let sweep = try geometry.poolingSweep(over: inputs[0])
    if divisor == .inside { try sweep.requireCellsUnderEveryWindow() }
    return [inputs[0][0], sweep.extent.rows, sweep.extent.columns]
  }

  /// The pass over [channels, rows, columns].
  public func forward(
    _ inputs: [Tensor], mode: Mode
  ) throws(LayerError) -> any LayerForwardPass {
    try forward(inputs[0])
  }
}

extension AveragePooling.ForwardPass: LayerForwardPass {
  /// The input.
  public var inputs: [Tensor] { [input] }
  /// The activations.
  public var output: Tensor { activations() }
  /// The output is what comes out.
  public var outputName: TensorName { .output }
  /// What comes out.
  public var results: NamedTensors { [NamedTensor(.output, output)] }

  /// One account: the mean of its window for each neuron.
  public var accounts: [Account] {
    let steps = steps
    return [
      Account(.forward, result: .output, shape: shape, steps: shape) { index in
        let step = steps[index]
        return AccountStep(
          index: index,
          target: Address(.output, Indices(channel: step.map, step.position.neuron)),
          rule: .mean(divisor: Double(step.divisor)), position: step.position,
          terms: step.window.terms(channel: step.map), result: step.a)
      }
    ]
  }

  /// The gradient of the input.
  public func backward(outputGradient: Tensor) throws(LayerError) -> any LayerBackwardPass {
    try backward(upstreamGradient: outputGradient)
  }
}

extension AveragePooling.BackwardPass: LayerBackwardPass {
  /// ∂C/∂a.
  public var outputGradient: Tensor { upstreamGradient }
  /// ∂C/∂aᴸ⁻¹.
  public var inputGradients: [Tensor] { [activationGradient.gradient()] }
  /// The shares.
  public var results: NamedTensors { [NamedTensor(.outputGradientShares, shares)] }

  /// Three accounts: one contribution for each neuron, one sum for each cell of the input, and the
  /// shares that both hand out.
  public var accounts: [Account] {
    let forward = forward
    return [
      activationGradient.account(factors: .outputGradientShares),
      activationGradientAccumulation.account(factors: .outputGradientShares),
      .shares(of: upstreamGradient, shares: shares) { index in
        let (_, position) = forward.overlaps.neuron(index)
        return forward.divisor(of: position.neuron)
      },
    ]
  }
}
