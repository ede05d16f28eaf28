import CairoBackend
import Drawing
import Neural
import Testing

@testable import Figures

@Suite struct NetworkFigureTests {
  /// Networks of several shapes over random inputs.
  static let trials = ["plain", "deep", "wide", "line", "single", "vector", "branches", "tiny map"]

  private static func exhibit(_ name: String) throws -> Exhibit {
    func plan(_ shape: [Int], _ stages: [NetworkPlan.Stage]) -> NetworkPlan {
      NetworkPlan(name: name, inputShape: shape, stages: stages)
    }
    func stage(
      _ name: String, _ kind: String, _ settings: [String: SettingValue] = [:], from: [String]
    ) -> NetworkPlan.Stage {
      NetworkPlan.Stage(name, kind: kind, settings: Settings(settings), from: from)
    }
    func convolution(
      _ name: String, _ maps: Int, _ kernel: Int, from: String, same: Bool = false
    ) -> NetworkPlan.Stage {
      stage(
        name, "convolution",
        ["maps": .whole(maps), "kernel": .extent(Extent(kernel))]
          .merging(same ? ["padding": .padding(.same)] : [:]) { $1 }, from: [from])
    }
    let plans: [String: NetworkPlan] = [
      "plain": plan(
        [1, 8, 8],
        [
          convolution("conv1", 6, 3, from: "input"), stage("relu1", "relu", from: ["conv1"]),
          stage("pool1", "max-pooling", from: ["relu1"]),
          convolution("conv2", 12, 2, from: "pool1"), stage("relu2", "relu", from: ["conv2"]),
          stage("fc", "fully-connected", ["neurons": .whole(10)], from: ["relu2"]),
        ]),
      "deep": plan(
        [3, 10, 12],
        (1...11).flatMap { number in
          [
            convolution(
              "conv\(number)", 2 * number, 3, from: number == 1 ? "input" : "relu\(number - 1)",
              same: true),
            stage("relu\(number)", "relu", from: ["conv\(number)"]),
          ]
        }),
      "wide": plan(
        [1, 28, 28],
        [
          convolution("conv1", 64, 5, from: "input"),
          stage("pool1", "average-pooling", from: ["conv1"]),
          stage("flat", "flatten", from: ["pool1"]),
          stage("fc1", "fully-connected", ["neurons": .whole(120)], from: ["flat"]),
          stage("fc2", "fully-connected", ["neurons": .whole(200)], from: ["fc1"]),
          stage("soft", "softmax", from: ["fc2"]),
        ]),
      "line": plan([1, 1, 40], [convolution("conv1", 4, 1, from: "input")]),
      "single": plan([1, 3, 3], [convolution("conv1", 1, 2, from: "input")]),
      "vector": plan(
        [4],
        [
          stage("fc1", "fully-connected", ["neurons": .whole(3)], from: ["input"]),
          stage("tanh", "tanh", from: ["fc1"]),
          stage("fc2", "fully-connected", ["neurons": .whole(2)], from: ["tanh"]),
        ]),
      "branches": plan(
        [1, 8, 8],
        [
          convolution("conv1", 4, 3, from: "input", same: true),
          convolution("conv2", 4, 3, from: "conv1", same: true),
          stage("sum", "add", from: ["conv1", "conv2"]),
          stage("pool", "global-average-pooling", from: ["sum"]),
          stage("fc", "fully-connected", ["neurons": .whole(3)], from: ["pool"]),
        ]),
      "tiny map": plan([2, 1, 1], [convolution("conv1", 3, 1, from: "input")]),
    ]
    let network = try #require(plans[name]).network(seed: 3)
    var random = SeededGenerator(seed: 5)
    let values = (0..<network.inputShape.reduce(1, *)).map { _ in random.nextWeight() }
    var exhibit = Exhibit(
      try network.forward(Tensor(shape: network.inputShape, values: values)))
    exhibit.cost = .crossEntropy
    return exhibit
  }

