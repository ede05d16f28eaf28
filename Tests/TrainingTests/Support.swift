import Neural
import Threads

@testable import Training

extension SeededGenerator {
  /// Numbers in −1 … 1.
  mutating func values(_ count: Int) -> [Double] { (0..<count).map { _ in 2 * nextFraction() - 1 } }

  /// A number of a range.
  mutating func whole(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(nextFraction() * Double(range.count))
  }
}

extension Examples {
  /// Examples of random inputs and classes.
  static func random(_ count: Int, _ shape: [Int], classes: Int, seed: UInt64 = 1) throws
    -> Examples
  {
    var generator = SeededGenerator(seed: seed)
    let inputs = try Tensor(
      shape: [count] + shape, values: generator.values(shape.reduce(count, *)))
    return Examples(
      inputs: inputs, classes: (0..<count).map { _ in generator.whole(0...classes - 1) })
  }

  /// The inputs as items of a network.
  func items(_ shape: [Int]) throws -> [Tensor] {
    try (0..<count).map { try inputs[slice: $0].reshaped(shape) }
  }
}

/// The largest distance between two lists, as a share of the largest number of the second, or of a
/// scale that is larger.
func distance(_ found: [Double], _ expected: [Double], scale: Double = 1e-300) -> Double {
  guard found.count == expected.count else { return .infinity }
  let largest = zip(found, expected).map { abs($0 - $1) }.max() ?? 0
  return largest == 0 ? 0 : largest / max(scale, expected.map(abs).max() ?? 0)
}

/// The largest distance of a gradient from that of the ordinary passes, as a share of its largest
/// element. One that is nothing but rounding, since what is behind it takes its cost away again, is held
/// to a thousandth of the largest of all.
func distances(
  _ gradients: [[Double]], of network: BatchNetwork, from run: NetworkRun
) -> [String: Double] {
  let expected = run.parameterGradients
  let scale = expected.flatMap(\.tensor.values).map(abs).max() ?? 0
  var distances: [String: Double] = [:]
  for gradient in expected {
    let index = network.parameters.firstIndex { $0.name == gradient.name }
    distances[gradient.name] = distance(
      index.map { gradients[$0] } ?? [], gradient.tensor.values, scale: scale / 1000)
  }
  return distances
}

extension NetworkPlan {
  /// A network of stages that each are fed by the one before.
  static func chain(
    _ input: [Int], _ stages: [(name: String, kind: String, settings: [String: SettingValue])]
  ) -> NetworkPlan {
    var before = NetworkPlan.input
    var list: [Stage] = []
    for stage in stages {
      list.append(
        Stage(stage.name, kind: stage.kind, settings: Settings(stage.settings), from: [before]))
      before = stage.name
    }
    return NetworkPlan(name: "test", inputShape: input, stages: list)
  }

  /// Small, with a layer of most sorts.
  static let small = chain(
    [1, 6, 6],
    [
      ("conv1", "convolution", ["maps": .whole(3), "kernel": .extent(Extent(3))]),
      ("relu1", "relu", [:]), ("pool1", "max-pooling", ["window": .extent(Extent(2))]),
      ("fc", "fully-connected", ["neurons": .whole(4)]),
    ])
}
