#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The cost C of an output a against its target y.
public enum Cost: String, Sendable, Hashable, CaseIterable {
  /// C = ½ Σ (a − y)², with ∂C/∂a = a − y.
  case quadratic
  /// C = Σ (a − y)² / n over n outputs, with ∂C/∂a = 2 (a − y) / n.
  case meanSquared = "mean-squared"
  /// C = −Σ y ln p with p = softmax(a), with ∂C/∂a = p Σ y − y; Σ y is 1.
  ///
  /// Softmax is part of the cost, so the output is that of a layer without activation function. The
  /// target is a class, or probabilities that add up to 1.
  case crossEntropy = "cross-entropy"
  /// C = −Σ (y ln σ(a) + (1 − y) ln(1 − σ(a))) with the sigmoid σ, with ∂C/∂a = σ(a) − y.
  ///
  /// The sigmoid is part of the cost. The target is a probability for each output; over one output
  /// it can be a class, 0 or 1.
  case binaryCrossEntropy = "binary-cross-entropy"

  /// C, and how it and its gradient come about.
  ///
  /// - Throws: ``LayerError`` where the target does not go with the output, or the cost cannot mean
  ///   anything over it.
  public func pass(of output: Tensor, target: Target) throws(LayerError) -> CostPass {
    CostPass(cost: self, output: output, target: try values(of: target, for: output.shape))
  }

  /// C.
  ///
  /// - Throws: ``LayerError`` as ``pass(of:target:)`` does.
  public func value(of output: Tensor, target: Target) throws(LayerError) -> Double {
    try pass(of: output, target: target).value
  }

  /// C against numbers.
  ///
  /// - Throws: ``LayerError`` as ``pass(of:target:)`` does.
  public func value(of output: Tensor, target: Tensor) throws(LayerError) -> Double {
    try value(of: output, target: .tensor(target))
  }

  /// ∂C/∂a, in the shape of the output: the upstream gradient of the last layer.
  ///
  /// - Throws: ``LayerError`` as ``pass(of:target:)`` does.
  public func gradient(of output: Tensor, target: Target) throws(LayerError) -> Tensor {
    try pass(of: output, target: target).gradient
  }

  /// ∂C/∂a against numbers.
  ///
  /// - Throws: ``LayerError`` as ``pass(of:target:)`` does.
  public func gradient(of output: Tensor, target: Tensor) throws(LayerError) -> Tensor {
    try gradient(of: output, target: .tensor(target))
  }

  /// p = eᵃ / Σ eᵃ over all elements, without overflow for any finite a.
  public static func softmax(_ output: Tensor) -> Tensor {
    Tensor(uncheckedShape: output.shape, values: Softmax.probabilities(output.values))
  }
}

extension Cost {
  /// Whether the output must be numbers that the cost makes probabilities of.
  var takesLogits: Bool { self == .crossEntropy || self == .binaryCrossEntropy }

  /// The target as numbers in the shape of the output, checked.
  private func values(of target: Target, for output: [Int]) throws(LayerError) -> Tensor {
    let count = output.reduce(1, *)
    switch (self, target) {
    case (.quadratic, _), (.meanSquared, _):
      return try target.values(for: output)
    case (.crossEntropy, _):
      guard count > 1 else {
        throw .cost(
          problem: "softmax over one output is always 1, whatever the network computes, so that "
            + "cross-entropy cannot mean anything; take binary-cross-entropy")
      }
      let values = try target.values(for: output)
      try Cost.checkProbabilities(values)
      let total = values.values.reduce(0, +)
      guard abs(total - 1) <= 1e-6 else {
        throw .target(
          problem:
            "the target of cross-entropy is a class or probabilities that add up to 1, not to "
            + "\(total)")
      }
      return values
    case (.binaryCrossEntropy, .class(let number)):
      guard count == 1 else {
        throw .target(
          problem: "binary-cross-entropy takes a number from 0 to 1 for each of \(count) outputs, "
            + "not one class; give those numbers, or take cross-entropy")
      }
      guard (0...1).contains(number) else {
        throw .target(
          problem: "over one output the classes of binary-cross-entropy are 0 and 1, not \(number)")
      }
      return Tensor(uncheckedShape: output, values: [Double(number)])
    case (.binaryCrossEntropy, .tensor):
      let values = try target.values(for: output)
      try Cost.checkProbabilities(values)
      return values
    }
  }

  private static func checkProbabilities(_ target: Tensor) throws(LayerError) {
    if let other = target.values.first(where: { !(0...1).contains($0) }) {
      throw .target(problem: "the target's numbers are probabilities, from 0 to 1, not \(other)")
    }
  }

  /// −ln p for each element, p = softmax(a).
  static func surprisal(_ output: Tensor) -> Tensor {
    Tensor(
      uncheckedShape: output.shape, values: LogSoftmax.logarithms(output.values).map { 0 - $0 })
  }

  /// −(y ln σ(a) + (1 − y) ln(1 − σ(a))), without overflow for any finite a.
  static func binaryLoss(_ a: Double, _ y: Double) -> Double {
    max(a, 0) - a * y + log1p(exp(-abs(a)))
  }
}
