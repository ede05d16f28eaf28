#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Local response normalisation: each element is divided by a power of what its neighbours in the
/// channels before and behind it add up to.
///
/// s_c = k + α / n · Σ x_j² over the n channels j around c, those that there are, and a_c = x_c / s_cᵝ.
/// With g = ∂C/∂a: ∂C/∂x_j = g_j / s_jᵝ − 2αβ/n · x_j · Σ g_c x_c / s_cᵝ⁺¹ over the channels c whose
/// neighbours j is one of.
/// Source: A. Krizhevsky, I. Sutskever and G. Hinton, *ImageNet classification with deep convolutional
/// neural networks* (2012); α / n as in ONNX's operator `LRN`.
public struct LocalResponseNormalisation: Layer, Hashable {
  /// The kind.
  public static let declaration = LayerDeclaration(
    kind: "local-response-normalisation",
    "each element is divided by a power of what its neighbours in other channels add up to",
    settings: [
      SettingDeclaration(
        "size", .whole(atLeast: 1), default: .whole(5),
        "The number n of channels that are added up."),
      SettingDeclaration(
        "alpha", .number(-.infinity ... .infinity), default: .number(1e-4),
        "α, which the sum is multiplied by."),
      SettingDeclaration(
        "beta", .number(-.infinity ... .infinity), default: .number(0.75), "The power β."),
      SettingDeclaration(
        "constant", .number(.leastNormalMagnitude ... .infinity), default: .number(1),
        "k, above 0, which is added to the sum."),
    ], countsAsLayer: false, fit: FittedOperands.images,
    make: { settings, _, _ in
      LocalResponseNormalisation(
        size: settings.whole("size") ?? 5, alpha: settings.number("alpha") ?? 1e-4,
        beta: settings.number("beta") ?? 0.75, constant: settings.number("constant") ?? 1)
    })

  /// The number n of channels that are added up.
  public let size: Int
  /// α.
  public let alpha: Double
  /// β.
  public let beta: Double
  /// k.
  public let constant: Double

  /// The layer with its numbers.
  public init(size: Int, alpha: Double = 1e-4, beta: Double = 0.75, constant: Double = 1) {
    (self.size, self.alpha, self.beta, self.constant) = (size, alpha, beta, constant)
  }

  /// The kind.
  public var declaration: LayerDeclaration { LocalResponseNormalisation.declaration }
  /// What the layer was told.
  public var settings: Settings {
    Settings([
      "size": .whole(size), "alpha": .number(alpha), "beta": .number(beta),
      "constant": .number(constant),
    ])
  }
  /// An element sees the elements at its place.
  public var reach: Reach { .element }

  /// The shape of the input, [channels, …].
  public func outputShape(of inputs: [[Int]]) throws(LayerError) -> [Int] {
    try LayerError.checkRank(inputs[0])
    return inputs[0]
  }

  /// Two for each neighbour.
  public func multiplications(over inputs: [[Int]]) -> Int {
    inputs[0].reduce(1, *) * 2 * Swift.min(size, inputs[0].first ?? 1)
  }

  /// The channels around one: ⌊(n − 1) / 2⌋ before it, the rest behind it.
  fileprivate func neighbours(of channel: Int, among channels: Int) -> Range<Int> {
    let first = channel - (size - 1) / 2
    return Swift.max(0, first)..<Swift.min(channels, first + size)
  }

  /// The pass over [channels, …].
  ///
  /// - Throws: ``LayerError`` where a sum is not above 0, whose power would be no number.
  public func forward(
    _ inputs: [Tensor], mode: Mode
  ) throws(LayerError) -> any LayerForwardPass {
    try LayerError.checkRank(inputs[0].shape)
    let pass = ForwardPass(layer: self, input: inputs[0])
    guard pass.sums.values.allSatisfy({ $0 > 0 }) else {
      throw .setting(
        "alpha",
        problem: "with alpha \(alpha) what neighbours add up to is not above 0; use one above 0")
    }
    return pass
  }

  private struct ForwardPass: LayerForwardPass {
    let layer: LocalResponseNormalisation
    let input: Tensor
    /// s.
    let sums: Tensor
    /// s⁻ᵝ.
    let powers: Tensor
    let output: Tensor

