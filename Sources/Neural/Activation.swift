#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The function σ that turns a neuron's raw activation z into its activation a = σ(z).
///
/// At a kink the derivative is that of the piece outside: of the left one at ReLU's only kink, and
/// at those of functions that are flat on both sides 0, as in PyTorch.
///
/// Sources: D. Clevert, T. Unterthiner and S. Hochreiter, *Fast and accurate deep network learning by
/// exponential linear units* (2015); G. Klambauer et al., *Self-normalizing neural networks* (2017);
/// J. T. Barron, *Continuously differentiable exponential linear units* (2017); D. Hendrycks and
/// K. Gimpel, *Gaussian error linear units* (2016); P. Ramachandran, B. Zoph and Q. V. Le, *Searching
/// for activation functions* (2017); A. Howard et al., *Searching for MobileNetV3* (2019); D. Misra,
/// *Mish* (2019).
public enum Activation: Sendable, Hashable {
  /// σ(z) = z.
  case identity
  /// σ(z) = 1 / (1 + e⁻ᶻ).
  case sigmoid
  /// σ(z) = tanh z.
  case tanh
  /// σ(z) = max(0, z).
  case relu
  /// σ(z) = z for z > 0, slope · z otherwise.
  case leakyReLU(slope: Double)
  /// σ(z) = ln(1 + eᶻ).
  case softplus
  /// σ(z) = z for z > 0, α (eᶻ − 1) otherwise.
  case elu(alpha: Double)
  /// σ(z) = λ z for z > 0, λ α (eᶻ − 1) otherwise, with the λ and α that keep mean 0 and variance 1.
  case selu
  /// σ(z) = z for z > 0, α (e^(z/α) − 1) otherwise.
  case celu(alpha: Double)
  /// σ(z) = z / (1 + e⁻ᶻ).
  case silu
  /// σ(z) = z Φ(z), Φ being the distribution function of the normal distribution.
  case gelu
  /// σ(z) = z / 2 · (1 + tanh(√(2/π) (z + 0.044715 z³))), close to ``gelu``.
  case geluTanh
  /// σ(z) = min(max(0, z), 6).
  case relu6
  /// σ(z) = min(max(0, z / 6 + ½), 1).
  case hardSigmoid
  /// σ(z) = z · min(max(0, z / 6 + ½), 1).
  case hardSwish
  /// σ(z) = z / (1 + |z|).
  case softsign
  /// σ(z) = z tanh(ln(1 + eᶻ)).
  case mish
  /// σ(z) = z for z > α, 0 otherwise.
  case thresholdedReLU(alpha: Double)

  /// Leaky ReLU with its usual slope, 0.01.
  public static let leakyReLU = Activation.leakyReLU(slope: 0.01)

  /// σ(z), computed without overflow where σ(z) itself is no larger than any number.
  public func callAsFunction(_ z: Double) -> Double {
    switch self {
    case .identity: z
    case .sigmoid: Activation.logistic(z)
    case .tanh: hyperbolicTangent(z)
    case .relu: z <= 0 ? 0 : z
    case .leakyReLU(let slope): z > 0 ? z : slope * z
    case .softplus: Activation.softplus(z)
    case .elu(let alpha): z > 0 ? z : alpha * expm1(z)
    case .selu: Activation.seluScale * (z > 0 ? z : Activation.seluAlpha * expm1(z))
    case .celu(let alpha): z > 0 ? z : alpha * expm1(z / alpha)
    case .silu: z * Activation.logistic(z)
    case .gelu: z * Activation.normalDistribution(z)
    case .geluTanh: z * Activation.logistic(2 * Activation.geluArgument(z))
    case .relu6: z <= 0 ? 0 : z >= 6 ? 6 : z
    case .hardSigmoid: z <= -3 ? 0 : z >= 3 ? 1 : z / 6 + 0.5
    case .hardSwish: z <= -3 ? 0 : z >= 3 ? z : z * (z / 6 + 0.5)
    case .softsign: z / (1 + abs(z))
    case .mish: z * hyperbolicTangent(Activation.softplus(z))
    case .thresholdedReLU(let alpha): z <= alpha ? 0 : z
    }
  }

