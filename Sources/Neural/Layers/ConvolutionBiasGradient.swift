/// What one feature neuron adds to the gradient of its map's bias: σ′(z) · ∂C/∂a.
public struct BiasContribution: Sendable, Hashable {
  /// The step's number in its pass.
  public let index: Int
  /// The feature map of the neuron.
  public let map: Int
  /// The neuron, as row and column of the feature map.
  public let neuron: Cell
  /// ∂C/∂a at the neuron, the gradient that comes from the next layer.
  public let upstreamGradient: Double
  /// The raw activation z.
  public let z: Double
  /// σ′(z).
  public let derivative: Double
  /// The neuron's component of ∂C/∂b, which is also its ∂C/∂z.
  public let component: Double
}

extension Convolution.BackwardPass {
  /// ∂C/∂b as one contribution for each feature neuron.
  public var biasGradient: Convolution.BiasGradient { Convolution.BiasGradient(backward: self) }

  /// ∂C/∂b as one valid cross-correlation for each map, of σ′(z) with ∂C/∂a.
  public var biasGradientCorrelation: Convolution.BiasGradientCorrelation {
    Convolution.BiasGradientCorrelation(backward: self)
  }
}

extension Convolution {
  /// The gradient of the biases as contributions: ∂C/∂b[o] = Σ_mn σ′(z[o, m, n]) · ∂C/∂a[o, m, n].
  public struct BiasGradient: Pass {
    /// The backward pass that this is a part of.
    public let backward: BackwardPass

    /// The components and their sum.
    public struct Result: Sendable, Equatable {
      /// σ′(z) · ∂C/∂a, [maps, rows, columns].
      public let components: Tensor
      /// ∂C/∂b, [maps].
      public let gradient: Tensor
    }

    /// The contributions: map by map, each in row order.
    public var steps: Steps {
      Steps(
        upstreamGradient: backward.upstreamGradient.values, z: backward.z.values,
        derivatives: backward.activationDerivatives.values,
        extent: backward.forward.sweep.extent)
    }

    /// The components of every step, and their sums.
    public var result: Result {
      var components: [Double] = []
      components.reserveCapacity(steps.count)
      var gradient = [Double](repeating: 0, count: backward.forward.layer.maps)
      for step in steps {
        components.append(step.component)
        gradient[step.map] += step.component
      }
      return Result(
        components: Tensor(uncheckedShape: backward.forward.shape, values: components),
        gradient: Tensor(
          uncheckedShape: backward.forward.layer.bias.shape, values: gradient))
    }
  }
}

extension Convolution.BiasGradient {
  /// The contributions, computed from their index.
  public struct Steps: RandomAccessCollection, Sendable {
    let upstreamGradient: [Double]
    let z: [Double]
    let derivatives: [Double]
    let extent: Extent

    /// The index of the first step.
    public var startIndex: Int { 0 }
    /// The number of steps: maps × positions.
    public var endIndex: Int { z.count }

    /// The step with the given number.
    public subscript(index: Int) -> BiasContribution {
      let (map, inMap) = index.quotientAndRemainder(dividingBy: extent.count)
      let (row, column) = inMap.quotientAndRemainder(dividingBy: extent.columns)
      return BiasContribution(
        index: index, map: map, neuron: Cell(row, column),
        upstreamGradient: upstreamGradient[index], z: z[index], derivative: derivatives[index],
        component: derivatives[index] * upstreamGradient[index])
    }
  }
}

extension Convolution {
  /// The gradient of the biases as dot products: for each map, ∂C/∂a as an overlay that covers σ′(z)
  /// exactly, so that there is one position.
  ///
  /// In a term, `value` is σ′(z), `weight` is ∂C/∂a and `product` the component.
  public struct BiasGradientCorrelation: Pass {
    /// The backward pass that this is a part of.
    public let backward: BackwardPass

    /// The dot products, one for each map.
    public var steps: Steps { Steps(backward: backward) }

    /// ∂C/∂b, [maps].
    public var result: Tensor {
      Tensor(uncheckedShape: backward.forward.layer.bias.shape, values: steps.map(\.dotProduct))
    }
  }
}

extension Convolution.BiasGradientCorrelation {
  /// The dot products, computed from their index.
  public struct Steps: RandomAccessCollection, Sendable {
    private let operands: Correlation
    private let maps: Int

    fileprivate init(backward: Convolution.BackwardPass) {
      let extent = backward.forward.sweep.extent
      operands = Correlation(
        underlay: backward.activationDerivatives.values, extent: extent,
        underlayStride: extent.count, overlay: backward.upstreamGradient.values, kernel: extent,
        dilation: Extent(1), isRotated: false, overlayStride: extent.count, depth: 1)
      maps = backward.forward.layer.maps
    }

    /// The index of the first step.
    public var startIndex: Int { 0 }
    /// The number of steps, that of the maps.
    public var endIndex: Int { maps }

    /// The step with the given number.
    public subscript(index: Int) -> GradientDotProduct {
      precondition(index >= 0 && index < endIndex, "step \(index) of \(endIndex)")
      let start = index * operands.termCount
      let origin = Cell(0, 0)
      let terms = DotProduct.Terms(
        operands: operands,
        placement: Correlation.Placement(
          firstChannel: index, underlayStart: start, overlayStart: start, origin: origin))
      return GradientDotProduct(
        index: index, map: index, channel: nil, cell: origin,
        position: OverlayPosition(index: 0, neuron: origin, origin: origin), terms: terms,
        dotProduct: terms.sum)
    }
  }
}