    init(layer: LocalResponseNormalisation, input: Tensor) {
      (self.layer, self.input) = (layer, input)
      let (channels, area) = (input.shape[0], input.count / input.shape[0])
      let share = layer.alpha / Double(layer.size)
      let sums = Tensor(
        uncheckedShape: input.shape,
        values: (0..<input.count).map { index in
          let (channel, place) = index.quotientAndRemainder(dividingBy: area)
          return layer.neighbours(of: channel, among: channels).reduce(0.0) { sum, other in
            let x = input.values[other * area + place]
            return sum + x * (x * share)
          } + layer.constant
        })
      let powers = sums.mapped { pow($0, -layer.beta) }
      (self.sums, self.powers) = (sums, powers)
      output = input.combined(powers, *)
    }

    var inputs: [Tensor] { [input] }
    var outputName: TensorName { .output }
    var results: NamedTensors {
      [
        NamedTensor(.output, output), NamedTensor("neighbourhood", sums),
        NamedTensor("neighbourhood_power", powers),
      ]
    }

    /// The product that comes out, the powers, and the sums over neighbours.
    var accounts: [Account] {
      let (input, sums, powers, layer) = (input, sums, powers, layer)
      let (channels, area) = (input.shape[0], input.count / input.shape[0])
      let share = layer.alpha / Double(layer.size)
      return [
        .elementwise(.forward, result: .output, shape: input.shape, rule: .sum) { index, indices in
          [
            StepTerm(
              input.operand(.input, index, indices),
              times: powers.operand("neighbourhood_power", index, indices))
          ]
        },
        Account(
          "neighbourhood_power", result: "neighbourhood_power", shape: input.shape,
          steps: input.shape
        ) { index in
          let indices = Indices(of: index, in: input.shape)
          return AccountStep(
            index: index, target: Address("neighbourhood_power", indices), rule: .function("power"),
            terms: StepTerms([
              StepTerm(sums.operand("neighbourhood", index, indices)),
              StepTerm(Operand(-layer.beta)),
            ]), result: powers.values[index])
        },
        .elementwise(
          "neighbourhood", result: "neighbourhood", shape: input.shape, rule: .sum,
          addend: { _ in Operand(layer.constant) },
          { index, _ in
            let (channel, place) = index.quotientAndRemainder(dividingBy: area)
            return layer.neighbours(of: channel, among: channels).map { other in
              let number = other * area + place
              let x = input.operand(.input, number, Indices(of: number, in: input.shape))
              return StepTerm(x, times: Operand(x.value * share))
            }
          }),
      ]
    }

    func backward(outputGradient: Tensor) throws(LayerError) -> any LayerBackwardPass {
      try check(outputGradient)
      let pass = self
      let gradient = outputGradient
      let terms: @Sendable (Int) -> [StepTerm] = { pass.terms(of: $0, gradient) }
      return CopiedBackwardPass(
        outputGradient: gradient,
        inputGradients: [
          Tensor(
            uncheckedShape: input.shape,
            values: (0..<input.count).map { index in
              terms(index).reduce(0) { $0 + $1.product }
            })
        ],
        accounts: [
          .elementwise(
            .activationGradient, result: .activationGradient, shape: input.shape, rule: .sum
          ) { index, _ in terms(index) }
        ])
    }

    /// What adds up to the gradient of an element: its own part, then that of each sum it is in.
    private func terms(of index: Int, _ gradient: Tensor) -> [StepTerm] {
      let (channels, area) = (input.shape[0], input.count / input.shape[0])
      let (channel, place) = index.quotientAndRemainder(dividingBy: area)
      func upstream(_ number: Int) -> Operand {
        gradient.operand(.outputGradient, number, Indices(of: number, in: gradient.shape))
      }
      let own = StepTerm(
        upstream(index),
        times: powers.operand("neighbourhood_power", index, Indices(of: index, in: input.shape)))
      let factor = -2 * layer.alpha * layer.beta / Double(layer.size) * input.values[index]
      return [own]
        + (0..<channels).filter { layer.neighbours(of: $0, among: channels).contains(channel) }.map
      {
        let number = $0 * area + place
        return StepTerm(
          upstream(number),
          times: Operand(
            factor * input.values[number] * powers.values[number] / sums.values[number]))
      }
    }
  }
}
