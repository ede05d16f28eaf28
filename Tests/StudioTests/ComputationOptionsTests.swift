import ArrayFiles
import Figures
import Neural
import Testing

@testable import Studio

/// Reads samples and numbers, and knows one network.
struct TrialSource: OperandSource {
  func tensor(
    _ text: String, as role: String, option: String, reading: ReadingOptions
  ) throws(RequestError) -> TitledTensor {
    if let shape = ["picture": [3, 5, 4], "photo": [3, 8, 8]][text] {
      return TitledTensor(Tensor(repeating: 0.5, shape: shape), title: "p.png", isPicture: true)
    }
    let source = TensorSource(text)
    do {
      let read = try source.reading(as: role, options: reading) { [] }
      return TitledTensor(
        read.tensor, title: source.name, isPicture: read.isPicture, isKernel: source.isKernel)
    } catch { throw RequestError(.data, subject: option, error.description) }
  }

  func network(
    _ text: String, parameters: String?, seed: UInt64, over input: Tensor?
  ) throws(RequestError) -> NamedNetwork {
    // A network whose lengths are those of what goes in.
    if text == "open" {
      guard let input else { throw RequestError(.data, subject: "network", "no fixed length") }
      return NamedNetwork(
        NetworkRequest(
          NetworkPlan(
            name: text, inputShape: [1] + input.shape.suffix(2),
            stages: [.init("relu", kind: "relu", from: ["input"])])))
    }
    let plan = NetworkPlan(
      name: text, inputShape: [1, 8, 8],
      stages: [
        .init(
          "conv1", kind: "convolution",
          settings: Settings(["maps": .whole(2), "kernel": .extent(Extent(3))]), from: ["input"]),
        .init("pool1", kind: "max-pooling", from: ["conv1"]),
        .init(
          "fc", kind: "fully-connected", settings: Settings(["neurons": .whole(10)]),
          from: ["pool1"]),
      ])
    let weights = TitledTensor(Tensor(repeating: 0.5, shape: [2, 1, 3, 3]))
    return NamedNetwork(
      NetworkRequest(
        plan, parameters: parameters == nil ? [:] : ["conv1.weight": weights], seed: seed),
      cost: .crossEntropy)
  }

  func course(_ text: String) throws(RequestError) -> TrainingCourse {
    let score = Score(cost: 0.5, hits: 3, count: 4)
    return TrainingCourse(
      network: text,
      epochs: [EpochRecord(epoch: 1, training: score, validation: nil, heldOut: nil)],
      keptEpoch: 1, recorded: [])
  }

  func examples(
    _ text: String, divisor: Double
  ) throws(RequestError) -> (learnt: Examples, heldOut: Examples?) {
    let inputs = Tensor(repeating: divisor, shape: [2, 1, 8, 8])
    return (Examples(inputs: inputs, divisor: divisor, classes: [0, 1]), nil)
  }
}

@Suite struct ComputationOptionsTests {
  private func request(
    _ values: [String: String], or example: ComputationRequest? = nil, needsGradient: Bool = false
  ) throws -> ComputationRequest {
    try ComputationOptions(values.mapValues { .text($0) }).request(
      or: Example(try example ?? .gradients), needsGradient: needsGradient, from: TrialSource())
  }

  private func layer(_ request: ComputationRequest) throws -> LayerRequest {
    guard case .layer(let layer) = request.model else {
      throw RequestError(.usage, "a network where there should be a layer")
    }
    return layer
  }

  @Test("Without operands the whole example is shown")
  func example() throws { #expect(try request([:]) == .gradients) }

  @Test("With an operand nothing but the other one comes from the example")
  func ownInput() throws {
    let request = try request(["input": "digit:7"])
    let layer = try layer(request)
    let example = try self.layer(.gradients)
    #expect(request.input.title == "digit 7")
    #expect(layer.parameters == [.weight: try #require(example.parameters[.weight])])
    #expect(layer.settings == Settings())
    #expect(request.upstream == nil)
  }

  @Test("A figure of gradients begins with ones where it is given none")
  func ones() throws {
    #expect(try request(["input": "digit:7"], needsGradient: true).upstream == .ones)
    #expect(try request(["stride": "2"], needsGradient: true).upstream == .ones)
    #expect(
      try request(["upstream": "random:@7"], needsGradient: true).upstream == .random(seed: 7))
  }

