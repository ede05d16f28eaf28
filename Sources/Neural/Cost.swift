#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The cost C of an output against its target.
public enum Cost: String, Sendable, Hashable, CaseIterable {
  /// C = ½ Σ (a − y)², with ∂C/∂a = a − y.
  case quadratic
  /// C = −Σ y ln p with p = softmax(a), with ∂C/∂a = p Σ y − y.
  ///
  /// Softmax is part of the cost, so the output is that of a layer without activation function.
  case crossEntropy = "cross-entropy"

  /// C.
  ///
  /// - Throws: ``LayerError`` where the target has another shape than the output.
  public func value(of output: Tensor, target: Tensor) throws(LayerError) -> Double {
    try Cost.check(output, target)
    let pairs = zip(output.values, target.values)
    switch self {
    case .quadratic:
      return pairs.reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / 2
    case .crossEntropy:
      let (largest, sum) = Cost.exponentials(of: output)
      return pairs.reduce(0) { $0 + $1.1 * (log(sum) + largest - $1.0) }
    }
  }

  /// ∂C/∂a, in the shape of the output: the upstream gradient of the last layer.
  ///
  /// - Throws: ``LayerError`` where the target has another shape than the output.
  public func gradient(of output: Tensor, target: Tensor) throws(LayerError) -> Tensor {
    try Cost.check(output, target)
    let predictions = self == .crossEntropy ? Cost.softmax(output) : output
    let total = self == .crossEntropy ? target.values.reduce(0, +) : 1
    return Tensor(
      uncheckedShape: output.shape,
      values: zip(predictions.values, target.values).map { $0 * total - $1 })
  }

  /// p = eᵃ / Σ eᵃ over all elements, without overflow for any finite a.
  public static func softmax(_ output: Tensor) -> Tensor {
    let (largest, sum) = exponentials(of: output)
    return Tensor(
      uncheckedShape: output.shape, values: output.values.map { exp($0 - largest) / sum })
  }

  /// The largest element, and Σ of e to the others' distance from it, so that none overflows.
  private static func exponentials(of output: Tensor) -> (largest: Double, sum: Double) {
    let largest = output.values.max() ?? 0
    return (largest, output.values.reduce(0) { $0 + exp($1 - largest) })
  }

  private static func check(_ output: Tensor, _ target: Tensor) throws(LayerError) {
    guard output.shape == target.shape else {
      throw .shape(of: "target", expected: output.shape, found: target.shape)
    }
  }
}
