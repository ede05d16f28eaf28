/// A network: named stages in topological order, each a layer and what feeds it.
///
/// A network is made by ``NetworkPlan/network(parameters:seed:)``, which checks all shapes once; a
/// single layer is a network of one stage.
public struct Network: Sendable {
  /// What feeds a stage.
  public enum Source: Sendable, Hashable {
    /// The network's input.
    case input
    /// The stage with the given number.
    case stage(Int)
  }

  /// A layer in its place.
  public struct Stage: Sendable {
    /// The name.
    public let name: String
    /// The layer.
    public let layer: any Layer
    /// What feeds it, in the order of the layer's inputs.
    public let sources: [Source]
    /// The shapes of what it takes.
    public let inputShapes: [[Int]]
    /// The shape of what it gives.
    public let outputShape: [Int]
  }

  /// The name.
  public let name: String
  /// The shape of one item of the input.
  public let inputShape: [Int]
  /// The stages, each after those that feed it.
  public let stages: [Stage]
  /// The number of the layer that each stage belongs to.
  private let layerNumbers: [Int]

  init(name: String, inputShape: [Int], stages: [Stage]) {
    (self.name, self.inputShape, self.stages) = (name, inputShape, stages)
    layerNumbers = Network.layerNumbers(of: stages)
  }

  /// A network of one stage, named after its layer's kind.
  ///
  /// - Throws: ``NetworkError`` where the layer does not take inputs of these shapes.
  public init(layer: any Layer, inputShape: [Int]) throws(NetworkError) {
    do {
      let stage = Stage(
        name: layer.kind, layer: layer, sources: [.input], inputShapes: [inputShape],
        outputShape: try layer.outputShape(of: [inputShape]))
      self.init(name: layer.kind, inputShape: inputShape, stages: [stage])
    } catch { throw NetworkError(stage: layer.kind, .layer(error, inputs: [inputShape])) }
  }

  /// The shape of the output, which is that of the last stage.
  public var outputShape: [Int] { stages.last?.outputShape ?? inputShape }

  /// Every parameter, named as PyTorch names them: `conv1.weight`.
  public var parameters: [(name: String, tensor: Tensor)] {
    stages.flatMap { stage in
      stage.layer.parameters.map { ("\(stage.name).\($0.name)", $0.tensor) }
    }
  }

  /// The number of the stage of that name.
  ///
  /// - Throws: ``NetworkError`` where there is none.
  public func index(of name: String) throws(NetworkError) -> Int {
    guard let index = stages.firstIndex(where: { $0.name == name }) else {
      throw NetworkError(stage: name, .noSuchStage(known: stages.map(\.name)))
    }
    return index
  }

  /// The stages that a stage feeds, each with which of its inputs that is.
  public func consumers(of stage: Int) -> [(stage: Int, input: Int)] {
    stages.indices.flatMap { consumer in
      stages[consumer].sources.indices.filter { stages[consumer].sources[$0] == .stage(stage) }
        .map { (consumer, $0) }
    }
  }

  /// The number L of the layer that a stage belongs to: the input is layer 0, and a stage that does
  /// not count as a layer of its own belongs to the one that alone feeds it, where it alone is fed.
  public func layerNumber(of stage: Int) -> Int { layerNumbers[stage] }

  private static func layerNumbers(of stages: [Stage]) -> [Int] {
    var feeds = [Int](repeating: 0, count: stages.count)
    for case .stage(let number) in stages.flatMap(\.sources) { feeds[number] += 1 }
    var numbers: [Int] = []
    for stage in stages {
      let before = stage.sources.map { source in
        switch source {
        case .input: 0
        case .stage(let number): numbers[number]
        }
      }
      var belongs = false
      if !stage.layer.declaration.countsAsLayer, stage.sources.count == 1,
        case .stage(let number) = stage.sources[0]
      {
        belongs = feeds[number] == 1
      }
      numbers.append((before.max() ?? 0) + (belongs ? 0 : 1))
    }
    return numbers
  }
}
