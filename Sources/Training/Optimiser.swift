/// How parameters move along their gradients.
public enum Optimiser: Sendable, Hashable {
  /// Gradient descent with momentum: v ← μ v + g and θ ← θ − η v, from v = 0.
  ///
  /// Without momentum, μ = 0, it is θ ← θ − η g. As PyTorch's `SGD` computes it.
  case descent(rate: Double, momentum: Double)
  /// Adam: m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g² and
  /// θ ← θ − η (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε) in step t = 1, 2, …, with β₁ = 0.9,
  /// β₂ = 0.999 and ε = 10⁻⁸.
  ///
  /// Source: D. Kingma and J. Ba, *Adam: a method for stochastic optimization* (2014).
  case adam(rate: Double)

  /// η.
  public var rate: Double {
    switch self {
    case .descent(let rate, _), .adam(let rate): rate
    }
  }
}

/// An optimiser on its way: what it remembers of earlier steps.
struct OptimiserState: Sendable {
  let optimiser: Optimiser
  /// v of gradient descent, or m of Adam, for each parameter.
  private var first: [[Double]] = []
  /// v of Adam.
  private var second: [[Double]] = []
  /// β₁ᵗ and β₂ᵗ.
  private var powers = (first: 1.0, second: 1.0)

  init(_ optimiser: Optimiser) { self.optimiser = optimiser }

  /// One step; a parameter whose gradient is empty stays.
  mutating func step(_ parameters: inout [[Double]], along gradients: [[Double]]) {
    if first.isEmpty {
      first = gradients.map { [Double](repeating: 0, count: $0.count) }
      if case .adam = optimiser { second = first }
    }
    switch optimiser {
    case .descent(let rate, let momentum):
      for index in gradients.indices {
        let gradient = gradients[index]
        first[index].withUnsafeMutableBufferPointer { velocity in
          parameters[index].withUnsafeMutableBufferPointer { parameter in
            gradient.withUnsafeBufferPointer { gradient in
              for element in gradient.indices {
                velocity[element] = momentum * velocity[element] + gradient[element]
                parameter[element] -= rate * velocity[element]
              }
            }
          }
        }
      }
    case .adam(let rate):
      let (beta, gamma) = (0.9, 0.999)
      powers = (powers.first * beta, powers.second * gamma)
      let (unbiased, scale) = (1 - powers.first, 1 - powers.second)
      for index in gradients.indices {
        for element in gradients[index].indices {
          let gradient = gradients[index][element]
          first[index][element] = beta * first[index][element] + (1 - beta) * gradient
          second[index][element] =
            gamma * second[index][element] + (1 - gamma) * gradient * gradient
          parameters[index][element] -=
            rate * (first[index][element] / unbiased)
            / ((second[index][element] / scale).squareRoot() + 1e-8)
        }
      }
    }
  }
}