  private func figure(_ name: String, step: Int? = nil) throws -> NetworkFigure {
    NetworkFigure(
      subject: try #require(NetworkSubject(Self.exhibit(name), focus: Focus(step: step))))
  }

  @Test("Owes its reader nothing, for any network", arguments: trials)
  func sound(name: String) throws { try figure(name).expectSound(name) }

  @Test("Prints the run’s numbers, each with its address")
  func numbers() throws {
    let exhibit = try Self.exhibit("plain")
    let scene = try figure("plain").drawn(in: FigureStyle(metrics: metrics))
    let logits = exhibit.run.outputs[0].values
    let printed = scene.texts.compactMap(\.source).filter { $0.address.stage == "fc" }
    for (index, logit) in logits.enumerated() {
      #expect(
        printed.contains { $0.address.index == [index] && $0.value == logit }, "logit \(index)")
    }
    let chances = Softmax.probabilities(logits)
    let shares = scene.texts.compactMap(\.source).filter {
      $0.address.stage == NetworkPlan.cost
        && $0.address.tensor == TensorName.probabilities.rawValue
    }
    #expect(shares.compactMap(\.value).sorted() == chances.sorted())
  }

  @Test("A neuron’s trail is what changes it", arguments: ["plain", "branches", "wide", "deep"])
  func trail(name: String) throws {
    let exhibit = try Self.exhibit(name)
    let subject = try #require(NetworkSubject(exhibit, focus: Focus()))
    let stage = min(subject.stage, 4)
    let neuron = exhibit.run.network.stages[stage].outputShape.reduce(1, *) / 2
    let trail = NetworkTrail(exhibit.run, stage: stage, neuron: neuron, item: 0)
    let region = try #require(trail.input)
    let shape = exhibit.run.network.inputShape
    let input = exhibit.run.items[0]
    let before = exhibit.run.stages[stage].outputs[0].values[neuron]
    for index in stride(from: 0, to: input.count, by: max(1, input.count / 40)) {
      var values = input.values
      values[index] += 50
      let run = try exhibit.run.network.forward(Tensor(shape: shape, values: values))
      guard run.stages[stage].outputs[0].values[neuron] != before else { continue }
      let place = Array(Indices(of: index, in: shape))
      #expect(region.channels.contains(place[0]))
      #expect(region.rows.contains(place[1]) && region.columns.contains(place[2]), "\(place)")
    }
    let field = exhibit.run.network.receptiveFields[stage]
    #expect(region.rows.count <= field.rows.size && region.columns.count <= field.columns.size)
  }

  @Test("The path keeps to the neuron that is asked for")
  func asked() throws {
    var exhibit = try Self.exhibit("plain")
    exhibit = Exhibit(exhibit.run, stageIndex: 0)
    exhibit.isStageChosen = true
    let subject = try #require(NetworkSubject(exhibit, focus: Focus(step: 7)))
    #expect(subject.stage == 0)
    #expect(subject.neuron(of: 0) == 7)
    let trail = NetworkTrail(exhibit.run, stage: 0, neuron: 7, item: 0)
    // Map 0, row 1, column 1 under a filter of 3 × 3.
    #expect(trail.input == .init(channels: [0], rows: 1...3, columns: 1...3))
    #expect(trail.regions[1] == nil)
  }

  @Test("More columns than there is room for are folded and counted")
  func folds() throws {
    let figure = try figure("deep")
    let scene = figure.drawn(in: FigureStyle(metrics: metrics))
    #expect(scene.texts.contains { $0.string.contains("more layers") })
    #expect(!scene.omissions.isEmpty)
  }

  @Test("Of many classes the largest are shown, and the rest is added up")
  func classes() throws {
    let scene = try figure("wide").drawn(in: FigureStyle(metrics: metrics))
    #expect(scene.texts.contains { $0.string.hasPrefix("⋮  195 more") })
  }
}
