/// A network as it is described: stages by name, each a kind of layer with its settings, and what
/// feeds it. From a plan and parameters a ``Network`` is made.
public struct NetworkPlan: Sendable, Equatable {
  /// One stage as it is described.
  public struct Stage: Sendable, Equatable {
    /// The stage's name.
    public var name: String
    /// The kind of its layer.
    public var kind: String
    /// What the layer is told.
    public var settings: Settings
    /// What feeds it, by name; ``NetworkPlan/input`` is the network's input.
    public var sources: [String]

    /// A stage.
    public init(
      _ name: String, kind: String, settings: Settings = Settings(), from sources: [String]
    ) {
      (self.name, self.kind, self.settings, self.sources) = (name, kind, settings, sources)
    }
  }

  /// What the network's input is called among the sources.
  public static let input = "input"
  /// What the cost is called among the stages of addresses.
  public static let cost = "cost"

  /// The network's name.
  public var name: String
  /// The shape of one item of its input.
  public var inputShape: [Int]
  /// The stages, each after those that feed it.
  public var stages: [Stage]

  /// A plan.
  public init(name: String, inputShape: [Int], stages: [Stage]) {
    (self.name, self.inputShape, self.stages) = (name, inputShape, stages)
  }

  /// The network with the given parameters, named as PyTorch names them (`conv1.weight`); those that
  /// are not given begin as their layers declare, the same for the same seed.
  ///
  /// - Throws: ``NetworkError`` that names the stage, what it got and what it needs.
  public func network(
    parameters given: [String: Tensor] = [:], seed: UInt64 = 0
  ) throws(NetworkError) -> Network {
    var stages: [Network.Stage] = []
    for (index, plan) in self.stages.enumerated() {
      let (sources, inputs) = try feeds(of: plan, among: stages)
      guard let declaration = LayerRegistry[plan.kind] else {
        throw NetworkError(stage: plan.name, .unknownKind(plan.kind))
      }
      let prefix = plan.name + "."
      // In the order of the names, so that an error is the same every time.
      let own = given.keys.filter { $0.hasPrefix(prefix) }.sorted().compactMap { key in
        given[key].map {
          NamedTensor(TensorName(rawValue: String(key.dropFirst(prefix.count))), $0)
        }
      }
      // A generator of its own for each stage, so that one more stage changes no other's numbers.
      var generator = SeededGenerator(seed: seed &+ UInt64(index) &* 0x9E37_79B9)
      do throws(LayerError) {
        let layer = try declaration.layer(
          settings: plan.settings, parameters: NamedTensors(own), inputs: inputs,
          generator: &generator)
        stages.append(
          Network.Stage(
            name: plan.name, layer: layer, sources: sources, inputShapes: inputs,
            outputShape: try layer.outputShape(of: inputs)))
      } catch {
        throw NetworkError(stage: plan.name, .layer(error, inputs: inputs))
      }
    }
    return Network(name: name, inputShape: inputShape, stages: stages)
  }

  /// What the parameters of the stages are called and look like, in the order of the stages.
  ///
  /// - Throws: ``NetworkError`` as ``network(parameters:seed:)`` does.
  public func parameterDeclarations()
    throws(NetworkError) -> [(name: String, declaration: ParameterDeclaration)]
  {
    let network = try network()
    var declarations: [(name: String, declaration: ParameterDeclaration)] = []
    for stage in network.stages {
      do throws(LayerError) {
        let own = try stage.layer.declaration.parameters(stage.layer.settings, stage.inputShapes)
        declarations += own.map { ("\(stage.name).\($0.name)", $0) }
      } catch { throw NetworkError(stage: stage.name, .layer(error, inputs: stage.inputShapes)) }
    }
    return declarations
  }

