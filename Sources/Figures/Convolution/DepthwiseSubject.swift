import Drawing
import Neural

/// A depthwise convolution and the pointwise one behind it, beside the full convolution that they
/// stand for; or a full convolution beside the two that could stand for it.
struct DepthwiseSubject: FigureSubject {
  /// What one of the three is.
  struct Part: Sendable {
    /// The weights, where the network has them.
    let weights: Tensor?
    let stage: String
    /// How many weights there are, and how often each of them multiplies.
    let maps, channels, taps: Int
    let places: Int

    var count: Int { maps * channels * taps }
    var multiplications: Int { count * places }
  }

  /// The channels that go in, and the maps that come out.
  let channels, maps: Int
  let kernel: Extent
  /// Rows and columns of an input's channel and of a map.
  let input, output: Extent
  let full, depthwise, pointwise: Part
  /// Whether the network has the two; else it has the full convolution.
  let isSeparate: Bool

  init?(_ exhibit: Exhibit, focus: Focus) {
    let run = exhibit.run
    func convolution(_ index: Int) -> Convolution? { run.stages[index].stage.layer as? Convolution }
    func isDepthwise(_ index: Int) -> Bool {
      convolution(index).map {
        $0.groups > 1 && $0.groups == $0.channels && $0.kernel.count > 1
          && DepthwiseSubject.pointwise(behind: index, run) != nil
      } ?? false
    }
    func isFull(_ index: Int) -> Bool {
      convolution(index).map { $0.groups == 1 && $0.kernel.count > 1 } ?? false
    }
    let all = run.stages.indices
    var chosen: Int? = exhibit.stageIndex
    if !exhibit.isStageChosen {
      let widest = all.filter(isFull).max {
        (convolution($0)?.channels ?? 0) < (convolution($1)?.channels ?? 0)
      }
      chosen = all.first(where: isDepthwise) ?? widest
    } else if let place = chosen, convolution(place)?.kernel == Extent(1) {
      // The pointwise convolution stands for the depthwise one before it.
      chosen = all.first { isDepthwise($0) && DepthwiseSubject.pointwise(behind: $0, run) == place }
    }
    guard let chosen, isDepthwise(chosen) || isFull(chosen), let layer = convolution(chosen),
      let shape = run.stages[chosen].stage.inputShapes.first,
      run.stages[chosen].stage.outputShape.count > 2
    else { return nil }
    let outputShape = run.stages[chosen].stage.outputShape
    (channels, kernel) = (layer.channels, layer.kernel)
    input = Extent(rows: shape[shape.count - 2], columns: shape[shape.count - 1])
    output = Extent(
      rows: outputShape[outputShape.count - 2], columns: outputShape[outputShape.count - 1])
    isSeparate = isDepthwise(chosen)
    let stage = run.stages[chosen].stage.name
    let (places, taps) = (output.count, kernel.count)
    if isSeparate, let point = DepthwiseSubject.pointwise(behind: chosen, run),
      let second = convolution(point)
    {
      maps = second.maps
      // Where a channel has several filters of its own, the pointwise one sees as many maps.
      depthwise = Part(
        weights: layer.weights, stage: stage, maps: layer.maps, channels: 1, taps: taps,
        places: places)
      pointwise = Part(
        weights: second.weights, stage: run.stages[point].stage.name, maps: second.maps,
        channels: second.channels, taps: 1, places: places)
      full = Part(
        weights: nil, stage: "", maps: second.maps, channels: layer.channels, taps: taps,
        places: places)
    } else {
      maps = layer.maps
      full = Part(
        weights: layer.weights, stage: stage, maps: layer.maps, channels: layer.channels,
        taps: taps, places: places)
      depthwise = Part(
        weights: nil, stage: "", maps: layer.channels, channels: 1, taps: taps, places: places)
      pointwise = Part(
        weights: nil, stage: "", maps: layer.maps, channels: layer.channels, taps: 1,
        places: places)
    }
  }

  /// The 1 × 1 convolution that a stage feeds, perhaps through what belongs to its layer.
  private static func pointwise(behind index: Int, _ run: NetworkRun) -> Int? {
    let last = run.followers(of: index).last ?? index
    let consumers = run.network.consumers(of: last)
    guard consumers.count == 1, let next = consumers.first?.stage,
      let layer = run.stages[next].stage.layer as? Convolution, layer.kernel == Extent(1),
      layer.groups == 1, layer.geometry.stride == Extent(1)
    else { return nil }
    return next
  }
}
