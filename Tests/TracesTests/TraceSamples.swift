import Neural

@testable import Traces

/// Runs of every kind of layer that there is, with random settings, with and without gradients, and
/// of networks.
enum TraceSamples {
  /// A name, and the run.
  struct Sample: CustomStringConvertible, Sendable {
    let description: String
    let traced: TracedRun
  }

  /// All of them; fewer where one cannot be built, which a test would notice.
  static let all: [Sample] = LayerRegistry.declarations.flatMap { samples(of: $0) } + networks

  /// Those of one kind: with gradients and without, for settings that the kind takes.
  static func samples(of declaration: LayerDeclaration) -> [Sample] {
    var samples: [Sample] = []
    for seed in 0..<400 where samples.count < 2 {
      var generator = Random(seed: UInt64(seed))
      guard
        let run = try? run(of: declaration, backward: samples.count.isMultiple(of: 2), &generator)
      else { continue }
      let has = run.upstreamGradient == nil ? "" : " with gradients"
      samples.append(
        Sample(
          description: "\(declaration.kind) \(samples.count)\(has)", traced: TracedRun(run)))
    }
    return samples
  }

  /// A run of one layer, or where the layer takes several inputs of two layers that feed it.
  private static func run(
    of declaration: LayerDeclaration, backward: Bool, _ generator: inout Random
  ) throws -> NetworkRun {
    let stage = NetworkPlan.Stage(
      declaration.kind, kind: declaration.kind,
      settings: generator.settings(of: declaration.settings),
      from: declaration.inputs == .one ? ["input"] : ["input", "first"])
    var stages = [stage]
    let shape = [1 + generator.below(2) * 3, 2 + generator.below(3), 3]
    if declaration.inputs == .several {
      stages.insert(
        NetworkPlan.Stage(
          "first", kind: "convolution",
          settings: Settings([
            "maps": .whole(shape[0]), "kernel": .extent(Extent(3)), "padding": .padding(.same),
          ]), from: ["input"]), at: 0)
    }
    let network = try NetworkPlan(name: declaration.kind, inputShape: shape, stages: stages)
      .network(seed: UInt64(generator.below(1000)))
    let mode: Mode = generator.below(2) == 0 ? .inference : .training
    guard network.outputShape.reduce(1, *) < 100 else { throw TensorError.tooLarge(shape: shape) }
    var run = try network.forward(generator.tensor(shape), mode: mode)
    if backward {
      run = try run.backward(outputGradient: [generator.tensor(network.outputShape)])
    }
    // What is checked some dozens of times should be short.
    let terms = TraceSection.all(of: run).reduce(0) { $0 + $1.account.count * 4 }
    guard terms < 1000 else { throw TensorError.tooLarge(shape: shape) }
    return run
  }

  /// Networks of several stages: a chain, a chain over a batch, and one whose paths meet.
  static let networks: [Sample] =
    (try? [
      Sample(description: "a network", traced: network()),
      Sample(description: "a network over a batch", traced: network(items: 2)),
      Sample(description: "a network over a batch, mean", traced: network(items: 2, isMean: true)),
      Sample(description: "a residual network", traced: residual()),
    ]) ?? []

  /// A convolution, max pooling and a fully connected layer, and the gradients of a cost.
  static func network(items: Int = 1, isMean: Bool = false) throws -> TracedRun {
    var generator = Random(seed: 5)
    let plan = NetworkPlan(
      name: "chain", inputShape: [1, 5, 5],
      stages: [
        NetworkPlan.Stage(
          "conv1", kind: "convolution",
          settings: Settings([
            "maps": .whole(2), "kernel": .extent(Extent(3)), "activation": .activation(.sigmoid),
          ]), from: ["input"]),
        NetworkPlan.Stage(
          "pool1", kind: "max-pooling",
          settings: Settings(["window": .extent(Extent(2)), "stride": .extent(Extent(1))]),
          from: ["conv1"]),
        NetworkPlan.Stage(
          "fc", kind: "fully-connected", settings: Settings(["neurons": .whole(3)]),
          from: ["pool1"]),
      ])
    return try run(plan, items: items, isMean: isMean, &generator)
  }

  /// A convolution that is added to what goes round it; where there is no layer that adds, without.
  private static func residual() throws -> TracedRun {
    var generator = Random(seed: 6)
    let convolution = Settings([
      "maps": .whole(2), "kernel": .extent(Extent(3)), "padding": .padding(.same),
    ])
    let adds = LayerRegistry["add"] != nil
    let plan = NetworkPlan(
      name: "residual", inputShape: [2, 2, 3],
      stages: [
        NetworkPlan.Stage("conv1", kind: "convolution", settings: convolution, from: ["input"]),
        NetworkPlan.Stage("conv2", kind: "convolution", settings: convolution, from: ["conv1"]),
      ] + (adds ? [NetworkPlan.Stage("sum", kind: "add", from: ["conv2", "conv1"])] : []))
    return try run(plan, items: 1, isMean: false, &generator)
  }

