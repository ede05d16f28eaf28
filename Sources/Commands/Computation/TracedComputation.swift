import Neural
import Studio
import Traces

extension Computation {
  /// The computation as a trace holds it.
  ///
  /// - Throws: ``Failure`` where traces know nothing of such a layer.
  func traced() throws(Failure) -> TracedPass {
    let forward = stage.pass(ofItem: item)
    switch stage.backwardPass(ofItem: item) {
    case let backward as Convolution.BackwardPass: return .convolutionGradients(backward)
    case let backward as MaxPooling.BackwardPass: return .maxPoolingGradient(backward)
    case let backward as AveragePooling.BackwardPass: return .averagePoolingGradient(backward)
    case let backward as FullyConnected.BackwardPass: return .fullyConnectedGradients(backward)
    default: break
    }
    switch forward {
    case let forward as Convolution.ForwardPass: return .convolution(forward)
    case let forward as MaxPooling.ForwardPass: return .maxPooling(forward)
    case let forward as AveragePooling.ForwardPass: return .averagePooling(forward)
    case let forward as FullyConnected.ForwardPass: return .fullyConnected(forward)
    default: throw Failure(.usage, "a layer of the kind \(kind) cannot be traced")
    }
  }
}

extension Computation {
  /// What the operands are called, as a trace holds it.
  var names: TraceNames {
    TraceNames(input: stageInputTitle, weights: weightTitle.isEmpty ? nil : weightTitle)
  }

  /// The cost that the gradients are those of, as a trace holds it.
  ///
  /// - Throws: ``Failure`` where the target has another shape than the output.
  func tracedCost() throws(Failure) -> TracedCost? {
    guard let cost = run.costs?[item] else { return nil }
    do {
      return try TracedCost(cost.cost, of: cost.output, target: cost.target)
    } catch { throw Failure(.malformedData, subject: "target", error.description) }
  }
}

extension TraceFile {
  /// The computation that the trace is of.
  ///
  /// - Throws: ``Failure`` where the file is not there, or is no trace.
  func shown(shade: Shade? = nil) throws(Failure) -> Computation {
    let (pass, names) = try computation()
    do {
      let run = try pass.run()
      let title = names.input ?? "input"
      let stage = run.network.stages[0].name
      return try Computation(
        run, inputTitle: title,
        titles: names.weights.map { ["\(stage).\(TensorName.weight)": $0] } ?? [:],
        shade: shade?.scale, isPicture: TraceFile.isPicture(title))
    } catch let error as RequestError {
      throw Failure(error)
    } catch { throw Failure(.malformedData, "\(error)") }
  }

  /// Whether the name of an input is that of a picture, in which 0 is black.
  private static func isPicture(_ name: String) -> Bool {
    let file = name.prefix { $0 != "#" && $0 != "," }.lowercased()
    return [".png", ".jpg", ".jpeg"].contains { file.hasSuffix($0) }
  }
}

extension TracedPass {
  /// The run of one stage that a trace of one layer is of.
  fileprivate func run() throws -> NetworkRun {
    let layer: any Layer
    let input: Tensor
    let upstream: Tensor?
    switch self {
    case .convolution(let pass): (layer, input, upstream) = (pass.layer, pass.input, nil)
    case .convolutionGradients(let pass):
      (layer, input, upstream) = (pass.forward.layer, pass.forward.input, pass.upstreamGradient)
    case .maxPooling(let pass): (layer, input, upstream) = (pass.layer, pass.input, nil)
    case .maxPoolingGradient(let pass):
      (layer, input, upstream) = (pass.forward.layer, pass.forward.input, pass.upstreamGradient)
    case .averagePooling(let pass): (layer, input, upstream) = (pass.layer, pass.input, nil)
    case .averagePoolingGradient(let pass):
      (layer, input, upstream) = (pass.forward.layer, pass.forward.input, pass.upstreamGradient)
    case .fullyConnected(let pass): (layer, input, upstream) = (pass.layer, pass.input, nil)
    case .fullyConnectedGradients(let pass):
      (layer, input, upstream) = (pass.forward.layer, pass.forward.input, pass.upstreamGradient)
    }
    let run = try Network(layer: layer, inputShape: input.shape).forward(input)
    return try upstream.map { try run.backward(outputGradient: [$0]) } ?? run
  }
}
