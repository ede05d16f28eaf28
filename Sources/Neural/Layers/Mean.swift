/// The mean over some dimensions: a = Σ x / n over the n elements that differ in these dimensions alone.
///
/// Each of them gets g / n, with g = ∂C/∂a.
/// Source: the operator `ReduceMean` of ONNX.
public struct Mean: Layer, Hashable {
  /// The mean as a kind of layer.
  public static let declaration = LayerDeclaration(
    kind: "mean", "elements along some dimensions become their mean",
    settings: [
      SettingDeclaration(
        "axes", .wholes(atLeast: -Indices.limit),
        "The dimensions, such as 1,2, from 0, or from the last: -1 (default: all)."),
      SettingDeclaration(
        "keep-dimensions", .flag, default: .flag(true),
        "Whether the dimensions stay, with one element each."),
    ], fit: FittedOperands.anyShape,
    make: { settings, _, _ in
      Mean(axes: settings.wholes("axes"), keepsDimensions: settings.flag("keep-dimensions"))
    })

  /// The dimensions; nil for all.
  public let axes: [Int]?
  /// Whether they stay, with one element each.
  public let keepsDimensions: Bool

  /// The mean over dimensions.
  public init(axes: [Int]? = nil, keepsDimensions: Bool = true) {
    (self.axes, self.keepsDimensions) = (axes, keepsDimensions)
  }

  /// The kind.
  public var declaration: LayerDeclaration { Mean.declaration }
  /// What the layer was told.
  public var settings: Settings {
    var settings = Settings(["keep-dimensions": .flag(keepsDimensions)])
    settings["axes"] = axes.map(SettingValue.wholes)
    return settings
  }
  /// An element sees all that it is the mean of.
  public var reach: Reach { .everything }

  /// The lengths that are left.
  public func outputShape(of inputs: [[Int]]) throws(LayerError) -> [Int] {
    let kept = try keptShape(of: inputs[0])
    if keepsDimensions { return kept }
    let gone =
      try axes.map { axes throws(LayerError) in try inputs[0].axes(axes) }
      ?? Array(inputs[0].indices)
    let shape = kept.indices.filter { !gone.contains($0) }.map { kept[$0] }
    return shape.isEmpty ? [1] : shape
  }

  /// The shape with one element along each of the dimensions.
  private func keptShape(of input: [Int]) throws(LayerError) -> [Int] {
    try LayerError.checkRank(input)
    guard let axes else { return input.map { _ in 1 } }
    var shape = input
    for axis in try input.axes(axes) { shape[axis] = 1 }
    return shape
  }

  /// The pass over an input of any shape.
  public func forward(
    _ inputs: [Tensor], mode: Mode
  ) throws(LayerError) -> any LayerForwardPass {
    let input = inputs[0]
    let broadcast = Broadcast(try keptShape(of: input.shape), over: input.shape)
    let shape = try outputShape(of: [input.shape])
    let count = Double(input.count / shape.reduce(1, *))
    return ForwardPass(
      input: input, broadcast: broadcast, count: count,
      output: Tensor(
        uncheckedShape: shape,
        values: broadcast.sums { input.values[$0] }.values.map { $0 / count }))
  }

  private struct ForwardPass: LayerForwardPass {
    let input: Tensor
    /// The means over the input.
    let broadcast: Broadcast
    /// The number of elements of each mean.
    let count: Double
    let output: Tensor

    var inputs: [Tensor] { [input] }
    var outputName: TensorName { .output }
    var results: NamedTensors { [NamedTensor(.output, output)] }

    /// One account: a mean for each element that comes out.
    var accounts: [Account] {
      let pass = self
      return [
        .elementwise(
          .forward, result: .output, shape: output.shape, rule: .mean(divisor: count)
        ) { index, _ in
          pass.broadcast.repeats(of: index).map { place in
            StepTerm(
              pass.input.operand(.input, place, Indices(of: place, in: pass.input.shape)))
          }
        }
      ]
    }

    func backward(outputGradient: Tensor) throws(LayerError) -> any LayerBackwardPass {
      try check(outputGradient)
      let (broadcast, count, shape) = (broadcast, count, input.shape)
      return CopiedBackwardPass(
        outputGradient: outputGradient,
        inputGradients: [
          Tensor(
            uncheckedShape: shape,
            values: (0..<input.count).map {
              outputGradient.values[broadcast.place(of: $0)] * (1 / count)
            })
        ],
        accounts: [
          .elementwise(
            .activationGradient, result: .activationGradient, shape: shape, rule: .sum
          ) { index, _ in
            let place = broadcast.place(of: index)
            return [
              StepTerm(
                outputGradient.operand(
                  .outputGradient, place, Indices(of: place, in: outputGradient.shape)),
                times: Operand(1 / count))
            ]
          }
        ])
    }
  }
}
