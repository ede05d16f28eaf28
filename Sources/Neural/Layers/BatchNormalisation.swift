/// Batch normalisation: each channel is brought to mean 0 and variance 1, then scaled by a weight γ
/// and moved by a bias β that are learnt.
///
/// x̂ = (x − μ) / √(v + ε) and y = γ x̂ + β for each element of a channel. In training μ and v are the
/// mean and the variance of the channel over all n elements of the batch, and running statistics take
/// them in: μ̄ ← (1 − m) μ̄ + m μ and v̄ ← (1 − m) v̄ + m v n / (n − 1) with the momentum m. In inference
/// the running ones are used, so that an item does not depend on others.
///
/// ∂C/∂β = Σ g and ∂C/∂γ = Σ g x̂ over the channel, with g = ∂C/∂y. In training every element moves μ
/// and v, so that ∂C/∂x = γ (g − ∂C/∂β / n − x̂ ∂C/∂γ / n) / √(v + ε); in inference γ g / √(v̄ + ε).
/// Source: S. Ioffe and C. Szegedy, *Batch normalization* (2015); the running variance as in PyTorch.
public struct BatchNormalisation: Sendable, Equatable {
  /// The weights γ, [channels].
  public let weight: Tensor
  /// The biases β, [channels].
  public let bias: Tensor
  /// The running mean μ̄, [channels].
  public let runningMean: Tensor
  /// The running variance v̄, [channels].
  public let runningVariance: Tensor
  /// ε, which keeps the divisor from 0.
  public let epsilon: Double
  /// m, how much of a batch's statistics the running ones take in.
  public let momentum: Double

  /// A layer with the given parameters and statistics, one for each channel.
  ///
  /// - Throws: ``LayerError`` where their shapes differ, a variance is negative, ε is not above 0, or
  ///   the momentum not from 0 to 1.
  public init(
    weight: Tensor, bias: Tensor, runningMean: Tensor, runningVariance: Tensor,
    epsilon: Double = 1e-5, momentum: Double = 0.1
  ) throws(LayerError) {
    let shape = [weight.count]
    for (name, tensor) in [
      (TensorName.weight, weight), (.bias, bias), (.runningMean, runningMean),
      (.runningVariance, runningVariance),
    ] where tensor.shape != shape {
      throw .shape(of: name.rawValue, expected: shape, found: tensor.shape)
    }
    if let negative = runningVariance.values.first(where: { !($0 >= 0) }) {
      throw .parameter(
        TensorName.runningVariance.rawValue,
        problem: "a running variance is 0 or more, not \(negative)")
    }
    guard epsilon > 0, epsilon.isFinite else {
      throw .setting("epsilon", problem: "epsilon must be more than 0, not \(epsilon)")
    }
    guard (0...1).contains(momentum) else {
      throw .setting("momentum", problem: "the momentum is from 0 to 1, not \(momentum)")
    }
    (self.weight, self.bias) = (weight, bias)
    (self.runningMean, self.runningVariance) = (runningMean, runningVariance)
    (self.epsilon, self.momentum) = (epsilon, momentum)
  }
}

extension TensorName {
  static let runningMean: TensorName = "running_mean"
  static let runningVariance: TensorName = "running_var"
  static let nextRunningMean: TensorName = "next_running_mean"
  static let nextRunningVariance: TensorName = "next_running_var"
  static let mean: TensorName = "mean"
  static let variance: TensorName = "variance"
  static let deviations: TensorName = "deviations"
  static let inverseDeviation: TensorName = "inverse_standard_deviation"
  static let normalised: TensorName = "normalised"
}

extension BatchNormalisation: Layer {
  /// Batch normalisation as a kind of layer.
  public static let declaration = LayerDeclaration(
    kind: "batch-normalisation", "each channel is brought to mean 0 and variance 1",
    settings: [
      SettingDeclaration(
        "epsilon", .number(0 ... .infinity), default: .number(1e-5),
        "What is added to a variance; more than 0."),
      SettingDeclaration(
        "momentum", .number(0...1), default: .number(0.1),
        "How much of a batch's statistics the running ones take in."),
    ], countsAsLayer: false,
    parameters: { _, inputs throws(LayerError) in
      guard let channels = inputs[0].first else { throw .inputRank(inputs[0]) }
      return [
        ParameterDeclaration(.weight, shape: [channels], .constant(1)),
        ParameterDeclaration(.bias, shape: [channels], .constant(0)),
        ParameterDeclaration(.runningMean, shape: [channels], .constant(0), isBuffer: true),
        ParameterDeclaration(.runningVariance, shape: [channels], .constant(1), isBuffer: true),
      ]
    }, fit: FittedOperands.images,
    make: { settings, parameters, _ throws(LayerError) in
      let none = Tensor(shape: [1])
      return try BatchNormalisation(
        weight: parameters[.weight] ?? none, bias: parameters[.bias] ?? none,
        runningMean: parameters[.runningMean] ?? none,
        runningVariance: parameters[.runningVariance] ?? none,
        epsilon: settings.number("epsilon") ?? 1e-5, momentum: settings.number("momentum") ?? 0.1)
    })

