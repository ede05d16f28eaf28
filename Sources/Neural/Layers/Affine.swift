/// Weights and biases that are repeated over the input: a = w · x + b for each element.
///
/// Their shape is repeated over the input's as ``Broadcast`` says, most often one number for each
/// channel. With g = ∂C/∂a: ∂C/∂x = w · g, and ∂C/∂w = Σ x · g and ∂C/∂b = Σ g over the places where a
/// weight stands.
/// Source: the operators `Mul` and `Add` of ONNX with a constant.
public struct Affine: Sendable, Equatable {
  /// The weights; nil where there are none.
  public let weight: Tensor?
  /// The biases; nil where there are none.
  public let bias: Tensor?
  /// Their shape.
  public let shape: [Int]

  /// A layer with weights or biases, or both in one shape.
  ///
  /// - Throws: ``LayerError`` where their shapes differ.
  public init(weight: Tensor?, bias: Tensor?, shape: [Int]) throws(LayerError) {
    for (name, tensor) in [("weight", weight), ("bias", bias)] {
      guard let tensor, tensor.shape != shape else { continue }
      throw .shape(of: name, expected: shape, found: tensor.shape)
    }
    (self.weight, self.bias, self.shape) = (weight, bias, shape)
  }
}

extension Affine: Layer {
  /// The kind.
  public static let declaration = LayerDeclaration(
    kind: "affine", "each element times a weight plus a bias, which are repeated over the input",
    settings: [
      SettingDeclaration(
        "shape", .wholes(atLeast: 0),
        "The shape of weights and biases, such as 3,1,1; 0 is the input's own length (default: one "
          + "for each channel)."),
      SettingDeclaration(
        "weights", .flag, default: .flag(true), "Whether elements are multiplied by weights."),
      SettingDeclaration(
        "bias", .flag, default: .flag(true), "Whether biases are added."),
    ], countsAsLayer: false,
    parameters: { settings, inputs throws(LayerError) in
      let shape = try shape(settings, over: inputs[0])
      var parameters: [ParameterDeclaration] = []
      if settings.flag("weights") {
        parameters.append(ParameterDeclaration(.weight, shape: shape, .constant(1)))
      }
      if settings.flag("bias") {
        parameters.append(ParameterDeclaration(.bias, shape: shape, .constant(0)))
      }
      return parameters
    }, fit: FittedOperands.anyShape,
    make: { settings, parameters, inputs throws(LayerError) in
      try Affine(
        weight: parameters[.weight], bias: parameters[.bias],
        shape: try shape(settings, over: inputs[0]))
    })

  private static func shape(
    _ settings: Settings, over input: [Int]
  ) throws(LayerError) -> [Int] {
    guard let told = settings.wholes("shape") else {
      return input.enumerated().map { $0.offset == 0 ? $0.element : 1 }
    }
    var shape = told
    let missing = input.count - told.count
    for place in told.indices where told[place] == 0 {
      guard input.indices.contains(place + missing) else {
        throw .setting(
          "shape",
          problem: "\(Tensor.describe(input)) has no dimension for that of the weights with the "
            + "number \(place)")
      }
      shape[place] = input[place + missing]
    }
    _ = try Broadcast.shape(of: [input, shape])
    return shape
  }

  /// The kind.
  public var declaration: LayerDeclaration { Affine.declaration }
  /// What the layer was told.
  public var settings: Settings {
    Settings([
      "shape": .wholes(shape), "weights": .flag(weight != nil), "bias": .flag(bias != nil),
    ])
  }
  /// The weights and the biases, where there are any.
  public var parameters: NamedTensors {
    var parameters = NamedTensors()
    parameters[.weight] = weight
    parameters[.bias] = bias
    return parameters
  }
  /// An element sees the element at its place.
  public var reach: Reach { .element }

  /// The shape that input and weights can be repeated over.
  public func outputShape(of inputs: [[Int]]) throws(LayerError) -> [Int] {
    try Broadcast.shape(of: [inputs[0], shape])
  }

  /// One for each element that is multiplied.
  public func multiplications(over inputs: [[Int]]) -> Int {
    weight == nil ? 0 : (try? outputShape(of: inputs))?.reduce(1, *) ?? 0
  }

