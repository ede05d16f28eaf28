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
