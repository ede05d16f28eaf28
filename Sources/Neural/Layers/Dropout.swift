/// Dropout: in training each element is left out with a probability r, and those that are kept are
/// made larger, so that the expectation stays; in inference nothing is changed.
///
/// y = m x with m = 0 for an element that is left out and m = 1 / (1 − r) for one that is kept, and
/// ∂C/∂x = m ∂C/∂y. Which elements are left out follows from the seed, so that the same run gives the
/// same numbers; layers of the same seed and shape leave out the same elements.
/// Source: N. Srivastava et al., *Dropout: a simple way to prevent neural networks from overfitting*
/// (2014), scaled in training as in PyTorch.
public struct Dropout: Sendable, Hashable {
  /// The probability r that an element is left out.
  public let rate: Double
  /// What the mask follows from.
  public let seed: Int

  /// A layer with the given rate.
  ///
  /// - Throws: ``LayerError`` where the rate is not from 0 to 1.
  public init(rate: Double = 0.5, seed: Int = 0) throws(LayerError) {
    guard (0...1).contains(rate) else {
      throw .setting("rate", problem: "the rate of dropout is from 0 to 1, not \(rate)")
    }
    (self.rate, self.seed) = (rate, seed)
  }

  /// What each element of a tensor of a shape is multiplied by in training: 0, or 1 / (1 − r).
  public func mask(_ shape: [Int]) -> Tensor {
    var generator = SeededGenerator(seed: UInt64(bitPattern: Int64(seed)))
    let kept = rate < 1 ? 1 / (1 - rate) : 0
    return Tensor(
      uncheckedShape: shape,
      values: (0..<shape.reduce(1, *)).map { _ in generator.nextFraction() < rate ? 0 : kept })
  }
}

extension Dropout: Layer {
  /// Dropout as a kind of layer.
  public static let declaration = LayerDeclaration(
    kind: "dropout", "in training some elements are left out by chance",
    settings: [
      SettingDeclaration(
        "rate", .number(0...1), default: .number(0.5), "The share of elements that are left out."),
      SettingDeclaration(
        "seed", .whole(atLeast: 0), default: .whole(0), "What chance begins with."),
    ], countsAsLayer: false, fit: FittedOperands.anyShape,
    make: { settings, _, _ throws(LayerError) in
      try Dropout(rate: settings.number("rate") ?? 0.5, seed: settings.whole("seed") ?? 0)
    })

  /// The kind.
  public var declaration: LayerDeclaration { Dropout.declaration }
  /// What the layer was told.
  public var settings: Settings { Settings(["rate": .number(rate), "seed": .whole(seed)]) }
  /// An element sees the element at its place.
  public var reach: Reach { .element }
  /// In training one mask is drawn for the batch, so that items lose different elements.
  public func couplesItems(in mode: Mode) -> Bool { mode == .training }

  /// The shape of the input.
  public func outputShape(of inputs: [[Int]]) throws(LayerError) -> [Int] {
    // A batch has one dimension more.
    try LayerError.checkRank([1] + inputs[0])
    return inputs[0]
  }

  /// The pass over an input of any shape, in training [items, …].
  public func forward(
    _ inputs: [Tensor], mode: Mode
  ) throws(LayerError) -> any LayerForwardPass {
    try LayerError.checkRank(inputs[0].shape)
    return ForwardPass(input: inputs[0], mask: mode == .training ? mask(inputs[0].shape) : nil)
  }
}

extension TensorName {
  /// What dropout multiplies each element by.
  fileprivate static let mask: TensorName = "mask"
}

extension Dropout {
  private struct ForwardPass: LayerForwardPass {
    let input: Tensor
    /// Nil in inference.
    let mask: Tensor?

    var inputs: [Tensor] { [input] }
    var outputName: TensorName { .output }
    var output: Tensor { masked(input) }
    var results: NamedTensors {
      var results: NamedTensors = [NamedTensor(.output, output)]
      results[.mask] = mask
      return results
    }

    /// One account: each element times its mask, or as it is.
    var accounts: [Account] {
      [account(.forward, of: input, .input, result: .output)]
    }

    func backward(outputGradient: Tensor) throws(LayerError) -> any LayerBackwardPass {
      try check(outputGradient)
      return CopiedBackwardPass(
        outputGradient: outputGradient, inputGradients: [masked(outputGradient)],
        accounts: [
          account(
            .activationGradient, of: outputGradient, .outputGradient, result: .activationGradient)
        ])
    }

    private func masked(_ tensor: Tensor) -> Tensor {
      guard let mask else { return tensor }
      return Tensor(
        uncheckedShape: tensor.shape, values: zip(tensor.values, mask.values).map { $0 * $1 })
    }

    private func account(
      _ name: Account.Name, of tensor: Tensor, _ tensorName: TensorName, result: TensorName
    ) -> Account {
      let mask = mask
      return .elementwise(
        name, result: result, shape: tensor.shape, rule: mask == nil ? .copy : .sum
      ) { index, indices in
        [
          StepTerm(
            tensor.operand(tensorName, index, indices),
            times: mask?.operand(.mask, index, indices))
        ]
      }
    }
  }
}
