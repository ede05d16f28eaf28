extension FullyConnected {
  /// The fully connected layer as a kind of layer.
  public static let declaration = LayerDeclaration(
    kind: "fully-connected", "neurons that each have a weight for every input",
    settings: [
      SettingDeclaration(
        "neurons", .whole(atLeast: 1), "The number of neurons (follows from the weights)."),
      SettingDeclaration("bias", .flag, default: .flag(true), "Whether each neuron has a bias."),
      SettingDeclaration(
        "activation", .activation, default: .activation(.identity), "The activation function σ."),
    ],
    parameters: { settings, inputs throws(LayerError) in
      guard let neurons = settings.whole("neurons") else {
        throw .setting(
          "neurons", problem: "a fully connected layer needs the number of its neurons")
      }
      let count = inputs[0].reduce(1, *)
      let weight = ParameterDeclaration(
        .weight, shape: [neurons, count], .uniform(inputs: count), option: "filter")
      let bias = ParameterDeclaration(.bias, shape: [neurons], .uniform(inputs: count))
      return settings.flag("bias") ? [weight, bias] : [weight]
    },
    fit: fit,
    make: { settings, parameters, _ throws(LayerError) in
      guard let weights = parameters[.weight] else { throw .matrixRank([]) }
      return try FullyConnected(
        weights: weights, bias: parameters[.bias], hasBias: settings.flag("bias"),
        activation: settings.activation("activation") ?? .identity)
    })

  /// Brings what a user gives into the shapes of a fully connected layer.
  ///
  /// Weights are [neurons, inputs]; a vector is one neuron's. An input of as many elements as the
  /// weights have columns is one item, in whatever shape; [items, …] with as many in each item is a
  /// batch. A single bias serves every neuron. The setting `neurons` follows from the weights.
  private static func fit(_ operands: LayerOperands) throws(LayerError) -> FittedOperands {
    var operands = operands
    let input = try operands.onlyInput(of: declaration.kind)
    guard let filter = operands.parameters[.weight] else {
      guard let items = input.rank <= 3 ? [input.padded(toRank: 1)] : input.items(ofRank: 3) else {
        throw .inputRank(input.shape)
      }
      return operands.fitted(items: items)
    }
    let inputs = filter.rank == 2 ? filter.shape[0] : 0
    // Keras has inputs × neurons.
    let isTurned =
      operands.layout.parameters == .channelsLast && inputs > 0
      && items(of: input, inputs: inputs) != nil
    var weights = isTurned ? filter.permuted([1, 0]) : filter.padded(toRank: 2)
    guard weights.rank == 2, let items = items(of: input, inputs: weights.shape[1]) else {
      throw .parameter(
        TensorName.weight.rawValue,
        problem: "the filter is \(Tensor.describe(filter.shape)), which does not fit a fully "
          + "connected layer of \(counted(input.count, "input")); it would have to be neurons × "
          + "inputs, such as "
          + Tensor.describe([weights.rank == 2 ? weights.shape[0] : 1, input.count])
          + (inputs == input.count
            ? "; --layout filter:channels-last reads it as Keras has it, inputs × neurons" : ""))
    }
    if operands.layout.parameters == .channelsLast, items[0].rank <= 3 {
      weights = weights.denseFromChannelsLast(over: items[0].padded(toRank: 3).shape)
    }
    try operands.settle("neurons", .whole(weights.shape[0]), from: "filter")
    operands.parameters[.weight] = weights
    try operands.fitBias(count: weights.shape[0])
    return operands.fitted(items: items)
  }

  /// An input as items of `inputs` elements each, of rank 1 to 3; nil where that cannot be.
  private static func items(of input: Tensor, inputs: Int) -> [Tensor]? {
    if input.count == inputs {
      let core = input.shape.drop { $0 == 1 }
      let shape = input.rank > 3 ? Array(input.shape.suffix(max(3, core.count))) : input.shape
      guard shape.count <= 3 else { return nil }
      return [Tensor(uncheckedShape: shape.isEmpty ? [1] : shape, values: input.values)]
    }
    guard (2...4).contains(input.rank), input.count == input.shape[0] * inputs else { return nil }
    return input.unstacked
  }
}

extension FullyConnected: Layer {
  /// The kind.
  public var declaration: LayerDeclaration { FullyConnected.declaration }

  /// What the layer was told.
  public var settings: Settings {
    Settings([
      "neurons": .whole(neurons), "bias": .flag(hasBias), "activation": .activation(activation),
    ])
  }

  /// The weights and, where there are any, the biases.
  public var parameters: NamedTensors {
    let weight = NamedTensor(.weight, weights)
    return hasBias ? [weight, NamedTensor(.bias, bias)] : [weight]
  }

  /// A neuron sees everything.
  public var reach: Reach { .everything }

  /// [neurons].
  public func outputShape(of inputs: [[Int]]) throws(LayerError) -> [Int] {
    guard (1...3).contains(inputs[0].count) else { throw .inputRank(inputs[0]) }
    let count = inputs[0].reduce(1, *)
    guard count == self.inputs else { throw .inputCount(expected: self.inputs, found: count) }
    return [neurons]
  }

  /// One for each weight.
  public func multiplications(over inputs: [[Int]]) -> Int { weights.count }

  /// The pass over an input of rank 1 to 3.
  public func forward(
    _ inputs: [Tensor], mode: Mode
  ) throws(LayerError) -> any LayerForwardPass {
    try forward(inputs[0])
  }
}
