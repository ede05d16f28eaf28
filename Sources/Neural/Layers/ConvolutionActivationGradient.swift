extension Convolution.BackwardPass {
  /// ∂C/∂aᴸ⁻¹ as one contribution for each feature neuron.
  public var activationGradient: Convolution.ActivationGradient {
    Convolution.ActivationGradient(backward: self)
  }

  /// ∂C/∂aᴸ⁻¹ as the full convolution of the filters with the components of ∂C/∂b.
  public var activationGradientConvolution: Convolution.ActivationGradientConvolution {
    Convolution.ActivationGradientConvolution(backward: self)
  }
}

extension Convolution {
  /// The gradient of the input as contributions: each neuron adds its weights, times its component
  /// of ∂C/∂b, where its overlay lay, and zeros elsewhere.
  ///
  /// ∂C/∂a[c, i, j] = Σ_omn ∂C/∂b[o, m, n] · w[o, c, u, v], over all maps that see the channel and
  /// all neurons with i = m·sᵣ + u·δᵣ − top and j = n·s꜀ + v·δ꜀ − left for some u and v.
  public struct ActivationGradient: Pass {
    /// The backward pass that this is a part of.
    public let backward: BackwardPass

    /// The contributions: map by map, each in row order.
    public var steps: Contributions {
      Contributions(
        overlaps: backward.forward.overlaps, factors: backward.biasGradientComponents.values,
        kind: .activations)
    }

    /// ∂C/∂aᴸ⁻¹, [channels, rows, columns].
    public var result: Tensor { total(ofFirst: steps.count) }

    /// What the first `count` steps add up to, in the shape of the result.
    public func total(ofFirst count: Int) -> Tensor {
      let input = backward.forward.input
      var total = [Double](repeating: 0, count: input.count)
      for step in steps.prefix(count) { step.add(to: &total) }
      return Tensor(uncheckedShape: input.shape, values: total)
    }
  }
}

extension Convolution {
  /// The gradient of the input as dot products: the components of ∂C/∂b, rotated by 180°, are the
  /// overlay; the filters, as they lay in the forward pass, are the underlay; and each position
  /// gives one cell of the input.
  ///
  /// Without stride, padding and dilation that is a full convolution: the components begin with
  /// their first over the filter's first weight and end with their last over its last. With a
  /// stride the components lie that far apart; with a dilation the weights do, with zeros between
  /// them; and positions that would fill the padding are left out. Where the padding repeats values
  /// of the input it is filled too, and what each of its places gets is added to the cell that it
  /// repeats.
  ///
  /// In a term, `channel` is the feature map, `cell` the filter's cell (counted with the zeros in
  /// between), `value` the weight, `weightCell` the neuron, and `weight` its component.
  public struct ActivationGradientConvolution: Pass {
    /// The backward pass that this is a part of.
    public let backward: BackwardPass

    /// The underlay: the weights as they lay over the input, rotated if the layer rotates them.
    public var filters: Tensor {
      let layer = backward.forward.layer
      return layer.operation == .convolution ? layer.weights.rotated180() : layer.weights
    }
    /// The distance between neighbouring cells of the overlay: the forward stride.
    public var dilation: Extent { backward.forward.layer.geometry.stride }
    /// The distance between neighbouring cells of the underlay: the forward dilation.
    public var spread: Extent { backward.forward.layer.geometry.dilation }

    /// The padding that is filled too: that which repeats values of the input.
    public var filledPadding: Padding {
      let forward = backward.forward
      return forward.layer.paddingMode == .zeros ? .none : forward.sweep.padding
    }

    /// Rows and columns of what the steps fill: the input's, and those of the padding that is filled
    /// too.
    public var filledExtent: Extent {
      let (extent, padding) = (backward.forward.input.extent, filledPadding)
      return Extent(
        rows: extent.rows + padding.top + padding.bottom,
        columns: extent.columns + padding.left + padding.right)
    }

    /// The dot products: channel by channel, each in row order.
    public var steps: Steps { Steps(pass: self) }

    /// ∂C/∂aᴸ⁻¹, [channels, rows, columns].
    public var result: Tensor {
      let (input, extent) = (backward.forward.input, filledExtent)
      return Tensor(
        uncheckedShape: [input.shape[0], extent.rows, extent.columns],
        values: steps.map(\.dotProduct)
      ).folded(to: input.extent, from: filledPadding, backward.forward.layer.paddingMode)
    }
  }
}

extension Convolution.ActivationGradientConvolution {
  /// The dot products, computed from their index.
  public struct Steps: RandomAccessCollection, Sendable {
    private let operands: Correlation
    private let filled: Extent
    private let channels: Int
    private let channelsInGroup: Int
    /// The first place that is filled: the input's cell (0, 0), or the corner of the padding.
    private let firstPlace: Cell
    /// The overlay's top left corner for that place.
    private let firstOrigin: Cell

    fileprivate init(pass: Convolution.ActivationGradientConvolution) {
      let forward = pass.backward.forward
      let (layer, sweep) = (forward.layer, forward.sweep)
      operands = Correlation(
        underlay: pass.filters.values, extent: layer.kernel, spread: pass.spread,
        underlayStride: layer.channelsInGroup * layer.kernel.count,
        overlay: pass.backward.biasGradientComponents.values, kernel: sweep.extent,
        dilation: pass.dilation, isRotated: true, overlayStride: sweep.count,
        depth: layer.maps / layer.groups)
      filled = pass.filledExtent
      firstPlace = Cell(-pass.filledPadding.top, -pass.filledPadding.left)
      channels = layer.channels
      channelsInGroup = layer.channelsInGroup
      firstOrigin = Cell(
        sweep.padding.top + firstPlace.row - (sweep.extent.rows - 1) * pass.dilation.rows,
        sweep.padding.left + firstPlace.column
          - (sweep.extent.columns - 1) * pass.dilation.columns)
    }

    /// The index of the first step.
    public var startIndex: Int { 0 }
    /// The number of steps, that of the places that are filled: the input's cells.
    public var endIndex: Int { channels * filled.count }

    /// The step with the given number.
    public subscript(index: Int) -> GradientDotProduct {
      precondition(index >= 0 && index < endIndex, "step \(index) of \(endIndex)")
      let (channel, inMatrix) = index.quotientAndRemainder(dividingBy: filled.count)
      let (row, column) = inMatrix.quotientAndRemainder(dividingBy: filled.columns)
      let (group, inGroup) = channel.quotientAndRemainder(dividingBy: channelsInGroup)
      let firstMap = group * operands.depth
      let origin = Cell(firstOrigin.row + row, firstOrigin.column + column)
      let terms = DotProduct.Terms(
        operands: operands,
        placement: Correlation.Placement(
          firstChannel: firstMap,
          underlayStart: firstMap * operands.underlayStride
            + inGroup * operands.underlayExtent.count,
          overlayStart: firstMap * operands.overlayStride, origin: origin))
      return GradientDotProduct(
        index: index, map: nil, channel: channel,
        cell: Cell(firstPlace.row + row, firstPlace.column + column),
        position: OverlayPosition(index: inMatrix, neuron: Cell(row, column), origin: origin),
        terms: terms, dotProduct: terms.sum)
    }
  }
}
