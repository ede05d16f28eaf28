import Neural
import Wording

/// One neuron of a pooling layer and the window that feeds it, whichever way the layer pools.
struct PooledNeuron {
  /// What the layer makes of a window.
  enum Rule {
    /// The largest activation, and the cell that has it.
    case largest(winner: WindowCell)
    /// The mean: a sum and what it is divided by.
    case mean(sum: Double, divisor: Int)
  }

  let index: Int
  let map: Int
  let position: OverlayPosition
  let window: PoolingWindow
  let rule: Rule
  let a: Double

  init(_ step: Selection) {
    (index, map, position) = (step.index, step.map, step.position)
    (window, a) = (step.window, step.a)
    rule = .largest(winner: step.winner)
  }

  init(_ step: Average) {
    (index, map, position) = (step.index, step.map, step.position)
    (window, a) = (step.window, step.a)
    rule = .mean(sum: step.sum, divisor: step.divisor)
  }

  /// The cell that won; none where the neuron takes the mean.
  var winner: WindowCell? {
    if case .largest(let winner) = rule { winner } else { nil }
  }

  /// How many cells of the window have the winner's activation.
  var ties: Int {
    guard let winner else { return 0 }
    return window.count { !$0.isPadding && $0.value == winner.value }
  }
}

/// The gradient of a pooling layer's input, in both of the ways that it can be had.
struct PooledGradient {
  /// ∂C/∂a, the gradient that comes from the next layer.
  let upstream: Tensor
  /// What each neuron hands back.
  let contributions: PoolingGradient
  /// What each cell of the input gets.
  let sums: PoolingAccumulation
}

extension PoolingSubject {
  /// Whether the layer keeps the largest activation.
  var isMax: Bool { neuron(0).winner != nil }
  /// The input, [channels, rows, columns].
  var input: Tensor { forward.input }
  /// The places of the window.
  var sweep: Sweep { forward.sweep }
  /// The number of channels, which is that of the feature maps.
  var channels: Int { input.shape[0] }
  /// The number of steps of the forward pass.
  var count: Int { channels * sweep.count }

  /// The step with the given number.
  func neuron(_ index: Int) -> PooledNeuron { forward.neuron(index) }

  /// The gradient, where there is an upstream gradient.
  var gradient: PooledGradient? {
    backward.map { backward in
      PooledGradient(
        upstream: backward.upstreamGradient, contributions: backward.activationGradient,
        sums: backward.activationGradientAccumulation)
    }
  }

  /// The rows and columns of padding that some window covers.
  var ring: Padding {
    let sweep = sweep
    let last = sweep[sweep.count - 1].origin
    return Padding(
      top: sweep.padding.top,
      bottom: max(0, last.row + sweep.geometry.kernel.rows - sweep.underlay.rows),
      left: sweep.padding.left,
      right: max(0, last.column + sweep.geometry.kernel.columns - sweep.underlay.columns))
  }

  /// The rows and columns that the input takes with the ring.
  var ringed: Extent {
    Extent(
      rows: sweep.underlay.rows + ring.top + ring.bottom,
      columns: sweep.underlay.columns + ring.left + ring.right)
  }

  /// The geometry in words: `3 × 3 feature map, 2 × 2 window, stride 1, valid → 2 × 2 neurons`.
  var caption: String {
    let geometry = sweep.geometry
    return [
      channels > 1
        ? say("\(channels) feature maps of \(sweep.underlay)")
        : say("\(sweep.underlay) feature map"),
      say("\(geometry.kernel) window"), say("stride \(Convolution.describe(geometry.stride))"),
      geometry.padding.caption,
    ].joined(separator: ", ")
      + "  →  "
      + (channels > 1 ? say("\(channels) maps of \(sweep.extent)") : say("\(sweep.extent) neurons"))
  }
}
