extension Convolution {
  /// A convolution over one input: a dot-product step for each neuron of each feature map.
  public struct ForwardPass: Pass {
    /// The layer.
    public let layer: Convolution
    /// The input aᴸ⁻¹, [channels, rows, columns].
    public let input: Tensor
    /// The overlay positions, the same for every map.
    public let sweep: Sweep
    let overlaps: Overlaps

    /// A pass over operands that fit; see ``Convolution/forward(_:)``.
    init(layer: Convolution, input: Tensor, sweep: Sweep) {
      self.layer = layer
      self.input = input
      self.sweep = sweep
      self.overlaps = Overlaps(
        operands: Correlation(
          underlay: input.values, extent: input.extent, mode: layer.paddingMode,
          underlayStride: input.extent.count,
          overlay: layer.weights.values, kernel: layer.kernel,
          dilation: layer.geometry.dilation, isRotated: layer.operation == .convolution,
          overlayStride: layer.kernel.count, depth: layer.channelsInGroup),
        sweep: sweep, mapsInGroup: layer.maps / layer.groups,
        filterStride: layer.channelsInGroup * layer.kernel.count)
    }

    /// The cell of the input whose value stands at a place: itself, or in a padding that repeats the
    /// input the one that is repeated there. A place in a padding of zeros has none and is returned.
    public func source(of place: Cell) -> Cell {
      Cell(
        layer.paddingMode.source(of: place.row, length: sweep.underlay.rows) ?? place.row,
        layer.paddingMode.source(of: place.column, length: sweep.underlay.columns)
          ?? place.column)
    }

    /// The same pass over the input with its padding written out, where that is no zeros; nil where
    /// it is, or there is none.
    var overWrittenPadding: ForwardPass? {
      guard layer.paddingMode != .zeros, sweep.padding != .none else { return nil }
      return ForwardPass(
        layer: layer.withoutPadding, input: input.padded(by: sweep.padding, layer.paddingMode),
        sweep: sweep.overWrittenPadding)
    }

    /// The shape of the result, [maps, rows, columns].
    public var shape: [Int] { [layer.maps, sweep.extent.rows, sweep.extent.columns] }

    /// The steps: map by map, each in row order.
    public var steps: Steps { Steps(pass: self) }

    /// The feature maps: the z and a of every step, folded anew on each call.
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

extension Convolution.ForwardPass: Equatable {
  /// Whether two passes have the same layer and input.
  public static func == (left: Self, right: Self) -> Bool {
    left.layer == right.layer && left.sweep == right.sweep && left.input == right.input
  }
}

extension Convolution.ForwardPass {
  /// The dot-product steps of a forward pass, computed from their index.
  public struct Steps: RandomAccessCollection, Sendable {
    private let overlaps: Overlaps
    private let bias: [Double]
    private let activation: Activation

    fileprivate init(pass: Convolution.ForwardPass) {
      overlaps = pass.overlaps
      bias = pass.layer.bias.values
      activation = pass.layer.activation
      endIndex = bias.count * overlaps.sweep.count
    }

    /// The index of the first step.
    public var startIndex: Int { 0 }
    /// The number of steps: maps × positions.
    public let endIndex: Int

    /// The step with the given number.
    public subscript(index: Int) -> DotProduct {
      precondition(index >= 0 && index < endIndex, "step \(index) of \(endIndex)")
      let (map, position) = overlaps.neuron(index)
      let placement = overlaps.placement(map: map, position: position)
      let dotProduct = overlaps.operands.sum(placement)
      let z = dotProduct + bias[map]
      return DotProduct(
        index: index, map: map, position: position,
        terms: DotProduct.Terms(operands: overlaps.operands, placement: placement),
        dotProduct: dotProduct, bias: bias[map], z: z, a: activation(z))
    }
  }
}
