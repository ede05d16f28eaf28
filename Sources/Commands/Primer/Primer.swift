import Studio

/// What the primer shows and says: the article's thirteen figures in its order, and some more.
enum Primer {
  static let title = "Convolutional neural networks, step by step"

  static let introduction = """
    The thirteen figures of the article Convolutional Neural Networks: An Intuitive Primer (Nested \
    Software, 2019), and some more, each drawn from the computation that it shows: every number in \
    them is read from a step of a forward or a backward pass.

    Colours mark what belongs together: an overlay position and the neuron that it feeds, or one \
    weight wherever it acts. Signed values are blue above zero and red below. Rows, columns and \
    maps are counted from 0.
    """

  /// Everything in order.
  static let entries = article + more + networks

  /// The article's figures.
  static let article: [PrimerEntry] = [
    PrimerEntry(
      "feature-map", "A feature map",
      caption: """
        A filter of 3 × 3 weights slides over a letter Z of 6 × 6 pixels, in which 0 is black. \
        Each of the 16 positions of this overlay feeds one neuron of the feature map; the first, \
        the second and the last are marked. The filter is a diagonal stroke, so the activation is \
        highest where the letter has one.
        """),
    PrimerEntry(
      "feature-neuron", "One feature neuron", labels: [.symbols, .numbers],
      caption: """
        The pixels under the overlay are taken row by row. Each is multiplied by its weight; the \
        products and the bias add up to the raw activation z, and the activation function gives \
        the neuron's activation a = σ(z).
        """),
    PrimerEntry(
      "feature-neurons", "Shared weights", labels: [.symbols, .numbers],
      caption: """
        A 2 × 2 overlay has four positions over a 3 × 3 input. At each of them the same four \
        weights, each in its own colour, meet other inputs and feed the next neuron.
        """),
    PrimerEntry(
      "translation-invariance", "The same feature at two places",
      caption: """
        A letter U has a vertical stroke on its left and one on its right. A filter for vertical \
        strokes fires two neurons with exactly the same activation: the feature map tells that the \
        feature is there, and where.
        """),
    PrimerEntry(
      "bias-gradient-rule", "The bias gradient: the rule", labels: [.symbols, .numbers],
      caption: """
        How the cost changes with the bias of one neuron: by how much the cost changes with its \
        activation, times the slope of the activation function at its raw activation.
        """),
    PrimerEntry(
      "bias-gradient", "The bias gradient of a feature map", labels: [.symbols, .numbers],
      caption: """
        All neurons of a feature map share one bias, so that its gradient is the sum of a \
        component from each neuron. The same sum is the valid cross-correlation of σ′(z) with \
        ∂C/∂a.
        """),
    PrimerEntry(
      "weight-gradient-rule", "The weight gradient: the rule", labels: [.symbols, .numbers],
      caption: """
        How the cost changes with one weight of one neuron: the activation that the weight \
        multiplies, times the neuron's component of the bias gradient.
        """),
    PrimerEntry(
      "weight-gradient", "The weight gradient of a filter", labels: [.symbols, .numbers],
      caption: """
        Each neuron contributes the activations under its overlay, times its component of the bias \
        gradient. The sum of these components is the gradient of the shared weights, and equal to \
        the cross-correlation of the input with the components of the bias gradient.
        """),
    PrimerEntry(
      "activation-gradient-rule", "The activation gradient: the rule",
      labels: [.symbols, .numbers],
      caption: """
        How the cost changes with one activation of the layer before: the weight that multiplies \
        it, times the component of the bias gradient of the neuron that it feeds.
        """),
    PrimerEntry(
      "activation-gradient", "The activation gradient of an input", labels: [.symbols, .numbers],
      caption: """
        Each neuron contributes its weights, times its component of the bias gradient, where its \
        overlay lay, and zeros elsewhere. The sum is the gradient that goes back to the layer \
        before.
        """),
    PrimerEntry(
      "full-convolution", "The activation gradient as a full convolution",
      labels: [.symbols, .numbers],
      caption: """
        The components of the bias gradient, rotated by 180°, slide over the filter, beginning \
        with one corner over the first weight. What falls outside of the filter counts as zero. \
        Nine positions give the nine values of the sum above.
        """),
    PrimerEntry(
      "chaining", "From three feature maps to two",
      caption: """
        The first layer finds vertical edges, horizontal edges and both in a handwritten 2. Each \
        map of the second layer has a filter for every map of the first. The results are added, a \
        shared bias is added, and the activation function gives the map.
        """),
    PrimerEntry(
      "max-pooling", "Max pooling, forward and backward",
      caption: """
        Each neuron takes the largest activation under its window. On the way back, the gradient \
        of each neuron goes to the cell that won; the windows slide by 1, so that one cell wins \
        two of them and adds both gradients up.
        """),
  ]

  /// What goes beyond the article's figures.
  static let more: [PrimerEntry] = [
    PrimerEntry(
      "step", "One step in full", labels: [.symbols, .numbers],
      caption: """
        One overlay position: the values under the overlay, their products with the weights, the \
        sum of these, and the neuron that it fills.
        """),
    // The overlay lies on the right edge of the stroke, where the filter answers strongly.
    PrimerEntry(
      "step", "The same over a handwritten digit", file: "lens-over-digit-2",
      example: { Example(try .digit2, step: 16) },
      caption: """
        A handwritten 2 of 8 × 8 pixels under a filter for vertical edges, with the overlay on the \
        right edge of the stroke.
        """),
    PrimerEntry(
      "average-pooling", "Average pooling, forward and backward",
      caption: """
        Each neuron takes the mean of its window, and its gradient goes back to all cells of the \
        window in equal shares.
        """),
    PrimerEntry(
      "fully-connected", "A fully connected layer", labels: [.symbols, .numbers],
      caption: """
        Each neuron has a weight of its own for every input, so that nothing is shared.
        """),
    PrimerEntry(
      "fully-connected-as-convolution", "A fully connected layer is a convolution",
      labels: [.symbols, .numbers],
      caption: """
        A filter as large as the input has one position only. A fully connected layer is the \
        convolution whose feature maps are 1 × 1.
        """),
    PrimerEntry(
      "parameters", "How many parameters sharing saves",
      caption: """
        Ten thousand neurons over an image of 28 × 28 pixels: fully connected they have 7,850,000 \
        weights and biases, looking at 4 × 4 pixels each 170,000, as sixteen feature maps of shared \
        weights 272.
        """),
    PrimerEntry(
      "stack", "Several channels",
      caption: """
        A filter with a kernel for each of two input maps: the two correlations, added, are the \
        one correlation in three dimensions.
        """),
    PrimerEntry(
      "modes", "Valid, same and full, correlation and convolution",
      caption: """
        The six ways in which a 2 × 2 filter goes over a 3 × 3 input. A convolution is the \
        cross-correlation with the filter rotated by 180°.
        """),
  ]
}
