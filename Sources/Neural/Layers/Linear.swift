/// Matrices of weights along the last dimension: a[…, n] = Σ_k x[…, k] · w[n, k] + b[n].
///
/// Unlike a fully connected layer it keeps the other dimensions: each row is multiplied by the same
/// weights. A stack of weights [matrices…, neurons, inputs] multiplies as many matrices of rows, which
/// are repeated over each other as ``Broadcast`` says.
///
/// With g = ∂C/∂a: ∂C/∂x[…, k] = Σ_n g[…, n] · w[n, k], ∂C/∂w[n, k] = Σ g[…, n] · x[…, k] and
/// ∂C/∂b[n] = Σ g[…, n] over all rows that the weights multiply.
/// Source: PyTorch's `Linear`; stacks as the operator `MatMul` of ONNX with a constant has them.
public struct Linear: Sendable, Equatable {
  /// The weights, [neurons, inputs] or [matrices…, neurons, inputs].
  public let weight: Tensor
  /// The biases, [neurons]; nil where there are none.
  public let bias: Tensor?

  /// A layer with the given weights [neurons, inputs], or a stack of such.
  ///
  /// - Throws: ``LayerError`` where the weights are not a matrix or more, or there is not one bias for
  ///   each neuron.
  public init(weight: Tensor, bias: Tensor? = nil) throws(LayerError) {
    guard weight.rank >= 2 else { throw .matrixRank(weight.shape) }
    (self.weight, self.bias) = (weight, bias)
    if let bias, bias.shape != [neurons] {
      throw .shape(of: "bias", expected: [neurons], found: bias.shape)
    }
  }

  var neurons: Int { weight.shape[weight.rank - 2] }
  var length: Int { weight.shape[weight.rank - 1] }
  /// The lengths of the stack; none for a single matrix.
  var matrices: [Int] { Array(weight.shape.dropLast(2)) }
}

extension Linear: Layer {
  /// The kind.
  public static let declaration = LayerDeclaration(
    kind: "linear", "each row of the input is multiplied by a matrix of weights",
    settings: [
      SettingDeclaration(
        "neurons", .whole(atLeast: 1), "The number of neurons (follows from the weights)."),
      SettingDeclaration("bias", .flag, default: .flag(true), "Whether each neuron has a bias."),
      SettingDeclaration(
        "matrices", .wholes(atLeast: 1),
        "The lengths of a stack of matrices, such as 2,3, one for each matrix of rows (default: one "
          + "matrix for all)."),
    ],
    parameters: { settings, inputs throws(LayerError) in
      guard let neurons = settings.whole("neurons") else {
        throw .setting("neurons", problem: "a linear layer needs the number of its neurons")
      }
      let length = inputs[0].last ?? 1
      let matrices = settings.wholes("matrices") ?? []
      try LayerError.checkRank(matrices + [neurons, length])
      let weight = ParameterDeclaration(
        .weight, shape: matrices + [neurons, length], .uniform(inputs: length), option: "filter")
      let bias = ParameterDeclaration(.bias, shape: [neurons], .uniform(inputs: length))
      return settings.flag("bias") ? [weight, bias] : [weight]
    },
    fit: { operands throws(LayerError) in
      var fitted = try FittedOperands.anyShape(operands)
      if let weight = operands.parameters[.weight], weight.rank >= 2 {
        fitted.settings["neurons"] = .whole(weight.shape[weight.rank - 2])
        if weight.rank > 2 { fitted.settings["matrices"] = .wholes(weight.shape.dropLast(2)) }
      }
      return fitted
    },
    make: { settings, parameters, _ throws(LayerError) in
      guard let weight = parameters[.weight] else { throw .matrixRank([]) }
      return try Linear(weight: weight, bias: parameters[.bias])
    })

