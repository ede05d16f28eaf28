/// The products of an input's rows with the weights of a linear layer.
struct LinearForwardPass: LayerForwardPass {
  let layer: Linear
  let input: Tensor
  let output: Tensor
  let rows: LinearRows

  init(layer: Linear, input: Tensor, rows: LinearRows) {
    (self.layer, self.input, self.rows) = (layer, input, rows)
    let (length, neurons) = (layer.length, layer.neurons)
    var values: [Double] = []
    values.reserveCapacity(rows.count * neurons)
    for row in 0..<rows.count {
      let (own, matrix) = rows.sources(of: row)
      for neuron in 0..<neurons {
        let weights = (matrix * neurons + neuron) * length
        let sum = (0..<length).reduce(0.0) { sum, k in
          sum + input.values[own * length + k] * layer.weight.values[weights + k]
        }
        values.append(layer.bias.map { sum + $0.values[neuron] } ?? sum)
      }
    }
    output = Tensor(uncheckedShape: rows.shape, values: values)
  }

  var inputs: [Tensor] { [input] }
  var outputName: TensorName { .output }
  var results: NamedTensors { [NamedTensor(.output, output)] }

  fileprivate func element(_ place: Int) -> Operand {
    input.operand(.input, place, Indices(of: place, in: input.shape))
  }

  fileprivate func weight(_ matrix: Int, _ neuron: Int, _ k: Int) -> Operand {
    let place = (matrix * layer.neurons + neuron) * layer.length + k
    return layer.weight.operand(.weight, place, Indices(of: place, in: layer.weight.shape))
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
          let (own, matrix) = pass.rows.sources(of: row)
          return (0..<layer.length).map { k in
            StepTerm(pass.element(own * layer.length + k), times: pass.weight(matrix, neuron, k))
          }
        })
    ]
  }

  func backward(outputGradient: Tensor) throws(LayerError) -> any LayerBackwardPass {
    try check(outputGradient)
    return LinearBackwardPass(forward: self, outputGradient: outputGradient)
  }
}

/// What a linear layer hands back.
struct LinearBackwardPass: LayerBackwardPass {
  let forward: LinearForwardPass
  let outputGradient: Tensor

  private func gradient(_ row: Int, _ neuron: Int) -> Double {
    outputGradient.values[row * forward.layer.neurons + neuron]
  }

  /// The matrix, the neuron and the input of a weight.
  private func weight(at place: Int) -> (matrix: Int, neuron: Int, k: Int) {
    let (line, k) = place.quotientAndRemainder(dividingBy: forward.layer.length)
    let (matrix, neuron) = line.quotientAndRemainder(dividingBy: forward.layer.neurons)
    return (matrix, neuron, k)
  }

  var inputGradients: [Tensor] {
    let (layer, rows) = (forward.layer, forward.rows)
    var values: [Double] = []
    values.reserveCapacity(forward.input.count)
    for own in 0..<(forward.input.count / layer.length) {
      let made = rows.rows(ofInput: own).map { ($0, rows.sources(of: $0).matrix) }
      for k in 0..<layer.length {
        var sum = 0.0
        for (row, matrix) in made {
          for neuron in 0..<layer.neurons {
            let place = (matrix * layer.neurons + neuron) * layer.length + k
            sum += gradient(row, neuron) * layer.weight.values[place]
          }
        }
        values.append(sum)
      }
    }
    return [Tensor(uncheckedShape: forward.input.shape, values: values)]
  }

  var parameterGradients: NamedTensors {
    let (layer, rows) = (forward.layer, forward.rows)
    var values: [Double] = []
    values.reserveCapacity(layer.weight.count)
    for matrix in 0..<layer.matrices.reduce(1, *) {
      let made = rows.rows(ofMatrix: matrix).map { ($0, rows.sources(of: $0).input) }
      for neuron in 0..<layer.neurons {
        for k in 0..<layer.length {
          values.append(
            made.reduce(0) { sum, row in
              sum + gradient(row.0, neuron) * forward.input.values[row.1 * layer.length + k]
            })
        }
      }
    }
    var gradients = NamedTensors()
    gradients[.weight] = Tensor(uncheckedShape: layer.weight.shape, values: values)
    if layer.bias != nil {
      gradients[.bias] = Tensor(
        uncheckedShape: [layer.neurons],
        values: (0..<layer.neurons).map { neuron in
          (0..<rows.count).reduce(0) { $0 + gradient($1, neuron) }
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
    let (pass, forward, layer, rows) = (self, forward, forward.layer, forward.rows)
    var accounts: [Account] = [
      .elementwise(
        .activationGradient, result: .activationGradient, shape: forward.input.shape,
        rule: .sum
      ) { place, _ in
        let (own, k) = place.quotientAndRemainder(dividingBy: layer.length)
        return rows.rows(ofInput: own).flatMap { row in
          let matrix = rows.sources(of: row).matrix
          return (0..<layer.neurons).map {
            StepTerm(pass.upstream(row, $0), times: forward.weight(matrix, $0, k))
          }
        }
      },
      .elementwise(
        "weight_gradient", result: .gradient(of: .weight), shape: layer.weight.shape, rule: .sum
      ) { place, _ in
        let (matrix, neuron, k) = pass.weight(at: place)
        return rows.rows(ofMatrix: matrix).map { row in
          StepTerm(
            pass.upstream(row, neuron),
            times: forward.element(rows.sources(of: row).input * layer.length + k))
        }
      },
    ]
    if layer.bias != nil {
      accounts.append(
        .elementwise(
          "bias_gradient", result: .gradient(of: .bias), shape: [layer.neurons], rule: .sum
        ) { neuron, _ in
          (0..<rows.count).map { StepTerm(pass.upstream($0, neuron)) }
        })
    }
    return accounts
  }
}
