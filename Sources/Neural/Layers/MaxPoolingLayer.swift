extension MaxPooling {
  /// Max pooling as a kind of layer.
  public static let declaration = LayerDeclaration(
    kind: "max-pooling", "each neuron keeps the largest activation under its window",
    settings: SettingDeclaration.pooling + [
      SettingDeclaration(
        "dilation", .extent(atLeast: 1), default: .extent(Extent(1)),
        "Cells from one cell of the window to the next.")
    ], fit: FittedOperands.images,
    make: { settings, _, _ throws(LayerError) in
      try MaxPooling(geometry: .pooling(settings))
    }
  ).alsoInOneDimension
}

extension MaxPooling: Layer {
  /// The kind.
  public var declaration: LayerDeclaration { MaxPooling.declaration }
  /// What the layer was told.
  public var settings: Settings {
    var settings = geometry.poolingSettings
    settings["dilation"] = .extent(geometry.dilation)
    return settings
  }
  /// A neuron sees what lies under its window.
  public var reach: Reach { .window(geometry) }

  /// [channels, rows, columns].
  public func outputShape(of inputs: [[Int]]) throws(LayerError) -> [Int] {
    let sweep = try geometry.poolingSweep(over: inputs[0])
    try sweep.requireCellsUnderEveryWindow()
    return [inputs[0][0], sweep.extent.rows, sweep.extent.columns]
  }

  /// The pass over [channels, rows, columns].
  public func forward(
    _ inputs: [Tensor], mode: Mode
  ) throws(LayerError) -> any LayerForwardPass {
    try forward(inputs[0])
  }
}

extension MaxPooling.ForwardPass: LayerForwardPass {
  /// The input.
  public var inputs: [Tensor] { [input] }
  /// The activations.
  public var output: Tensor { activations() }
  /// The output is what comes out.
  public var outputName: TensorName { .output }
  /// What comes out.
  public var results: NamedTensors { [NamedTensor(.output, output)] }

  /// One account: the largest of its window for each neuron.
  public var accounts: [Account] {
    let (steps, window) = (steps, layer.window)
    return [
      Account(.forward, result: .output, shape: shape, steps: shape) { index in
        let step = steps[index]
        let winner = step.winner.kernelCell
        return AccountStep(
          index: index,
          target: Address(.output, Indices(channel: step.map, step.position.neuron)),
          rule: .largest(winner: winner.row * window.columns + winner.column),
          position: step.position, terms: step.window.terms(channel: step.map), result: step.a)
      }
    ]
  }

  /// The gradient of the input.
  public func backward(outputGradient: Tensor) throws(LayerError) -> any LayerBackwardPass {
    try backward(upstreamGradient: outputGradient)
  }
}

extension MaxPooling.BackwardPass: LayerBackwardPass {
  /// ∂C/∂a.
  public var outputGradient: Tensor { upstreamGradient }
  /// ∂C/∂aᴸ⁻¹.
  public var inputGradients: [Tensor] { [activationGradient.gradient()] }

  /// Two accounts: one contribution for each neuron, and one sum for each cell of the input.
  public var accounts: [Account] {
    [
      activationGradient.account(factors: .outputGradient),
      activationGradientAccumulation.account(factors: .outputGradient),
    ]
  }
}
