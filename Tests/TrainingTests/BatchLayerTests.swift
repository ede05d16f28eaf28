import Neural
import Testing
import Threads

@testable import Training

/// The way over several items at once against the ordinary one.
@Suite struct BatchLayerTests {
  /// Compares cost and gradients of a batch of 7 with those of the ordinary passes.
  private func compare(_ plan: NetworkPlan, count: Int = 7, seed: UInt64 = 3) throws {
    let network = try plan.network(seed: seed)
    let classes = network.outputShape.reduce(1, *)
    let examples = try Examples.random(count, plan.inputShape, classes: classes, seed: seed)
    let run = try network.forward(examples.items(plan.inputShape), mode: .training)
      .backward(from: .crossEntropy, examples.classes.map { .class($0) }, reduction: .mean)
    var runner = BatchRunner(
      try BatchNetwork(network), cost: .crossEntropy, batch: count, crew: ThreadCrew(1))
    let result = try runner.learn(examples, Array(0..<count), seed: 0)
    #expect(distance([result.cost], [run.cost ?? .nan]) <= 1e-12)
    let distances = distances(result.gradients, of: runner.network, from: run)
    for (name, distance) in distances { #expect(distance <= 1e-12, "\(name)") }
    let answers = try network.forward(examples.items(plan.inputShape)).outputs
    let costs = try zip(answers, examples.classes).map { output, number in
      try Cost.crossEntropy.value(of: output, target: .class(number))
    }
    let evaluated = try runner.evaluate(examples)
    #expect(distance([evaluated.cost], [costs.reduce(0, +) / Double(count)]) <= 1e-12)
    #expect(
      evaluated.hits
        == zip(answers, examples.classes).count {
          Cost.crossEntropy.decision(from: $0.0.values) == $0.1
        })
  }

  @Test("Convolutions of any geometry have the gradients of the ordinary way", arguments: 0..<40)
  func convolutions(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let groups = random.whole(1...2)
    let paddings: [PaddingRule] = [
      .valid, .same, .sameLower, .full,
      .explicit(Padding(top: random.whole(0...2), bottom: 1, left: 0, right: random.whole(0...3))),
    ]
    func extent(_ range: ClosedRange<Int>, _ random: inout SeededGenerator) -> SettingValue {
      .extent(Extent(rows: random.whole(range), columns: random.whole(range)))
    }
    let activations: [Activation] = [.identity, .relu, .sigmoid, .tanh]
    let settings: [String: SettingValue] = [
      "maps": .whole(groups * random.whole(1...5)), "kernel": extent(1...3, &random),
      "stride": extent(1...2, &random), "dilation": extent(1...2, &random),
      "padding": .padding(paddings[random.whole(0...4)]), "groups": .whole(groups),
      "bias": .flag(random.whole(0...2) > 0),
      "activation": .activation(activations[random.whole(0...3)]),
      "operation": .choice(random.whole(0...1) == 0 ? "convolution" : "cross-correlation"),
    ]
    let first: [String: SettingValue] = ["maps": .whole(2), "kernel": .extent(Extent(1))]
    try compare(
      .chain(
        [2, random.whole(5...9), random.whole(5...12)],
        [
          ("before", "convolution", first), ("conv", "convolution", settings),
          ("fc", "fully-connected", ["neurons": .whole(3)]),
        ]), seed: UInt64(seed))
  }

  @Test("A padding that repeats the input goes the ordinary way", arguments: PaddingMode.allCases)
  func paddingModes(mode: PaddingMode) throws {
    try compare(
      .chain(
        [1, 5, 5],
        [
          (
            "conv", "convolution",
            [
              "maps": .whole(2), "kernel": .extent(Extent(3)), "padding": .padding(.same),
              "padding-mode": .choice(mode.rawValue),
            ]
          ), ("fc", "fully-connected", ["neurons": .whole(3)]),
        ]))
  }

  @Test("A convolution in one dimension has the gradients of the ordinary way")
  func oneDimension() throws {
    try compare(
      .chain(
        [2, 11],
        [
          (
            "conv", "convolution",
            ["maps": .whole(3), "kernel": .extent(Extent(3)), "padding": .padding(.same)]
          ), ("fc", "fully-connected", ["neurons": .whole(3)]),
        ]))
  }

