/// Addition of several inputs of one shape, element by element: a = Σ_n aₙ.
///
/// Each input gets the gradient ∂C/∂a as it is: that is why a shortcut keeps gradients large.
/// Source: K. He et al., *Deep residual learning for image recognition* (2016).
public struct Add: Layer, Hashable {
  /// Addition as a kind of layer.
  public static let declaration = LayerDeclaration(
    kind: "add", "inputs of one shape are added up, element by element", inputs: .several,
    fit: FittedOperands.anyShape,
    make: { _, _, _ in Add() })

  /// The layer.
  public init() {}

  /// The kind.
  public var declaration: LayerDeclaration { Add.declaration }
  /// Nothing.
  public var settings: Settings { Settings() }
  /// An element sees the elements at its place.
  public var reach: Reach { .element }

  /// The shape of each input.
  public func outputShape(of inputs: [[Int]]) throws(LayerError) -> [Int] {
    try LayerError.checkRank(inputs[0])
    guard let other = inputs.first(where: { $0 != inputs[0] }) else { return inputs[0] }
    throw .input(
      problem: "inputs that are added need one shape, not \(Tensor.describe(inputs[0])) and "
        + Tensor.describe(other))
  }

  /// The pass over inputs of one shape.
  public func forward(
    _ inputs: [Tensor], mode: Mode
  ) throws(LayerError) -> any LayerForwardPass {
    _ = try outputShape(of: inputs.map(\.shape))
    return ForwardPass(inputs: inputs)
  }

  private struct ForwardPass: LayerForwardPass {
    let inputs: [Tensor]

    var output: Tensor { inputs.dropFirst().reduce(inputs[0]) { $0.adding($1) } }
    var outputName: TensorName { .output }
    var results: NamedTensors { [NamedTensor(.output, output)] }

    /// One account: a sum over the inputs for each element.
    var accounts: [Account] {
      let inputs = inputs
      return [
        .elementwise(.forward, result: .output, shape: inputs[0].shape, rule: .sum) {
          index, indices in
          inputs.enumerated().map { number, input in
            StepTerm(input.operand(.input(number), index, indices))
          }
        }
      ]
    }

    func backward(outputGradient: Tensor) throws(LayerError) -> any LayerBackwardPass {
      try check(outputGradient)
      return CopiedBackwardPass(
        outputGradient: outputGradient, inputGradients: inputs.map { _ in outputGradient },
        accounts: inputs.indices.map { number in
          .elementwise(
            .activationGradient(number), result: .activationGradient(number),
            shape: outputGradient.shape, rule: .copy
          ) { index, indices in
            [StepTerm(outputGradient.operand(.outputGradient, index, indices))]
          }
        })
    }
  }
}