  /// σ′(z), the derivative; at a kink that of the piece outside.
  public func derivative(_ z: Double) -> Double {
    switch self {
    case .identity: 1
    case .sigmoid: Activation.logisticDerivative(z)
    case .tanh: Activation.hyperbolicTangentDerivative(z)
    case .relu: z > 0 ? 1 : 0
    case .leakyReLU(let slope): z > 0 ? 1 : slope
    case .softplus: Activation.logistic(z)
    case .elu(let alpha): z > 0 ? 1 : alpha * exp(z)
    case .selu: Activation.seluScale * (z > 0 ? 1 : Activation.seluAlpha * exp(z))
    case .celu(let alpha): z > 0 ? 1 : exp(z / alpha)
    case .silu: Activation.logistic(z) + z * Activation.logisticDerivative(z)
    case .gelu: Activation.normalDistribution(z) + z * Activation.normalDensity(z)
    case .geluTanh: Activation.geluTanhDerivative(z)
    case .relu6: z > 0 && z < 6 ? 1 : 0
    case .hardSigmoid: z > -3 && z < 3 ? 1.0 / 6 : 0
    case .hardSwish: z <= -3 ? 0 : z >= 3 ? 1 : z / 3 + 0.5
    case .softsign: 1 / ((1 + abs(z)) * (1 + abs(z)))
    case .mish: Activation.mishDerivative(z)
    case .thresholdedReLU(let alpha): z > alpha ? 1 : 0
    }
  }
}

extension Activation {
  /// Whether σ(z) is below 0 for no z.
  public var isNeverNegative: Bool {
    switch self {
    case .sigmoid, .relu, .softplus, .relu6, .hardSigmoid: true
    case .leakyReLU(let slope): slope <= 0
    case .elu(let alpha): alpha <= 0
    case .thresholdedReLU(let alpha): alpha >= 0
    case .identity, .tanh, .selu, .celu, .silu, .gelu, .geluTanh, .hardSwish, .softsign, .mish:
      false
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

  /// 1 − tanh² z, without what the difference loses where tanh is close to ±1.
  private static func hyperbolicTangentDerivative(_ z: Double) -> Double {
    4 * logisticDerivative(2 * z)
  }

  private static func softplus(_ z: Double) -> Double { max(z, 0) + log1p(exp(-abs(z))) }

  private static let seluScale = 1.0507009873554804934193349852946
  private static let seluAlpha = 1.6732632423543772848170429916717

  /// Φ(z) = ½ erfc(−z / √2), which keeps its digits far to the left too.
  private static func normalDistribution(_ z: Double) -> Double {
    0.5 * erfc(-z * 0.5.squareRoot())
  }

  /// e^(−z²/2) / √(2π).
  private static func normalDensity(_ z: Double) -> Double {
    exp(-0.5 * z * z) / (2 * Double.pi).squareRoot()
  }

  /// What the hyperbolic tangent is taken of in ``geluTanh``: √(2/π) (z + 0.044715 z³).
  ///
  /// ½ (1 + tanh u) is 1 / (1 + e⁻²ᵘ), which loses nothing where tanh u is close to −1.
  private static func geluArgument(_ z: Double) -> Double {
    (2 / Double.pi).squareRoot() * (z + 0.044715 * z * z * z)
  }

  private static func geluTanhDerivative(_ z: Double) -> Double {
    let u = 2 * geluArgument(z)
    let slope = logisticDerivative(u)
    // Far out the slope is 0 and its factor beyond all numbers; their product is 0.
    if slope == 0 { return logistic(u) }
    let factor = 2 * (2 / Double.pi).squareRoot() * (1 + 3 * 0.044715 * z * z)
    return logistic(u) + z * slope * factor
  }

  private static func mishDerivative(_ z: Double) -> Double {
    let s = softplus(z)
    return hyperbolicTangent(s) + z * hyperbolicTangentDerivative(s) * logistic(z)
  }
}

private func hyperbolicTangent(_ z: Double) -> Double { tanh(z) }
