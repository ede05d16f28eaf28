import Drawing

/// A figure of a subject, not yet drawn in any style.
protocol Figure: Sendable {
  /// The figure of a subject.
  init(subject: Subject)
  /// The figure as a scene.
  func scene(style: FigureStyle) -> Scene
}

/// A kind of figure: its name on the command line, and how it is drawn.
public struct FigureKind: Sendable {
  /// The name on the command line.
  public let name: String
  /// What it shows, in a line.
  public let summary: String
  private let type: any Figure.Type

  init(_ name: String, _ summary: String, _ type: any Figure.Type) {
    self.name = name
    self.summary = summary
    self.type = type
  }

  /// The figure of a subject.
  public func scene(of subject: Subject, style: FigureStyle) -> Scene {
    type.init(subject: subject).scene(style: style)
  }
}

/// The figures that there are, in the article's order.
public enum Catalogue {
  /// Every kind of figure.
  public static let figures: [FigureKind] = [
    FigureKind(
      "step", "one overlay position in full: underlay, products, dot product, neuron",
      StepFigure.self),
    FigureKind(
      "feature-map", "the first, second and last overlay position and the neurons they feed",
      FeatureMapFigure.self),
    FigureKind(
      "feature-neuron", "one neuron: the underlay as a column, a line a weight, the bias",
      FeatureNeuronFigure.self),
    FigureKind(
      "translation-invariance", "one feature at two places fires two neurons exactly alike",
      TranslationInvarianceFigure.self),
    FigureKind(
      "modes", "cross-correlation and convolution, valid and full, and the rotated filter",
      ModesFigure.self),
  ]

  /// The kind of figure with the given name.
  public static func figure(named name: String) -> FigureKind? {
    figures.first { $0.name == name }
  }
}
