import Neural
import Traces

extension TracedPass {
  /// Whether there is a backward pass.
  var hasGradients: Bool {
    switch self {
    case .convolution, .maxPooling, .averagePooling, .fullyConnected: false
    case .convolutionGradients, .maxPoolingGradient, .averagePoolingGradient,
      .fullyConnectedGradients:
      true
    }
  }

  /// The number of feature maps or neurons that can be chosen.
  var maps: Int {
    switch self {
    case .convolution(let forward): forward.layer.maps
    case .convolutionGradients(let backward): backward.forward.layer.maps
    case .maxPooling(let forward): forward.shape[0]
    case .maxPoolingGradient(let backward): backward.forward.shape[0]
    case .averagePooling(let forward): forward.shape[0]
    case .averagePoolingGradient(let backward): backward.forward.shape[0]
    case .fullyConnected(let forward): forward.layer.neurons
    case .fullyConnectedGradients(let backward): backward.forward.layer.neurons
    }
  }

  /// The passes in order, each with the number of its steps.
  var lengths: [(pass: TracePass, steps: Int)] {
    switch self {
    case .convolution(let forward): [(.forward, forward.steps.count)]
    case .convolutionGradients(let backward): TracedPass.lengths(of: backward)
    case .maxPooling(let forward): [(.forward, forward.steps.count)]
    case .maxPoolingGradient(let backward):
      TracedPass.lengths(of: backward.forward.steps.count, inputs: backward.forward.input.count)
    case .averagePooling(let forward): [(.forward, forward.steps.count)]
    case .averagePoolingGradient(let backward):
      TracedPass.lengths(of: backward.forward.steps.count, inputs: backward.forward.input.count)
    case .fullyConnected(let forward): [(.forward, forward.steps.count)]
    case .fullyConnectedGradients(let backward): TracedPass.lengths(of: backward.convolution)
    }
  }

  private static func lengths(of backward: Convolution.BackwardPass) -> [(TracePass, Int)] {
    [
      (.forward, backward.forward.steps.count),
      (.biasGradient, backward.biasGradient.steps.count),
      (.weightGradient, backward.weightGradient.steps.count),
      (.activationGradient, backward.activationGradient.steps.count),
      (.biasGradientCorrelation, backward.biasGradientCorrelation.steps.count),
      (.weightGradientCorrelation, backward.weightGradientCorrelation.steps.count),
      (.activationGradientConvolution, backward.activationGradientConvolution.steps.count),
    ]
  }

  private static func lengths(of neurons: Int, inputs: Int) -> [(TracePass, Int)] {
    [
      (.forward, neurons), (.activationGradient, neurons),
      (.activationGradientAccumulation, inputs),
    ]
  }
}