  /// The kind.
  public var declaration: LayerDeclaration { Linear.declaration }
  /// What the layer was told.
  public var settings: Settings {
    var settings: [String: SettingValue] = [
      "neurons": .whole(neurons), "bias": .flag(bias != nil),
    ]
    if !matrices.isEmpty { settings["matrices"] = .wholes(matrices) }
    return Settings(settings)
  }
  /// The weights and, where there are any, the biases.
  public var parameters: NamedTensors {
    var parameters: NamedTensors = [NamedTensor(.weight, weight)]
    parameters[.bias] = bias
    return parameters
  }
  /// A neuron sees its row.
  public var reach: Reach { .everything }

  /// The shape of the input with as many elements along the last dimension as there are neurons.
  public func outputShape(of inputs: [[Int]]) throws(LayerError) -> [Int] {
    try LinearRows(of: self, over: inputs[0]).shape
  }

  /// One for each weight and row.
  public func multiplications(over inputs: [[Int]]) -> Int {
    ((try? outputShape(of: inputs))?.reduce(1, *) ?? 0) * length
  }

  /// The pass over an input of any shape with rows as long as those of the weights.
  public func forward(
    _ inputs: [Tensor], mode: Mode
  ) throws(LayerError) -> any LayerForwardPass {
    LinearForwardPass(
      layer: self, input: inputs[0], rows: try LinearRows(of: self, over: inputs[0].shape))
  }
}

/// Which row of the input and which matrix of weights each row that comes out is made of.
struct LinearRows: Sendable {
  /// The shape of what comes out, […, neurons].
  let shape: [Int]
  /// The rows of one matrix; all of them where the weights are one matrix.
  private let height: Int
  /// Where the matrices of the input and of the weights stand among those that come out; nil where the
  /// weights are one matrix.
  private let stacks: (input: Broadcast, weights: Broadcast)?

  init(of layer: Linear, over input: [Int]) throws(LayerError) {
    try LayerError.checkRank(input)
    guard let last = input.last, last == layer.length else {
      throw .inputCount(expected: layer.length, found: input.last ?? 1)
    }
    guard !layer.matrices.isEmpty else {
      (shape, height, stacks) = (
        input.dropLast() + [layer.neurons], input.dropLast().reduce(1, *), nil
      )
      return
    }
    guard input.count >= 2 else {
      throw .input(
        problem: "a stack of weights multiplies matrices of rows, not \(Tensor.describe(input))")
    }
    height = input[input.count - 2]
    let outer = try Broadcast.shape(of: [Array(input.dropLast(2)), layer.matrices])
    shape = outer + [height, layer.neurons]
    try LayerError.checkRank(shape)
    guard shape.reduce(1.0, { $0 * Double($1) }) <= Double(Sweep.limit) else {
      throw .geometry(.tooLarge(name: "output"))
    }
    stacks = (
      Broadcast(Array(input.dropLast(2)), over: outer), Broadcast(layer.matrices, over: outer)
    )
  }

  /// The number of rows that come out.
  var count: Int { shape.dropLast().reduce(1, *) }

  /// The row of the input, and the matrix of weights, of a row that comes out.
  func sources(of row: Int) -> (input: Int, matrix: Int) {
    guard let stacks else { return (row, 0) }
    let (matrix, own) = row.quotientAndRemainder(dividingBy: height)
    return (stacks.input.place(of: matrix) * height + own, stacks.weights.place(of: matrix))
  }

  /// The rows that come out of a row of the input.
  func rows(ofInput row: Int) -> [Int] {
    guard let stacks else { return [row] }
    let (matrix, own) = row.quotientAndRemainder(dividingBy: height)
    return stacks.input.repeats(of: matrix).map { $0 * height + own }
  }

  /// The rows that a matrix of weights makes.
  func rows(ofMatrix matrix: Int) -> [Int] {
    guard let stacks else { return Array(0..<count) }
    return stacks.weights.repeats(of: matrix).flatMap { Array($0 * height..<($0 + 1) * height) }
  }
}
