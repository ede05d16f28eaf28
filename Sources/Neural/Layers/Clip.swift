/// Clip: what is below a minimum becomes the minimum, what is above a maximum the maximum.
///
/// a = min(max(x, minimum), maximum) for each element, and ∂C/∂x = g where x lies between the two, else
/// 0, with g = ∂C/∂a.
/// Source: the operator `Clip` of ONNX; PyTorch's `Hardtanh`.
public struct Clip: Layer, Hashable {
  /// Clip as a kind of layer.
  public static let declaration = LayerDeclaration(
    kind: "clip", "each element is kept between a minimum and a maximum",
    settings: [
      SettingDeclaration(
        "minimum", .number(-.infinity ... .infinity), "The minimum (default: none)."),
      SettingDeclaration(
        "maximum", .number(-.infinity ... .infinity), "The maximum (default: none)."),
    ], countsAsLayer: false, fit: FittedOperands.anyShape,
    make: { settings, _, _ in
      Clip(minimum: settings.number("minimum"), maximum: settings.number("maximum"))
    })

  /// The minimum; nil where there is none.
  public let minimum: Double?
  /// The maximum; nil where there is none. Where it is below the minimum everything becomes it.
  public let maximum: Double?

  /// The layer with its bounds.
  public init(minimum: Double? = nil, maximum: Double? = nil) {
    (self.minimum, self.maximum) = (minimum, maximum)
  }

  /// The kind.
  public var declaration: LayerDeclaration { Clip.declaration }
  /// What the layer was told.
  public var settings: Settings {
    var settings = Settings()
    settings["minimum"] = minimum.map(SettingValue.number)
    settings["maximum"] = maximum.map(SettingValue.number)
    return settings
  }
  /// An element sees the element at its place.
  public var reach: Reach { .element }

  /// The shape of the input.
  public func outputShape(of inputs: [[Int]]) throws(LayerError) -> [Int] {
    try LayerError.checkRank(inputs[0])
    return inputs[0]
  }

  private func value(_ x: Double) -> Double {
    let above = minimum.map { x < $0 ? $0 : x } ?? x
    return maximum.map { above > $0 ? $0 : above } ?? above
  }

  /// 1 where the element passes, else 0.
  private func slope(_ x: Double) -> Double {
    (minimum.map { x > $0 } ?? true) && (maximum.map { x < $0 } ?? true) ? 1 : 0
  }

  /// The pass over an input of any shape.
  public func forward(
    _ inputs: [Tensor], mode: Mode
  ) throws(LayerError) -> any LayerForwardPass {
    try LayerError.checkRank(inputs[0].shape)
    return ForwardPass(layer: self, input: inputs[0], output: inputs[0].mapped(value))
  }

  private struct ForwardPass: LayerForwardPass {
    let layer: Clip
    let input: Tensor
    let output: Tensor

    var inputs: [Tensor] { [input] }
    var outputName: TensorName { .output }
    var results: NamedTensors { [NamedTensor(.output, output)] }

    /// One account: for each element the one of it and the bounds that lies between the others.
    var accounts: [Account] {
      let (input, output) = (input, output)
      return [
        Account(.forward, result: .output, shape: input.shape, steps: input.shape) { index in
          let indices = Indices(of: index, in: input.shape)
          return AccountStep(
            index: index, target: Address(.output, indices), rule: .function("clip"),
            terms: StepTerms([StepTerm(input.operand(.input, index, indices))]),
            result: output.values[index])
        }
      ]
    }

    func backward(outputGradient: Tensor) throws(LayerError) -> any LayerBackwardPass {
      try check(outputGradient)
      let (slopes, shape) = (input.mapped(layer.slope), input.shape)
      return CopiedBackwardPass(
        outputGradient: outputGradient,
        inputGradients: [outputGradient.combined(slopes, *)],
        accounts: [
          .elementwise(
            .activationGradient, result: .activationGradient, shape: shape, rule: .sum
          ) { index, indices in
            [
              StepTerm(
                outputGradient.operand(.outputGradient, index, indices),
                times: Operand(slopes.values[index]))
            ]
          }
        ])
    }
  }
}
