import Testing

@testable import Neural

/// A case of `networks.json`: a residual network or a LeNet, with cross-entropy of a class.
struct NetworksCase: Decodable, Sendable, CustomTestStringConvertible {
  let name: String
  let kind: String
  let input: OracleTensor
  let target: Int
  let state: [String: OracleTensor]
  let stages: [String: OracleTensor]
  let logits: OracleTensor
  let cost: Double
  let inputGradient: OracleTensor
  let gradients: [String: OracleTensor]
  let stageGradients: [String: OracleTensor]

  static let all = Result { try Oracle.cases(NetworksCase.self, in: "networks") }

  var testDescription: String { name }

  /// The network, built from kinds and settings as a network file would be.
  func network() throws -> Network {
    let plan = NetworkPlan(
      name: name, inputShape: input.shape, stages: kind == "residual" ? residual() : leNet())
    return try plan.network(parameters: state.mapValues { try $0.tensor })
  }

  private func convolution(
    _ name: String, padding: Int = 0, stride: Int = 1, groups: Int = 1,
    activation: Activation = .identity, from source: String
  ) -> NetworkPlan.Stage {
    let shape = state["\(name).weight"]?.shape ?? []
    return .init(
      name, kind: "convolution",
      settings: Settings([
        "maps": .whole(shape[0]), "kernel": .extent(Extent(rows: shape[2], columns: shape[3])),
        "padding": .padding(.explicit(Padding(padding))), "stride": .extent(Extent(stride)),
        "groups": .whole(groups), "bias": .flag(state["\(name).bias"] != nil),
        "activation": .activation(activation),
      ]), from: [source])
  }

  private func fullyConnected(
    _ name: String, activation: Activation = .identity, from source: String
  ) -> NetworkPlan.Stage {
    .init(
      name, kind: "fully-connected",
      settings: Settings([
        "neurons": .whole(state["\(name).weight"]?.shape[0] ?? 0),
        "activation": .activation(activation),
      ]), from: [source])
  }

  private func residual() -> [NetworkPlan.Stage] {
    [
      convolution("stem", padding: 1, activation: .relu, from: "input"),
      convolution("conv1", padding: 1, from: "stem"),
      .init("bn1", kind: "batch-normalisation", from: ["conv1"]),
      .init("relu1", kind: "relu", from: ["bn1"]),
      convolution("conv2", padding: 1, from: "relu1"),
      .init("bn2", kind: "batch-normalisation", from: ["conv2"]),
      .init("add", kind: "add", from: ["bn2", "stem"]),
      .init("relu2", kind: "relu", from: ["add"]),
      convolution("depth", padding: 1, stride: 2, groups: 3, from: "relu2"),
      convolution("point", activation: .relu, from: "depth"),
      .init("gap", kind: "global-average-pooling", from: ["point"]),
      fullyConnected("fc", from: "gap"),
    ]
  }

  private func leNet() -> [NetworkPlan.Stage] {
    [
      convolution("conv1", padding: 2, activation: .tanh, from: "input"),
      .init("pool1", kind: "average-pooling", from: ["conv1"]),
      convolution("conv2", activation: .tanh, from: "pool1"),
      .init("pool2", kind: "max-pooling", from: ["conv2"]),
      .init("flat", kind: "flatten", from: ["pool2"]),
      fullyConnected("fc1", activation: .tanh, from: "flat"),
      fullyConnected("fc2", from: "fc1"),
    ]
  }

  /// How far each number is from the one expected, 1 being 10⁻¹⁰ of it, or 10⁻¹² near zero.
  func deviations() throws -> [String: Double] {
    let run = try network().forward(input.tensor)
      .backward(from: .crossEntropy, .class(target))
    var found: [String: (Tensor, Tensor)] = [
      "logits": (run.outputs[0], try logits.tensor),
      "input gradient": (try #require(run.inputGradients)[0], try inputGradient.tensor),
      "cost": (
        Tensor(repeating: try #require(run.cost), shape: []), Tensor(repeating: cost, shape: [])
      ),
    ]
    for (name, expected) in stages {
      found[name] = (try run.stage(name).outputs[0], try expected.tensor)
    }
    for (name, expected) in stageGradients {
      found["gradient of \(name)"] = (try run.stage(name).outputGradients[0], try expected.tensor)
    }
    let gradients = run.parameterGradients
    #expect(Set(gradients.map(\.name)) == Set(self.gradients.keys))
    for (name, gradient) in gradients {
      found["gradient of \(name)"] = (gradient, try #require(self.gradients[name]).tensor)
    }
    return found.mapValues { found, expected in
      // The oracle's global pooling drops the dimensions of length 1.
      guard found.count == expected.count else { return .infinity }
      return zip(found.values, expected.values).map {
        abs($0 - $1) / max(1e-10 * abs($1), 1e-12)
      }.max() ?? .infinity
    }
  }
}

@Suite("Whole networks")
struct NetworkOracleTests {
  @Test(
    "agree with the oracle in every stage and every gradient", arguments: try NetworksCase.all.get()
  )
  func oracle(example: NetworksCase) throws {
    for (name, deviation) in try example.deviations() {
      #expect(deviation <= 1, "\(name)")
    }
  }

  @Test("have accounts that fold into what the oracle says", arguments: try NetworksCase.all.get())
  func accounts(example: NetworksCase) throws {
    let run = try example.network().forward(example.input.tensor)
      .backward(from: .crossEntropy, .class(example.target))
    for stage in run.stages {
      let name = stage.stage.name
      let forward = try #require(stage.account(.forward)).fold
      #expect(forward.distance(to: stage.outputs[0]) < 1e-12, "\(name)")
      for account in stage.accounts() where account.result == .activationGradient {
        #expect(account.fold.distance(to: stage.inputGradients(0)[0]) < 1e-12, "\(name)")
      }
    }
    // The first convolution of a residual network feeds two stages.
    let feeding = run.stages.compactMap { $0.outputGradientAccount() }
    #expect(feeding.count == (example.kind == "residual" ? 1 : 0))
  }

  @Test("print their largest deviation from the oracle")
  func largestDeviation() throws {
    let deviation = try #require(
      try NetworksCase.all.get().flatMap { try $0.deviations().values }.max())
    print("largest relative deviation from the oracle, whole networks: \(deviation * 1e-10)")
    #expect(deviation <= 1)
  }
}
