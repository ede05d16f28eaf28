import Neural
import Testing
import Threads

@testable import Training

/// What holds for every kind of layer that there is: it trains, or the ordinary way says why not.
@Suite("Every kind of layer in training") struct EveryKindTests {
  /// Settings that a kind needs and has no defaults for.
  private static func settings(of declaration: LayerDeclaration) -> [Settings] {
    let needed = declaration.settings.filter { $0.defaultValue == nil }
    func value(_ type: SettingType) -> SettingValue {
      switch type {
      case .whole: .whole(2)
      case .wholes(let minimum): .wholes([-1, 1].contains(minimum) ? [minimum] : [])
      case .number: .number(0.5)
      case .flag: .flag(true)
      case .extent: .extent(Extent(2))
      case .padding: .padding(.valid)
      case .choice(let words): .choice(words[0])
      case .activation: .activation(.relu)
      }
    }
    let all = Dictionary(uniqueKeysWithValues: needed.map { ($0.name, value($0.type)) })
    // All of them, none, each alone, and all but one.
    return [all, [:]].map(Settings.init) + needed.map { Settings([$0.name: value($0.type)]) }
      + needed.map { left in Settings(all.filter { $0.key != left.name }) }
  }

  /// A network with the kind between a convolution, flattened where it wants that, and a fully
  /// connected layer.
  private static func plan(_ kind: String) throws -> NetworkPlan {
    let declaration = try #require(LayerRegistry[kind])
    let convolution = Settings(["maps": .whole(2), "kernel": .extent(Extent(3))])
    let candidates = settings(of: declaration)
    for (settings, isFlat) in candidates.map({ ($0, false) }) + candidates.map({ ($0, true) }) {
      let feeds = isFlat ? ["flat1", "flat2"] : ["conv1", "conv2"]
      let plan = NetworkPlan(
        name: kind, inputShape: [1, 6, 6],
        stages: [
          .init("conv1", kind: "convolution", settings: convolution, from: ["input"]),
          .init("conv2", kind: "convolution", settings: convolution, from: ["input"]),
          .init("flat1", kind: "flatten", from: ["conv1"]),
          .init("flat2", kind: "flatten", from: ["conv2"]),
          .init(
            "tried", kind: kind, settings: settings,
            from: declaration.inputs == .one ? [feeds[0]] : feeds),
          .init(
            "fc", kind: "fully-connected", settings: Settings(["neurons": .whole(3)]),
            from: ["tried"]),
        ])
      if let network = try? plan.network(), (try? network.forward(Tensor(shape: [1, 6, 6]))) != nil
      {
        return plan
      }
    }
    Issue.record("no settings for \(kind)")
    throw NetworkError(stage: kind, .unknownKind(kind))
  }

  @Test("trains as the ordinary way goes", arguments: LayerRegistry.declarations.map(\.kind))
  func trains(kind: String) throws {
    let plan = try Self.plan(kind)
    let network = try plan.network(seed: 2)
    let examples = try Examples.random(6, [1, 6, 6], classes: 3)
    let trainer = try Trainer(
      network, settings: TrainingSettings(epochs: 2, batch: 6), crew: ThreadCrew(1))
    let run: NetworkRun
    do {
      run = try network.forward(examples.items([1, 6, 6]), mode: .training)
        .backward(from: .crossEntropy, examples.classes.map { .class($0) }, reduction: .mean)
    } catch let error as NetworkError {
      // A layer without a backward pass says so, at its stage.
      #expect(error.stage == "tried")
      #expect(throws: NetworkError.self) { try trainer.train(on: examples) }
      return
    }
    let outcome = try trainer.train(on: examples)
    #expect(outcome.course.epochs.count == 2)
    #expect(outcome.parameters.map(\.name.rawValue) == network.parameters.map(\.name))
    guard kind != "dropout" else { return }
    var runner = BatchRunner(
      try BatchNetwork(network), cost: .crossEntropy, batch: 6, crew: ThreadCrew(1))
    let result = try runner.learn(examples, Array(0..<6), seed: 0)
    let distances = distances(result.gradients, of: runner.network, from: run)
    for (name, distance) in distances { #expect(distance <= 1e-12, "\(name)") }
  }
}
