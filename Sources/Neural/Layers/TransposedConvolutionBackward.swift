extension TransposedConvolution.ForwardPass {
  /// The gradients for a gradient ∂C/∂a [maps, rows, columns] that comes from the next layer.
  ///
  /// - Throws: ``LayerError`` where the gradient has another shape than the result.
  public func backward(
    upstreamGradient: Tensor
  ) throws(LayerError) -> TransposedConvolution.BackwardPass {
    guard upstreamGradient.shape == shape else {
      throw .shape(of: "upstream gradient", expected: shape, found: upstreamGradient.shape)
    }
    return TransposedConvolution.BackwardPass(forward: self, upstreamGradient: upstreamGradient)
  }
}

extension TransposedConvolution {
  /// The gradients of a transposed convolution's biases, weights and inputs.
  ///
  /// ∂C/∂z = σ′(z) · ∂C/∂a, one for each neuron, are the components of ∂C/∂b. The convolution that
  /// goes the other way, over these components, gives the rest: ∂C/∂a[c, m, n] = Σ_o Σ_uv ∂C/∂z[o, i,
  /// j] · w[c, o, u, v], its feature maps, and ∂C/∂w[c, o, u, v] = Σ_mn ∂C/∂z[o, i, j] · a[c, m, n],
  /// its weight gradient where the input is the gradient that comes to it.
  public struct BackwardPass: Sendable {
    /// The forward pass that the gradients belong to.
    public let forward: ForwardPass
    /// ∂C/∂a, the gradient that comes from the next layer, [maps, rows, columns].
    public let upstreamGradient: Tensor
    /// σ′(z), [maps, rows, columns].
    public let activationDerivatives: Tensor
    /// The convolution that goes the other way, over the components of ∂C/∂b: its feature maps are
    /// this layer's activation gradient, its weight gradient is this layer's.
    public let convolution: Convolution.BackwardPass

    fileprivate init(forward: ForwardPass, upstreamGradient: Tensor) {
      self.forward = forward
      self.upstreamGradient = upstreamGradient
      let layer = forward.layer
      let derivatives = forward.featureMaps().z.values.map { layer.activation.derivative($0) }
      activationDerivatives = Tensor(uncheckedShape: forward.shape, values: derivatives)
      let components = Tensor(
        uncheckedShape: forward.shape,
        values: zip(derivatives, upstreamGradient.values).map { $0 * $1 })
      let pass = Convolution.ForwardPass(
        layer: layer.convolution, input: components, sweep: forward.sweep)
      convolution = Convolution.BackwardPass(
        forward: pass, components: forward.input, z: pass.featureMaps().z)
    }

    /// The components of ∂C/∂b, σ′(z) · ∂C/∂a, [maps, rows, columns].
    public var biasGradientComponents: Tensor { convolution.forward.input }

    /// The gradients: ∂C/∂b [maps], ∂C/∂w and ∂C/∂aᴸ⁻¹ in the shapes of weights and input.
    public func gradients() -> Gradients {
      let components = biasGradientComponents
      return Gradients(
        biasGradient: Tensor(
          uncheckedShape: forward.layer.bias.shape,
          values: (0..<forward.layer.maps).map { components[slice: $0].values.reduce(0, +) }),
        weightGradient: convolution.gradients().weightGradient,
        activationGradient: convolution.z)
    }
  }
}

extension TransposedConvolution.BackwardPass: Equatable {
  /// Whether two passes have the same forward pass and upstream gradient.
  public static func == (left: Self, right: Self) -> Bool {
    left.forward == right.forward && left.upstreamGradient == right.upstreamGradient
  }
}
