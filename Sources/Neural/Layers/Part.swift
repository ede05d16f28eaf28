/// A part of a tensor's elements in a shape of its own: a[i] = aᴸ⁻¹[offset + i], both counted row by row.
///
/// The gradient goes back to the elements that were taken, and 0 to the others. The named inputs of a
/// network are parts of one vector (``NetworkPlan/NamedInput``).
///
/// Source: the operators `Slice` and `Reshape` of ONNX.
public struct Part: Layer, Hashable {
  /// A part of a tensor as a kind of layer.
  public static let declaration = LayerDeclaration(
    kind: "part", "some of a tensor's elements, in a shape of their own",
    settings: [
      SettingDeclaration(
        "offset", .whole(atLeast: 0), default: .whole(0),
        "The first element, counted row by row from 0."),
      SettingDeclaration(
        "shape", .wholes(atLeast: 1),
        "The lengths that the elements are put into, row by row, such as 1,8,8."),
    ], countsAsLayer: false, fit: FittedOperands.anyShape,
    make: { settings, _, _ throws(LayerError) in
      guard let shape = settings.wholes("shape") else {
        throw .setting("shape", problem: "a part needs the shape of what it takes")
      }
      try checkShape(shape)
      return Part(offset: settings.whole("offset") ?? 0, shape: shape)
    })

  /// The number of the first element.
  public let offset: Int
  /// The shape of what comes out.
  public let shape: [Int]

  /// A part that begins at an element and has a shape.
  public init(offset: Int, shape: [Int]) { (self.offset, self.shape) = (offset, shape) }

  /// Refuses a shape that no tensor has.
  private static func checkShape(_ shape: [Int]) throws(LayerError) {
    var room = Sweep.limit
    for length in shape { room /= max(1, length) }
    guard 1...4 ~= shape.count, room > 0 else {
      throw .setting("shape", problem: "a part has one to four lengths, not \(shape)")
    }
  }

  private var range: Range<Int> { offset..<(offset + shape.reduce(1, *)) }

  /// The kind.
  public var declaration: LayerDeclaration { Part.declaration }
  /// What the layer was told.
  public var settings: Settings {
    Settings(["offset": .whole(offset), "shape": .wholes(shape)])
  }
  /// An element is one element.
  public var reach: Reach { .element }

  /// The shape that the layer was told.
  public func outputShape(of inputs: [[Int]]) throws(LayerError) -> [Int] {
    try LayerError.checkRank(inputs[0])
    let count = inputs[0].reduce(1, *)
    guard range.upperBound <= count else {
      throw .setting(
        "shape",
        problem: "\(Tensor.describe(shape)) from element \(offset) on are elements up to "
          + "\(range.upperBound - 1), but the input has \(counted(count, "element"))")
    }
    return shape
  }

  /// The pass over an input of any shape.
  public func forward(
    _ inputs: [Tensor], mode: Mode
  ) throws(LayerError) -> any LayerForwardPass {
    _ = try outputShape(of: [inputs[0].shape])
    return ForwardPass(layer: self, input: inputs[0])
  }

  private struct ForwardPass: LayerForwardPass {
    let layer: Part
    let input: Tensor

    var inputs: [Tensor] { [input] }
    var output: Tensor {
      Tensor(uncheckedShape: layer.shape, values: Array(input.values[layer.range]))
    }
    var outputName: TensorName { .output }
    var results: NamedTensors { [NamedTensor(.output, output)] }

    /// One account: each element is copied.
    var accounts: [Account] {
      let (input, offset) = (input, layer.offset)
      return [
        .elementwise(.forward, result: .output, shape: layer.shape, rule: .copy) { index, _ in
          let place = offset + index
          return [StepTerm(input.operand(.input, place, Indices(of: place, in: input.shape)))]
        }
      ]
    }

    func backward(outputGradient: Tensor) throws(LayerError) -> any LayerBackwardPass {
      try check(outputGradient)
      let (range, shape) = (layer.range, layer.shape)
      var values = [Double](repeating: 0, count: input.count)
      values.replaceSubrange(range, with: outputGradient.values)
      let gradient = Tensor(uncheckedShape: input.shape, values: values)
      let account = Account.elementwise(
        .activationGradient, result: .activationGradient, shape: input.shape, rule: .copy
      ) { place, _ in
        // What was not taken has no part in the cost.
        guard range.contains(place) else { return [StepTerm(Operand(0))] }
        let index = place - range.lowerBound
        return [
          StepTerm(outputGradient.operand(.outputGradient, index, Indices(of: index, in: shape)))
        ]
      }
      return CopiedBackwardPass(
        outputGradient: outputGradient, inputGradients: [gradient], accounts: [account])
    }
  }
}
