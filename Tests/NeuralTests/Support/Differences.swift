import Neural

/// The gradient of a cost by central differences: (C(x + h) − C(x − h)) / 2h for each element.
func centralDifferences(
  at point: Tensor, step: Double = 1e-5, of cost: (Tensor) throws -> Double
) throws -> Tensor {
  var slopes: [Double] = []
  for index in point.values.indices {
    var values = point.values
    values[index] = point.values[index] + step
    let above = try cost(Tensor(shape: point.shape, values: values))
    values[index] = point.values[index] - step
    let below = try cost(Tensor(shape: point.shape, values: values))
    slopes.append((above - below) / (2 * step))
  }
  return try Tensor(shape: point.shape, values: slopes)
}

extension Tensor {
  /// The largest distance between two values; without limit where the shapes differ.
  func distance(to other: Tensor) -> Double {
    guard shape == other.shape else { return .infinity }
    return zip(values, other.values).map { abs($0 - $1) }.max() ?? 0
  }

  /// Σ of the products of the elements.
  func dot(_ other: Tensor) -> Double {
    zip(values, other.values).reduce(0) { $0 + $1.0 * $1.1 }
  }
}

extension Activation {
  /// Those without a kink, whose slope is everywhere the limit of differences.
  static let smooth: [Activation] = [
    .identity, .sigmoid, .tanh, .softplus, .elu(alpha: 1), .celu(alpha: 0.5), .silu, .gelu,
    .geluTanh, .softsign, .mish,
  ]
}
