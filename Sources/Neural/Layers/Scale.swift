/// Multiplication by a constant, and addition of another: a = k · aᴸ⁻¹ + c for each element, and
/// ∂C/∂aᴸ⁻¹ = k · ∂C/∂a.
///
/// Source: the scaling of residuals in C. Szegedy et al., *Inception-v4, Inception-ResNet and the
/// impact of residual connections on learning* (2017).
public struct Scale: Layer, Hashable {
  /// Multiplication by a constant as a kind of layer.
  public static let declaration = LayerDeclaration(
    kind: "scale", "each element is multiplied by a constant, and another is added",
    settings: [
      SettingDeclaration(
        "factor", .number(-.infinity ... .infinity),
        default: .number(1), "The constant k."),
      SettingDeclaration(
        "offset", .number(-.infinity ... .infinity),
        default: .number(0), "The constant c."),
    ], countsAsLayer: false, fit: FittedOperands.anyShape,
    make: { settings, _, _ in
      Scale(factor: settings.number("factor") ?? 1, offset: settings.number("offset") ?? 0)
    })

  /// The constant k.
  public let factor: Double
  /// The constant c.
  public let offset: Double

  /// Multiplication by a constant, and addition of another.
  public init(factor: Double = 1, offset: Double = 0) {
    (self.factor, self.offset) = (factor, offset)
  }

  /// The kind.
  public var declaration: LayerDeclaration { Scale.declaration }
  /// What the layer was told.
  public var settings: Settings {
    Settings(["factor": .number(factor), "offset": .number(offset)])
  }
  /// An element sees the element at its place.
  public var reach: Reach { .element }

  /// The shape of the input.
  public func outputShape(of inputs: [[Int]]) throws(LayerError) -> [Int] {
    try LayerError.checkRank(inputs[0])
    return inputs[0]
  }

  /// One for each element.
  public func multiplications(over inputs: [[Int]]) -> Int { inputs[0].reduce(1, *) }

  /// The pass over an input of any shape.
  public func forward(
    _ inputs: [Tensor], mode: Mode
  ) throws(LayerError) -> any LayerForwardPass {
    try LayerError.checkRank(inputs[0].shape)
    return ForwardPass(factor: factor, offset: offset, input: inputs[0])
  }

  private struct ForwardPass: LayerForwardPass {
    let factor: Double
    let offset: Double
    let input: Tensor

    var inputs: [Tensor] { [input] }
    var output: Tensor {
      let product = input.multiplied(by: factor)
      return offset == 0 ? product : product.mapped { $0 + offset }
    }
    var outputName: TensorName { .output }
    var results: NamedTensors { [NamedTensor(.output, output)] }

    /// One account: a product for each element.
    var accounts: [Account] {
      let addend = offset == 0 ? nil : Operand(offset)
      return [product(.forward, of: input, .input, addend: addend, result: .output)]
    }

    func backward(outputGradient: Tensor) throws(LayerError) -> any LayerBackwardPass {
      try check(outputGradient)
      return CopiedBackwardPass(
        outputGradient: outputGradient, inputGradients: [outputGradient.multiplied(by: factor)],
        accounts: [
          product(
            .activationGradient, of: outputGradient, .outputGradient, result: .activationGradient)
        ])
    }

    private func product(
      _ name: Account.Name, of tensor: Tensor, _ tensorName: TensorName, addend: Operand? = nil,
      result: TensorName
    ) -> Account {
      let factor = factor
      return .elementwise(
        name, result: result, shape: tensor.shape, rule: .sum, addend: { _ in addend },
        { index, indices in
          [StepTerm(tensor.operand(tensorName, index, indices), times: Operand(factor))]
        })
    }
  }
}

extension Tensor {
  /// The tensor with each element multiplied by a number.
  func multiplied(by factor: Double) -> Tensor {
    Tensor(uncheckedShape: shape, values: values.map { $0 * factor })
  }
}
