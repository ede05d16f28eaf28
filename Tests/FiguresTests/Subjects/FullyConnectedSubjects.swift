import Neural
import Testing

@testable import Figures

/// A fully connected layer that figures are tried on.
struct FullyConnectedTrial: Sendable, CustomTestStringConvertible {
  let input: [Int]
  let neurons: Int
  var scale = 1.0
  var activation = Activation.identity

  var testDescription: String { "\(input) to \(neurons), scale \(scale), \(activation)" }

  func subject(step: Int = 0, withGradient: Bool = false) throws -> FullyConnectedSubject {
    func values(_ count: Int, _ seed: Int) -> [Double] {
      (0..<count).map { Double(($0 * 7919 + seed * 104_729) % 199 - 99) / 100 * scale }
    }
    let count = input.reduce(1, *)
    let layer = try FullyConnected(
      weights: Tensor(shape: [neurons, count], values: values(neurons * count, 3)),
      bias: Tensor(shape: [neurons], values: values(neurons, 5)), activation: activation)
    let pass = try layer.forward(Tensor(shape: input, values: values(count, 1)))
    let backward = try pass.backward(
      upstreamGradient: Tensor(shape: [neurons], values: values(neurons, 7)))
    return FullyConnectedSubject(
      forward: pass, backward: withGradient ? backward : nil, step: step, inputShape: input)
  }

  /// Four inputs, two neurons, round numbers.
  static func small(step: Int = 0, withGradient: Bool = false) throws -> FullyConnectedSubject {
    let layer = try FullyConnected(
      weights: Tensor(rows: [[1, 2, 3, 4], [5, 6, 7, 8]]),
      bias: Tensor(shape: [2], values: [10, -20]))
    let pass = try layer.forward(Tensor(shape: [1, 2, 2], values: [1, 0, -1, 2]))
    return FullyConnectedSubject(
      forward: pass,
      backward: withGradient
        ? try pass.backward(upstreamGradient: Tensor(shape: [2], values: [3, 5])) : nil,
      step: step, inputShape: [1, 2, 2])
  }

  /// Layers that break careless layouts.
  static let ugly: [FullyConnectedTrial] = [
    .init(input: [1, 1, 1], neurons: 1),
    .init(input: [1, 1, 1], neurons: 12),
    .init(input: [1, 2, 2], neurons: 2, activation: .sigmoid),
    .init(input: [1, 1, 9], neurons: 7),
    .init(input: [1, 9, 1], neurons: 3, activation: .relu),
    .init(input: [2, 3, 4], neurons: 5, activation: .tanh),
    .init(input: [16, 4, 4], neurons: 10, activation: .softplus),
    .init(input: [1, 28, 28], neurons: 30, activation: .sigmoid),
    .init(input: [1, 3, 3], neurons: 4, scale: 1e-7),
    .init(input: [1, 3, 3], neurons: 4, scale: 123456.789, activation: .leakyReLU),
  ]
}
