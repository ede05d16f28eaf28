import Neural
import Testing

@testable import Figures

/// A network that figures are tried on, its parameters and its input by lot.
struct NetworkTrial: Sendable, CustomTestStringConvertible {
  let name: String
  let input: [Int]
  let stages: [NetworkPlan.Stage]
  var target: Int? = 1
  var at: String?
  var step: Int?
  var seed: UInt64 = 0

  var testDescription: String { name }

  var network: Network {
    get throws {
      try NetworkPlan(name: name, inputShape: input, stages: stages).network(seed: seed)
    }
  }

  /// A run with gradients of the cross-entropy.
  var run: NetworkRun {
    get throws {
      let network = try network
      let count = input.reduce(1, *)
      let values = (0..<count).map { Double(($0 * 7919 + 13) % 101) / 100 }
      let run = try network.forward(Tensor(shape: input, values: values))
      guard let target else { return run }
      return try run.backward(from: .crossEntropy, .class(target))
    }
  }

  /// The run with examples of two classes, as many as asked for, and perhaps a course.
  func exhibit(
    epochs: Int = 0, recorded: [Int] = [], hasHeldOut: Bool = true, examples: Int = 8,
    kept: Int? = nil
  ) throws -> Exhibit {
    let run = try run
    let index = try at.map { try run.network.index(of: $0) }
    let size = input.reduce(1, *)
    let values = (0..<(examples * size)).map { Double(($0 * 104_729 + 7) % 97) / 96 }
    var exhibit = Exhibit(
      run, stageIndex: index,
      examples: Examples(
        inputs: try Tensor(shape: [examples] + input, values: values),
        classes: (0..<examples).map { $0 % 2 }))
    exhibit.isStageChosen = at != nil
    guard epochs > 0 else { return exhibit }
    exhibit.course = TrainingCourse(
      network: name, epochs: (1...epochs).map { record($0, hasHeldOut: hasHeldOut) },
      keptEpoch: kept ?? epochs, recorded: recorded.map { states(run.network, epoch: $0) })
    return exhibit
  }

  private func record(_ epoch: Int, hasHeldOut: Bool) -> EpochRecord {
    let cost = 2.5 / Double(epoch) + Double(epoch * 7919 % 13) / 400
    let hits = 500 - 400 / (epoch + 1)
    return EpochRecord(
      epoch: epoch, training: Score(cost: cost, hits: hits, count: 500), validation: nil,
      heldOut: hasHeldOut
        ? Score(cost: cost * 1.3 + 0.1, hits: hits / 5, count: 100) : nil)
  }

  /// The parameters of all stages, grown by the epoch.
  private func states(_ network: Network, epoch: Int) -> RecordedParameters {
    let tensors = network.parameters.compactMap { name, tensor -> NamedTensor? in
      let values = tensor.values.enumerated().map { place, value in
        value * (1 + Double(epoch) / 20) + Double(epoch * (place % 5 - 2)) / 100
      }
      return (try? Tensor(shape: tensor.shape, values: values)).map {
        NamedTensor(TensorName(rawValue: name), $0)
      }
    }
    return RecordedParameters(epoch: epoch, tensors: NamedTensors(tensors))
  }

  // MARK: - Trials

  private static func stage(
    _ name: String, _ kind: String, _ settings: [String: SettingValue] = [:], from: String...
  ) -> NetworkPlan.Stage {
    NetworkPlan.Stage(name, kind: kind, settings: Settings(settings), from: from)
  }

  private static func convolution(
    _ name: String, _ maps: Int, _ kernel: Int, from source: String,
    _ more: [String: SettingValue] = [:]
  ) -> NetworkPlan.Stage {
    var settings = more
    settings["maps"] = .whole(maps)
    settings["kernel"] = .extent(Extent(kernel))
    return NetworkPlan.Stage(
      name, kind: "convolution", settings: Settings(settings), from: [source])
  }

  /// Two convolutions with pooling between them, and answers.
  static func plain(
    maps: Int = 6, second: Int = 12, kernel: Int = 3, side: Int = 8, channels: Int = 1,
    classes: Int = 10, _ more: [String: SettingValue] = [:]
  ) -> [NetworkPlan.Stage] {
    [
      convolution("conv1", maps, kernel, from: "input", more),
      stage("relu1", "relu", from: "conv1"),
      stage("pool1", "max-pooling", ["window": .extent(Extent(2))], from: "relu1"),
      convolution("conv2", second, 2, from: "pool1"), stage("relu2", "relu", from: "conv2"),
      stage("fc", "fully-connected", ["neurons": .whole(classes)], from: "relu2"),
    ]
  }

  static let tiny = NetworkTrial(name: "tiny", input: [1, 8, 8], stages: plain())
  static let second = NetworkTrial(
    name: "second convolution", input: [1, 8, 8], stages: plain(), at: "conv2", step: 5)
  static let residual = NetworkTrial(
    name: "residual", input: [2, 6, 6],
    stages: [
      convolution("conv1", 4, 3, from: "input", ["padding": .padding(.same)]),
      stage("relu1", "relu", from: "conv1"),
      convolution("conv2", 4, 3, from: "relu1", ["padding": .padding(.same)]),
      stage("sum", "add", from: "conv2", "relu1"), stage("relu2", "relu", from: "sum"),
      convolution(
        "depth", 4, 3, from: "relu2",
        [
          "stride": .extent(Extent(2)), "padding": .padding(.explicit(Padding(1))),
          "groups": .whole(4),
        ]
      ), stage("fc", "fully-connected", ["neurons": .whole(3)], from: "depth"),
    ])
  static let wide = NetworkTrial(
    name: "many maps, channels and classes", input: [3, 14, 14],
    stages: plain(maps: 20, second: 24, kernel: 5, classes: 40), seed: 3)
  static let dot = NetworkTrial(
    name: "1 × 1", input: [1, 1, 1],
    stages: [
      convolution("conv1", 2, 1, from: "input"),
      stage("fc", "fully-connected", ["neurons": .whole(2)], from: "conv1"),
    ])
  static let large = NetworkTrial(
    name: "28 × 28", input: [1, 28, 28],
    stages: plain(kernel: 5, ["padding": .padding(.same)]), seed: 9)
  static let dilated = NetworkTrial(
    name: "dilation 2, stride 2", input: [1, 13, 9],
    stages: [
      convolution(
        "conv1", 3, 2, from: "input",
        ["dilation": .extent(Extent(2)), "padding": .padding(.full)]),
      convolution("conv2", 2, 3, from: "conv1", ["stride": .extent(Extent(2))]),
      stage("fc", "fully-connected", ["neurons": .whole(2)], from: "conv2"),
    ])

  static let deep = NetworkTrial(
    name: "eleven layers", input: [2, 12, 10],
    stages: (1...10).flatMap { number in
      [
        convolution(
          "conv\(number)", 2 + number % 3, 3, from: number == 1 ? "input" : "relu\(number - 1)",
          ["padding": .padding(.same)]), stage("relu\(number)", "relu", from: "conv\(number)"),
      ]
    } + [stage("fc", "fully-connected", ["neurons": .whole(4)], from: "relu10")])

  static let all = [tiny, second, residual, wide, dot, large, dilated]
}
