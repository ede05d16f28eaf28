import Traces

extension Computation {
  /// The computation as a trace holds it.
  var traced: TracedPass {
    switch passes {
    case .convolution(_, let backward?): .convolutionGradients(backward)
    case .convolution(let forward, nil): .convolution(forward)
    case .pooling(.max(_, let backward?)): .maxPoolingGradient(backward)
    case .pooling(.max(let forward, nil)): .maxPooling(forward)
    case .pooling(.average(_, let backward?)): .averagePoolingGradient(backward)
    case .pooling(.average(let forward, nil)): .averagePooling(forward)
    case .fullyConnected(_, let backward?): .fullyConnectedGradients(backward)
    case .fullyConnected(let forward, nil): .fullyConnected(forward)
    }
  }

  /// What the operands are called, as a trace holds it.
  var names: TraceNames {
    TraceNames(input: inputName, weights: filterName.isEmpty ? nil : filterName)
  }

  /// The computation that a trace is of.
  init(_ traced: TracedPass, names: TraceNames, shade: Shade?) {
    switch traced {
    case .convolution(let forward): passes = .convolution(forward, nil)
    case .convolutionGradients(let backward): passes = .convolution(backward.forward, backward)
    case .maxPooling(let forward): passes = .pooling(.max(forward, nil))
    case .maxPoolingGradient(let backward): passes = .pooling(.max(backward.forward, backward))
    case .averagePooling(let forward): passes = .pooling(.average(forward, nil))
    case .averagePoolingGradient(let backward):
      passes = .pooling(.average(backward.forward, backward))
    case .fullyConnected(let forward): passes = .fullyConnected(forward, nil)
    case .fullyConnectedGradients(let backward):
      passes = .fullyConnected(backward.forward, backward)
    }
    cost = nil
    inputName = names.input ?? "input"
    filterName = names.weights ?? ""
    self.shade = shade?.scale ?? (Computation.isPicture(inputName) ? .light : .ink)
  }
}
