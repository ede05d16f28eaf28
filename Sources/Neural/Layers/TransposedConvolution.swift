/// A transposed convolution: each cell of the input lays its filter, times its activation, onto the
/// output, where overlapping filters add up.
///
/// z[o, i, j] = Σ_c Σ_mn a[c, m, n] · w[c, o, u, v] + b[o] over all cells with i = m·sᵣ + u·δᵣ − top
/// and j = n·s꜀ + v·δ꜀ − left, and a[o, i, j] = σ(z[o, i, j]). The output has
/// (M − 1)·sᵣ + δᵣ(I − 1) + 1 − top − bottom rows, and as many more as the output padding says.
///
/// That is what an ordinary convolution with the same weights does to the gradient that goes back
/// through it, and that convolution computes it: its maps are this layer's input.
/// Source: V. Dumoulin and F. Visin, *A guide to convolution arithmetic for deep learning* (2016).
public struct TransposedConvolution: Sendable, Equatable {
  /// The shared biases, one for each map of the output.
  public let bias: Tensor
  /// The activation function σ.
  public let activation: Activation
  /// Rows and columns added at the output's bottom and right, for the sizes that a stride rounds
  /// away.
  public let outputPadding: Extent
  /// The convolution that goes the other way.
  public let convolution: Convolution

  /// A layer with the given weights [channels, maps / groups, rows, columns].
  ///
  /// - Parameter padding: the rows and columns that the output is cropped by, on each side.
  /// - Throws: ``LayerError`` where ranks, the number of biases, the groups, or the lengths of the
  ///   geometry do not fit.
  public init(
    weights: Tensor, bias: Tensor? = nil, activation: Activation = .identity,
    stride: Extent = Extent(1), padding: Padding = .none,
    outputPadding: Extent = Extent(rows: 0, columns: 0), dilation: Extent = Extent(1),
    groups: Int = 1
  ) throws(LayerError) {
    convolution = try Convolution(
      weights: weights, stride: stride, padding: .explicit(padding), dilation: dilation,
      groups: groups)
    let maps = convolution.channels
    let bias = bias ?? Tensor(shape: [maps])
    guard bias.count == maps else { throw .biasCount(maps: maps, found: bias.count) }
    guard
      0..<max(stride.rows, dilation.rows) ~= outputPadding.rows,
      0..<max(stride.columns, dilation.columns) ~= outputPadding.columns
    else { throw .outputPadding(outputPadding, stride: stride, dilation: dilation) }
    self.bias = Tensor(uncheckedShape: [maps], values: bias.values)
    self.activation = activation
    self.outputPadding = outputPadding
  }

  /// The shared weights, [channels, maps / groups, rows, columns].
  public var weights: Tensor { convolution.weights }
  /// The number of channels that the layer takes.
  public var channels: Int { convolution.maps }
  /// The number of feature maps that it gives.
  public var maps: Int { convolution.channels }

  /// The forward pass over an input [channels, rows, columns].
  ///
  /// - Throws: ``LayerError`` where the input's rank or channels do not fit, or the padding leaves
  ///   nothing of the output, or the output would have more than 2²⁷ neurons.
  public func forward(_ input: Tensor) throws(LayerError) -> ForwardPass {
    guard input.rank == 3 else { throw .inputRank(input.shape) }
    guard input.shape[0] == channels else {
      throw .channels(expected: channels, found: input.shape[0])
    }
    let output = Tensor(shape: [maps] + (try outputShape(of: input.extent)))
    // Output padding can make room for positions that the input has no cell for.
    let other = try convolution.forward(output).limited(to: input.extent)
    return ForwardPass(
      layer: self, input: input, transposed: try other.backward(upstreamGradient: input))
  }

  private func outputShape(of input: Extent) throws(LayerError) -> [Int] {
    let geometry = convolution.geometry
    let padding = geometry.padding(over: input)
    do throws(GeometryError) {
      try Geometry.check(input, name: "input")
      let output = Extent(
        rows: (input.rows - 1) * geometry.stride.rows + geometry.span.rows + outputPadding.rows
          - padding.top - padding.bottom,
        columns: (input.columns - 1) * geometry.stride.columns + geometry.span.columns
          + outputPadding.columns - padding.left - padding.right)
      try Geometry.check(output, name: "output")
      guard output.count <= Sweep.limit / maps else {
        throw .tooLarge(name: "stack of feature maps")
      }
      return [output.rows, output.columns]
    } catch { throw .geometry(error) }
  }