  private static func run(
    _ plan: NetworkPlan, items: Int, isMean: Bool, _ generator: inout Random
  ) throws -> TracedRun {
    let network = try plan.network(seed: 3)
    let run = try network.forward((0..<items).map { _ in generator.tensor(plan.inputShape) })
    let targets = run.outputs.map { Target.tensor(generator.tensor($0.shape)) }
    return TracedRun(
      try run.backward(from: .quadratic, targets, reduction: isMean ? .mean : .sum),
      names: ["input": "noise \"5\""])
  }

  /// The run of a layer over an input, and where a gradient of the output is given backward.
  static func layer(
    _ layer: any Layer, _ input: Tensor, upstream: Tensor? = nil
  ) throws -> TracedRun {
    let run = try Network(layer: layer, inputShape: input.shape).forward(input)
    guard let upstream else { return TracedRun(run) }
    return TracedRun(try run.backward(outputGradient: [upstream]))
  }

  /// The article's first example: a 3 × 3 input under a 2 × 2 filter.
  static func article(upstream: Tensor? = nil) throws -> TracedRun {
    try layer(
      Convolution(
        weights: Tensor(shape: [1, 1, 2, 2], values: [10, 20, 30, 40]),
        bias: Tensor(shape: [1], values: [0.5])),
      Tensor(shape: [1, 3, 3], values: [1, 2, 3, 4, 5, 6, 7, 8, 9]), upstream: upstream)
  }

  /// The text of a trace whose gradients are those of a cost.
  static func withCost(
    _ cost: Cost = .quadratic, encoding: TraceWriter.Encoding = .jsonLines
  ) throws -> String {
    let layer = try FullyConnected(
      weights: Tensor(shape: [3, 2], values: [1, -2, 0.5, 3, -1, 0.25]))
    let forward = try TraceSamples.layer(layer, Tensor(shape: [2], values: [0.5, -1.5]))
    let target = try Tensor(shape: [3], values: [0, 0.75, 0.25])
    return TraceWriter(encoding: encoding).text(
      TracedRun(try forward.run.backward(from: cost, .tensor(target))))
  }
}

/// Random settings and tensors, the same on every machine.
struct Random {
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func below(_ count: Int) -> Int { Int(generator.nextFraction() * Double(count)) }

  /// Values with both signs, zeros, ties and fractions that have no short spelling.
  mutating func tensor(_ shape: [Int]) -> Tensor {
    let values = (0..<shape.reduce(1, *)).map { _ in
      let whole = Double(below(23) - 11)
      return below(3) == 0 ? whole / 3 : whole / 4
    }
    return (try? Tensor(shape: shape, values: values)) ?? Tensor(shape: shape)
  }

  mutating func settings(of declarations: [SettingDeclaration]) -> Settings {
    var settings = Settings()
    for declaration in declarations where declaration.defaultValue == nil || below(2) == 0 {
      settings[declaration.name] = try? declaration.value(from: text(of: declaration.type))
    }
    return settings
  }

  private mutating func text(of type: SettingType) -> String {
    switch type {
    case .whole(let minimum): "\(minimum + below(3))"
    case .wholes(0) where below(2) == 0: ["2,0,1", "1,2,0", "2,1,0"][below(3)]
    case .wholes(let minimum):
      (0..<(1 + below(2))).map { _ in "\(max(minimum, -1) + below(3))" }.joined(separator: ",")
    case .number(let bounds):
      "\(min(max(bounds.lowerBound, Double(below(9)) / 8), bounds.upperBound))"
    case .flag: below(2) == 0 ? "true" : "false"
    case .extent(let minimum): "\(minimum + below(2)),\(minimum + below(3))"
    case .padding: ["valid", "same", "full", "1,0,0,2", "1"][below(5)]
    case .choice(let words): words[below(words.count)]
    case .activation: ["identity", "sigmoid", "tanh", "relu", "softplus"][below(5)]
    }
  }
}

extension TraceWriter {
  /// The bytes that it writes.
  func bytes(_ traced: TracedRun) -> [UInt8] {
    var bytes: [UInt8] = []
    write(traced) { bytes += $0 }
    return bytes
  }

  /// The text that it writes.
  func text(_ traced: TracedRun) -> String { String(decoding: bytes(traced), as: UTF8.self) }
}
