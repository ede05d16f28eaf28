/// A matrix of weights along the last dimension: a[…, n] = Σ_k x[…, k] · w[n, k] + b[n].
///
/// Unlike a fully connected layer it keeps the other dimensions: each row is multiplied by the same
/// weights. With g = ∂C/∂a: ∂C/∂x[…, k] = Σ_n g[…, n] · w[n, k], ∂C/∂w[n, k] = Σ g[…, n] · x[…, k] and
/// ∂C/∂b[n] = Σ g[…, n] over all rows.
/// Source: PyTorch's `Linear`.
public struct Linear: Sendable, Equatable {
  /// The weights, [neurons, inputs].
  public let weight: Tensor
  /// The biases, [neurons]; nil where there are none.
  public let bias: Tensor?

  /// A layer with the given weights [neurons, inputs].
  ///
  /// - Throws: ``LayerError`` where the weights are not a matrix or there is not one bias for each
  ///   neuron.
  public init(weight: Tensor, bias: Tensor? = nil) throws(LayerError) {
    guard weight.rank == 2 else { throw .matrixRank(weight.shape) }
    if let bias, bias.shape != [weight.shape[0]] {
      throw .shape(of: "bias", expected: [weight.shape[0]], found: bias.shape)
    }
    (self.weight, self.bias) = (weight, bias)
  }

  fileprivate var neurons: Int { weight.shape[0] }
  fileprivate var length: Int { weight.shape[1] }
}

extension Linear: Layer {
  /// The kind.
  public static let declaration = LayerDeclaration(
    kind: "linear", "each row of the input is multiplied by a matrix of weights",
    settings: [
      SettingDeclaration(
        "neurons", .whole(atLeast: 1), "The number of neurons (follows from the weights)."),
      SettingDeclaration("bias", .flag, default: .flag(true), "Whether each neuron has a bias."),
    ],
    parameters: { settings, inputs throws(LayerError) in
      guard let neurons = settings.whole("neurons") else {
        throw .setting("neurons", problem: "a linear layer needs the number of its neurons")
      }
      let length = inputs[0].last ?? 1
      let weight = ParameterDeclaration(
        .weight, shape: [neurons, length], .uniform(inputs: length), option: "filter")
      let bias = ParameterDeclaration(.bias, shape: [neurons], .uniform(inputs: length))
      return settings.flag("bias") ? [weight, bias] : [weight]
    },
    fit: { operands throws(LayerError) in
      var fitted = try FittedOperands.anyShape(operands)
      if let weight = operands.parameters[.weight], weight.rank == 2 {
        fitted.settings["neurons"] = .whole(weight.shape[0])
      }
      return fitted
    },
    make: { settings, parameters, _ throws(LayerError) in
      guard let weight = parameters[.weight] else { throw .matrixRank([]) }
      return try Linear(weight: weight, bias: parameters[.bias])
    })

  /// The kind.
  public var declaration: LayerDeclaration { Linear.declaration }
  /// What the layer was told.
  public var settings: Settings {
    Settings(["neurons": .whole(neurons), "bias": .flag(bias != nil)])
  }
  /// The weights and, where there are any, the biases.
  public var parameters: NamedTensors {
    var parameters: NamedTensors = [NamedTensor(.weight, weight)]
    parameters[.bias] = bias
    return parameters
  }
  /// A neuron sees its row.
  public var reach: Reach { .everything }

  /// The shape of the input with as many elements along the last dimension as there are neurons.
  public func outputShape(of inputs: [[Int]]) throws(LayerError) -> [Int] {
    try LayerError.checkRank(inputs[0])
    guard let last = inputs[0].last, last == length else {
      throw .inputCount(expected: length, found: inputs[0].last ?? 1)
    }
    return inputs[0].dropLast() + [neurons]
  }

  /// One for each weight and row.
  public func multiplications(over inputs: [[Int]]) -> Int {
    inputs[0].reduce(1, *) * neurons
  }

  /// The pass over an input of any shape with rows as long as those of the weights.
  public func forward(
    _ inputs: [Tensor], mode: Mode
  ) throws(LayerError) -> any LayerForwardPass {
    ForwardPass(
      layer: self, input: inputs[0], shape: try outputShape(of: [inputs[0].shape]))
  }

  private struct ForwardPass: LayerForwardPass {
    let layer: Linear
    let input: Tensor
    let output: Tensor

