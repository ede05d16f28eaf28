import Neural

/// A network as training computes it: the layers of its stages over several items at once, and their
/// parameters as plain numbers.
struct BatchNetwork: Sendable {
  /// One stage.
  struct Stage: Sendable {
    let name: String
    var layer: any BatchLayer
    let sources: [Network.Source]
    let inputShapes: [[Int]]
    let outputShape: [Int]
    /// The parameters of the stage among all.
    let parameters: Range<Int>
    /// Whether something before the stage, or it itself, learns.
    let hasPart: Bool

    var outputSize: Int { outputShape.reduce(1, *) }
  }

  /// One parameter.
  struct Parameter: Sendable {
    /// The name as PyTorch has it: `conv1.weight`.
    let name: String
    let shape: [Int]
    /// Whether it is kept but not learnt.
    let isBuffer: Bool
    var values: [Double]
  }

  let inputShape: [Int]
  private(set) var stages: [Stage] = []
  private(set) var parameters: [Parameter] = []

  /// - Throws: ``NetworkError`` where a layer cannot be made.
  init(_ network: Network) throws {
    inputShape = network.inputShape
    for stage in network.stages {
      let first = parameters.count
      do {
        let declared = try stage.layer.declaration.parameters(
          stage.layer.settings, stage.inputShapes)
        for parameter in stage.layer.parameters {
          let isBuffer = declared.first { $0.name == parameter.name }?.isBuffer ?? false
          parameters.append(
            Parameter(
              name: "\(stage.name).\(parameter.name)", shape: parameter.tensor.shape,
              isBuffer: isBuffer, values: parameter.tensor.values))
        }
        let own =
          try (stage.layer as? any Batchable)?.batchLayer(over: stage.inputShapes)
          ?? ItemwiseLayer(stage.layer, over: stage.inputShapes)
        let learns = parameters[first...].contains { !$0.isBuffer }
        let isFedByPart = stage.sources.contains { source in
          if case .stage(let number) = source { stages[number].hasPart } else { false }
        }
        stages.append(
          Stage(
            name: stage.name, layer: own, sources: stage.sources, inputShapes: stage.inputShapes,
            outputShape: stage.outputShape, parameters: first..<parameters.count,
            hasPart: learns || isFedByPart))
      } catch let error as LayerError {
        throw NetworkError(stage: stage.name, .layer(error, inputs: stage.inputShapes))
      }
    }
  }

  /// The number of an item's inputs.
  var inputSize: Int { inputShape.reduce(1, *) }
  /// The shape of the output.
  var outputShape: [Int] { stages.last?.outputShape ?? inputShape }
  /// The number of numbers that are learnt.
  var learntCount: Int {
    parameters.reduce(0) { $0 + ($1.isBuffer ? 0 : $1.values.count) }
  }

  /// Puts parameters in place of the present ones, in their order, and tells the layers.
  mutating func take(_ values: [[Double]]) throws {
    for index in parameters.indices { parameters[index].values = values[index] }
    for index in stages.indices where !stages[index].parameters.isEmpty {
      do {
        try stages[index].layer.take(Array(values[stages[index].parameters]))
      } catch let error as LayerError { throw stages[index].refusing(error) }
    }
  }

  /// The stages whose layers need all items of a batch at once, in order.
  func coupledStages(in mode: Mode) -> [Int] {
    stages.indices.filter { stages[$0].layer.couplesItems(in: mode) }
  }
}

extension BatchNetwork.Stage {
  /// The error of the network that an error of the layer is.
  func refusing(_ error: LayerError) -> NetworkError {
    NetworkError(stage: name, .layer(error, inputs: inputShapes))
  }
}
