extension Convolution {
  /// The gradients of a convolution's biases, weights and inputs, all at one forward pass.
  ///
  /// The components of ∂C/∂b are what everything else is made of: ∂C/∂z = σ′(z) · ∂C/∂a, one for
  /// each neuron. From them come
  ///
  /// - ∂C/∂b: ``biasGradient``, and the same by ``biasGradientCorrelation``;
  /// - ∂C/∂w: ``weightGradient``, and the same by ``weightGradientCorrelation``;
  /// - ∂C/∂aᴸ⁻¹: ``activationGradient``, and the same by ``activationGradientConvolution``.
  ///
  /// The first of each pair adds up one contribution a neuron, the second takes one dot product an
  /// element of the gradient. ``gradients()`` computes all three without steps.
  public struct BackwardPass: Sendable, Equatable {
    /// The forward pass that the gradients belong to.
    public let forward: ForwardPass
    /// ∂C/∂a, the gradient that comes from the next layer, [maps, rows, columns].
    public let upstreamGradient: Tensor
    /// The raw activations z of the forward pass, [maps, rows, columns].
    public let z: Tensor
    /// σ′(z), [maps, rows, columns].
    public let activationDerivatives: Tensor
    /// The components of ∂C/∂b, σ′(z) · ∂C/∂a, [maps, rows, columns].
    public let biasGradientComponents: Tensor

    fileprivate init(forward: ForwardPass, upstreamGradient: Tensor) {
      self.forward = forward
      self.upstreamGradient = upstreamGradient
      z = forward.featureMaps().z
      let derivatives = z.values.map { forward.layer.activation.derivative($0) }
      activationDerivatives = Tensor(uncheckedShape: forward.shape, values: derivatives)
      biasGradientComponents = Tensor(
        uncheckedShape: forward.shape,
        values: zip(derivatives, upstreamGradient.values).map { $0 * $1 })
    }

    /// The pass of a layer without an activation function, where what comes to it are the components
    /// themselves.
    init(forward: ForwardPass, components: Tensor, z: Tensor) {
      precondition(components.shape == forward.shape && z.shape == forward.shape)
      self.forward = forward
      upstreamGradient = components
      self.z = z
      activationDerivatives = Tensor(repeating: 1, shape: forward.shape)
      biasGradientComponents = components
    }

    /// The same pass over an input with its padding written out.
    init(_ backward: BackwardPass, over forward: ForwardPass) {
      self.forward = forward
      upstreamGradient = backward.upstreamGradient
      z = backward.z
      activationDerivatives = backward.activationDerivatives
      biasGradientComponents = backward.biasGradientComponents
    }

    /// Whether two passes have the same forward pass and upstream gradient.
    public static func == (left: Self, right: Self) -> Bool {
      left.forward == right.forward && left.upstreamGradient == right.upstreamGradient
    }
  }
}

extension Convolution.ForwardPass {
  /// The backward pass for a gradient ∂C/∂a that comes from the next layer.
  ///
  /// - Parameter upstreamGradient: ∂C/∂a, [maps, rows, columns] like the feature maps.
  /// - Throws: ``LayerError`` where the gradient has another shape.
  public func backward(
    upstreamGradient: Tensor
  ) throws(LayerError) -> Convolution.BackwardPass {
    guard upstreamGradient.shape == shape else {
      throw .shape(of: "upstream gradient", expected: shape, found: upstreamGradient.shape)
    }
    return Convolution.BackwardPass(forward: self, upstreamGradient: upstreamGradient)
  }
}

/// The gradients of one layer at one input.
public struct Gradients: Sendable, Equatable {
  /// ∂C/∂b, in the shape of the biases.
  public let biasGradient: Tensor
  /// ∂C/∂w, in the shape of the weights.
  public let weightGradient: Tensor
  /// ∂C/∂aᴸ⁻¹, in the shape of the input: the upstream gradient of the layer before.
  public let activationGradient: Tensor
}

extension Convolution {
  /// The layer after one step of gradient descent: b − η ∂C/∂b and w − η ∂C/∂w.
  ///
  /// - Throws: ``LayerError`` where the gradients have other shapes than the layer's parameters.
  public func updated(
    by gradients: Gradients, learningRate: Double
  ) throws(LayerError) -> Convolution {
    try Convolution(
      weights: outward(
        weights.stepped(along: gradients.weightGradient, by: learningRate, name: "weight")),
      bias: hasBias
        ? bias.stepped(along: gradients.biasGradient, by: learningRate, name: "bias") : nil,
      hasBias: hasBias, activation: activation, stride: geometry.stride, padding: geometry.padding,
      dilation: geometry.dilation, groups: groups, operation: operation, paddingMode: paddingMode,
      dimensions: dimensions)
  }
}

extension Tensor {
  /// The parameters θ − η ∂C/∂θ.
  func stepped(
    along gradient: Tensor, by learningRate: Double, name: String
  ) throws(LayerError) -> Tensor {
    guard gradient.shape == shape else {
      throw .shape(of: "\(name) gradient", expected: shape, found: gradient.shape)
    }
    return Tensor(
      uncheckedShape: shape,
      values: zip(values, gradient.values).map { $0 - learningRate * $1 })
  }
}
