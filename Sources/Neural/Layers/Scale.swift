/// Multiplication by a constant: a = k · aᴸ⁻¹ for each element, and ∂C/∂aᴸ⁻¹ = k · ∂C/∂a.
///
/// Source: the scaling of residuals in C. Szegedy et al., *Inception-v4, Inception-ResNet and the
/// impact of residual connections on learning* (2017).
public struct Scale: Layer, Hashable {
  /// Multiplication by a constant as a kind of layer.
  public static let declaration = LayerDeclaration(
    kind: "scale", "each element is multiplied by a constant",
    settings: [
      SettingDeclaration(
        "factor", .number(-.infinity ... .infinity),
        default: .number(1), "The constant.")
    ], countsAsLayer: false, fit: FittedOperands.anyShape,
    make: { settings, _, _ in Scale(factor: settings.number("factor") ?? 1) })

  /// The constant.
  public let factor: Double

  /// Multiplication by the given constant.
  public init(factor: Double) { self.factor = factor }

  /// The kind.
  public var declaration: LayerDeclaration { Scale.declaration }
  /// What the layer was told.
  public var settings: Settings { Settings(["factor": .number(factor)]) }
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
    return ForwardPass(factor: factor, input: inputs[0])
  }

  private struct ForwardPass: LayerForwardPass {
    let factor: Double
    let input: Tensor

    var inputs: [Tensor] { [input] }
    var output: Tensor { input.multiplied(by: factor) }
    var outputName: TensorName { .output }
    var results: NamedTensors { [NamedTensor(.output, output)] }

    /// One account: a product for each element.
    var accounts: [Account] {
      [product(.forward, of: input, .input, result: .output)]
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
      _ name: Account.Name, of tensor: Tensor, _ tensorName: TensorName, result: TensorName
    ) -> Account {
      let factor = factor
      return .elementwise(name, result: result, shape: tensor.shape, rule: .sum) { index, indices in
        [StepTerm(tensor.operand(tensorName, index, indices), times: Operand(factor))]
      }
    }
  }
}

extension Tensor {
  /// The tensor with each element multiplied by a number.
  func multiplied(by factor: Double) -> Tensor {
    Tensor(uncheckedShape: shape, values: values.map { $0 * factor })
  }
}