  @Test("The example's gradient stays with the shape that it has")
  func otherShape() throws {
    #expect(try request(["activation": "relu"]).upstream == ComputationRequest.gradients.upstream)
    for option in ["stride", "padding", "dilation"] {
      #expect(try request([option: "2"]).upstream == nil, "\(option)")
    }
    #expect(try request(["window": "1"], or: .pooling("max-pooling")).upstream == nil)
  }

  @Test(
    "An upstream gradient is ones, random with a seed, or a tensor",
    arguments: [
      ("ones", Upstream.ones), ("random", .random(seed: 0)), ("random:@42", .random(seed: 42)),
      ("ones:2x2", .tensor(Tensor(repeating: 1, shape: [2, 2]))),
    ])
  func upstream(text: String, upstream: Upstream) throws {
    #expect(try request(["upstream": text]).upstream == upstream)
  }

  private static let misplacements = [
    ("max-pooling", "filter", "1"), ("average-pooling", "bias", "1"),
    ("max-pooling", "activation", "relu"), ("convolution", "window", "2"),
    ("fully-connected", "window", "2"), ("fully-connected", "stride", "2"),
    ("fully-connected", "padding", "same"), ("max-pooling", "dilation", "2"),
    ("average-pooling", "groups", "2"), ("fully-connected", "operation", "convolution"),
  ]

