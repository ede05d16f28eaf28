/// A fully connected layer: each neuron has a weight for every input, z = w · a + b and a = σ(z).
///
/// It is the convolution whose filters are as large as the input, so that each has one position and
/// each feature map is 1 × 1; that convolution computes it, and its steps are the layer's.
public struct FullyConnected: Sendable, Equatable {
  /// The weights, [neurons, inputs].
  public let weights: Tensor
  /// The biases, [neurons]; zeros in a layer without biases.
  public let bias: Tensor
  /// Whether the layer has biases to learn.
  public let hasBias: Bool
  /// The activation function σ.
  public let activation: Activation

  /// A layer with the given weights [neurons, inputs].
  ///
  /// - Parameters:
  ///   - bias: The biases, which begin as zeros where none are given.
  ///   - hasBias: Whether there are biases at all.
  /// - Throws: ``LayerError`` where the weights are not a matrix or there is not one bias for each
  ///   neuron.
  public init(
    weights: Tensor, bias: Tensor? = nil, hasBias: Bool = true, activation: Activation = .identity
  ) throws(LayerError) {
    guard weights.rank == 2 else { throw .matrixRank(weights.shape) }
    guard hasBias || bias == nil else { throw .unwantedBias }
    let neurons = weights.shape[0]
    let bias = bias ?? Tensor(shape: [neurons])
    guard bias.count == neurons else {
      throw .shape(of: "bias", expected: [neurons], found: bias.shape)
    }
    self.weights = weights
    self.bias = Tensor(uncheckedShape: [neurons], values: bias.values)
    self.hasBias = hasBias
    self.activation = activation
  }

  /// The number of neurons.
  public var neurons: Int { weights.shape[0] }
  /// The number of inputs that each neuron takes.
  public var inputs: Int { weights.shape[1] }
  /// The number of weights and, where there are any, biases.
  public var parameterCount: Int { weights.count + (hasBias ? bias.count : 0) }

  /// The forward pass over an input of rank 1 to 3 with as many elements as the layer has inputs,
  /// taken row by row.
  ///
  /// - Throws: ``LayerError`` where the input's rank or the number of its elements do not fit.
  public func forward(_ input: Tensor) throws(LayerError) -> ForwardPass {
    guard (1...3).contains(input.rank) else { throw .inputRank(input.shape) }
    guard input.count == inputs else { throw .inputCount(expected: inputs, found: input.count) }
    let underlay = Array(repeating: 1, count: 3 - input.rank) + input.shape
    let layer = try Convolution(
      weights: Tensor(uncheckedShape: [neurons] + underlay, values: weights.values),
      bias: hasBias ? bias : nil, hasBias: hasBias, activation: activation)
    return ForwardPass(
      layer: self, input: input,
      convolution: try layer.forward(Tensor(uncheckedShape: underlay, values: input.values)))
  }

  /// The layer after one step of gradient descent: b − η ∂C/∂b and w − η ∂C/∂w.
  ///
  /// - Throws: ``LayerError`` where the gradients have other shapes than the layer's parameters.
  public func updated(
    by gradients: Gradients, learningRate: Double
  ) throws(LayerError) -> FullyConnected {
    try FullyConnected(
      weights: weights.stepped(along: gradients.weightGradient, by: learningRate, name: "weight"),
      bias: hasBias
        ? bias.stepped(along: gradients.biasGradient, by: learningRate, name: "bias") : nil,
      hasBias: hasBias, activation: activation)
  }
}

extension FullyConnected {
  /// A fully connected layer over one input: a dot-product step for each neuron.
  public struct ForwardPass: Pass, Equatable {
    /// The layer.
    public let layer: FullyConnected
    /// The input aᴸ⁻¹, as it was given.
    public let input: Tensor
    /// The same pass as a convolution with 1 × 1 feature maps.
    public let convolution: Convolution.ForwardPass

    /// Raw activations and activations, both [neurons].
    public struct Result: Sendable, Equatable {
      /// The raw activations z.
      public let z: Tensor
      /// The activations a = σ(z).
      public let a: Tensor
    }

    /// The steps, one for each neuron; its number is the step's `map`.
    public var steps: Convolution.ForwardPass.Steps { convolution.steps }

    /// The z and a of every step.
    public var result: Result {
      let maps = convolution.result
      return Result(
        z: Tensor(uncheckedShape: [layer.neurons], values: maps.z.values),
        a: Tensor(uncheckedShape: [layer.neurons], values: maps.a.values))
    }

    /// The backward pass for a gradient ∂C/∂a [neurons] that comes from the next layer.
    ///
    /// - Throws: ``LayerError`` where the gradient has another shape.
    public func backward(upstreamGradient: Tensor) throws(LayerError) -> BackwardPass {
      guard upstreamGradient.shape == [layer.neurons] else {
        throw .shape(
          of: "upstream gradient", expected: [layer.neurons], found: upstreamGradient.shape)
      }
      let upstream = Tensor(uncheckedShape: convolution.shape, values: upstreamGradient.values)
      return BackwardPass(
        forward: self, upstreamGradient: upstreamGradient,
        convolution: try convolution.backward(upstreamGradient: upstream))
    }
  }

  /// The gradients of a fully connected layer's biases, weights and inputs.
  public struct BackwardPass: Sendable, Equatable {
    /// The forward pass that the gradients belong to.
    public let forward: ForwardPass
    /// ∂C/∂a, the gradient that comes from the next layer, [neurons].
    public let upstreamGradient: Tensor
    /// The same pass as a convolution with 1 × 1 feature maps, with the steps of each gradient.
    public let convolution: Convolution.BackwardPass

    /// The gradients: ∂C/∂b [neurons], ∂C/∂w [neurons, inputs], and ∂C/∂aᴸ⁻¹ in the shape of the
    /// input.
    public func gradients() -> Gradients {
      let gradients = convolution.gradients()
      return Gradients(
        biasGradient: gradients.biasGradient,
        weightGradient: Tensor(
          uncheckedShape: forward.layer.weights.shape, values: gradients.weightGradient.values),
        activationGradient: Tensor(
          uncheckedShape: forward.input.shape, values: gradients.activationGradient.values))
    }
  }
}
