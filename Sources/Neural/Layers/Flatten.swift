/// Flatten: a tensor of any shape becomes a vector, row by row; nothing is computed.
///
/// a[i] is the element with the row-major number i, and its gradient goes back to that element.
/// Source: PyTorch's `Flatten`.
public struct Flatten: Layer, Hashable {
  /// Flatten as a kind of layer.
  public static let declaration = LayerDeclaration(
    kind: "flatten", "a tensor becomes a vector, row by row", countsAsLayer: false,
    fit: FittedOperands.anyShape,
    make: { _, _, _ in Flatten() })

  /// The layer.
  public init() {}

  /// The kind.
  public var declaration: LayerDeclaration { Flatten.declaration }
  /// Nothing.
  public var settings: Settings { Settings() }
  /// An element is the element at its place.
  public var reach: Reach { .element }

  /// [elements].
  public func outputShape(of inputs: [[Int]]) throws(LayerError) -> [Int] {
    try LayerError.checkRank(inputs[0])
    return [inputs[0].reduce(1, *)]
  }

  /// The pass over an input of any shape.
  public func forward(
    _ inputs: [Tensor], mode: Mode
  ) throws(LayerError) -> any LayerForwardPass {
    try LayerError.checkRank(inputs[0].shape)
    return ForwardPass(input: inputs[0])
  }

  private struct ForwardPass: LayerForwardPass {
    let input: Tensor

    var inputs: [Tensor] { [input] }
    var output: Tensor { Tensor(uncheckedShape: [input.count], values: input.values) }
    var outputName: TensorName { .output }
    var results: NamedTensors { [NamedTensor(.output, output)] }

    /// One account: each element is copied.
    var accounts: [Account] {
      let input = input
      return [
        .elementwise(.forward, result: .output, shape: [input.count], rule: .copy) { index, _ in
          [StepTerm(input.operand(.input, index, Indices(of: index, in: input.shape)))]
        }
      ]
    }

    func backward(outputGradient: Tensor) throws(LayerError) -> any LayerBackwardPass {
      try check(outputGradient)
      let gradient = Tensor(uncheckedShape: input.shape, values: outputGradient.values)
      let account = Account.elementwise(
        .activationGradient, result: .activationGradient, shape: input.shape, rule: .copy
      ) { index, _ in
        [StepTerm(outputGradient.operand(.outputGradient, index, Indices(only: index)))]
      }
      return CopiedBackwardPass(
        outputGradient: outputGradient, inputGradients: [gradient], accounts: [account])
    }
  }
}
