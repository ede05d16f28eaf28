import Neural

/// How far a number is from the one expected, where 1 is the most that is allowed: 10⁻¹² of the
/// expected number, or 10⁻¹⁴ near zero.
func deviation(_ found: Double, from expected: Double) -> Double {
  let distance = abs(found - expected) / max(1e-12 * abs(expected), 1e-14)
  return distance.isNaN ? .infinity : distance
}

extension Tensor {
  /// The largest deviation of a value; without limit where the shapes differ.
  func deviation(from expected: Tensor) -> Double {
    guard shape == expected.shape else { return .infinity }
    return zip(values, expected.values).map { NeuralTests.deviation($0, from: $1) }.max() ?? 0
  }

  /// Whether the bits of all values are the same, the sign of a zero included.
  func isIdentical(to other: Tensor) -> Bool {
    shape == other.shape && values.map(\.bitPattern) == other.values.map(\.bitPattern)
  }
}
