/// How the elements of a tensor are repeated over a larger shape: shapes are compared from the last
/// dimension on, and a length of 1, or a dimension that is not there, is repeated.
///
/// Source: NumPy's broadcasting, which PyTorch and ONNX have too.
struct Broadcast: Sendable, Hashable {
  /// The shape that the tensor is repeated over.
  let shape: [Int]
  /// The tensor's own.
  let input: [Int]
  /// Elements of the tensor from one to the next along each dimension of ``shape``; 0 where repeated.
  private let strides: [Int]

  /// The repetition of a tensor over a shape that ``shape(of:)`` gave.
  init(_ input: [Int], over shape: [Int]) {
    (self.input, self.shape) = (input, shape)
    var strides = [Int](repeating: 0, count: shape.count)
    var stride = 1
    for (place, length) in zip(shape.indices.reversed(), input.reversed()) {
      if length > 1 { strides[place] = stride }
      stride *= length
    }
    self.strides = strides
  }

  /// The shape over which tensors of all these shapes can be repeated.
  ///
  /// - Throws: ``LayerError`` where two lengths differ of which none is 1.
  static func shape(of inputs: [[Int]]) throws(LayerError) -> [Int] {
    var shape = [Int](repeating: 1, count: inputs.map(\.count).max() ?? 0)
    for input in inputs {
      for (place, length) in zip(shape.indices.reversed(), input.reversed()) where length != 1 {
        guard shape[place] == 1 || shape[place] == length else {
          throw .input(
            problem: "inputs of \(inputs.map(Tensor.describe).joined(separator: " and ")) cannot "
              + "be combined: from the last dimension on lengths must be equal, or 1")
        }
        shape[place] = length
      }
    }
    try LayerError.checkRank(shape)
    let count = shape.reduce(1.0) { $0 * Double($1) }
    guard count <= Double(Sweep.limit) else { throw .geometry(.tooLarge(name: "output")) }
    return shape
  }

  /// Whether nothing is repeated.
  var isPlain: Bool { input == shape }

  /// The number of the element that stands at an element of the shape.
  func place(of index: Int) -> Int {
    if isPlain { return index }
    var rest = index
    var place = 0
    for dimension in shape.indices.reversed() {
      place += rest % shape[dimension] * strides[dimension]
      rest /= shape[dimension]
    }
    return place
  }

  /// The elements of the shape at which an element stands, in row order.
  func repeats(of place: Int) -> [Int] {
    let own = Indices(of: place, in: input)
    var numbers = [0]
    for dimension in shape.indices {
      let mine = dimension - (shape.count - input.count)
      let isRepeated = mine < 0 || input[mine] == 1
      numbers = numbers.flatMap { number in
        (isRepeated ? 0..<shape[dimension] : own[mine]..<(own[mine] + 1)).map {
          number * shape[dimension] + $0
        }
      }
    }
    return numbers
  }

  /// The other way: for each element the sum of the values where it stands.
  func sums(_ value: (_ index: Int) -> Double) -> Tensor {
    var sums = [Double](repeating: 0, count: input.reduce(1, *))
    for index in 0..<shape.reduce(1, *) { sums[place(of: index)] += value(index) }
    return Tensor(uncheckedShape: input, values: sums)
  }
}

/// What becomes of the elements of inputs that stand at one place.
enum BroadcastOperation: Sendable, Hashable {
  case sum, difference, product, quotient

  /// What comes out at an element.
  func value(_ values: [Double]) -> Double {
    switch self {
    case .sum: values.dropFirst().reduce(values[0], +)
    case .difference: values[0] - values[1]
    case .product: values[0] * values[1]
    case .quotient: values[0] / values[1]
    }
  }

  /// What the gradient is multiplied by for an input; nil where it is taken as it is.
  func slope(_ number: Int, _ operands: [Operand]) -> Operand? {
    switch self {
    case .sum: nil
    case .difference: number == 0 ? nil : Operand(-1)
    case .product: operands[1 - number]
    case .quotient:
      number == 0
        ? Operand(1 / operands[1].value)
        : Operand(-operands[0].value / (operands[1].value * operands[1].value))
    }
  }
}

