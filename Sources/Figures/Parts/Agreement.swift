import Drawing
import Neural
import Wording

/// Whether two ways to a result lead to the same numbers.
enum Agreement: Equatable {
  /// They agree.
  case equal
  /// They cannot be compared: some number is too large to be represented.
  case notFinite
  /// They differ by more than rounding can explain, so that one of them is wrong.
  case different(by: Double)

  /// How far two sums of the same products may be apart when they add them in different orders.
  ///
  /// Adding n numbers in any order is off by at most (n − 1) u Σ|xᵢ| with u = ε / 2, to first order,
  /// so that two orders are apart by at most (n − 1) ε Σ|xᵢ|; two more ε allow for a bias and for
  /// the rounding of the bound itself.
  /// Source: Higham, Accuracy and Stability of Numerical Algorithms, 2nd edition, section 4.2.
  ///
  /// - Parameters:
  ///   - terms: the number of products in the longest sum.
  ///   - size: a bound for the sum of the sizes of the products of one element.
  static func tolerance(terms: Int, size: Double) -> Double {
    (Double(terms) + 2) * .ulpOfOne * size
  }

  /// Compares two results.
  ///
  /// - Parameters:
  ///   - terms: the number of products in the longest sum.
  ///   - size: a bound for the sum of the sizes of the products that make one element.
  init(_ sum: [Double], _ other: [Double], terms: Int, size: Double) {
    precondition(sum.count == other.count, "two results of one shape")
    guard size.isFinite, sum.allSatisfy(\.isFinite), other.allSatisfy(\.isFinite) else {
      self = .notFinite
      return
    }
    let difference = Agreement.difference(sum, other)
    self =
      difference <= Agreement.tolerance(terms: terms, size: size)
      ? .equal : .different(by: difference)
  }

  /// The largest difference between two elements at the same place.
  static func difference(_ sum: [Double], _ other: [Double]) -> Double {
    zip(sum, other).map { abs($0 - $1) }.max() ?? 0
  }

  /// What the figure says of it.
  func words(_ equal: String = say("equal to the sum above")) -> String {
    switch self {
    case .equal: "✓ \(equal)"
    case .notFinite: say("not compared: some numbers are too large")
    case .different(let difference): "✗ " + say("differs by \(NumberFormat.shortest(difference))")
    }
  }
}

extension Scene {
  /// By how much two ways to one result differ that the figure shows, where they should not; nil
  /// where they agree, and in a figure of one way.
  public var disagreement: String? {
    groups(Agreement.tag).first { !$0.name.isEmpty }?.name
  }
}

extension Agreement {
  /// What a verdict is tagged as; the tag's name is the difference, if there is one.
  fileprivate static let tag = "verdict"

  fileprivate var tagName: String {
    if case .different(let difference) = self { "\(difference)" } else { "" }
  }
}

extension Convolution.BackwardPass {
  /// The bias gradient's two ways, compared.
  var biasGradientAgreement: Agreement {
    Agreement(
      biasGradient.result.gradient.values, biasGradientCorrelation.result.values,
      terms: forward.sweep.count, size: componentSize)
  }

  /// The weight gradient's two ways, compared; the first of them has led to the given sum.
  func agreement(ofWeightGradient sum: Tensor) -> Agreement {
    Agreement(
      sum.values, weightGradientCorrelation.result.values,
      terms: forward.sweep.count, size: componentSize * largest(forward.input))
  }

  /// The activation gradient's two ways, compared; the first of them has led to the given sum.
  func agreement(ofActivationGradient sum: Tensor) -> Agreement {
    Agreement(
      sum.values, activationGradientConvolution.result.values,
      terms: forward.layer.maps * min(forward.sweep.count, forward.layer.kernel.count),
      size: componentSize * largest(forward.layer.weights))
  }

  /// The sum of the sizes of all components of ∂C/∂b.
  private var componentSize: Double {
    biasGradientComponents.values.reduce(0) { $0 + abs($1) }
  }

  private func largest(_ tensor: Tensor) -> Double {
    tensor.values.reduce(0) { max($0, abs($1)) }
  }
}

extension Pen {
  /// What the comparison of two results came to: `✓ equal to the sum above` where they agree.
  func verdict(
    _ agreement: Agreement, _ equal: String = say("equal to the sum above"), size: Double = 16
  ) -> Picture {
    let color =
      agreement == .equal ? theme.text(in: theme.weight(3), on: theme.band) : theme.muted
    return label(agreement.words(equal), size: size, weight: .medium, color: color).tagged(
      Agreement.tag, agreement.tagName)
  }
}
