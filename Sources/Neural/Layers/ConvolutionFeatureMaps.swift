extension Convolution {
  /// What a convolution gives: raw activations and activations, both [maps, rows, columns].
  public struct FeatureMaps: Sendable, Equatable {
    /// The raw activations z.
    public let z: Tensor
    /// The activations a = σ(z).
    public let a: Tensor
  }

  /// The feature maps of an input [channels, rows, columns], computed without steps.
  ///
  /// - Throws: ``LayerError`` where ``forward(_:)`` does.
  public func featureMaps(of input: Tensor) throws(LayerError) -> FeatureMaps {
    try forward(input).featureMaps()
  }
}

extension Convolution.ForwardPass {
  /// The result computed without steps, row by row; the way for big inputs and for training.
  ///
  /// Each neuron's products are added up in the order of its terms, so that the numbers are the
  /// same to the last bit; only the order of the neurons differs.
  public func featureMaps() -> Convolution.FeatureMaps {
    if let written = overWrittenPadding { return written.featureMaps() }
    let extent = sweep.extent
    let columns = columnsInside
    let z = [Double](unsafeUninitializedCapacity: layer.maps * extent.count) { z, count in
      z.initialize(repeating: 0)
      count = z.count
      for map in 0..<layer.maps {
        let bias = layer.bias.values[map]
        for row in 0..<extent.rows {
          let start = (map * extent.rows + row) * extent.columns
          let neurons = UnsafeMutableBufferPointer(rebasing: z[start..<(start + extent.columns)])
          addDotProducts(row: row, ofMap: map, columns: columns, to: neurons)
          for neuron in neurons.indices { neurons[neuron] += bias }
        }
      }
    }
    let a = layer.activation == .identity ? z : z.map { layer.activation($0) }
    return Convolution.FeatureMaps(
      z: Tensor(uncheckedShape: shape, values: z), a: Tensor(uncheckedShape: shape, values: a))
  }

  /// For each column of the kernel, the neurons of a row that have it over a cell of the input.
  var columnsInside: [Range<Int>] {
    (0..<layer.kernel.columns).map { v in
      Correlation.inside(
        sweep.extent.columns, from: v * layer.geometry.dilation.columns - sweep.padding.left,
        by: layer.geometry.stride.columns, length: sweep.underlay.columns)
    }
  }

  /// Adds the dot products of one row of a feature map to its neurons, weight by weight.
  private func addDotProducts(
    row: Int, ofMap map: Int, columns: [Range<Int>],
    to neurons: UnsafeMutableBufferPointer<Double>
  ) {
    let (kernel, stride, dilation) = (layer.kernel, layer.geometry.stride, layer.geometry.dilation)
    let top = row * stride.rows - sweep.padding.top
    let rows = Correlation.inside(
      kernel.rows, from: top, by: dilation.rows, length: sweep.underlay.rows)
    let isRotated = layer.operation == .convolution
    let firstChannel = layer.firstChannel(ofMap: map)
    input.values.withUnsafeBufferPointer { input in
      layer.weights.values.withUnsafeBufferPointer { weights in
        for channel in 0..<layer.channelsInGroup {
          let filter = (map * layer.channelsInGroup + channel) * kernel.count
          let firstRow = (firstChannel + channel) * sweep.underlay.rows + top
          for u in rows {
            let cells = (firstRow + u * dilation.rows) * sweep.underlay.columns
            for v in 0..<kernel.columns {
              let inKernel = u * kernel.columns + v
              let weight = weights[filter + (isRotated ? kernel.count - 1 - inKernel : inKernel)]
              let first = cells + v * dilation.columns - sweep.padding.left
              if stride.columns == 1 {
                // A loop of its own, because the compiler turns only this one into vector code.
                for n in columns[v] { neurons[n] += input[first + n] * weight }
              } else {
                for n in columns[v] { neurons[n] += input[first + n * stride.columns] * weight }
              }
            }
          }
        }
      }
    }
  }
}
