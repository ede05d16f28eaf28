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
      "bias-gradient-rule", "∂C/∂b = σ′(z) ∂C/∂a, each factor named, at one neuron",
      .of(BiasGradientRuleFigure.self)),
    FigureKind(
      "bias-gradient", "the components σ′(z) · ∂C/∂a, one a neuron, and their sum both ways",
      .of(BiasGradientFigure.self)),
    FigureKind(
      "weight-gradient-rule", "∂C/∂w = a ∂C/∂b, each factor named, at one connection",
      .of(WeightGradientRuleFigure.self)),
    FigureKind(
      "activation-gradient-rule", "∂C/∂a of the layer before = w ∂C/∂b, at one connection",
      .of(ActivationGradientRuleFigure.self)),
    FigureKind(
      "chaining", "every map of layer 1 feeds every map of layer 2 through a filter of its own",
      .of(ChainingFigure.self)),
    FigureKind(
      "parameters", "how few parameters shared weights need, beside a fully connected layer",
      .of(ParametersFigure.self)),
    FigureKind(
      "stack", "2-D correlations of each channel, added: the same as one 3-D correlation",
      .of(StackFigure.self)),
  ]

  /// The kind of figure with the given name.
  public static func figure(named name: String) -> FigureKind? {
    figures.first { $0.name == name }
  }
}
