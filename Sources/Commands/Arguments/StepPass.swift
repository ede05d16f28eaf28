import ArgumentParser
import Figures
import Studio

/// The passes whose steps are drawn one by one.
enum StepPass: String, CaseIterable, Sendable, ExpressibleByArgument {
  case forward
  case biasGradient = "bias-gradient"
  case weightGradient = "weight-gradient"
  case activationGradient = "activation-gradient"
  case pooling
  case im2col

  /// The figures that draw a step of the pass; the first that shows a computation is taken.
  private var figures: [FigureKind] { Catalogue.figures.filter { $0.steps == rawValue } }

  /// What the pass is shown of where nothing else is asked for.
  func example() throws(Failure) -> Example {
    guard let figure = figures.first else {
      throw Failure(.usage, "the pass \(rawValue) is not drawn in steps")
    }
    return try .shown(by: figure)
  }

  /// Whether there is nothing to draw without a backward pass.
  var needsGradient: Bool { figures.contains { $0.needs.contains(.gradient) } }

  /// The figure that draws a step of the pass.
  ///
  /// - Throws: ``Failure`` of the kind `usage` where a computation has no such pass.
  func figure(of computation: Computation) throws(Failure) -> FigureKind {
    if let figure = figures.first(where: computation.suits) { return figure }
    let passes = StepPass.allCases.filter { $0.figures.contains(where: computation.suits) }
    throw Failure(
      .usage,
      "the pass \(rawValue) of a layer of the kind \(computation.kind) is not drawn in steps"
        + (passes.isEmpty ? "" : ", only " + passes.map(\.rawValue).joined(separator: ", ")))
  }
}