  /// The pass over an input of any shape that goes with that of the weights.
  public func forward(
    _ inputs: [Tensor], mode: Mode
  ) throws(LayerError) -> any LayerForwardPass {
    let output = try outputShape(of: [inputs[0].shape])
    return ForwardPass(
      layer: self, input: inputs[0], places: Broadcast(inputs[0].shape, over: output),
      weights: Broadcast(shape, over: output))
  }

  private struct ForwardPass: LayerForwardPass {
    let layer: Affine
    let input: Tensor
    let output: Tensor
    /// Where the input's elements stand in the output.
    let places: Broadcast
    /// Where weights and biases stand in the output.
    let weights: Broadcast

    init(layer: Affine, input: Tensor, places: Broadcast, weights: Broadcast) {
      (self.layer, self.input, self.places, self.weights) = (layer, input, places, weights)
      let values = (0..<places.shape.reduce(1, *)).map { index in
        var value = input.values[places.place(of: index)]
        let place = weights.place(of: index)
        if let weight = layer.weight { value *= weight.values[place] }
        if let bias = layer.bias { value += bias.values[place] }
        return value
      }
      output = Tensor(uncheckedShape: places.shape, values: values)
    }

    var inputs: [Tensor] { [input] }
    var outputName: TensorName { .output }
    var results: NamedTensors { [NamedTensor(.output, output)] }

    private func operand(_ name: TensorName, _ tensor: Tensor?, at index: Int) -> Operand? {
      let place = weights.place(of: index)
      return tensor?.operand(name, place, Indices(of: place, in: layer.shape))
    }

    private func element(at index: Int) -> Operand {
      let place = places.place(of: index)
      return input.operand(.input, place, Indices(of: place, in: input.shape))
    }

    /// One account: a product and the bias for each element.
    var accounts: [Account] {
      let pass = self
      return [
        .elementwise(
          .forward, result: .output, shape: output.shape, rule: .sum,
          addend: { pass.operand(.bias, pass.layer.bias, at: $0) },
          { index, _ in
            [
              StepTerm(
                pass.element(at: index),
                times: pass.operand(.weight, pass.layer.weight, at: index))
            ]
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

      var inputGradients: [Tensor] {
        [
          forward.places.sums { index in
            outputGradient.values[index]
              * (forward.layer.weight?.values[forward.weights.place(of: index)] ?? 1)
          }
        ]
      }

      var parameterGradients: NamedTensors {
        var gradients = NamedTensors()
        if forward.layer.weight != nil {
          gradients[.weight] = forward.weights.sums { index in
            outputGradient.values[index] * forward.input.values[forward.places.place(of: index)]
          }
        }
        if forward.layer.bias != nil {
          gradients[.bias] = forward.weights.sums { outputGradient.values[$0] }
        }
        return gradients
      }

      /// The gradient of the input, then those of weights and biases, each a sum over the places where
      /// it stands.
      var accounts: [Account] {
        let (pass, layer) = (forward, forward.layer)
        var accounts = [
          account(.activationGradient, .activationGradient, pass.places) {
            pass.operand(.weight, layer.weight, at: $0)
          }
        ]
        if layer.weight != nil {
          accounts.append(
            account("weight_gradient", .gradient(of: .weight), pass.weights) {
              pass.element(at: $0)
            })
        }
        if layer.bias != nil {
          accounts.append(
            account("bias_gradient", .gradient(of: .bias), pass.weights) { _ in nil })
        }
        return accounts
      }

      private func account(
        _ name: Account.Name, _ result: TensorName, _ broadcast: Broadcast,
        _ factor: @escaping @Sendable (Int) -> Operand?
      ) -> Account {
        let gradient = outputGradient
        return .elementwise(name, result: result, shape: broadcast.input, rule: .sum) { place, _ in
          broadcast.repeats(of: place).map { index in
            StepTerm(
              gradient.operand(.outputGradient, index, Indices(of: index, in: gradient.shape)),
              times: factor(index))
          }
        }
      }
    }
  }
}
