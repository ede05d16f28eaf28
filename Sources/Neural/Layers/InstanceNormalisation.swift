/// Instance normalisation: each channel of each item is brought to mean 0 and variance 1, then scaled by
/// a weight γ and moved by a bias β that are learnt.
///
/// x̂ = (x − μ) / √(v + ε) and y = γ x̂ + β, with the mean μ and the variance v of the n elements of the
/// channel. With g = ∂C/∂y: ∂C/∂β = Σ g, ∂C/∂γ = Σ g x̂ and ∂C/∂x = γ (g − ∂C/∂β / n − x̂ ∂C/∂γ / n) /
/// √(v + ε): that is batch normalisation in training over the one item.
/// Source: D. Ulyanov, A. Vedaldi and V. Lempitsky, *Instance normalization* (2016).
public struct InstanceNormalisation: Sendable, Equatable {
  /// The weights γ, [channels].
  public let weight: Tensor
  /// The biases β, [channels].
  public let bias: Tensor
  /// ε, which keeps the divisor from 0.
  public let epsilon: Double

  /// A layer with the given parameters, one for each channel.
  ///
  /// - Throws: ``LayerError`` where their shapes differ, or ε is not above 0.
  public init(weight: Tensor, bias: Tensor, epsilon: Double = 1e-5) throws(LayerError) {
    for (name, tensor) in [("weight", weight), ("bias", bias)]
    where tensor.shape != [weight.count] {
      throw .shape(of: name, expected: [weight.count], found: tensor.shape)
    }
    guard epsilon > 0, epsilon.isFinite else {
      throw .setting("epsilon", problem: "epsilon must be more than 0, not \(epsilon)")
    }
    (self.weight, self.bias, self.epsilon) = (weight, bias, epsilon)
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
    return ForwardPass(layer: self, input: inputs[0])
  }
}

extension InstanceNormalisation {
  private struct ForwardPass: LayerForwardPass {
    let layer: InstanceNormalisation
    let input: Tensor
    let channels: TensorChannels
    let mean: Tensor
    let variance: Tensor
    let deviations: Tensor
    let inverseDeviation: Tensor
    let normalised: Tensor
    let output: Tensor

    init(layer: InstanceNormalisation, input: Tensor) {
      (self.layer, self.input) = (layer, input)
      let channels = TensorChannels(of: input.shape, along: 0)
      let count = Double(channels.count)
      let mean = channels.sums { input.values[$0] }.mapped { $0 / count }
      let deviations = channels.map { input.values[$0] - mean.values[$1] }
      let variance =
        channels.sums { deviations.values[$0] * deviations.values[$0] }.mapped { $0 / count }
      let inverse = variance.mapped { 1 / ($0 + layer.epsilon).squareRoot() }
      let normalised = channels.map { deviations.values[$0] * inverse.values[$1] }
      (self.channels, self.mean, self.variance) = (channels, mean, variance)
      (self.deviations, inverseDeviation, self.normalised) = (deviations, inverse, normalised)
      output = channels.map {
        normalised.values[$0] * layer.weight.values[$1] + layer.bias.values[$1]
      }
    }

    var inputs: [Tensor] { [input] }
    var outputName: TensorName { .output }
    var results: NamedTensors {
      [
        NamedTensor(.output, output), NamedTensor(.normalised, normalised),
        NamedTensor(.deviations, deviations), NamedTensor(.inverseDeviation, inverseDeviation),
        NamedTensor(.mean, mean), NamedTensor(.variance, variance),
      ]
    }

    /// γ / √(v + ε) of a channel.
    func scale(_ channel: Int) -> Double {
      layer.weight.values[channel] * inverseDeviation.values[channel]
    }

    /// The output from x̂, then each thing that it is made of from what that is made of.
    var accounts: [Account] {
      let (pass, channels, layer) = (self, channels, layer)
      let divisor = Rule.mean(divisor: Double(channels.count))
      return [
        .elementwise(
          .forward, result: .output, shape: input.shape, rule: .sum,
          addend: { layer.bias.operand(.bias, ofChannel: channels.channel(of: $0)) },
          { index, indices in
            [
              StepTerm(
                pass.normalised.operand(.normalised, index, indices),
                times: layer.weight.operand(.weight, ofChannel: channels.channel(of: index)))
            ]
          }),
        .elementwise("normalised", result: .normalised, shape: input.shape, rule: .sum) {
          index, indices in
          [
            StepTerm(
              pass.deviations.operand(.deviations, index, indices),
              times: pass.inverseDeviation.operand(
                .inverseDeviation, ofChannel: channels.channel(of: index)))
          ]
        },
        .elementwise("deviations", result: .deviations, shape: input.shape, rule: .sum) {
          index, indices in
          [
            StepTerm(pass.input.operand(.input, index, indices)),
            StepTerm(
              pass.mean.operand(.mean, ofChannel: channels.channel(of: index)),
              times: Operand(-1)),
          ]
        },
        Account(
          "inverse_standard_deviation", result: .inverseDeviation, shape: mean.shape,
          steps: mean.shape
        ) { index in
          AccountStep(
            index: index, target: Address(.inverseDeviation, Indices(only: index)),
            rule: .function("inverse-square-root"),
            terms: StepTerms([
              StepTerm(pass.variance.operand(.variance, ofChannel: index)),
              StepTerm(Operand(layer.epsilon)),
            ]), result: pass.inverseDeviation.values[index])
        },
        channels.account(.mean, mean, rule: divisor) { offset, indices in
          StepTerm(pass.input.operand(.input, offset, indices))
        },
        channels.account(.variance, variance, rule: divisor) { offset, indices in
          let deviation = pass.deviations.operand(.deviations, offset, indices)
          return StepTerm(deviation, times: deviation)
        },
      ]
    }

    func backward(outputGradient: Tensor) throws(LayerError) -> any LayerBackwardPass {
      try check(outputGradient)
      return BackwardPass(forward: self, outputGradient: outputGradient)
    }
  }

  private struct BackwardPass: LayerBackwardPass {
    let forward: ForwardPass
    let outputGradient: Tensor
    let weightGradient: Tensor
    let biasGradient: Tensor
    let inputGradients: [Tensor]

    init(forward: ForwardPass, outputGradient: Tensor) {
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
          return (gradient[offset] - shared) * forward.scale(channel)
        }
      ]
    }

    var parameterGradients: NamedTensors {
      [NamedTensor(.weight, weightGradient), NamedTensor(.bias, biasGradient)]
    }

    /// The gradient of the input, in which every element of the channel has a part, then those of
    /// weights and biases.
    var accounts: [Account] {
      let (pass, forward, channels) = (self, forward, forward.channels)
      let count = Double(channels.count)
      return [
        .elementwise(
          .activationGradient, result: .activationGradient, shape: channels.shape, rule: .sum
        ) { index, indices in
          let channel = channels.channel(of: index)
          let scale = forward.scale(channel)
          return [
            StepTerm(
              pass.outputGradient.operand(.outputGradient, index, indices), times: Operand(scale)),
            StepTerm(
              pass.biasGradient.operand(.gradient(of: .bias), ofChannel: channel),
              times: Operand(-scale / count)),
            StepTerm(
              pass.weightGradient.operand(.gradient(of: .weight), ofChannel: channel),
              times: Operand(-scale * forward.normalised.values[index] / count)),
          ]
        },
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
  }
}
