extension AveragePooling {
  /// Average pooling as a kind of layer.
  public static let declaration = LayerDeclaration(
    kind: "average-pooling", "each neuron takes the mean of the activations under its window",
    settings: SettingDeclaration.pooling, fit: FittedOperands.images,
    make: { settings, _, _ throws(LayerError) in
      try AveragePooling(
        window: settings.extent("window") ?? Extent(2), stride: settings.extent("stride"),
        padding: settings.padding("padding") ?? .valid)
    })
}

extension AveragePooling: Layer {
  /// The kind.
  public var declaration: LayerDeclaration { AveragePooling.declaration }
  /// What the layer was told.
  public var settings: Settings { geometry.poolingSettings }
  /// A neuron sees what lies under its window.
  public var reach: Reach { .window(geometry) }

  /// [channels, rows, columns].
  public func outputShape(of inputs: [[Int]]) throws(LayerError) -> [Int] {
    try geometry.pooledShape(of: inputs[0])
  }

  /// The pass over [channels, rows, columns].
  public func forward(
    _ inputs: [Tensor], mode: Mode
  ) throws(LayerError) -> any LayerForwardPass {
    try forward(inputs[0])
  }
}

extension TensorName {
  /// What each neuron of average pooling hands to a cell: ∂C/∂a divided by the cells that count.
  public static let outputGradientShares: TensorName = "output_gradient_shares"
}

extension Account.Name {
  /// The shares of ∂C/∂a that average pooling hands to cells.
  public static let outputGradientShares: Account.Name = "output_gradient_shares"
}

extension AveragePooling.ForwardPass: LayerForwardPass {
  /// The input.
  public var inputs: [Tensor] { [input] }
  /// The activations.
  public var output: Tensor { result }
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
  public var inputGradients: [Tensor] { [activationGradient.result] }
  /// The shares.
  public var results: NamedTensors { [NamedTensor(.outputGradientShares, shares)] }

  /// Three accounts: one contribution for each neuron, one sum for each cell of the input, and the
  /// shares that both hand out.
  public var accounts: [Account] {
    [
      activationGradient.account(factors: .outputGradientShares),
      activationGradientAccumulation.account(factors: .outputGradientShares), sharesAccount,
    ]
  }

  private var sharesAccount: Account {
    let (steps, gradient, shares) = (forward.steps, upstreamGradient, shares)
    let shape = gradient.shape
    return Account(.outputGradientShares, result: .outputGradientShares, shape: shape, steps: shape)
    {
      index in
      let step = steps[index]
      let neuron = Indices(channel: step.map, step.position.neuron)
      let term = StepTerm(Operand(gradient.values[index], at: Address(.outputGradient, neuron)))
      return AccountStep(
        index: index, target: Address(.outputGradientShares, neuron),
        rule: .mean(divisor: Double(step.divisor)), position: step.position,
        terms: StepTerms([term]), result: shares.values[index])
    }
  }
}