  private func feeds(
    of plan: Stage, among stages: [Network.Stage]
  ) throws(NetworkError) -> ([Network.Source], [[Int]]) {
    guard !["", NetworkPlan.input, NetworkPlan.cost].contains(plan.name) else {
      throw NetworkError(stage: plan.name, .reservedName)
    }
    guard !stages.contains(where: { $0.name == plan.name }) else {
      throw NetworkError(stage: plan.name, .duplicateName)
    }
    var sources: [Network.Source] = []
    var shapes: [[Int]] = []
    for name in plan.sources {
      if name == NetworkPlan.input {
        sources.append(.input)
        shapes.append(inputShape)
      } else if let index = stages.firstIndex(where: { $0.name == name }) {
        sources.append(.stage(index))
        shapes.append(stages[index].outputShape)
      } else {
        throw NetworkError(
          stage: plan.name,
          .unknownSource(name, known: [NetworkPlan.input] + stages.map(\.name)))
      }
    }
    if let declaration = LayerRegistry[plan.kind] {
      let fits = declaration.inputs == .one ? sources.count == 1 : sources.count >= 2
      guard fits else {
        throw NetworkError(
          stage: plan.name, .sourceCount(sources.count, takes: declaration.inputs))
      }
    }
    return (sources, shapes)
  }
}

/// What can be wrong with a network, and at which stage.
public struct NetworkError: Error, Equatable {
  /// What is wrong.
  public enum Problem: Sendable, Equatable {
    /// There is no kind of layer of that name.
    case unknownKind(String)
    /// A stage cannot be called `input` or `cost`, nor nothing.
    case reservedName
    /// There is a stage of that name already.
    case duplicateName
    /// No stage before this one is called so.
    case unknownSource(String, known: [String])
    /// The stage is fed by more or fewer stages than its layer takes.
    case sourceCount(Int, takes: InputCount)
    /// The layer refuses its settings, parameters or inputs.
    case layer(LayerError, inputs: [[Int]])
    /// The input has another shape than the network takes.
    case inputShape(expected: [Int], found: [Int])
    /// There is no stage of that name.
    case noSuchStage(known: [String])
    /// A gradient has another shape than the network's output.
    case gradientShape(expected: [Int], found: [Int])
    /// There is not one target for each item of the batch.
    case targetCount(Int, items: Int)
    /// The cost makes probabilities of its outputs, and the last layer has done so already.
    case costOfProbabilities(Cost, kind: String)
  }

  /// The stage's name; nil for the network as a whole.
  public let stage: String?
  /// What is wrong.
  public let problem: Problem

  /// An error.
  public init(stage: String?, _ problem: Problem) { (self.stage, self.problem) = (stage, problem) }
}

extension NetworkError: CustomStringConvertible {
  /// The error as a sentence that begins with the stage.
  public var description: String {
    let place = stage.map { "stage '\($0)': " } ?? ""
    switch problem {
    case .unknownKind(let kind):
      return place + "there is no kind of layer '\(kind)'"
    case .reservedName:
      return place
        + "a stage needs a name other than 'input', which is the network's input, and 'cost'"
    case .duplicateName:
      return place + "there is a stage of that name already; give each a name of its own"
    case .unknownSource(let name, let known):
      return place + "no stage before it is called '\(name)'; there are "
        + known.joined(separator: ", ")
    case .sourceCount(let count, let takes):
      return place + "\(count) stages feed it; its layer takes "
        + (takes == .one ? "one" : "two or more")
    case .layer(let error, let inputs):
      let got = inputs.map(Tensor.describe).joined(separator: " and ")
      return place + "\(error) (it is fed \(got))"
    case .inputShape(let expected, let found):
      return place + "the network takes an input of \(Tensor.describe(expected)), not "
        + Tensor.describe(found)
    case .noSuchStage(let known):
      return "there is no stage '\(stage ?? "")'; the stages are " + known.joined(separator: ", ")
    case .gradientShape(let expected, let found):
      return place + "the gradient must be \(Tensor.describe(expected)), not "
        + Tensor.describe(found)
    case .targetCount(let count, let items):
      return place + "there are \(count) targets for \(items) items; give one for each"
    case .costOfProbabilities(let cost, let kind):
      return place + "\(cost.rawValue) has a softmax or sigmoid of its own and takes what comes "
        + "before one; leave the \(kind) out, or take another cost"
    }
  }
}
