extension Convolution.BackwardPass {
  /// ∂C/∂w as one contribution for each feature neuron.
  public var weightGradient: Convolution.WeightGradient {
    Convolution.WeightGradient(backward: self)
  }

  /// ∂C/∂w as the cross-correlation of the input with the components of ∂C/∂b.
  public var weightGradientCorrelation: Convolution.WeightGradientCorrelation {
    Convolution.WeightGradientCorrelation(backward: self)
  }
}

extension Convolution {
  /// The gradient of the weights as contributions: each neuron adds the underlay that it saw, times
  /// its component of ∂C/∂b.
  ///
  /// ∂C/∂w[o, c, u, v] = Σ_mn ∂C/∂b[o, m, n] · a[c, m·sᵣ + u·δᵣ − top, n·s꜀ + v·δ꜀ − left].
  public struct WeightGradient: Pass {
    /// The backward pass that this is a part of.
    public let backward: BackwardPass

    /// The contributions: map by map, each in row order.
    public var steps: Contributions {
      Contributions(
        overlaps: backward.forward.overlaps, factors: backward.biasGradientComponents.values,
        kind: .weights)
    }

    /// ∂C/∂w, [maps, channels / groups, rows, columns].
    public var result: Tensor { total(ofFirst: steps.count) }

    /// What the first `count` steps add up to, in the shape of the result.
    public func total(ofFirst count: Int) -> Tensor {
      let weights = backward.forward.layer.weights
      var total = [Double](repeating: 0, count: weights.count)
      for step in steps.prefix(count) { step.add(to: &total) }
      return Tensor(uncheckedShape: weights.shape, values: total)
    }
  }

  /// The contributions of a backward pass, one for each feature neuron, computed from their index.
  public struct Contributions: RandomAccessCollection, Sendable {
    let overlaps: Overlaps
    let factors: [Double]
    let kind: Contribution.Kind

    /// The index of the first step.
    public var startIndex: Int { 0 }
    /// The number of steps: maps × positions.
    public var endIndex: Int { factors.count }

    /// The step with the given number.
    public subscript(index: Int) -> Contribution {
      let factor = factors[index]
      let (map, position) = overlaps.neuron(index)
      return Contribution(
        index: index, map: map, position: position, factor: factor,
        terms: Contribution.Terms(
          overlap: overlaps.terms(map: map, position: position), factor: factor, kind: kind))
    }
  }
}

extension Convolution {
  /// The gradient of the weights as dot products: the components of ∂C/∂b are the overlay, the input
  /// is the underlay, and each position of the kernel gives one weight.
  ///
  /// Stride and dilation change places: the components lie as far apart as the forward stride, and
  /// move on by the forward dilation. The padding stays. Positions beyond the kernel, which there
  /// are where the stride does not divide the way evenly, belong to no weight and are left out.
  ///
  /// In a term, `value` is the activation and `weight` the component; in a step, `position.neuron`
  /// is the kernel cell, and `cell` the weight that lies there in the forward pass, which for a
  /// convolution is the opposite one.
  public struct WeightGradientCorrelation: Pass {
    /// The backward pass that this is a part of.
    public let backward: BackwardPass

    /// The distance between neighbouring cells of the overlay: the forward stride.
    public var dilation: Extent { backward.forward.layer.geometry.stride }
    /// The distance between neighbouring positions: the forward dilation.
    public var stride: Extent { backward.forward.layer.geometry.dilation }

    /// The dot products: map by map, channel by channel, each in row order of the kernel.
    public var steps: Steps { Steps(backward: backward) }

    /// ∂C/∂w, [maps, channels / groups, rows, columns].
    public var result: Tensor {
      let layer = backward.forward.layer
      var total = [Double](repeating: 0, count: layer.weights.count)
      for step in steps {
        let filter = step.index / layer.kernel.count * layer.kernel.count
        total[filter + step.cell.row * layer.kernel.columns + step.cell.column] = step.dotProduct
      }
      return Tensor(uncheckedShape: layer.weights.shape, values: total)
    }
  }
}

extension Convolution.WeightGradientCorrelation {
  /// The dot products, computed from their index.
  public struct Steps: RandomAccessCollection, Sendable {
    private let operands: Correlation
    private let layer: Convolution
    private let padding: Padding

    fileprivate init(backward: Convolution.BackwardPass) {
      let forward = backward.forward
      layer = forward.layer
      padding = forward.sweep.padding
      operands = Correlation(
        underlay: forward.input.values, extent: forward.input.extent, mode: layer.paddingMode,
        underlayStride: forward.input.extent.count,
        overlay: backward.biasGradientComponents.values, kernel: forward.sweep.extent,
        dilation: layer.geometry.stride, isRotated: false,
        overlayStride: forward.sweep.extent.count, depth: 1)
    }

    /// The index of the first step.
    public var startIndex: Int { 0 }
    /// The number of steps, that of the weights.
    public var endIndex: Int { layer.weights.count }

    /// The step with the given number.
    public subscript(index: Int) -> GradientDotProduct {
      precondition(index >= 0 && index < endIndex, "step \(index) of \(endIndex)")
      let (filter, inKernel) = index.quotientAndRemainder(dividingBy: layer.kernel.count)
      let (map, channel) = filter.quotientAndRemainder(dividingBy: layer.channelsInGroup)
      let (row, column) = inKernel.quotientAndRemainder(dividingBy: layer.kernel.columns)
      let origin = Cell(
        row * layer.geometry.dilation.rows - padding.top,
        column * layer.geometry.dilation.columns - padding.left)
      let inputChannel = layer.firstChannel(ofMap: map) + channel
      let terms = DotProduct.Terms(
        operands: operands,
        placement: Correlation.Placement(
          firstChannel: inputChannel, underlayStart: inputChannel * operands.underlayStride,
          overlayStart: map * operands.overlayStride, origin: origin))
      return GradientDotProduct(
        index: index, map: map, channel: channel, cell: layer.weightCell(under: Cell(row, column)),
        position: OverlayPosition(index: inKernel, neuron: Cell(row, column), origin: origin),
        terms: terms, dotProduct: terms.sum)
    }
  }
}
