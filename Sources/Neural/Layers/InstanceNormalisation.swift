/// Instance normalisation: each channel of each item is brought to mean 0 and variance 1, then scaled by
/// a weight γ and moved by a bias β that are learnt.
///
/// x̂ = (x − μ) / √(v + ε) and y = γ x̂ + β, with the mean μ and the variance v of the n elements of the
/// channel. With g = ∂C/∂y: ∂C/∂β = Σ g, ∂C/∂γ = Σ g x̂ and ∂C/∂x = γ (g − ∂C/∂β / n − x̂ ∂C/∂γ / n) /
/// √(v + ε): that is batch normalisation in training over the one item.
/// Source: D. Ulyanov, A. Vedaldi and V. Lempitsky, *Instance normalization* (2016).
public struct InstanceNormalisation: Sendable, Equatable {
  /// What normalises: the layer whose statistics are those of what it is given.
  private let normalisation: BatchNormalisation

  /// The weights γ, [channels].
  public var weight: Tensor { normalisation.weight }
  /// The biases β, [channels].
  public var bias: Tensor { normalisation.bias }
  /// ε, which keeps the divisor from 0.
  public var epsilon: Double { normalisation.epsilon }

  /// A layer with the given parameters, one for each channel.
  ///
  /// - Throws: ``LayerError`` where their shapes differ, or ε is not above 0.
  public init(weight: Tensor, bias: Tensor, epsilon: Double = 1e-5) throws(LayerError) {
    let unused = Tensor(shape: [weight.count])
    normalisation = try BatchNormalisation(
      weight: weight, bias: bias, runningMean: unused, runningVariance: unused, epsilon: epsilon)
  }
}

extension InstanceNormalisation: Layer {
  /// Instance normalisation as a kind of layer.
  public static let declaration = LayerDeclaration(
    kind: "instance-normalisation",
    "each channel of each item is brought to mean 0 and variance 1",
    settings: [
      SettingDeclaration(
        "epsilon", .number(0 ... .infinity), default: .number(1e-5),
        "What is added to a variance; more than 0.")
    ], countsAsLayer: false,
    parameters: { _, inputs throws(LayerError) in
      guard let channels = inputs[0].first else { throw .inputRank(inputs[0]) }
      return [
        ParameterDeclaration(.weight, shape: [channels], .constant(1)),
        ParameterDeclaration(.bias, shape: [channels], .constant(0)),
      ]
    }, fit: FittedOperands.images,
    make: { settings, parameters, _ throws(LayerError) in
      let none = Tensor(shape: [1])
      return try InstanceNormalisation(
        weight: parameters[.weight] ?? none, bias: parameters[.bias] ?? none,
        epsilon: settings.number("epsilon") ?? 1e-5)
    })

  /// The kind.
  public var declaration: LayerDeclaration { InstanceNormalisation.declaration }
  /// What the layer was told.
  public var settings: Settings { Settings(["epsilon": .number(epsilon)]) }
  /// Weights and biases.
  public var parameters: NamedTensors {
    [NamedTensor(.weight, weight), NamedTensor(.bias, bias)]
  }
  /// An element sees its channel.
  public var reach: Reach { .everything }
  /// Two for each element.
  public func multiplications(over inputs: [[Int]]) -> Int { 2 * inputs[0].reduce(1, *) }

  /// The shape of the input, [channels, …].
  public func outputShape(of inputs: [[Int]]) throws(LayerError) -> [Int] {
    guard inputs[0].first == weight.count else {
      throw .input(
        problem: "instance normalisation of \(weight.count) channels cannot take "
          + "\(inputs[0].first ?? 0)")
    }
    try LayerError.checkRank(inputs[0])
    return inputs[0]
  }

  /// The pass over [channels, …].
  public func forward(
    _ inputs: [Tensor], mode: Mode
  ) throws(LayerError) -> any LayerForwardPass {
    _ = try outputShape(of: [inputs[0].shape])
    return ForwardPass(
      pass: .init(layer: normalisation, input: inputs[0], axis: 0, isTraining: true))
  }
}

extension InstanceNormalisation {
  /// Batch normalisation in training over the one item; nothing runs on.
  private struct ForwardPass: LayerForwardPass {
    let pass: BatchNormalisation.ForwardPass

    var inputs: [Tensor] { pass.inputs }
    var output: Tensor { pass.output }
    var outputName: TensorName { pass.outputName }
    var results: NamedTensors { pass.normalisationResults }
    var accounts: [Account] { pass.normalisationAccounts }

    func backward(outputGradient: Tensor) throws(LayerError) -> any LayerBackwardPass {
      try pass.backward(outputGradient: outputGradient)
    }
  }
}
