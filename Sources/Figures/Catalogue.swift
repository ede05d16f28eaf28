/// The figures that there are, in the article's order.
public enum Catalogue {
  /// Every kind of figure.
  public static let figures: [FigureKind] = [
    FigureKind(
      "feature-map", "the first, second and last overlay position and the neurons they feed",
      .of(FeatureMapFigure.self)),
    FigureKind(
      "feature-neuron", "one neuron: the underlay as a column, a line a weight, the bias",
      .of(FeatureNeuronFigure.self)),
    FigureKind(
      "feature-neurons", "one panel for each position: the same weights feed the next neuron",
      .of(FeatureNeuronsFigure.self)),
    FigureKind(
      "translation-invariance", "one feature at two places fires two neurons exactly alike",
      .of(TranslationInvarianceFigure.self)),
    FigureKind(
      "bias-gradient", "the components σ′(z) · ∂C/∂a, one a neuron, and their sum both ways",
      .of(BiasGradientFigure.self)),
    FigureKind(
      "max-pooling", "the largest activation of each window, and its gradient back to the winner",
      .of(PoolingFigure.self)),
    FigureKind(
      "average-pooling", "the mean of each window, and its gradient back in equal shares",
      .of(PoolingFigure.self)),
    FigureKind(
      "fully-connected", "every input leads to every neuron through a weight of its own",
      .of(FullyConnectedFigure.self)),
    FigureKind(
      "fully-connected-as-convolution", "the same layer as a convolution with 1 × 1 feature maps",
      .of(FullyConnectedAsConvolutionFigure.self)),
    FigureKind(
      "step", "one overlay position in full: underlay, products, dot product, neuron",
      .of(StepFigure.self)),
    FigureKind(
      "modes", "cross-correlation and convolution, valid and full, and the rotated filter",
      .of(ModesFigure.self)),
  ]

  /// The kind of figure with the given name.
  public static func figure(named name: String) -> FigureKind? {
    figures.first { $0.name == name }
  }
}
