extension Convolution {
  /// What a convolution gives: raw activations and activations, both [maps, rows, columns].
  public struct FeatureMaps: Sendable, Equatable {
    /// The raw activations z.
    public let z: Tensor
    /// The activations a = σ(z).
    public let a: Tensor
  }

  /// A convolution over one input: a dot-product step for each neuron of each feature map.
  public struct ForwardPass: Pass, Equatable {
    /// The layer.
    public let layer: Convolution
    /// The input aᴸ⁻¹, [channels, rows, columns].
    public let input: Tensor
    /// The overlay positions, the same for every map.
    public let sweep: Sweep

    /// The shape of the result, [maps, rows, columns].
    public var shape: [Int] { [layer.maps, sweep.extent.rows, sweep.extent.columns] }

    /// The steps: map by map, each in row order.
    public var steps: Steps { Steps(pass: self) }

    /// The feature maps: the z and a of every step.
    public var result: FeatureMaps {
      var z: [Double] = []
      var a: [Double] = []
      z.reserveCapacity(steps.count)
      a.reserveCapacity(steps.count)
      for step in steps {
        z.append(step.z)
        a.append(step.a)
      }
      return FeatureMaps(
        z: Tensor(uncheckedShape: shape, values: z), a: Tensor(uncheckedShape: shape, values: a))
    }
  }
}

extension Convolution.ForwardPass {
  /// The dot-product steps of a forward pass, computed from their index.
  public struct Steps: RandomAccessCollection, Sendable {
    let pass: Convolution.ForwardPass

    /// The index of the first step.
    public var startIndex: Int { 0 }
    /// The number of steps: maps × positions.
    public var endIndex: Int { pass.layer.maps * pass.sweep.count }

    /// The step with the given number.
    public subscript(index: Int) -> DotProduct {
      precondition(index >= 0 && index < endIndex, "step \(index) of \(endIndex)")
      let (map, inMap) = index.quotientAndRemainder(dividingBy: pass.sweep.count)
      let position = pass.sweep[inMap]
      let terms = DotProduct.Terms(pass: pass, map: map, position: position)
      var dotProduct = 0.0
      for term in terms { dotProduct += term.product }
      let bias = pass.layer.bias.values[map]
      let z = dotProduct + bias
      return DotProduct(
        index: index, map: map, position: position, terms: terms, dotProduct: dotProduct,
        bias: bias, z: z, a: pass.layer.activation(z))
    }
  }
}
