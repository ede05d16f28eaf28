extension Primer {
  /// What a network is and how it learns, after the article's single layers.
  static let networks: [PrimerEntry] = [
    PrimerEntry(
      "network", "One input through the whole network",
      caption: """
        A handwritten 3 through a trained network of 850 parameters. One neuron of the third layer is \
        followed back to the pixels that it sees, and on to the ten answers.
        """),
    PrimerEntry(
      "maps", "All feature maps of a digit",
      caption: """
        The maps of both convolutions, each beside the filter that made it, the most active first.
        """),
    PrimerEntry(
      "receptive-field", "What a neuron sees",
      caption: """
        Each layer widens the view: a neuron of the second convolution sees 6 × 6 pixels through \
        windows of 3 × 3 and 2 × 2.
        """),
    PrimerEntry(
      "projective-field", "What a pixel feeds",
      caption: """
        The same the other way round: the neurons of each layer that one pixel changes.
        """),
    PrimerEntry(
      "activation-functions", "Activation functions and their slopes",
      caption: """
        The functions over the raw activations of a layer. Where the slope is near 0, no gradient \
        goes back.
        """),
    PrimerEntry(
      "softmax-cross-entropy", "Softmax and cross-entropy",
      caption: """
        Logits become probabilities, the probability of the true class becomes a cost, and its \
        gradient is probability minus target.
        """),
    PrimerEntry(
      "network-backward", "The gradient on its way back",
      caption: """
        From the cost back to the pixels: what each layer hands to the one before, and where ReLU \
        lets nothing through.
        """),
    PrimerEntry(
      "gradient-flow", "How large the gradient is in every layer",
      caption: """
        The components of each layer’s bias gradient, and the mean of their size over many digits.
        """),
    PrimerEntry(
      "descent", "One step of gradient descent",
      caption: """
        Each weight moves against its slope, and the cost of the batch falls nearly as far as the \
        slope promised.
        """),
    PrimerEntry(
      "training", "Learning, epoch by epoch",
      caption: """
        Right answers and cost over 40 epochs, of what is learnt from and of what is held out, and \
        a filter as it grows.
        """),
    PrimerEntry(
      "predictions", "What the network says",
      caption: """
        Held-out digits with the probabilities of the ten classes, and the confusion matrix of all \
        of them.
        """),
    PrimerEntry(
      "filters", "Filters before and after training",
      caption: """
        Six random filters and what they have become, each over its feature map of the same digit.
        """),
    PrimerEntry(
      "costs-of-layers", "What each layer costs",
      caption: """
        Parameters, multiplications and memory, layer by layer.
        """),
    PrimerEntry(
      "saliency", "Which pixels move the score",
      caption: """
        The slope of the logit of 3 in every pixel, and what the logit does when one of them is raised.
        """),
    PrimerEntry(
      "occlusion", "What must not be covered",
      caption: """
        A grey patch slides over the digit; each cell says by how much the probability changes.
        """),
    PrimerEntry(
      "class-activation", "Where the network saw the digit",
      caption: """
        Maps weighted by their mean slope, added up and laid over the input.
        """),
    PrimerEntry(
      "adversarial", "Every pixel against the network",
      caption: """
        A step of every pixel along the sign of the cost’s slope, and the answer before and after.
        """),
    PrimerEntry(
      "geometry", "How padding, stride and dilation set the size",
      caption: """
        Six ways over the same input: a dot for each place of the overlay is a neuron of the map.
        """),
    PrimerEntry(
      "im2col", "A convolution as a matrix product",
      caption: """
        Underlays become columns and filters become rows; each result stands where they meet.
        """),
    PrimerEntry(
      "transposed-convolution", "Transposed convolution",
      caption: """
        Every cell of the input stamps the filter, and stamps add up where they meet: the same as a \
        rotated filter that slides over zeros put between the cells.
        """),
    PrimerEntry(
      "residual", "A residual block",
      caption: """
        What comes in goes past a block unchanged and is added to what the block computes; on the way \
        back the gradient takes both ways, and two gradients add.
        """),
    PrimerEntry(
      "batch-normalisation", "Batch normalisation",
      caption: """
        Sixteen values of one channel get mean 0 and variance 1, then the spread γ and the mean β, \
        which are learnt.
        """),
    PrimerEntry(
      "equivariance", "Where the input moves, its map moves with it",
      caption: """
        The same digit moved: every neuron that both maps have is the same, further along; behind \
        pooling some values stay in their place.
        """),
    PrimerEntry(
      "dropout", "Dropout",
      caption: """
        In training a mask leaves some values out and makes the others larger; the gradient meets the \
        same mask.
        """),
    PrimerEntry(
      "channels", "A 1 × 1 convolution",
      caption: """
        One pixel of five channels times one weight each, added up in one neuron: such a filter mixes \
        channels and never pixels.
        """),
    PrimerEntry(
      "depthwise", "Depthwise and pointwise convolutions",
      caption: """
        One filter for each channel, then one weight for each pair of a channel and a map: far fewer \
        weights than those of a full convolution.
        """),
  ]
}
