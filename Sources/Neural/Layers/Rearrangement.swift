/// A pass that computes nothing: each element of the output is one of the input, or a constant.
///
/// An element that is taken several times gets the sum of the gradients of its places.
struct RearrangedForwardPass: LayerForwardPass {
  let input: Tensor
  let output: Tensor
  /// The number of the element of the input that each element of the output is; −1 for the constant.
  private let sources: [Int]
  /// Whether its copies are steps: they are none where only the shape, or the order, is another.
  private let hasSteps: Bool

  /// The pass from an input to a shape.
  ///
  /// - Parameters:
  ///   - constant: What stands where no element of the input does.
  ///   - source: The element of the input that the element with a number is, by its number.
  init(
    _ input: Tensor, to shape: [Int], hasSteps: Bool, constant: Double = 0,
    _ source: (_ index: Int) -> Int?
  ) {
    (self.input, self.hasSteps) = (input, hasSteps)
    sources = (0..<shape.reduce(1, *)).map { source($0) ?? -1 }
    output = Tensor(
      uncheckedShape: shape, values: sources.map { $0 < 0 ? constant : input.values[$0] })
  }

  var inputs: [Tensor] { [input] }
  var outputName: TensorName { .output }
  var results: NamedTensors { [NamedTensor(.output, output)] }

  /// One account, where there are steps: each element is a copy.
  var accounts: [Account] {
    guard hasSteps else { return [] }
    let (input, output, sources) = (input, output, sources)
    return [
      .elementwise(.forward, result: .output, shape: output.shape, rule: .copy) { index, _ in
        let source = sources[index]
        guard source >= 0 else { return [StepTerm(Operand(output.values[index]))] }
        return [StepTerm(input.operand(.input, source, Indices(of: source, in: input.shape)))]
      }
    ]
  }

  func backward(outputGradient: Tensor) throws(LayerError) -> any LayerBackwardPass {
    try check(outputGradient)
    var gradient = [Double](repeating: 0, count: input.count)
    for (index, source) in sources.enumerated() where source >= 0 {
      gradient[source] += outputGradient.values[index]
    }
    return CopiedBackwardPass(
      outputGradient: outputGradient,
      inputGradients: [Tensor(uncheckedShape: input.shape, values: gradient)],
      accounts: hasSteps ? [gradientAccount(outputGradient)] : [])
  }

  /// For each element of the input the sum over the places where it stands; 0 where it stands nowhere.
  private func gradientAccount(_ outputGradient: Tensor) -> Account {
    // The places of all elements, one element's after the other's.
    var starts = [Int](repeating: 0, count: input.count + 1)
    for source in sources where source >= 0 { starts[source + 1] += 1 }
    for index in 1..<starts.count { starts[index] += starts[index - 1] }
    var next = starts
    var places = [Int](repeating: 0, count: starts[input.count])
    for (index, source) in sources.enumerated() where source >= 0 {
      places[next[source]] = index
      next[source] += 1
    }
    let (all, ends, shape) = (places, starts, input.shape)
    return Account(.activationGradient, result: .activationGradient, shape: shape, steps: shape) {
      element in
      let terms = all[ends[element]..<ends[element + 1]].map { index in
        StepTerm(
          outputGradient.operand(
            .outputGradient, index, Indices(of: index, in: outputGradient.shape)))
      }
      return AccountStep(
        index: element, target: Address(.activationGradient, Indices(of: element, in: shape)),
        rule: .sum, terms: StepTerms(terms), result: terms.reduce(0) { $0 + $1.product })
    }
  }
}

/// A layer of one input that computes nothing and gives the elements in their order under another
/// shape.
protocol ReshapingLayer: Layer {
  /// The shape that an input of a shape gets.
  ///
  /// - Throws: ``LayerError`` where it cannot.
  func shape(from input: [Int]) throws(LayerError) -> [Int]
}

extension ReshapingLayer {
  /// An element is the element at its place.
  public var reach: Reach { .element }

  /// The other shape.
  public func outputShape(of inputs: [[Int]]) throws(LayerError) -> [Int] {
    try LayerError.checkRank(inputs[0])
    let shape = try shape(from: inputs[0])
    try LayerError.checkRank(shape)
    return shape
  }

  /// The pass over an input of any shape.
  public func forward(
    _ inputs: [Tensor], mode: Mode
  ) throws(LayerError) -> any LayerForwardPass {
    RearrangedForwardPass(
      inputs[0], to: try outputShape(of: [inputs[0].shape]), hasSteps: false, { $0 })
  }
}
