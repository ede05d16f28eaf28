/// The figures that there are, in the article's order.
public enum Catalogue {
  /// Every kind of figure.
  public static let figures: [FigureKind] = layers + networks + inside

  /// Those of networks.
  private static let networks: [FigureKind] = [
    FigureKind(
      "network", "one input through all layers, their maps, shapes and parameters, and one neuron",
      .of(NetworkFigure.self)
    ).ofNetworks,
    FigureKind(
      "network-backward",
      "the gradient of the cost on its way back: ∂C/∂a of every layer, and where it is stopped",
      .of(NetworkBackwardFigure.self)
    ).ofNetworks.ofNoStep,
    FigureKind(
      "gradient-flow",
      "how large ∂C/∂z is in every layer, and how many neurons let nothing of it through",
      .of(GradientFlowFigure.self)
    ).ofNetworks.ofNoStep,
    FigureKind(
      "costs-of-layers", "the parameters, the multiplications and the memory of every layer",
      .of(CostsOfLayersFigure.self)
    ).ofNetworks.ofNoStep,
    FigureKind(
      "predictions", "examples with the probabilities of the classes, and the confusion matrix",
      .of(PredictionsFigure.self)
    ).ofNetworks.ofNoStep,
    FigureKind(
      "maps", "every feature map of a layer, or of a network’s layers by depth",
      .of(FeatureMapsFigure.self) { exhibit, focus in
        let isAlone = exhibit.isStageChosen || exhibit.run.stages.count == 1
        return isAlone ? Subject(exhibit, focus: focus) : nil
      }, .of(MapsFigure.self)
    ).ofNetworks,
  ]

  /// Those that look inside: what an answer depends on.
  private static let inside: [FigureKind] = [
    FigureKind(
      "saliency", "the slope of a class’s score in every pixel, beside the input and over it",
      .of(SaliencyFigure.self)
    ).ofNetworks.ofNoStep,
    FigureKind(
      "occlusion", "what the probability of a class does as a patch slides over the input",
      .of(OcclusionFigure.self)
    ).ofNetworks.ofNoStep,
    FigureKind(
      "class-activation", "where the network saw a class: maps weighted by their mean slope",
      .of(ClassActivationFigure.self)
    ).ofNetworks.ofNoStep,
    FigureKind(
      "adversarial", "x + ε sign ∂C/∂x, and the probabilities before and after",
      .of(AdversarialFigure.self)
    ).ofNetworks.ofNoStep,
  ]

