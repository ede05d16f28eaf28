extension MaxPooling {
  /// The gradient of a max pooling layer's input: each neuron's ∂C/∂a goes to the cell that won its
  /// window, and where windows overlap a cell adds up what it gets.
  ///
  /// Like the gradients of a convolution it can be had in two ways: ``activationGradient`` has one
  /// contribution a neuron, ``activationGradientAccumulation`` one sum a cell of the input.
  public struct BackwardPass: Sendable, Equatable {
    /// The forward pass that the gradient belongs to.
    public let forward: ForwardPass
    /// ∂C/∂a, the gradient that comes from the next layer, [channels, rows, columns].
    public let upstreamGradient: Tensor
    /// The winners' cells, one for each neuron, map by map.
    public let winners: [Cell]

    /// ∂C/∂aᴸ⁻¹ as one contribution for each neuron.
    public var activationGradient: PoolingGradient {
      PoolingGradient(
        overlaps: forward.overlaps, shape: forward.input.shape, factors: upstreamGradient.values,
        winners: winners)
    }

    /// ∂C/∂aᴸ⁻¹ as one sum for each cell of the input.
    public var activationGradientAccumulation: PoolingAccumulation {
      PoolingAccumulation(gradient: activationGradient)
    }
  }
}

extension MaxPooling.ForwardPass {
  /// The backward pass for a gradient ∂C/∂a that comes from the next layer.
  ///
  /// - Throws: ``LayerError`` where the gradient has another shape than the result.
  public func backward(
    upstreamGradient: Tensor
  ) throws(LayerError) -> MaxPooling.BackwardPass {
    guard upstreamGradient.shape == shape else {
      throw .shape(of: "upstream gradient", expected: shape, found: upstreamGradient.shape)
    }
    return MaxPooling.BackwardPass(
      forward: self, upstreamGradient: upstreamGradient, winners: winners())
  }
}
