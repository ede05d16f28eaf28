/// The parametric rectified linear unit: leaky ReLU whose slope w is learnt.
///
/// a = x for x > 0, w · x otherwise. ∂C/∂x = g for x > 0, w · g otherwise, and ∂C/∂w = Σ g · x over the
/// elements with x ≤ 0, g being ∂C/∂a. One slope serves all elements, or each channel has its own.
///
/// Source: K. He et al., *Delving deep into rectifiers* (2015); PyTorch's `PReLU`, at 0 too.
public struct ParametricReLU: Sendable, Equatable {
  /// The slopes w: [1], or [channels].
  public let weight: Tensor
  /// Whether one slope serves all elements.
  public let isShared: Bool

  /// A layer with the given slopes.
  ///
  /// - Throws: ``LayerError`` where they are no vector, or a shared one is not alone.
  public init(weight: Tensor, isShared: Bool) throws(LayerError) {
    guard weight.rank == 1, !isShared || weight.count == 1 else {
      throw .shape(
        of: TensorName.weight.rawValue, expected: [isShared ? 1 : weight.count],
        found: weight.shape)
    }
    (self.weight, self.isShared) = (weight, isShared)
  }
}

extension ParametricReLU: Layer {
  /// The parametric rectified linear unit as a kind of layer.
  public static let declaration = LayerDeclaration(
    kind: "prelu", "the activation function σ(z) = z for z > 0, w · z otherwise, with w learnt",
    settings: [
      SettingDeclaration(
        "shared", .flag, default: .flag(true),
        "Whether one slope serves all channels; otherwise each has its own.")
    ], countsAsLayer: false,
    parameters: { settings, inputs throws(LayerError) in
      guard let channels = inputs[0].first else { throw .inputRank(inputs[0]) }
      let count = settings.flag("shared") ? 1 : channels
      return [
        ParameterDeclaration(
          .weight, shape: [count], .constant(0.25), meaning: "The slope for z ≤ 0.")
      ]
    }, fit: fit,
    make: { settings, parameters, _ throws(LayerError) in
      try ParametricReLU(
        weight: parameters[.weight] ?? Tensor(repeating: 0.25, shape: [1]),
        isShared: settings.flag("shared"))
    })

  /// Slopes in any shape become a vector; several of them are those of channels.
  private static func fit(_ operands: LayerOperands) throws(LayerError) -> FittedOperands {
    var operands = operands
    if let weight = operands.parameters[.weight] {
      operands.parameters[.weight] = Tensor(
        uncheckedShape: [weight.count], values: weight.values)
      if operands.settings["shared"] == nil, weight.count > 1 {
        operands.settings["shared"] = .flag(false)
      }
    }
    return try .anyShape(operands)
  }

  /// The kind.
  public var declaration: LayerDeclaration { ParametricReLU.declaration }
  /// What the layer was told.
  public var settings: Settings { Settings(["shared": .flag(isShared)]) }
  /// The slopes.
  public var parameters: NamedTensors { [NamedTensor(.weight, weight)] }
  /// A neuron sees the element at its place.
  public var reach: Reach { .element }

  /// The shape of the input, [channels, …].
  public func outputShape(of inputs: [[Int]]) throws(LayerError) -> [Int] {
    try LayerError.checkRank(inputs[0])
    guard isShared || inputs[0].first == weight.count else {
      throw .input(
        problem: "slopes for \(counted(weight.count, "channel")) cannot be those of "
          + Tensor.describe(inputs[0]))
    }
    return inputs[0]
  }

  /// One for each element.
  public func multiplications(over inputs: [[Int]]) -> Int { inputs[0].reduce(1, *) }

  /// The pass over [channels, …].
  public func forward(
    _ inputs: [Tensor], mode: Mode
  ) throws(LayerError) -> any LayerForwardPass {
    _ = try outputShape(of: [inputs[0].shape])
    return ForwardPass(layer: self, input: inputs[0])
  }
}

extension ParametricReLU {
  /// The layer over one input: a product for each element.
  public struct ForwardPass: LayerForwardPass, Equatable {
    /// The layer.
    public let layer: ParametricReLU
    /// The input x.
    public let input: Tensor
    /// The elements by the slope that they have.
    fileprivate let channels: TensorChannels

    fileprivate init(layer: ParametricReLU, input: Tensor) {
      (self.layer, self.input) = (layer, input)
      channels =
        layer.isShared
        ? TensorChannels(of: [1, input.count], along: 0)
        : TensorChannels(of: input.shape, along: 0)
    }

    /// The input.
    public var inputs: [Tensor] { [input] }
    /// The output has no z beside it.
    public var outputName: TensorName { .output }
    /// The output.
    public var results: NamedTensors { [NamedTensor(.output, output)] }
    /// x or w · x.
    public var output: Tensor { scaled(input) }

    /// One account: each element times 1 or the slope.
    public var accounts: [Account] { [product(.forward, of: input, .input, result: .output)] }

    /// The gradients of the input and the slopes.
    public func backward(outputGradient: Tensor) throws(LayerError) -> any LayerBackwardPass {
      try check(outputGradient)
      return BackwardPass(forward: self, outputGradient: outputGradient)
    }

    /// What an element is multiplied by: 1, or its slope.
    fileprivate func factor(_ index: Int) -> Operand {
      input.values[index] > 0
        ? Operand(1) : layer.weight.operand(.weight, ofChannel: channels.channel(of: index))
    }

    /// A tensor of the input's shape, each element times 1 or its slope.
    fileprivate func scaled(_ tensor: Tensor) -> Tensor {
      Tensor(
        uncheckedShape: tensor.shape,
        values: tensor.values.indices.map { tensor.values[$0] * factor($0).value })
    }

    /// An account of that.
    fileprivate func product(
      _ name: Account.Name, of tensor: Tensor, _ tensorName: TensorName, result: TensorName
    ) -> Account {
      .elementwise(name, result: result, shape: tensor.shape, rule: .sum) { index, indices in
        [StepTerm(tensor.operand(tensorName, index, indices), times: factor(index))]
      }
    }
  }

  /// The gradients of the parametric rectified linear unit.
  public struct BackwardPass: LayerBackwardPass, Equatable {
    /// The forward pass that the gradients belong to.
    public let forward: ForwardPass
    /// g = ∂C/∂a.
    public let outputGradient: Tensor

    /// ∂C/∂x.
    public var inputGradients: [Tensor] { [forward.scaled(outputGradient)] }

    /// ∂C/∂w.
    public var weightGradient: Tensor {
      let (x, g) = (forward.input.values, outputGradient.values)
      return forward.channels.sums { x[$0] > 0 ? 0 : g[$0] * x[$0] }
    }

    /// ∂C/∂w.
    public var parameterGradients: NamedTensors { [NamedTensor(.weight, weightGradient)] }

    /// A product for each element of ∂C/∂x, and for each slope a sum over the elements that have it,
    /// of which those above 0 count 0 times.
    public var accounts: [Account] {
      let (input, gradient) = (forward.input, outputGradient)
      return [
        forward.product(
          .activationGradient, of: gradient, .outputGradient, result: .activationGradient),
        forward.channels.account(
          .gradient(of: .weight), weightGradient, rule: .sum
        ) { offset, _ in
          let indices = Indices(of: offset, in: input.shape)
          let x = input.operand(.input, offset, indices)
          return StepTerm(
            gradient.operand(.outputGradient, offset, indices),
            times: x.value > 0 ? Operand(0) : x)
        },
      ]
    }
  }
}