  @Test(
    "Fully connected layers of any size have the gradients of the ordinary way", arguments: 1...13)
  func fullyConnected(neurons: Int) throws {
    try compare(
      .chain(
        [neurons + 4],
        [
          (
            "fc1", "fully-connected",
            ["neurons": .whole(neurons), "activation": .activation(.sigmoid)]
          ), ("fc2", "fully-connected", ["neurons": .whole(2), "bias": .flag(neurons % 2 == 0)]),
        ]), count: neurons)
  }

  /// Pools of all sorts: their kind and settings.
  private static let pools: [(kind: String, settings: [String: SettingValue])] = [
    ("max-pooling", ["window": .extent(Extent(2))]),
    (
      "max-pooling",
      [
        "window": .extent(Extent(3)), "stride": .extent(Extent(2)),
        "padding": .padding(.explicit(Padding(1))), "ceil-mode": .flag(true),
      ]
    ),
    ("max-pooling", ["window": .extent(Extent(2)), "dilation": .extent(Extent(2))]),
    ("average-pooling", ["window": .extent(Extent(rows: 2, columns: 3))]),
    (
      "average-pooling",
      ["window": .extent(Extent(3)), "stride": .extent(Extent(2)), "padding": .padding(.same)]
    ),
    (
      "average-pooling",
      [
        "window": .extent(Extent(3)), "stride": .extent(Extent(2)),
        "padding": .padding(.explicit(Padding(1))), "ceil-mode": .flag(true),
      ]
    ),
  ]

  @Test("Pooling of any geometry has the gradients of the ordinary way", arguments: pools.indices)
  func pooling(number: Int) throws {
    try compare(
      .chain(
        [1, 9, 8],
        [
          ("conv", "convolution", ["maps": .whole(2), "kernel": .extent(Extent(2))]),
          ("pool", Self.pools[number].kind, Self.pools[number].settings),
          ("fc", "fully-connected", ["neurons": .whole(3)]),
        ]))
  }

  @Test(
    "Activation functions have the slopes of the ordinary way",
    arguments: ActivationLayer.declarations.map(\.kind))
  func activations(kind: String) throws {
    try compare(
      .chain(
        [1, 5, 5],
        [
          ("conv", "convolution", ["maps": .whole(2), "kernel": .extent(Extent(2))]),
          ("a", kind, [:]), ("fc", "fully-connected", ["neurons": .whole(3)]),
        ]))
  }

  @Test("Where a stage feeds several, or one twice, their gradients add up")
  func branches() throws {
    let convolution = Settings(["maps": .whole(2), "kernel": .extent(Extent(1))])
    let plan = NetworkPlan(
      name: "branches", inputShape: [1, 4, 4],
      stages: [
        .init("conv1", kind: "convolution", settings: convolution, from: ["input"]),
        .init("conv2", kind: "convolution", settings: convolution, from: ["conv1"]),
        .init("idle", kind: "convolution", settings: convolution, from: ["conv1"]),
        .init("sum", kind: "add", from: ["conv2", "conv1", "conv2"]),
        .init("both", kind: "concatenate", from: ["sum", "conv2", "sum"]),
        .init("bn", kind: "batch-normalisation", from: ["both"]),
        .init("again", kind: "add", from: ["bn", "both", "bn"]),
        .init(
          "fc", kind: "fully-connected", settings: Settings(["neurons": .whole(3)]), from: ["again"]
        ),
      ])
    try compare(plan)
  }

  @Test("Batch normalisation has the statistics of the batch, and keeps those that run")
  func normalisation() throws {
    let plan = NetworkPlan.chain(
      [2, 3, 3],
      [
        ("conv", "convolution", ["maps": .whole(3), "kernel": .extent(Extent(2))]),
        ("bn", "batch-normalisation", ["momentum": .number(0.3)]),
        ("bn2", "batch-normalisation", [:]), ("fc", "fully-connected", ["neurons": .whole(3)]),
      ])
    try compare(plan)
    let network = try plan.network(seed: 1)
    let examples = try Examples.random(9, plan.inputShape, classes: 3)
    var runner = BatchRunner(
      try BatchNetwork(network), cost: .crossEntropy, batch: 9, crew: ThreadCrew(1))
    let result = try runner.learn(examples, Array(0..<9), seed: 0)
    let results = try network.forward(examples.items(plan.inputShape), mode: .training)
      .stage("bn").pass().results
    let names = runner.network.parameters.map(\.name)
    for name in ["running_mean", "running_var"] {
      let index = try #require(names.firstIndex(of: "bn.\(name)"))
      let next = try #require(results[TensorName(rawValue: "next_\(name)")])
      #expect(distance(try #require(result.buffers[index]), next.values) <= 1e-12)
    }
  }
}