  @Test(
    "An option that the layer has no use for is refused by its name with what there is",
    arguments: misplacements)
  func misplaced(kind: String, option: String, value: String) throws {
    let declaration = try #require(LayerRegistry[kind])
    // Kinds learn new settings; where this one did, there is nothing to refuse.
    guard declaration.setting(named: option) == nil else { return }
    let error = try #require(throws: RequestError.self) {
      try request([option: value], or: Example.ofLayer(kind).request)
    }
    #expect(error.kind == .usage)
    #expect(error.subject == option)
    #expect(error.description.hasPrefix("--\(option) is not for a layer of the kind \(kind)"))
    for setting in declaration.settings where setting.name != "bias" {
      #expect(error.description.contains("--\(setting.name)"))
    }
  }

  @Test("Where the example's weights do not fit an input there are as many of a seed")
  func seeded() throws {
    let neurons = try Computation(request(["input": "digit:7"], or: .fullyConnected))
    #expect(neurons.run.network.outputShape == [3])
    #expect(neurons.weightTitle == "random 3 × 64")
    let maps = try Computation(request(["input": "ramp:3x5x5", "maps": "4"]))
    #expect(maps.run.network.outputShape == [4, 4, 4])
    let more = try Computation(request(["input": "digit:7", "maps": "4", "kernel": "3"]))
    #expect(more.run.network.outputShape == [4, 6, 6])
    let other = try Computation(request(["input": "digit:7", "maps": "4", "seed": "1"]))
    let same = try Computation(request(["input": "digit:7", "maps": "4", "seed": "1"]))
    #expect(other.run.outputs == same.run.outputs)
  }

  @Test("A filter and a setting that says something else are refused")
  func contradiction() throws {
    let error = try #require(throws: RequestError.self) {
      try Computation(request(["filter": "1 2", "maps": "4"]))
    }
    #expect(error.subject == "maps")
  }

  @Test("A bias is a tensor, or false for none")
  func bias() throws {
    let without = try Computation(request(["filter": "1 2", "bias": "false"]))
    #expect(without.stage.stage.layer.parameters[.bias] == nil)
    let with = try Computation(request(["filter": "1 2", "bias": "0.5"]))
    #expect(with.stage.stage.layer.parameters[.bias]?.values == [0.5])
  }

  @Test("A stage of a network is shown with what reaches it and what comes back to it")
  func network() throws {
    let computation = try Computation(
      request(["network": "n", "at": "pool1", "target": "class:3", "parameters": "p.npz"]))
    #expect(computation.kind == "max-pooling")
    #expect(computation.run.network.stages.map(\.name) == ["conv1", "pool1", "fc"])
    #expect(computation.run.costs?[0].cost == .crossEntropy)
    #expect(computation.stage.pass().inputs[0] == computation.run.stages[0].outputs[0])
    let back = try #require(computation.stage.backwardPass())
    #expect(back.outputGradient == computation.run.stages[2].inputGradients(0)[0])
    let weights = computation.run.network.parameters.first { $0.name == "conv1.weight" }
    #expect(weights?.tensor.values.allSatisfy { $0 == 0.5 } == true)
  }

  @Test("All maps of a stage are shown by a figure that can")
  func allMaps() throws {
    let options = ComputationOptions([
      "network": .text("n"), "at": .text("conv1"), "maps": .text("all"),
    ])
    let request = try options.request(
      or: Example(.gradients), takesAllMaps: true, from: TrialSource())
    #expect(request.showsAllMaps)
    #expect(request.stage == "conv1")
  }

  @Test("A picture's channels come first, wherever those of arrays stand")
  func pictureLayout() throws {
    for input in ["picture", "ones:5x4x3"] {
      let computation = try Computation(
        request(["input": input, "filter": "ones:2x2x3x7", "layout": "channels-last"]))
      #expect(computation.stage.outputs[0].shape == [7, 4, 3])
    }
    let flat = try Computation(
      request(["layer": "max-pooling", "input": "picture", "layout": "channels-last"]))
    #expect(flat.stage.pass().inputs[0].shape == [3, 5, 4])
  }

  @Test("A network is told what goes into it, its channels first")
  func networkInput() throws {
    for layout in ["channels-first", "input:channels-last"] {
      let shape = layout == "channels-first" ? "1x8x8" : "8x8x1"
      let computation = try Computation(
        request(["network": "n", "input": "ramp:\(shape)", "layout": layout]))
      let item = try Tensor(shape: [1, 8, 8], values: (1...64).map(Double.init))
      #expect(computation.run.items == [item])
    }
    #expect(throws: RequestError.self) {
      try Computation(request(["network": "open", "at": "conv1"]))
    }
    let open = try Computation(request(["network": "open", "input": "ramp:5x7"]))
    #expect(open.run.network.inputShape == [1, 5, 7])
  }

  @Test(
    "What a network cannot be asked is refused at its option",
    arguments: [
      (["network": "n", "at": "conv9"], "at", "the stages are conv1, pool1, fc"),
      (["network": "n", "target": "3"], "target", "or be a class such as class:3"),
      (["network": "n", "target": "class:x"], "target", "names no class"),
      (["network": "n", "input": "1 2 3"], "input", "takes an input of 1 × 8 × 8, not 1 × 3"),
      (["network": "n", "input": "photo"], "input", "not 1 × 3 × 8 × 8"),
      (["network": "n", "filter": "1"], "filter", "leave --filter out"),
      (["network": "n", "maps": "all"], "maps", "leave --maps out"),
      (["at": "conv1"], "at", "--at needs --network"),
      (["network": "n", "item": "1"], "item", "the only item is 0"),
    ])
  func networkMistakes(values: [String: String], subject: String, message: String) throws {
    let error = try #require(throws: RequestError.self) { try Computation(request(values)) }
    #expect(error.subject == subject)
    #expect(error.description.contains(message), "\(error)")
  }

  @Test("Numbers and tensors are taken as they are")
  func values() throws {
    let options = ComputationOptions([
      "input": .tensor(try Tensor(rows: [[1, 2, 3], [4, 5, 6]])), "stride": .numbers([1, 2]),
      "filter": .numbers([1]), "padding": .numbers([0, 1]),
    ])
    let computation = try Computation(
      options.request(or: Example(.smallest), from: TrialSource()))
    #expect(computation.run.network.outputShape == [1, 2, 3])
    #expect(computation.inputTitle == "2 × 3 matrix")
    let wrong = ComputationOptions(["stride": .numbers([1, 2, 3])])
    let error = try #require(throws: RequestError.self) { try wrong.check() }
    #expect(error.subject == "stride")
  }
}

@Suite("The names of options")
struct ComputationOptionNamesTests {
  @Test("are each there once, whatever kinds of layer declare")
  func unique() {
    let names = ComputationOption.all.map(\.name)
    #expect(
      Set(names).count == names.count,
      "\(names.filter { name in names.count(where: { $0 == name }) > 1 })")
  }
}
