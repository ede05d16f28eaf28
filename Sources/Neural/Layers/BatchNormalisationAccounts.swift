extension BatchNormalisation.ForwardPass {
  /// The output from x̂, then each thing that it is made of from what that is made of.
  public var accounts: [Account] {
    guard isTraining else { return normalisationAccounts }
    return normalisationAccounts + [
      runningAccount(.nextRunningMean, .runningMean, (.mean, mean), share: layer.momentum),
      runningAccount(
        .nextRunningVariance, .runningVariance, (.variance, variance), share: unbiasedShare),
    ]
  }

  /// The accounts of the normalisation, without those of running statistics.
  var normalisationAccounts: [Account] {
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
