/// Concatenation: inputs are put behind each other along an axis, by default that of the channels;
/// nothing is computed, and each input gets its part of the gradient.
///
/// Source: G. Huang et al., *Densely connected convolutional networks* (2017).
public struct Concatenate: Layer, Hashable {
  /// Concatenation as a kind of layer.
  public static let declaration = LayerDeclaration(
    kind: "concatenate", "inputs are put behind each other, channel after channel",
    settings: [
      SettingDeclaration(
        "axis", .whole(atLeast: -Indices.limit), default: .whole(0),
        "The axis along which inputs follow each other, from 0 (the channels), or from the last: "
          + "-1.")
    ], inputs: .several, fit: FittedOperands.anyShape,
    make: { settings, _, _ in Concatenate(axis: settings.whole("axis") ?? 0) })

  /// The axis, counted from 0, or from the last where it is negative.
  public let axis: Int

  /// Concatenation along an axis.
  public init(axis: Int = 0) { self.axis = axis }

  /// The kind.
  public var declaration: LayerDeclaration { Concatenate.declaration }
  /// What the layer was told.
  public var settings: Settings { Settings(["axis": .whole(axis)]) }
  /// An element is an element of one of the inputs.
  public var reach: Reach { .element }

  /// The shape of the inputs, along the axis as long as all of them together.
  public func outputShape(of inputs: [[Int]]) throws(LayerError) -> [Int] {
    try LayerError.checkRank(inputs[0])
    let axis = try inputs[0].axis(axis)
    var shape = inputs[0]
    for input in inputs.dropFirst() {
      let fits =
        input.count == shape.count
        && shape.indices.allSatisfy { $0 == axis || input[$0] == shape[$0] }
      guard fits else {
        throw .input(
          problem: "inputs that are put behind each other may differ along axis \(axis) alone, not "
            + "be \(Tensor.describe(inputs[0])) and \(Tensor.describe(input))")
      }
      shape[axis] += input[axis]
    }
    return shape
  }

  /// The pass over inputs that differ along the axis alone.
  public func forward(
    _ inputs: [Tensor], mode: Mode
  ) throws(LayerError) -> any LayerForwardPass {
    let shape = try outputShape(of: inputs.map(\.shape))
    return ForwardPass(inputs: inputs, axis: try inputs[0].shape.axis(axis), shape: shape)
  }

  private struct ForwardPass: LayerForwardPass {
    let inputs: [Tensor]
    let axis: Int
    let shape: [Int]

    var outputName: TensorName { .output }
    var results: NamedTensors { [NamedTensor(.output, output)] }

    var output: Tensor {
      let blocks = inputs.map { $0.shape[axis...].reduce(1, *) }
      var values: [Double] = []
      values.reserveCapacity(shape.reduce(1, *))
      for outer in 0..<shape[..<axis].reduce(1, *) {
        for (input, block) in zip(inputs, blocks) {
          values += input.values[(outer * block)..<((outer + 1) * block)]
        }
      }
      return Tensor(uncheckedShape: shape, values: values)
    }

    /// One account: each element is copied from one of the inputs.
    var accounts: [Account] {
      let pass = self
      return [
        .elementwise(.forward, result: .output, shape: shape, rule: .copy) { _, indices in
          let (number, place) = pass.source(of: indices)
          let input = pass.inputs[number]
          return [StepTerm(input.operand(.input(number), place.offset(in: input.shape), place))]
        }
      ]
    }

    func backward(outputGradient: Tensor) throws(LayerError) -> any LayerBackwardPass {
      try check(outputGradient)
      let (pass, shape) = (self, shape)
      let gradients = inputs.indices.map { number in
        let input = inputs[number].shape
        return Tensor(
          uncheckedShape: input,
          values: (0..<inputs[number].count).map { index in
            outputGradient.values[
              place(of: Indices(of: index, in: input), ofInput: number).offset(in: shape)]
          })
      }
      return CopiedBackwardPass(
        outputGradient: outputGradient, inputGradients: gradients,
        accounts: inputs.indices.map { number in
          .elementwise(
            .activationGradient(number), result: .activationGradient(number),
            shape: inputs[number].shape, rule: .copy
          ) { _, indices in
            let place = pass.place(of: indices, ofInput: number)
            return [
              StepTerm(
                outputGradient.operand(.outputGradient, place.offset(in: shape), place))
            ]
          }
        })
    }

    /// The input that an element of the output comes from, and its place there.
    private func source(of indices: Indices) -> (number: Int, place: Indices) {
      var (number, index) = (0, indices[axis])
      while index >= inputs[number].shape[axis] {
        index -= inputs[number].shape[axis]
        number += 1
      }
      return (number, replacing(indices, with: index))
    }

    /// The place in the output of an element of an input.
    private func place(of indices: Indices, ofInput number: Int) -> Indices {
      let before = inputs[..<number].reduce(0) { $0 + $1.shape[axis] }
      return replacing(indices, with: before + indices[axis])
    }

    private func replacing(_ indices: Indices, with index: Int) -> Indices {
      Indices(indices.enumerated().map { $0.offset == axis ? index : $0.element })
    }
  }
}
