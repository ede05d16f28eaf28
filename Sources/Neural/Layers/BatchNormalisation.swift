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
  fileprivate static let runningMean: TensorName = "running_mean"
  fileprivate static let runningVariance: TensorName = "running_var"
  fileprivate static let nextRunningMean: TensorName = "next_running_mean"
  fileprivate static let nextRunningVariance: TensorName = "next_running_var"
  fileprivate static let mean: TensorName = "mean"
  fileprivate static let variance: TensorName = "variance"
  fileprivate static let deviations: TensorName = "deviations"
  fileprivate static let inverseDeviation: TensorName = "inverse_standard_deviation"
  fileprivate static let normalised: TensorName = "normalised"
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
    let pass = ForwardPass(layer: self, input: inputs[0], axis: axis)
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
    fileprivate let channels: TensorChannels

    fileprivate init(layer: BatchNormalisation, input: Tensor, axis: Int) {
      (self.layer, self.input) = (layer, input)
      let channels = TensorChannels(of: input.shape, along: axis)
      let (count, isTraining) = (Double(channels.count), axis == 1)
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

    /// Whether the statistics are those of the batch.
    var isTraining: Bool { channels.axis == 1 }
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
    private var unbiasedShare: Double {
      layer.momentum * (Double(channels.count) / Double(channels.count - 1))
    }

    private func next(_ running: Tensor, _ statistic: Tensor, share: Double) -> Tensor {
      running.combined(statistic) { $0 * (1 - layer.momentum) + $1 * share }
    }

    /// What the pass computes on its way to the output.
    public var results: NamedTensors {
      var results: NamedTensors = [
        NamedTensor(.output, output), NamedTensor(.normalised, normalised),
        NamedTensor(.deviations, deviations), NamedTensor(.inverseDeviation, inverseDeviation),
      ]
      guard isTraining else { return results }
      results[.mean] = mean
      results[.variance] = variance
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

// MARK: Accounts of the forward pass

extension BatchNormalisation.ForwardPass {
  /// The output from x̂, then each thing that it is made of from what that is made of.
  public var accounts: [Account] {
    let own = [outputAccount, normalisedAccount, deviationAccount, inverseAccount]
    guard isTraining else { return own }
    let (pass, divisor) = (self, Rule.mean(divisor: Double(channels.count)))
    return own + [
      channels.account(.mean, mean, rule: divisor) { offset, indices in
        StepTerm(pass.input.operand(.input, offset, indices))
      },
      channels.account(.variance, variance, rule: divisor) { offset, indices in
        let deviation = pass.deviations.operand(.deviations, offset, indices)
        return StepTerm(deviation, times: deviation)
      },
      runningAccount(.nextRunningMean, .runningMean, (.mean, mean), share: layer.momentum),
      runningAccount(
        .nextRunningVariance, .runningVariance, (.variance, variance), share: unbiasedShare),
    ]
  }

  private var outputAccount: Account {
    let (pass, channels, layer) = (self, channels, layer)
    return .elementwise(
      .forward, result: .output, shape: input.shape, rule: .sum,
      addend: { layer.bias.operand(.bias, ofChannel: channels.channel(of: $0)) },
      { index, indices in
        [
          StepTerm(
            pass.normalised.operand(.normalised, index, indices),
            times: layer.weight.operand(.weight, ofChannel: channels.channel(of: index)))
        ]
      })
  }

  private var normalisedAccount: Account {
    let (pass, channels) = (self, channels)
    return .elementwise("normalised", result: .normalised, shape: input.shape, rule: .sum) {
      index, indices in
      [
        StepTerm(
          pass.deviations.operand(.deviations, index, indices),
          times: pass.inverseDeviation.operand(
            .inverseDeviation, ofChannel: channels.channel(of: index)))
      ]
    }
  }

  private var deviationAccount: Account {
    let (pass, channels) = (self, channels)
    let mean: TensorName = isTraining ? .mean : .runningMean
    return .elementwise("deviations", result: .deviations, shape: input.shape, rule: .sum) {
      index, indices in
      [
        StepTerm(pass.input.operand(.input, index, indices)),
        StepTerm(
          pass.mean.operand(mean, ofChannel: channels.channel(of: index)), times: Operand(-1)),
      ]
    }
  }

  private var inverseAccount: Account {
    let (pass, variance) = (self, isTraining ? TensorName.variance : .runningVariance)
    return Account(
      Account.Name(rawValue: TensorName.inverseDeviation.rawValue), result: .inverseDeviation,
      shape: mean.shape, steps: mean.shape
    ) { index in
      AccountStep(
        index: index, target: Address(.inverseDeviation, Indices(only: index)),
        rule: .function("inverse-square-root"),
        terms: StepTerms([
          StepTerm(pass.variance.operand(variance, ofChannel: index)),
          StepTerm(Operand(pass.layer.epsilon)),
        ]), result: pass.inverseDeviation.values[index])
    }
  }

  private func runningAccount(
    _ name: TensorName, _ running: TensorName, _ statistic: (name: TensorName, values: Tensor),
    share: Double
  ) -> Account {
    let before = running == .runningMean ? layer.runningMean : layer.runningVariance
    let kept = 1 - layer.momentum
    return .elementwise(
      Account.Name(rawValue: name.rawValue), result: name, shape: mean.shape, rule: .sum
    ) { channel, _ in
      [
        StepTerm(before.operand(running, ofChannel: channel), times: Operand(kept)),
        StepTerm(
          statistic.values.operand(statistic.name, ofChannel: channel), times: Operand(share)),
      ]
    }
  }
}

// MARK: The way back

extension BatchNormalisation {
  /// The gradients of batch normalisation.
  public struct BackwardPass: LayerBackwardPass {
    /// The forward pass that the gradients belong to.
    public let forward: ForwardPass
    /// g = ∂C/∂y.
    public let outputGradient: Tensor
    /// ∂C/∂γ, [channels].
    public let weightGradient: Tensor
    /// ∂C/∂β, [channels].
    public let biasGradient: Tensor
    /// ∂C/∂x.
    public let inputGradients: [Tensor]

    fileprivate init(forward: ForwardPass, outputGradient: Tensor) {
      (self.forward, self.outputGradient) = (forward, outputGradient)
      let (channels, gradient) = (forward.channels, outputGradient.values)
      let weights = channels.sums { gradient[$0] * forward.normalised.values[$0] }
      let biases = channels.sums { gradient[$0] }
      let count = Double(channels.count)
      (weightGradient, biasGradient) = (weights, biases)
      inputGradients = [
        channels.map { offset, channel in
          let shared =
            biases.values[channel] / count
            + forward.normalised.values[offset] * weights.values[channel] / count
          return (gradient[offset] - (forward.isTraining ? shared : 0)) * forward.scale(channel)
        }
      ]
    }

    /// ∂C/∂γ and ∂C/∂β.
    public var parameterGradients: NamedTensors {
      [NamedTensor(.weight, weightGradient), NamedTensor(.bias, biasGradient)]
    }

    /// The gradient of the input, where in training every element of the channel has a part, then
    /// those of weights and biases.
    public var accounts: [Account] {
      let (pass, channels) = (self, forward.channels)
      return [
        inputAccount,
        channels.account(.gradient(of: .weight), weightGradient, rule: .sum) { offset, indices in
          StepTerm(
            pass.outputGradient.operand(.outputGradient, offset, indices),
            times: pass.forward.normalised.operand(.normalised, offset, indices))
        },
        channels.account(.gradient(of: .bias), biasGradient, rule: .sum) { offset, indices in
          StepTerm(pass.outputGradient.operand(.outputGradient, offset, indices))
        },
      ]
    }

    private var inputAccount: Account {
      let (pass, forward, channels) = (self, forward, forward.channels)
      let count = Double(channels.count)
      return .elementwise(
        .activationGradient, result: .activationGradient, shape: channels.shape, rule: .sum
      ) { index, indices in
        let channel = channels.channel(of: index)
        let scale = forward.scale(channel)
        let own = StepTerm(
          pass.outputGradient.operand(.outputGradient, index, indices), times: Operand(scale))
        guard forward.isTraining else { return [own] }
        return [
          own,
          StepTerm(
            pass.biasGradient.operand(.gradient(of: .bias), ofChannel: channel),
            times: Operand(-scale / count)),
          StepTerm(
            pass.weightGradient.operand(.gradient(of: .weight), ofChannel: channel),
            times: Operand(-scale * forward.normalised.values[index] / count)),
        ]
      }
    }
  }
}

extension BatchNormalisation.ForwardPass {
  /// γ / √(v + ε) of a channel.
  fileprivate func scale(_ channel: Int) -> Double {
    layer.weight.values[channel] * inverseDeviation.values[channel]
  }
}
