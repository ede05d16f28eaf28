import Neural

/// A tensor as a trace holds it: its key, and in a batch all items one after the other.
struct TraceTensor {
  /// What the trace calls the tensor within its stage, or among the operands.
  let key: String
  /// The input of the stage that the tensor belongs to, where the stage has several: then ``key``
  /// holds an object with a tensor for each stage that feeds this one.
  var source: String?
  /// What the stage calls the tensor.
  let name: TensorName
  /// The shape, with the number of items in front where the tensor has one part for each.
  let shape: [Int]
  /// The elements, row by row.
  let values: [Double]

  /// Where the tensor stands in `results`, below its stage.
  var path: String { source.map { "\(key).\($0)" } ?? key }
}

extension NetworkRun {
  /// The tensors that went into the run but those of the cost, in the order in which they are
  /// written.
  var operands: [TraceTensor] {
    var operands = [
      TraceTensor(
        key: NetworkPlan.input, name: .input, shape: shape(ofItems: network.inputShape),
        values: items.flatMap(\.values))
    ]
    for parameter in network.parameters {
      operands.append(
        TraceTensor(
          key: parameter.name, name: TensorName(rawValue: parameter.name),
          shape: parameter.tensor.shape, values: parameter.tensor.values))
    }
    return operands
  }
}

/// What of a run has results under one name: a stage, the cost, or the input where several stages hand
/// gradients back to it.
struct TracePart {
  /// The name, as steps and results have it.
  let name: String
  /// The tensors that came out of the part, in the order in which they are written, computed when
  /// they are asked for.
  let results: () -> [TraceTensor]

  /// The parts of a run, in the order in which their results are written.
  static func all(of run: NetworkRun) -> [TracePart] {
    var parts = run.stages.map { stage in
      TracePart(name: stage.stage.name) { stage.results }
    }
    if let costs = run.costs {
      parts.append(
        TracePart(name: NetworkPlan.cost) {
          // The gradient is that of what comes out of the last stage.
          TraceTensor.merged(costs.map(\.results)).filter { $0.name != .outputGradient }
        })
    }
    if run.inputGradientAccount() != nil {
      parts.append(
        TracePart(name: NetworkPlan.input) {
          let gradients = run.inputGradients ?? []
          return [
            TraceTensor(
              key: TensorName.outputGradient.rawValue, name: .outputGradient,
              shape: run.shape(ofItems: run.network.inputShape),
              values: gradients.flatMap(\.values))
          ]
        })
    }
    return parts
  }
}

extension TraceTensor {
  /// The tensors of each pass, those of one name one after the other.
  static func merged(_ passes: [NamedTensors]) -> [TraceTensor] {
    guard let first = passes.first else { return [] }
    return first.map { result in
      TraceTensor(
        key: result.name.rawValue, name: result.name,
        shape: (passes.count > 1 ? [passes.count] : []) + result.tensor.shape,
        values: passes.count == 1
          ? result.tensor.values : passes.flatMap { $0[result.name]?.values ?? [] })
    }
  }
}

extension StageRun {
  /// What a trace calls the inputs of the stage: the stages that feed it, each with its place behind
  /// it where one feeds several inputs; nil where there is but one.
  var sourceKeys: [String]? {
    guard sourceNames.count > 1 else { return nil }
    let names = sourceNames.map(\.stage)
    return names.enumerated().map { place, name in
      names.firstIndex(of: name) == place ? name : "\(name).\(place)"
    }
  }

  /// What the gradient of each input is called, with the input's key where there are several.
  var inputGradientNames: [(name: TensorName, source: String?)] {
    sourceNames.indices.map { (.activationGradient($0), sourceKeys?[$0]) }
  }

  /// The tensors that came out of the stage, in the order in which they are written.
  ///
  /// They are computed here: nothing of them is kept in memory beyond what the run keeps.
  var results: [TraceTensor] {
    var results = TraceTensor.merged(passes.map(\.results))
    guard let backwardPasses else { return results }
    let parts = backwardPasses.count
    func add(_ name: TensorName, _ shape: [Int], _ values: [Double], source: String? = nil) {
      guard !results.contains(where: { $0.name == name }) else { return }
      let key = source == nil ? name.rawValue : TensorName.activationGradient.rawValue
      results.append(
        TraceTensor(key: key, source: source, name: name, shape: shape, values: values))
    }
    let upstream = backwardPasses.map(\.outputGradient)
    add(
      .outputGradient, (parts > 1 ? [parts] : []) + upstream[0].shape, upstream.flatMap(\.values))
    for result in TraceTensor.merged(backwardPasses.map(\.results)) {
      add(result.name, result.shape, result.values)
    }
    for gradient in parameterGradients {
      add(.gradient(of: gradient.name), gradient.tensor.shape, gradient.tensor.values)
    }
    for (input, (name, source)) in inputGradientNames.enumerated() {
      let gradients = backwardPasses.map { $0.inputGradients[input] }
      add(
        name, (parts > 1 ? [parts] : []) + gradients[0].shape, gradients.flatMap(\.values),
        source: source)
    }
    return results
  }
}