  /// The kind.
  public var declaration: LayerDeclaration { BatchNormalisation.declaration }
  /// What the layer was told.
  public var settings: Settings {
    Settings(["epsilon": .number(epsilon), "momentum": .number(momentum)])
  }
  /// Weights and biases, and the running statistics.
  public var parameters: NamedTensors {
    [
      NamedTensor(.weight, weight), NamedTensor(.bias, bias),
      NamedTensor(.runningMean, runningMean), NamedTensor(.runningVariance, runningVariance),
    ]
  }
  /// An element sees itself, and in training its channel.
  public var reach: Reach { .element }
  /// In training the statistics are those of the batch.
  public func couplesItems(in mode: Mode) -> Bool { mode == .training }
  /// Two for each element.
  public func multiplications(over inputs: [[Int]]) -> Int { 2 * inputs[0].reduce(1, *) }

  /// The shape of the input, [channels, …].
  public func outputShape(of inputs: [[Int]]) throws(LayerError) -> [Int] {
    try check(channels: inputs[0].first ?? 0)
    // A batch has one dimension more.
    try LayerError.checkRank([1] + inputs[0])
    return inputs[0]
  }

  /// The pass over [channels, …], or in training over [items, channels, …].
  ///
  /// - Throws: ``LayerError`` where there is another number of channels, or in training fewer than two
  ///   elements of each.
  public func forward(
    _ inputs: [Tensor], mode: Mode
  ) throws(LayerError) -> any LayerForwardPass {
    let axis = mode == .training ? 1 : 0
    guard inputs[0].rank > axis else { throw .inputRank(inputs[0].shape) }
    try check(channels: inputs[0].shape[axis])
    try LayerError.checkRank(inputs[0].shape)
    let pass = ForwardPass(
      layer: self, input: inputs[0], axis: axis, isTraining: mode == .training)
    guard mode == .inference || pass.channels.count > 1 else {
      throw .input(
        problem:
          "batch normalisation in training needs two or more values of each channel; give it "
          + "more items, or run it in inference")
    }
    return pass
  }

  private func check(channels: Int) throws(LayerError) {
    guard channels == weight.count else {
      throw .input(
        problem: "batch normalisation of \(weight.count) channels cannot take \(channels)")
    }
  }
}

extension BatchNormalisation {
  /// The normalisation of one item, or of a batch in training.
  public struct ForwardPass: LayerForwardPass {
    /// The layer.
    public let layer: BatchNormalisation
    /// What went in.
    public let input: Tensor
    /// μ of each channel: that of the batch, or the running one.
    public let mean: Tensor
    /// v of each channel, likewise.
    public let variance: Tensor
    /// x − μ.
    public let deviations: Tensor
    /// 1 / √(v + ε) of each channel.
    public let inverseDeviation: Tensor
    /// x̂.
    public let normalised: Tensor
    /// y.
    public let output: Tensor
    let channels: TensorChannels
    /// Whether the statistics are those of what went in.
    let isTraining: Bool

    init(layer: BatchNormalisation, input: Tensor, axis: Int, isTraining: Bool) {
      (self.layer, self.input, self.isTraining) = (layer, input, isTraining)
      let channels = TensorChannels(of: input.shape, along: axis)
      let count = Double(channels.count)
      let mean =
        isTraining ? channels.sums { input.values[$0] }.mapped { $0 / count } : layer.runningMean
      let deviations = channels.map { input.values[$0] - mean.values[$1] }
      let variance =
        isTraining
        ? channels.sums { deviations.values[$0] * deviations.values[$0] }.mapped { $0 / count }
        : layer.runningVariance
      let inverse = variance.mapped { 1 / ($0 + layer.epsilon).squareRoot() }
      let normalised = channels.map { deviations.values[$0] * inverse.values[$1] }
      (self.channels, self.mean, self.variance) = (channels, mean, variance)
      (self.deviations, inverseDeviation, self.normalised) = (deviations, inverse, normalised)
      output = channels.map {
        normalised.values[$0] * layer.weight.values[$1] + layer.bias.values[$1]
      }
    }

    /// What went in.
    public var inputs: [Tensor] { [input] }
    /// The output is what comes out.
    public var outputName: TensorName { .output }

    /// The running mean after this pass; in inference that before it.
    public var nextRunningMean: Tensor {
      isTraining ? next(layer.runningMean, mean, share: layer.momentum) : layer.runningMean
    }
    /// The running variance after this pass; in inference that before it.
    public var nextRunningVariance: Tensor {
      isTraining
        ? next(layer.runningVariance, variance, share: unbiasedShare) : layer.runningVariance
    }
    /// m n / (n − 1).
    var unbiasedShare: Double {
      layer.momentum * (Double(channels.count) / Double(channels.count - 1))
    }

    private func next(_ running: Tensor, _ statistic: Tensor, share: Double) -> Tensor {
      running.combined(statistic) { $0 * (1 - layer.momentum) + $1 * share }
    }

    /// What the normalisation is made of, without running statistics.
    var normalisationResults: NamedTensors {
      var results: NamedTensors = [
        NamedTensor(.output, output), NamedTensor(.normalised, normalised),
        NamedTensor(.deviations, deviations), NamedTensor(.inverseDeviation, inverseDeviation),
      ]
      guard isTraining else { return results }
      results[.mean] = mean
      results[.variance] = variance
      return results
    }

    /// What the pass computes on its way to the output.
    public var results: NamedTensors {
      var results = normalisationResults
      guard isTraining else { return results }
      results[.nextRunningMean] = nextRunningMean
      results[.nextRunningVariance] = nextRunningVariance
      return results
    }

    /// The gradients of the input, the weights and the biases.
    public func backward(outputGradient: Tensor) throws(LayerError) -> any LayerBackwardPass {
      try check(outputGradient)
      return BackwardPass(forward: self, outputGradient: outputGradient)
    }
  }
}
