import ArgumentParser
import Figures

/// The passes whose steps are drawn one by one.
enum StepPass: String, CaseIterable, Sendable, ExpressibleByArgument {
  case forward
  case biasGradient = "bias-gradient"
  case weightGradient = "weight-gradient"
  case activationGradient = "activation-gradient"
  case pooling

  /// The kind of layer that the pass is of where none is asked for.
  var layer: LayerKind { self == .pooling ? .maxPooling : .convolution }

  /// The figure that draws a step of the pass.
  ///
  /// - Throws: ``Failure`` of the kind `usage` where a layer of that kind has no such pass.
  func figure(of layer: LayerKind) throws(Failure) -> FigureKind {
    if let figure = figureName(of: layer).flatMap(Catalogue.figure) { return figure }
    let passes = StepPass.allCases.filter { $0.figureName(of: layer) != nil }
    throw Failure(
      .usage,
      "the pass \(rawValue) of a layer of the kind \(layer.rawValue) is not drawn in steps, only "
        + passes.map(\.rawValue).joined(separator: ", "))
  }

  private func figureName(of layer: LayerKind) -> String? {
    switch (self, layer) {
    case (.forward, .convolution): "step"
    case (.forward, .fullyConnected), (.forward, .maxPooling), (.forward, .averagePooling),
      (.pooling, .maxPooling), (.pooling, .averagePooling):
      layer.rawValue
    case (.biasGradient, .convolution), (.weightGradient, .convolution),
      (.activationGradient, .convolution):
      rawValue
    default: nil
    }
  }
}
