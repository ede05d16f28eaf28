extension Convolution.BackwardPass {
  /// All gradients computed without steps, row by row; the way for big inputs and for training.
  ///
  /// Each element is added up in the order of the contributions, so that the numbers are the same
  /// as those of the folds to the last bit. Only where the padding repeats values of the input does
  /// the gradient of the activations differ in its last bits, since each place of the padding is
  /// added up by itself.
  public func gradients() -> Gradients {
    if let written = forward.overWrittenPadding {
      let gradients = Convolution.BackwardPass(self, over: written).gradients()
      return Gradients(
        biasGradient: gradients.biasGradient, weightGradient: gradients.weightGradient,
        activationGradient: gradients.activationGradient.folded(
          to: forward.sweep.underlay, from: forward.sweep.padding, forward.layer.paddingMode))
    }
    let layer = forward.layer
    let columns = forward.columnsInside
    var bias = [Double](repeating: 0, count: layer.maps)
    var weights = [Double](repeating: 0, count: layer.weights.count)
    var activations = [Double](repeating: 0, count: forward.input.count)
    biasGradientComponents.values.withUnsafeBufferPointer { components in
      for map in 0..<layer.maps {
        for row in 0..<forward.sweep.extent.rows {
          let start = (map * forward.sweep.extent.rows + row) * forward.sweep.extent.columns
          let neurons = UnsafeBufferPointer(
            rebasing: components[start..<(start + forward.sweep.extent.columns)])
          for component in neurons { bias[map] += component }
          weights.withUnsafeMutableBufferPointer { weights in
            activations.withUnsafeMutableBufferPointer { activations in
              addProducts(
                row: row, ofMap: map, columns: columns, components: neurons, weights: weights,
                activations: activations)
            }
          }
        }
      }
    }
    return Gradients(
      biasGradient: Tensor(uncheckedShape: layer.bias.shape, values: bias),
      weightGradient: Tensor(uncheckedShape: layer.weights.shape, values: weights),
      activationGradient: Tensor(uncheckedShape: forward.input.shape, values: activations))
  }

  /// Adds what one row of a map's neurons contributes to the gradients of weights and activations.
  private func addProducts(
    row: Int, ofMap map: Int, columns: [Range<Int>],
    components: UnsafeBufferPointer<Double>,
    weights weightGradient: UnsafeMutableBufferPointer<Double>,
    activations activationGradient: UnsafeMutableBufferPointer<Double>
  ) {
    let (layer, sweep) = (forward.layer, forward.sweep)
    let (kernel, stride, dilation) = (layer.kernel, layer.geometry.stride, layer.geometry.dilation)
    let top = row * stride.rows - sweep.padding.top
    let rows = Correlation.inside(
      kernel.rows, from: top, by: dilation.rows, length: sweep.underlay.rows)
    let isRotated = layer.operation == .convolution
    let firstChannel = layer.firstChannel(ofMap: map)
    forward.input.values.withUnsafeBufferPointer { input in
      layer.weights.values.withUnsafeBufferPointer { weights in
        for channel in 0..<layer.channelsInGroup {
          let filter = (map * layer.channelsInGroup + channel) * kernel.count
          let firstRow = (firstChannel + channel) * sweep.underlay.rows + top
          for u in rows {
            let cells = (firstRow + u * dilation.rows) * sweep.underlay.columns
            // From right to left, so that each activation meets its neurons from left to right.
            for v in (0..<kernel.columns).reversed() {
              let inKernel = u * kernel.columns + v
              let target = filter + (isRotated ? kernel.count - 1 - inKernel : inKernel)
              let weight = weights[target]
              var sum = weightGradient[target]
              var cell =
                cells + v * dilation.columns - sweep.padding.left
                + columns[v].lowerBound * stride.columns
              for n in columns[v] {
                sum += components[n] * input[cell]
                activationGradient[cell] += components[n] * weight
                cell += stride.columns
              }
              weightGradient[target] = sum
            }
          }
        }
      }
    }
  }
}