/// A layer that combines inputs element by element, each repeated over the largest.
protocol BroadcastingLayer: Layer {
  /// What becomes of the elements.
  var operation: BroadcastOperation { get }
}

extension BroadcastingLayer {
  /// Nothing.
  public var settings: Settings { Settings() }
  /// An element sees the elements at its place.
  public var reach: Reach { .element }

  /// The shape that all inputs can be repeated over.
  public func outputShape(of inputs: [[Int]]) throws(LayerError) -> [Int] {
    guard operation == .sum || inputs.count == 2 else {
      throw .input(problem: "a layer of the kind \(kind) takes two inputs, not \(inputs.count)")
    }
    return try Broadcast.shape(of: inputs)
  }

  /// The pass over inputs whose shapes go together.
  public func forward(
    _ inputs: [Tensor], mode: Mode
  ) throws(LayerError) -> any LayerForwardPass {
    BroadcastForwardPass(
      operation: operation, inputs: inputs, shape: try outputShape(of: inputs.map(\.shape)))
  }
}

/// Inputs combined element by element.
struct BroadcastForwardPass: LayerForwardPass {
  let operation: BroadcastOperation
  let inputs: [Tensor]
  let output: Tensor
  private let broadcasts: [Broadcast]

  init(operation: BroadcastOperation, inputs: [Tensor], shape: [Int]) {
    (self.operation, self.inputs) = (operation, inputs)
    let broadcasts = inputs.map { Broadcast($0.shape, over: shape) }
    self.broadcasts = broadcasts
    var values = [Double](repeating: 0, count: inputs.count)
    output = Tensor(
      uncheckedShape: shape,
      values: (0..<shape.reduce(1, *)).map { index in
        for number in inputs.indices {
          values[number] = inputs[number].values[broadcasts[number].place(of: index)]
        }
        return operation.value(values)
      })
  }

  var outputName: TensorName { .output }
  var results: NamedTensors { [NamedTensor(.output, output)] }

  /// The operands of an element.
  private func operands(_ index: Int) -> [Operand] {
    inputs.indices.map { number in
      let place = broadcasts[number].place(of: index)
      let input = inputs[number]
      return input.operand(.input(number), place, Indices(of: place, in: input.shape))
    }
  }

  /// One account: for each element what becomes of those of the inputs.
  var accounts: [Account] {
    let (pass, shape) = (self, output.shape)
    if operation == .quotient {
      return [
        Account(.forward, result: .output, shape: shape, steps: shape) { index in
          AccountStep(
            index: index, target: Address(.output, Indices(of: index, in: shape)),
            rule: .function("quotient"),
            terms: StepTerms(pass.operands(index).map { StepTerm($0) }),
            result: pass.output.values[index])
        }
      ]
    }
    return [
      .elementwise(.forward, result: .output, shape: shape, rule: .sum) { index, _ in
        let operands = pass.operands(index)
        switch pass.operation {
        case .difference: return [StepTerm(operands[0]), StepTerm(operands[1], times: Operand(-1))]
        case .product: return [StepTerm(operands[0], times: operands[1])]
        case .sum, .quotient: return operands.map { StepTerm($0) }
        }
      }
    ]
  }

  func backward(outputGradient: Tensor) throws(LayerError) -> any LayerBackwardPass {
    try check(outputGradient)
    let pass = self
    return CopiedBackwardPass(
      outputGradient: outputGradient,
      inputGradients: inputs.indices.map { number in
        broadcasts[number].sums { index in
          outputGradient.values[index] * (slope(of: number, at: index)?.value ?? 1)
        }
      },
      accounts: inputs.indices.map { number in
        let broadcast = broadcasts[number]
        let isCopy = operation == .sum && broadcast.isPlain
        return .elementwise(
          .activationGradient(number), result: .activationGradient(number),
          shape: inputs[number].shape, rule: isCopy ? .copy : .sum
        ) { place, _ in
          broadcast.repeats(of: place).map { index in
            StepTerm(
              outputGradient.operand(
                .outputGradient, index, Indices(of: index, in: outputGradient.shape)),
              times: pass.slope(of: number, at: index))
          }
        }
      })
  }

  private func slope(of number: Int, at index: Int) -> Operand? {
    operation == .sum ? nil : operation.slope(number, operands(index))
  }
}
