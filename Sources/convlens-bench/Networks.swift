import Foundation
import Neural
import Threads
import Training

/// How fast layers and networks are in training.
enum Networks {
  static func run() throws {
    try layer("28×28×1 → 16 maps of 4×4", maps: 16, kernel: 4, over: [1, 28, 28])
    try layer("32×32×16 → 32 maps of 3×3", maps: 32, kernel: 3, over: [16, 32, 32])
    try network("article", article)
    try network("LeNet", leNet)
  }

  private static func values(_ count: Int) -> [Double] {
    var generator = SeededGenerator(seed: UInt64(count))
    return (0..<count).map { _ in 2 * generator.nextFraction() - 1 }
  }

  /// A convolution over a batch of 64, forward and back, all gradients; a multiplication and its
  /// addition are two operations.
  private static func layer(_ name: String, maps: Int, kernel: Int, over shape: [Int]) throws {
    let taps = shape[0] * kernel * kernel
    let layer = try Convolution(
      weights: Tensor(shape: [maps, shape[0], kernel, kernel], values: values(maps * taps)))
    var batch = try LayerBatch(layer, over: shape, items: 64)
    let (input, gradient) = (values(shape.reduce(64, *)), values(batch.output.count))
    let operations = 2 * 64 * Double(layer.multiplications(over: [shape])) / 1e9
    let repeats = Int(2 / operations) + 1
    try Main.report("\(name), forward", operations * Double(repeats), "GFLOP/s") {
      for _ in 0..<repeats { try batch.forward(input) }
    }
    try Main.report("\(name), back", 2 * operations * Double(repeats), "GFLOP/s") {
      for _ in 0..<repeats { try batch.backward(gradient) }
    }
    try Main.report("\(name), both", 3 * operations * Double(repeats), "GFLOP/s") {
      for _ in 0..<repeats {
        try batch.forward(input)
        try batch.backward(gradient)
      }
    }
  }

  /// An epoch of 6,000 pictures of 28 × 28, on one thread.
  private static func network(_ name: String, _ plan: NetworkPlan) throws {
    let count = 6000
    let examples = Examples(
      inputs: try Tensor(shape: [count, 28, 28], values: values(count * 784)),
      classes: (0..<count).map { $0 % 10 })
    let trainer = try Trainer(
      plan.network(), settings: TrainingSettings(epochs: 1), crew: ThreadCrew(1))
    try Main.report("training, \(name)", Double(count), "examples/s of a core") {
      _ = try trainer.train(on: examples)
    }
  }

  private static func stage(
    _ name: String, _ kind: String, _ settings: [String: SettingValue] = [:], from source: String
  ) -> NetworkPlan.Stage {
    NetworkPlan.Stage(name, kind: kind, settings: Settings(settings), from: [source])
  }

  private static let article = NetworkPlan(
    name: "article", inputShape: [1, 28, 28],
    stages: [
      stage(
        "conv1", "convolution",
        [
          "maps": .whole(16), "kernel": .extent(Extent(4)), "activation": .activation(.sigmoid),
        ], from: "input"),
      stage("pool1", "max-pooling", ["window": .extent(Extent(2))], from: "conv1"),
      stage("fc", "fully-connected", ["neurons": .whole(10)], from: "pool1"),
    ])

  private static let leNet = NetworkPlan(
    name: "LeNet", inputShape: [1, 28, 28],
    stages: [
      stage(
        "conv1", "convolution",
        ["maps": .whole(6), "kernel": .extent(Extent(5)), "padding": .padding(.same)],
        from: "input"),
      stage("relu1", "relu", from: "conv1"),
      stage("pool1", "max-pooling", ["window": .extent(Extent(2))], from: "relu1"),
      stage(
        "conv2", "convolution", ["maps": .whole(16), "kernel": .extent(Extent(5))], from: "pool1"),
      stage("relu2", "relu", from: "conv2"),
      stage("pool2", "max-pooling", ["window": .extent(Extent(2))], from: "relu2"),
      stage(
        "fc1", "fully-connected", ["neurons": .whole(120), "activation": .activation(.relu)],
        from: "pool2"),
      stage(
        "fc2", "fully-connected", ["neurons": .whole(84), "activation": .activation(.relu)],
        from: "fc1"),
      stage("fc3", "fully-connected", ["neurons": .whole(10)], from: "fc2"),
    ])
}
