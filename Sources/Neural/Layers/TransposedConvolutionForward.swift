extension TransposedConvolution {
  /// A transposed convolution over one input: a dot-product step for each neuron of each map.
  public struct ForwardPass: Pass, Equatable {
    /// The layer.
    public let layer: TransposedConvolution
    /// The input aᴸ⁻¹, [channels, rows, columns].
    public let input: Tensor
    /// Where each cell of the input lays its filter onto the output: the positions of the
    /// convolution that goes the other way, whose underlay is the output.
    public let sweep: Sweep
    let operands: Correlation

    init(layer: TransposedConvolution, input: Tensor, sweep: Sweep) {
      (self.layer, self.input, self.sweep) = (layer, input, sweep)
      let geometry = layer.convolution.geometry
      operands = Correlation(
        underlay: input.values, extent: input.extent, spread: geometry.stride,
        underlayStride: input.extent.count, overlay: layer.weights.values,
        kernel: geometry.kernel, dilation: geometry.dilation, isRotated: true,
        overlayStride: layer.maps / layer.groups * geometry.kernel.count,
        depth: layer.channels / layer.groups)
    }

    /// Whether two passes have the same layer and input.
    public static func == (left: Self, right: Self) -> Bool {
      left.layer == right.layer && left.input == right.input
    }

    /// The shape of the result, [maps, rows, columns].
    public var shape: [Int] { [layer.maps, sweep.underlay.rows, sweep.underlay.columns] }

    /// The dot products: map by map, each in row order.
    ///
    /// The input, with stride − 1 zeros between its cells, is the underlay, and the filter, rotated
    /// by 180°, the overlay. In a term, `cell` is that of the underlay, counted with the zeros in
    /// between, which are marked as padding; `weightCell` is that of the filter.
    public var steps: Steps { Steps(pass: self) }

    /// The feature maps: the z and a of every step.
    public var result: Convolution.FeatureMaps {
      let steps = steps
      return Convolution.FeatureMaps(
        z: Tensor(uncheckedShape: shape, values: steps.map(\.z)),
        a: Tensor(uncheckedShape: shape, values: steps.map(\.a)))
    }

    /// The backward pass of the convolution that goes the other way, with the input as the gradient
    /// that comes to it: its activation gradient is the output without bias, as contributions or as
    /// dot products.
    public var transposed: Convolution.BackwardPass {
      Convolution.BackwardPass(
        forward: Convolution.ForwardPass(
          layer: layer.convolution, input: Tensor(shape: shape), sweep: sweep),
        components: input, z: Tensor(shape: input.shape))
    }

    /// Σ a · w of each neuron, computed without steps, cell by cell of the input.
    ///
    /// Each neuron's products are added up in the order of its terms, so that the numbers are the
    /// same to the last bit.
    public var dotProducts: Tensor { transposed.gradients().activationGradient }

    /// The result computed without steps; the way for big inputs and for training.
    public func featureMaps() -> Convolution.FeatureMaps {
      let products = dotProducts.values
      let area = sweep.underlay.count
      let z = products.indices.map { products[$0] + layer.bias.values[$0 / area] }
      let a = layer.activation == .identity ? z : z.map { layer.activation($0) }
      return Convolution.FeatureMaps(
        z: Tensor(uncheckedShape: shape, values: z), a: Tensor(uncheckedShape: shape, values: a))
    }
  }
}

extension TransposedConvolution.ForwardPass {
  /// The dot products of a forward pass, computed from their index.
  public struct Steps: RandomAccessCollection, Sendable {
    private let operands: Correlation
    private let layer: TransposedConvolution
    private let output: Extent
    /// The overlay's top left corner for the output's neuron (0, 0).
    private let firstOrigin: Cell

    fileprivate init(pass: TransposedConvolution.ForwardPass) {
      operands = pass.operands
      layer = pass.layer
      output = pass.sweep.underlay
      let span = pass.layer.convolution.geometry.span
      firstOrigin = Cell(
        pass.sweep.padding.top - span.rows + 1, pass.sweep.padding.left - span.columns + 1)
    }

    /// The index of the first step.
    public var startIndex: Int { 0 }
    /// The number of steps, that of the output's neurons.
    public var endIndex: Int { layer.maps * output.count }

    /// The step with the given number.
    public subscript(index: Int) -> DotProduct {
      precondition(index >= 0 && index < endIndex, "step \(index) of \(endIndex)")
      let (map, inMap) = index.quotientAndRemainder(dividingBy: output.count)
      let (row, column) = inMap.quotientAndRemainder(dividingBy: output.columns)
      let (group, inGroup) = map.quotientAndRemainder(dividingBy: layer.maps / layer.groups)
      let firstChannel = group * operands.depth
      let placement = Correlation.Placement(
        firstChannel: firstChannel, underlayStart: firstChannel * operands.underlayStride,
        overlayStart: firstChannel * operands.overlayStride + inGroup * operands.kernel.count,
        origin: Cell(firstOrigin.row + row, firstOrigin.column + column))
      let dotProduct = operands.sum(placement)
      let bias = layer.bias.values[map]
      let z = dotProduct + bias
      return DotProduct(
        index: index, map: map,
        position: OverlayPosition(
          index: inMap, neuron: Cell(row, column), origin: placement.origin),
        terms: DotProduct.Terms(operands: operands, placement: placement),
        dotProduct: dotProduct, bias: bias, z: z, a: layer.activation(z))
    }
  }
}
