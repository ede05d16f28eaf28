import Neural
import Testing

@testable import Figures

/// A pooling layer that figures are tried on, and what is ugly about it.
struct PoolingTrial: Sendable, CustomTestStringConvertible {
  let name: String
  let input: [Int]
  let window: Extent
  var stride = Extent(1)
  var padding = PaddingRule.valid
  var scale = 1.0

  var testDescription: String { name }

  private func values(_ shape: [Int], seed: Int) throws -> Tensor {
    let count = shape.reduce(1, *)
    return try Tensor(
      shape: shape,
      values: (0..<count).map { Double(($0 * 7919 + seed * 104_729) % 199 - 99) / 100 * scale })
  }

  func max(withGradient: Bool, step: Int? = nil) throws -> PoolingSubject {
    let pass = try MaxPooling(window: window, stride: stride, padding: padding)
      .forward(values(input, seed: 1))
    let upstream = try values(pass.shape, seed: 2)
    return PoolingSubject(
      pass, backward: withGradient ? try pass.backward(upstreamGradient: upstream) : nil,
      step: step)
  }

  func average(withGradient: Bool, step: Int? = nil) throws -> PoolingSubject {
    let pass = try AveragePooling(window: window, stride: stride, padding: padding)
      .forward(values(input, seed: 1))
    let upstream = try values(pass.shape, seed: 2)
    return PoolingSubject(
      pass, backward: withGradient ? try pass.backward(upstreamGradient: upstream) : nil,
      step: step)
  }

  /// The article's example: 2 × 2 windows over 3 × 3, with its upstream gradient.
  static func article(withGradient: Bool = true, step: Int? = nil) throws -> PoolingSubject {
    let input = try Tensor(
      shape: [1, 3, 3], values: [-0.7, -0.2, -0.6, 0.3, -0.6, 0.1, 0.3, 0.5, 0.2])
    let pass = try MaxPooling(window: Extent(2), stride: Extent(1)).forward(input)
    let upstream = try Tensor(shape: [1, 2, 2], values: [0.025, 0.035, -0.013, 0.091])
    return PoolingSubject(
      pass, backward: withGradient ? try pass.backward(upstreamGradient: upstream) : nil,
      step: step)
  }

  /// Layers that break careless layouts.
  static let ugly: [PoolingTrial] = [
    .init(name: "1 × 1", input: [1, 1, 1], window: Extent(1)),
    .init(name: "2 × 2", input: [1, 2, 2], window: Extent(2)),
    .init(name: "1 × 9", input: [1, 1, 9], window: Extent(rows: 1, columns: 3)),
    .init(name: "9 × 1", input: [1, 9, 1], window: Extent(rows: 3, columns: 1)),
    .init(name: "3 × 3", input: [1, 3, 3], window: Extent(2)),
    .init(name: "4 × 4 under 3 × 3", input: [1, 4, 4], window: Extent(3)),
    .init(name: "5 × 5, 16 windows", input: [1, 5, 5], window: Extent(2)),
    .init(name: "same", input: [1, 4, 4], window: Extent(3), padding: .same),
    .init(
      name: "7 × 9, stride 2, padding 1", input: [1, 7, 9], window: Extent(rows: 3, columns: 2),
      stride: Extent(2), padding: .explicit(Padding(1))),
    .init(name: "8 × 8, stride 2", input: [1, 8, 8], window: Extent(2), stride: Extent(2)),
    .init(name: "gaps", input: [1, 7, 7], window: Extent(1), stride: Extent(3)),
    .init(name: "three channels", input: [3, 4, 4], window: Extent(2), stride: Extent(2)),
    .init(name: "28 × 28", input: [1, 28, 28], window: Extent(2), stride: Extent(2)),
    .init(name: "a window as large as its input", input: [1, 24, 24], window: Extent(24)),
    .init(name: "tiny numbers", input: [1, 3, 3], window: Extent(2), scale: 1e-7),
    .init(name: "long numbers", input: [1, 3, 3], window: Extent(2), scale: 123456.789),
  ]
}
