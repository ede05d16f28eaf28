#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The function σ that turns a neuron's raw activation z into its activation a = σ(z).
public enum Activation: String, Sendable, Hashable, CaseIterable {
  /// σ(z) = z.
  case identity
  /// σ(z) = 1 / (1 + e⁻ᶻ).
  case sigmoid
  /// σ(z) = tanh z.
  case tanh
  /// σ(z) = max(0, z).
  case relu
  /// σ(z) = z for z > 0, 0.01 z otherwise.
  case leakyReLU = "leaky-relu"
  /// σ(z) = ln(1 + eᶻ).
  case softplus

  /// σ(z), computed without overflow for any finite z.
  public func callAsFunction(_ z: Double) -> Double {
    switch self {
    case .identity: z
    case .sigmoid: Activation.logistic(z)
    case .tanh: hyperbolicTangent(z)
    case .relu: z <= 0 ? 0 : z
    case .leakyReLU: z > 0 ? z : 0.01 * z
    case .softplus: max(z, 0) + log1p(exp(-abs(z)))
    }
  }

  /// σ′(z), the derivative; at the kink of ReLU and leaky ReLU that of the left side.
  public func derivative(_ z: Double) -> Double {
    switch self {
    case .identity: 1
    case .sigmoid: Activation.logisticDerivative(z)
    case .tanh: 4 * Activation.logisticDerivative(2 * z)
    case .relu: z > 0 ? 1 : 0
    case .leakyReLU: z > 0 ? 1 : 0.01
    case .softplus: Activation.logistic(z)
    }
  }

  private static func logistic(_ z: Double) -> Double {
    // No branch on the sign, which nobody can predict: what the processor does ahead would be lost.
    let e = exp(-abs(z))
    return (z >= 0 ? 1 : e) / (1 + e)
  }

  /// e⁻ᶻ / (1 + e⁻ᶻ)², which is a(1 − a), without what 1 − a loses where a is close to 1.
  private static func logisticDerivative(_ z: Double) -> Double {
    let e = exp(-abs(z))
    return e / ((1 + e) * (1 + e))
  }
}

private func hyperbolicTangent(_ z: Double) -> Double { tanh(z) }
