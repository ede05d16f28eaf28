/// An average pooling layer: each neuron takes the mean of the activations under its window.
///
/// a[c, m, n] = Σ_uv a[c, m·sᵣ + u − top, n·s꜀ + v − left] / (I · J) for a window of I × J; the divisor
/// counts the cells in the padding, which add 0 to the sum.
public struct AveragePooling: Sendable, Hashable {
  /// The geometry of the window's sweep.
  public let geometry: Geometry

  /// A layer with the given window, which by default slides by its own size.
  ///
  /// - Throws: ``LayerError`` where a length is not positive, a padding negative, or one of them too
  ///   large.
  public init(
    window: Extent, stride: Extent? = nil, padding: PaddingRule = .valid
  ) throws(LayerError) {
    geometry = try .pooling(window: window, stride: stride ?? window, padding: padding)
  }

  /// The window's rows and columns.
  public var window: Extent { geometry.kernel }

  /// The forward pass over an input [channels, rows, columns].
  ///
  /// - Throws: ``LayerError`` where the input is of another rank, or the window larger than the
  ///   padded input.
  public func forward(_ input: Tensor) throws(LayerError) -> ForwardPass {
    ForwardPass(
      layer: self, input: input, overlaps: try Overlaps(pooling: input, geometry: geometry))
  }
}

/// The step that fills one neuron of an average pooling layer: the window and its mean.
public struct Average: Sendable {
  /// The step's number in its pass.
  public let index: Int
  /// The feature map, which is the input's channel.
  public let map: Int
  /// The place of the window, and the neuron that it feeds.
  public let position: OverlayPosition
  /// The cells under the window; computed when they are asked for.
  public let window: PoolingWindow
  /// The sum of the activations under the window.
  public let sum: Double
  /// The number of cells under the window, those in the padding included.
  public let divisor: Int

  /// The neuron's activation, sum / divisor.
  public var a: Double { sum / Double(divisor) }
}

extension AveragePooling {
  /// Average pooling over one input: a mean for each neuron of each feature map.
  public struct ForwardPass: Pass {
    /// The layer.
    public let layer: AveragePooling
    /// The input aᴸ⁻¹, [channels, rows, columns].
    public let input: Tensor
    let overlaps: Overlaps

    /// The places of the window, the same for every map.
    public var sweep: Sweep { overlaps.sweep }
    /// The shape of the result, [channels, rows, columns].
    public var shape: [Int] { [input.shape[0], sweep.extent.rows, sweep.extent.columns] }

    /// The means: map by map, each in row order.
    public var steps: Steps { Steps(overlaps: overlaps, maps: input.shape[0]) }

    /// The activations, [channels, rows, columns].
    public var result: Tensor { Tensor(uncheckedShape: shape, values: steps.map(\.a)) }
  }
}

extension AveragePooling.ForwardPass: Equatable {
  /// Whether two passes have the same layer and input.
  public static func == (left: Self, right: Self) -> Bool {
    left.layer == right.layer && left.input == right.input
  }
}

extension AveragePooling.ForwardPass {
  /// The means of a forward pass, computed from their index.
  public struct Steps: RandomAccessCollection, Sendable {
    let overlaps: Overlaps
    let maps: Int

    /// The index of the first step.
    public var startIndex: Int { 0 }
    /// The number of steps: maps × positions.
    public var endIndex: Int { maps * overlaps.sweep.count }

    /// The step with the given number.
    public subscript(index: Int) -> Average {
      precondition(index >= 0 && index < endIndex, "step \(index) of \(endIndex)")
      let (map, position) = overlaps.neuron(index)
      let window = overlaps.terms(map: map, position: position)
      return Average(
        index: index, map: map, position: position, window: PoolingWindow(overlap: window),
        sum: window.sum, divisor: window.count)
    }
  }
}

extension AveragePooling {
  /// The gradient of an average pooling layer's input: each neuron shares its ∂C/∂a out among the
  /// cells under its window, and where windows overlap a cell adds up what it gets.
  ///
  /// The shares of cells in the padding are lost. ``activationGradient`` has one contribution a
  /// neuron, ``activationGradientAccumulation`` one sum a cell of the input.
  public struct BackwardPass: Sendable, Equatable {
    /// The forward pass that the gradient belongs to.
    public let forward: ForwardPass
    /// ∂C/∂a, the gradient that comes from the next layer, [channels, rows, columns].
    public let upstreamGradient: Tensor

    /// What each neuron hands to a cell: ∂C/∂a divided by the window's cells, in the shape of ∂C/∂a.
    public var shares: Tensor {
      let divisor = Double(forward.layer.window.count)
      return Tensor(
        uncheckedShape: upstreamGradient.shape,
        values: upstreamGradient.values.map { $0 / divisor })
    }

    /// ∂C/∂aᴸ⁻¹ as one contribution for each neuron.
    public var activationGradient: PoolingGradient {
      PoolingGradient(
        overlaps: forward.overlaps, shape: forward.input.shape, factors: shares.values,
        winners: nil)
    }

    /// ∂C/∂aᴸ⁻¹ as one sum for each cell of the input.
    public var activationGradientAccumulation: PoolingAccumulation {
      PoolingAccumulation(gradient: activationGradient)
    }
  }
}

extension AveragePooling.ForwardPass {
  /// The backward pass for a gradient ∂C/∂a that comes from the next layer.
  ///
  /// - Throws: ``LayerError`` where the gradient has another shape than the result.
  public func backward(
    upstreamGradient: Tensor
  ) throws(LayerError) -> AveragePooling.BackwardPass {
    guard upstreamGradient.shape == shape else {
      throw .shape(of: "upstream gradient", expected: shape, found: upstreamGradient.shape)
    }
    return AveragePooling.BackwardPass(forward: self, upstreamGradient: upstreamGradient)
  }
}