    init(layer: Linear, input: Tensor, shape: [Int]) {
      (self.layer, self.input) = (layer, input)
      output = Tensor(
        uncheckedShape: shape,
        values: (0..<shape.reduce(1, *)).map { index in
          let (row, neuron) = index.quotientAndRemainder(dividingBy: layer.neurons)
          let sum = (0..<layer.length).reduce(0.0) { sum, k in
            sum + input.values[row * layer.length + k]
              * layer.weight.values[neuron * layer.length + k]
          }
          return layer.bias.map { sum + $0.values[neuron] } ?? sum
        })
    }

    var rows: Int { input.count / layer.length }
    var inputs: [Tensor] { [input] }
    var outputName: TensorName { .output }
    var results: NamedTensors { [NamedTensor(.output, output)] }

    func element(_ place: Int) -> Operand {
      input.operand(.input, place, Indices(of: place, in: input.shape))
    }

    func weight(_ neuron: Int, _ k: Int) -> Operand {
      layer.weight.operand(.weight, neuron * layer.length + k, Indices(row: neuron, column: k))
    }

    /// One account: a dot product for each element.
    var accounts: [Account] {
      let (pass, layer) = (self, layer)
      return [
        .elementwise(
          .forward, result: .output, shape: output.shape, rule: .sum,
          addend: { layer.bias?.operand(.bias, ofChannel: $0 % layer.neurons) },
          { index, _ in
            let (row, neuron) = index.quotientAndRemainder(dividingBy: layer.neurons)
            return (0..<layer.length).map { k in
              StepTerm(pass.element(row * layer.length + k), times: pass.weight(neuron, k))
            }
          })
      ]
    }

    func backward(outputGradient: Tensor) throws(LayerError) -> any LayerBackwardPass {
      try check(outputGradient)
      return BackwardPass(forward: self, outputGradient: outputGradient)
    }

    struct BackwardPass: LayerBackwardPass {
      let forward: ForwardPass
      let outputGradient: Tensor

      private func gradient(_ row: Int, _ neuron: Int) -> Double {
        outputGradient.values[row * forward.layer.neurons + neuron]
      }

      var inputGradients: [Tensor] {
        let layer = forward.layer
        return [
          Tensor(
            uncheckedShape: forward.input.shape,
            values: (0..<forward.input.count).map { place in
              let (row, k) = place.quotientAndRemainder(dividingBy: layer.length)
              return (0..<layer.neurons).reduce(0) {
                $0 + gradient(row, $1) * layer.weight.values[$1 * layer.length + k]
              }
            })
        ]
      }

      var parameterGradients: NamedTensors {
        let layer = forward.layer
        var gradients = NamedTensors()
        gradients[.weight] = Tensor(
          uncheckedShape: layer.weight.shape,
          values: (0..<layer.weight.count).map { place in
            let (neuron, k) = place.quotientAndRemainder(dividingBy: layer.length)
            return (0..<forward.rows).reduce(0) {
              $0 + gradient($1, neuron) * forward.input.values[$1 * layer.length + k]
            }
          })
        if layer.bias != nil {
          gradients[.bias] = Tensor(
            uncheckedShape: [layer.neurons],
            values: (0..<layer.neurons).map { neuron in
              (0..<forward.rows).reduce(0) { $0 + gradient($1, neuron) }
            })
        }
        return gradients
      }

      private func upstream(_ row: Int, _ neuron: Int) -> Operand {
        let index = row * forward.layer.neurons + neuron
        return outputGradient.operand(
          .outputGradient, index, Indices(of: index, in: outputGradient.shape))
      }

      /// The gradients of the input, the weights and the biases.
      var accounts: [Account] {
        let (pass, forward, layer) = (self, forward, forward.layer)
        var accounts: [Account] = [
          .elementwise(
            .activationGradient, result: .activationGradient, shape: forward.input.shape,
            rule: .sum
          ) { place, _ in
            let (row, k) = place.quotientAndRemainder(dividingBy: layer.length)
            return (0..<layer.neurons).map {
              StepTerm(pass.upstream(row, $0), times: forward.weight($0, k))
            }
          },
          .elementwise(
            "weight_gradient", result: .gradient(of: .weight), shape: layer.weight.shape, rule: .sum
          ) { place, _ in
            let (neuron, k) = place.quotientAndRemainder(dividingBy: layer.length)
            return (0..<forward.rows).map {
              StepTerm(pass.upstream($0, neuron), times: forward.element($0 * layer.length + k))
            }
          },
        ]
        if layer.bias != nil {
          accounts.append(
            .elementwise(
              "bias_gradient", result: .gradient(of: .bias), shape: [layer.neurons], rule: .sum
            ) { neuron, _ in
              (0..<forward.rows).map { StepTerm(pass.upstream($0, neuron)) }
            })
        }
        return accounts
      }
    }
  }
}
