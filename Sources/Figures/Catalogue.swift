import Drawing

/// A figure of a subject, not yet drawn in any style.
protocol Figure: Sendable {
  /// What the figure shows.
  associatedtype Shown
  /// The figure of a subject.
  init(subject: Shown)
  /// The figure as a scene.
  func scene(style: FigureStyle) -> Scene
}

/// A kind of figure: its name on the command line, and how it is drawn.
public struct FigureKind: Sendable {
  /// How a figure is drawn, by what it needs to be shown.
  public enum Drawing: Sendable {
    /// From a forward pass of a convolution.
    case convolution(@Sendable (Subject, FigureStyle) -> Scene)
    /// From a backward pass of a convolution.
    case gradient(@Sendable (GradientSubject, FigureStyle) -> Scene)

    static func of<F: Figure>(_ figure: F.Type) -> Drawing where F.Shown == Subject {
      .convolution { F(subject: $0).scene(style: $1) }
    }

    static func of<F: Figure>(_ figure: F.Type) -> Drawing where F.Shown == GradientSubject {
      .gradient { F(subject: $0).scene(style: $1) }
    }
  }

  /// The name on the command line.
  public let name: String
  /// What it shows, in a line.
  public let summary: String
  /// How it is drawn.
  public let drawing: Drawing

  init(_ name: String, _ summary: String, _ drawing: Drawing) {
    self.name = name
    self.summary = summary
    self.drawing = drawing
  }
}

/// The figures that there are, in the article's order.
public enum Catalogue {
  /// Every kind of figure.
  public static let figures: [FigureKind] = [
    FigureKind(
      "step", "one overlay position in full: underlay, products, dot product, neuron",
      .of(StepFigure.self)),
    FigureKind(
      "feature-map", "the first, second and last overlay position and the neurons they feed",
      .of(FeatureMapFigure.self)),
    FigureKind(
      "feature-neuron", "one neuron: the underlay as a column, a line a weight, the bias",
      .of(FeatureNeuronFigure.self)),
    FigureKind(
      "translation-invariance", "one feature at two places fires two neurons exactly alike",
      .of(TranslationInvarianceFigure.self)),
    FigureKind(
      "weight-gradient", "each neuron's component of ∂C/∂w and their sum, also as a correlation",
      .of(WeightGradientFigure.self)),
    FigureKind(
      "activation-gradient",
      "each neuron's component of ∂C/∂a and their sum, also as a full convolution",
      .of(ActivationGradientFigure.self)),
    FigureKind(
      "full-convolution",
      "∂C/∂b rotated by 180° slides over the filter; each position gives a cell",
      .of(FullConvolutionFigure.self)),
  ]

  /// The kind of figure with the given name.
  public static func figure(named name: String) -> FigureKind? {
    figures.first { $0.name == name }
  }
}