  /// Those of layers.
  private static let layers: [FigureKind] = [
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
      "bias-gradient-rule", "∂C/∂b = σ′(z) ∂C/∂a, each factor named, at one neuron",
      .of(BiasGradientRuleFigure.self)),
    FigureKind(
      "bias-gradient", "the components σ′(z) · ∂C/∂a, one a neuron, and their sum both ways",
      .of(BiasGradientFigure.self)
    ).ofSteps("bias-gradient"),
    FigureKind(
      "weight-gradient-rule", "∂C/∂w = a ∂C/∂b, each factor named, at one connection",
      .of(WeightGradientRuleFigure.self)),
    FigureKind(
      "weight-gradient", "each neuron’s component of ∂C/∂w and their sum, also as a correlation",
      .of(WeightGradientFigure.self)
    ).ofSteps("weight-gradient"),
    FigureKind(
      "activation-gradient-rule", "∂C/∂a of the layer before = w ∂C/∂b, at one connection",
      .of(ActivationGradientRuleFigure.self)),
    FigureKind(
      "activation-gradient",
      "each neuron’s component of ∂C/∂a and their sum, also as a convolution",
      .of(ActivationGradientFigure.self)
    ).ofSteps("activation-gradient"),
    FigureKind(
      "full-convolution",
      "∂C/∂b rotated by 180° slides over the filter; each position gives a cell",
      .of(FullConvolutionFigure.self)),
    FigureKind(
      "chaining", "every map of layer 1 feeds every map of layer 2 through a filter of its own",
      .of(ChainingFigure.self)),
    FigureKind(
      "max-pooling", "the largest activation of each window, and its gradient back to the winner",
      .of(PoolingFigure.self, where: \.isMax)
    ).ofSteps("pooling"),
    FigureKind(
      "average-pooling", "the mean of each window, and its gradient back in equal shares",
      .of(PoolingFigure.self) { !$0.isMax }
    ).ofSteps("pooling"),
    FigureKind(
      "fully-connected", "every input leads to every neuron through a weight of its own",
      .of(FullyConnectedFigure.self)),
    FigureKind(
      "fully-connected-as-convolution", "the same layer as a convolution with 1 × 1 feature maps",
      .of(FullyConnectedAsConvolutionFigure.self)),
    FigureKind(
      "parameters", "how few parameters shared weights need, beside layers of as many neurons",
      .of(ParametersFigure.self),
      .of(ParametersFigure.self, from: ParametersFigure.subject(besideFullyConnected:focus:))
    ).ofNoStep.also("local-or-shared"),
    FigureKind(
      "stack", "2-D correlations of each channel, added: the same as one 3-D correlation",
      .of(StackFigure.self)),
    FigureKind(
      "modes", "cross-correlation and convolution, valid, same and full, and the rotated filter",
      .of(ModesFigure.self)),
    FigureKind(
      "softmax-cross-entropy",
      "logits become probabilities, and with a target the cost and its gradient",
      .of(SoftmaxCrossEntropyFigure.self)),
    FigureKind(
      "activation-functions",
      "functions and their slopes over a layer’s z: which neurons let a gradient through",
      .of(ActivationFunctionsFigure.self)),
    FigureKind(
      "im2col", "the convolution as one matrix product: underlays as columns, filters as rows",
      .of(MatrixProductFigure.self)
    ).ofSteps("im2col"),
    FigureKind(
      "geometry", "how padding, stride and dilation set the size of a map, side by side",
      .of(GeometryFigure.self)),
    FigureKind(
      "transposed-convolution",
      "stamps that add up, and zeros put between under the rotated filter: two ways, one result",
      .of(TransposedConvolutionFigure.self)),
    FigureKind(
      "residual", "ways that add, such as x + F(x), and gradients that add on the way back",
      .of(ResidualFigure.self)
    ),
    FigureKind(
      "batch-normalisation",
      "the values of a channel before, normalised, and scaled; forward and back",
      .of(BatchNormalisationFigure.self)
    ),
    FigureKind(
      "equivariance", "the input moved, and its feature map moved with it; pooling beside it",
      .of(EquivarianceFigure.self)
    ),
    FigureKind(
      "dropout", "a mask leaves values out, and the same ones of the gradient",
      .of(DropoutFigure.self)
    ),
    FigureKind(
      "channels",
      "how channels collapse: a product for each, added up in one neuron; 1 × 1 filters",
      .of(ChannelsFigure.self, from: ChannelsFigure.subject)),
    FigureKind(
      "depthwise", "depthwise and pointwise against a full convolution, every weight a square",
      .of(DepthwiseFigure.self)
    ).ofNoStep,
    FigureKind(
      "step", "one overlay position in full: underlay, products, dot product, neuron",
      .of(StepFigure.self), .of(PoolingFigure.self).ofOneStep, .of(FullyConnectedFigure.self),
      .of(TransposedConvolutionFigure.self).ofOneStep
    ).ofSteps("forward"),
    FigureKind(
      "filters", "a layer’s filters, each over its map; with --history before and after training",
      .of(FiltersFigure.self)
    ).ofNetworks,
    FigureKind(
      "training", "right answers and cost by epoch, and a filter as it grows",
      .of(TrainingFigure.self)
    ).ofNetworks,
    FigureKind(
      "receptive-field", "what one neuron sees of every layer before it, back to the input",
      .of(ReceptiveFieldFigure.self)
    ).ofNetworks,
    FigureKind(
      "projective-field", "what one pixel feeds: the neurons of every layer that see it",
      .of(ProjectiveFieldFigure.self)
    ).ofNetworks,
    FigureKind(
      "descent", "w − η ∂C/∂w = w′ for one filter over a batch, and the cost along the step",
      .of(DescentFigure.self)
    ).ofNetworks,
  ]

  /// The kind of figure with the given name, its own or another that it is known by.
  public static func figure(named name: String) -> FigureKind? {
    figures.first { $0.name == name || $0.otherNames.contains(name) }
  }

  /// All names that figures are known by.
  public static var names: [String] { figures.flatMap { [$0.name] + $0.otherNames } }
}