  /// The layer after one step of gradient descent: b − η ∂C/∂b and w − η ∂C/∂w.
  ///
  /// - Throws: ``LayerError`` where the gradients have other shapes than the layer's parameters.
  public func updated(
    by gradients: Gradients, learningRate: Double
  ) throws(LayerError) -> TransposedConvolution {
    let geometry = convolution.geometry
    return try TransposedConvolution(
      weights: weights.stepped(along: gradients.weightGradient, by: learningRate, name: "weight"),
      bias: bias.stepped(along: gradients.biasGradient, by: learningRate, name: "bias"),
      activation: activation, stride: geometry.stride,
      padding: geometry.padding(over: geometry.kernel), outputPadding: outputPadding,
      dilation: geometry.dilation, groups: convolution.groups)
  }
}

extension TransposedConvolution {
  /// A transposed convolution over one input: a dot-product step for each neuron of each map.
  public struct ForwardPass: Pass, Equatable {
    /// The layer.
    public let layer: TransposedConvolution
    /// The input aᴸ⁻¹, [channels, rows, columns].
    public let input: Tensor
    /// The backward pass of the convolution that goes the other way, with the input as its
    /// upstream gradient: its activation gradient, as contributions or as a full convolution, is
    /// the output without bias.
    public let transposed: Convolution.BackwardPass

    /// The shape of the result, [maps, rows, columns].
    public var shape: [Int] { transposed.forward.input.shape }

    /// The dot products: map by map, each in row order. The filters are the underlay and the input
    /// the overlay, as in ``Convolution/ActivationGradientConvolution``.
    public var steps: Steps {
      Steps(
        sums: transposed.activationGradientConvolution.steps, bias: layer.bias.values,
        activation: layer.activation)
    }

    /// The feature maps: the z and a of every step.
    public var result: Convolution.FeatureMaps {
      let steps = steps
      return Convolution.FeatureMaps(
        z: Tensor(uncheckedShape: shape, values: steps.map(\.z)),
        a: Tensor(uncheckedShape: shape, values: steps.map(\.a)))
    }

    /// The gradients for a gradient ∂C/∂a [maps, rows, columns] that comes from the next layer.
    ///
    /// - Throws: ``LayerError`` where the gradient has another shape than the result.
    public func backward(upstreamGradient: Tensor) throws(LayerError) -> BackwardPass {
      guard upstreamGradient.shape == shape else {
        throw .shape(of: "upstream gradient", expected: shape, found: upstreamGradient.shape)
      }
      let components = Tensor(
        uncheckedShape: shape,
        values: zip(result.z.values, upstreamGradient.values).map {
          layer.activation.derivative($0) * $1
        })
      let convolution = try layer.convolution.forward(components).limited(to: input.extent)
        .backward(upstreamGradient: input)
      return BackwardPass(
        forward: self, upstreamGradient: upstreamGradient, convolution: convolution)
    }
  }

  /// The gradients of a transposed convolution's biases, weights and inputs.
  public struct BackwardPass: Sendable, Equatable {
    /// The forward pass that the gradients belong to.
    public let forward: ForwardPass
    /// ∂C/∂a, the gradient that comes from the next layer, [maps, rows, columns].
    public let upstreamGradient: Tensor
    /// The convolution that goes the other way, over the components of ∂C/∂b: its feature maps are
    /// this layer's activation gradient, its weight gradient is this layer's.
    public let convolution: Convolution.BackwardPass

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

extension Convolution.ForwardPass {
  /// The pass without the last rows and columns of its feature maps, down to an extent.
  fileprivate func limited(to extent: Extent) -> Convolution.ForwardPass {
    Convolution.ForwardPass(layer: layer, input: input, sweep: sweep.limited(to: extent))
  }
}

extension TransposedConvolution.ForwardPass {
  /// The dot products of a forward pass, computed from their index.
  public struct Steps: RandomAccessCollection, Sendable {
    let sums: Convolution.ActivationGradientConvolution.Steps
    let bias: [Double]
    let activation: Activation

    /// The index of the first step.
    public var startIndex: Int { 0 }
    /// The number of steps, that of the output's neurons.
    public var endIndex: Int { sums.endIndex }

    /// The step with the given number.
    public subscript(index: Int) -> DotProduct {
      let sum = sums[index]
      let map = index / (sums.count / bias.count)
      let z = sum.dotProduct + bias[map]
      return DotProduct(
        index: index, map: map, position: sum.position, terms: sum.terms,
        dotProduct: sum.dotProduct, bias: bias[map], z: z, a: activation(z))
    }
  }
}
