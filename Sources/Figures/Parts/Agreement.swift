import Drawing
import Neural
import Wording

/// Whether two ways to a gradient lead to the same numbers.
enum Agreement: Equatable {
  /// They agree.
  case equal
  /// They cannot be compared: some number is too large to be represented.
  case notFinite

  /// How far apart the two may be, as a part of the sum of the products' sizes. The two ways add
  /// the same products in different orders, so that only rounding sets them apart.
  static let tolerance = 1e-12

  /// Compares two results; where they differ the program stops, because one of them must be wrong.
  ///
  /// - Parameters:
  ///   - size: a bound for the sum of the sizes of the products that make one element.
  ///   - figure: the name of the figure that shows both.
  init(_ sum: [Double], _ other: [Double], size: Double, figure: String) {
    guard size.isFinite, sum.allSatisfy(\.isFinite), other.allSatisfy(\.isFinite) else {
      self = .notFinite
      return
    }
    let difference = Agreement.difference(sum, other)
    precondition(
      sum.count == other.count && difference <= Agreement.tolerance * size,
      "\(figure): the two ways to the gradient differ by \(difference)")
    self = .equal
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
    }
  }
}

extension Convolution.BackwardPass {
  /// The bias gradient's two ways, compared.
  func biasGradientAgreement(figure: String) -> Agreement {
    Agreement(
      biasGradient.result.gradient.values, biasGradientCorrelation.result.values,
      size: componentSize,
      figure: figure)
  }

  /// The weight gradient's two ways, compared.
  func weightGradientAgreement(figure: String) -> Agreement {
    Agreement(
      weightGradient.result.values, weightGradientCorrelation.result.values,
      size: componentSize * largest(forward.input), figure: figure)
  }

  /// The activation gradient's two ways, compared.
  func activationGradientAgreement(figure: String) -> Agreement {
    Agreement(
      activationGradient.result.values, activationGradientConvolution.result.values,
      size: componentSize * largest(forward.layer.weights), figure: figure)
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
      "verdict")
  }
}
