import Drawing
import Neural

/// The dot products of one feature map taken apart: each channel that the map sees correlated with
/// its own matrix of the filter, and the sum of these, which is compared with the pass.
struct SeparateCorrelations {
  /// The channels that the map sees.
  let channels: Range<Int>
  /// What each channel gives alone, row by row.
  let results: [[Double]]
  /// The sum over the channels, without the bias.
  let sum: [Double]
  /// Whether the sum is what the pass has.
  let agreement: Agreement

  /// Takes a map of a pass apart; the sum is compared with the dot products of the pass's steps.
  init(pass: Convolution.ForwardPass, map: Int) {
    let first = pass.layer.firstChannel(ofMap: map)
    channels = first..<first + pass.layer.channelsInGroup
    let count = pass.sweep.count
    results = channels.map {
      SeparateCorrelations.correlate(pass, map: map, channel: $0) { $0 }
    }
    var (sum, magnitudes) = (
      [Double](repeating: 0, count: count), [Double](repeating: 0, count: count)
    )
    for (result, channel) in zip(results, channels) {
      let sizes = SeparateCorrelations.correlate(pass, map: map, channel: channel, abs)
      for index in 0..<count {
        sum[index] += result[index]
        magnitudes[index] += sizes[index]
      }
    }
    self.sum = sum
    let dotProducts = (map * count..<(map + 1) * count).map { pass.steps[$0].dotProduct }
    agreement = Agreement(
      sum, dotProducts, terms: pass.layer.channelsInGroup * pass.layer.kernel.count,
      size: magnitudes.max() ?? 0)
  }

  /// One channel under its matrix of the filter, as a pass of its own.
  private static func correlate(
    _ pass: Convolution.ForwardPass, map: Int, channel: Int, _ change: (Double) -> Double
  ) -> [Double] {
    let layer = pass.layer
    let local = channel - layer.firstChannel(ofMap: map)
    let weights = layer.weights[slice: map][slice: local].values.map(change)
    let input = pass.input[slice: channel].values.map(change)
    do {
      return try Convolution(
        weights: Tensor(shape: [1, 1, layer.kernel.rows, layer.kernel.columns], values: weights),
        stride: layer.geometry.stride, padding: layer.geometry.padding,
        dilation: layer.geometry.dilation, operation: layer.operation
      ).featureMaps(
        of: Tensor(shape: [1, pass.input.extent.rows, pass.input.extent.columns], values: input)
      ).z.values
    } catch {
      preconditionFailure("one channel of a pass is a pass: \(error)")
    }
  }
}
