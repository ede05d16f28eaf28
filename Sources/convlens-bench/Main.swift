import Foundation
import Neural
import Traces

/// `convlens-bench`: how fast recording, writing and reading are, the writing of pictures beside that
/// of cairo, and training, in CPU time of one thread.
///
///     swift run -c release convlens-bench [recording] [traces] [pictures] [network]
///
/// On a busy machine instructions tell more than time: `convlens-bench visit forward 100` visits the
/// steps of one pass 100 times and times nothing, for a run under `valgrind --tool=callgrind`.
@main
struct Main {
  static func main() throws {
    let wanted = CommandLine.arguments.dropFirst()
    if wanted.first == "visit" { return try Recording.visit(wanted.dropFirst()) }
    if wanted.isEmpty || wanted.contains("recording") { try Recording.run() }
    if wanted.isEmpty || wanted.contains("traces") { try Writing.run() }
    if wanted.isEmpty || wanted.contains("pictures") { try Pictures.run() }
    if wanted.isEmpty || wanted.contains("network") { try Networks.run() }
  }

  /// Prints a measure, of the fastest of five runs.
  static func report(_ name: String, _ amount: Double, _ unit: String, _ body: () throws -> Void)
    rethrows
  {
    var fastest = Double.infinity
    for _ in 0..<5 {
      let start = clock()
      try body()
      fastest = min(fastest, Double(clock() - start) / Double(CLOCKS_PER_SEC))
    }
    let rate = String(format: "%9.1f", amount / max(fastest, 1e-6))
    print(name.padding(toLength: 44, withPad: " ", startingAt: 0), rate, unit)
  }

  /// A 28 × 28 input under a 4 × 4 filter, with its gradients.
  static func pass(maps: Int = 1) throws -> Convolution.BackwardPass {
    func values(_ count: Int, _ seed: UInt64) -> [Double] {
      var state = seed
      return (0..<count).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(state >> 11) / 9_007_199_254_740_992 - 0.5
      }
    }
    let forward = try Convolution(
      weights: Tensor(shape: [maps, 1, 4, 4], values: values(16 * maps, 1)),
      activation: .sigmoid
    ).forward(Tensor(shape: [1, 28, 28], values: values(784, 2)))
    return try forward.backward(
      upstreamGradient: Tensor(shape: forward.shape, values: values(625 * maps, 3)))
  }
}
