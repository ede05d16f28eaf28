import Neural

extension JSONOutput {
  /// Writes the members that come before the steps, each on a line of its own.
  mutating func header(
    of traced: TracedRun, by generator: TraceGenerator, stepCount: Int,
    _ sink: (UnsafeRawBufferPointer) throws -> Void
  ) rethrows {
    let run = traced.run
    breakLine(depth: 1)
    member("format", TraceFormat.name)
    breakLine(depth: 1)
    key("version")
    value(TraceFormat.version)
    breakLine(depth: 1)
    key("generator")
    openObject()
    member("name", generator.name)
    if let version = generator.version { member("version", version) }
    closeObject()
    breakLine(depth: 1)
    member("network", run.network.name)
    breakLine(depth: 1)
    member("mode", run.mode.rawValue)
    if run.isBatch, run.upstreamGradient != nil {
      breakLine(depth: 1)
      member("reduction", run.reduction.rawValue)
    }
    if !traced.names.isEmpty {
      breakLine(depth: 1)
      key("names")
      openObject()
      for (key, name) in traced.names.sorted(by: { $0.key < $1.key }) { member(key, name) }
      closeObject()
    }
    breakLine(depth: 1)
    key("input_shape")
    value(run.network.inputShape)
    breakLine(depth: 1)
    key("stages")
    openArray()
    for (stage, place) in zip(run.network.stages, run.stages) {
      breakLine(depth: 2)
      self.stage(stage, from: place.sourceNames.map(\.stage))
    }
    breakEnd(depth: 1)
    closeArray()
    if let cost = run.costs?.first?.cost {
      breakLine(depth: 1)
      key("cost")
      openObject()
      member("name", cost.rawValue)
      closeObject()
    }
    try tensors(of: traced, sink)
    breakLine(depth: 1)
    key("step_count")
    value(stepCount)
  }

  /// Writes operands, results, and what their names stand for.
  private mutating func tensors(
    of traced: TracedRun, _ sink: (UnsafeRawBufferPointer) throws -> Void
  ) rethrows {
    let run = traced.run
    breakLine(depth: 1)
    key("operands")
    openObject()
    for operand in run.operands { try tensor(operand, depth: 2, sink) }
    let shape = run.shape(ofItems: run.network.outputShape)
    if let costs = run.costs {
      breakLine(depth: 2)
      key("target")
      try tensor(shape: shape, values: costs.flatMap(\.target.values), sink)
    }
    if let upstream = run.upstreamGradient {
      breakLine(depth: 2)
      key("upstream_gradient")
      try tensor(shape: shape, values: upstream, sink)
    }
    breakEnd(depth: 1)
    closeObject()
    breakLine(depth: 1)
    key("results")
    openObject()
    var names: [TensorName] = [.input]
    for part in TracePart.all(of: run) {
      breakLine(depth: 2)
      key(escaped: part.name)
      openObject()
      if part.name == NetworkPlan.cost, let cost = run.cost {
        breakLine(depth: 3)
        key("value")
        value(cost)
      }
      try results(part.results(), &names, sink)
      breakEnd(depth: 2)
      closeObject()
    }
    breakEnd(depth: 1)
    closeObject()
    for stage in run.stages { names += stage.stage.layer.parameters.map(\.name) }
    notation(of: names)
  }

  /// Writes the results of a stage; those of several inputs together under one key.
  private mutating func results(
    _ tensors: [TraceTensor], _ names: inout [TensorName],
    _ sink: (UnsafeRawBufferPointer) throws -> Void
  ) rethrows {
    var results = tensors[...]
    while let result = results.first {
      if result.source == nil {
        try tensor(result, depth: 3, sink)
        results.removeFirst()
      } else {
        let parts = results.prefix { $0.source != nil }
        breakLine(depth: 3)
        key(escaped: result.key)
        openObject()
        for part in parts { try tensor(part, key: part.source, depth: 4, sink) }
        breakEnd(depth: 3)
        closeObject()
        results.removeFirst(parts.count)
        names.append(.activationGradient)
      }
      names.append(result.name)
    }
  }

  private mutating func notation(of names: [TensorName]) {
    breakLine(depth: 1)
    key("notation")
    openObject()
    var met: Set<TensorName> = []
    for name in names where met.insert(name).inserted {
      guard let meaning = TraceNotation.meaning(of: name) else { continue }
      breakLine(depth: 2)
      member(name.rawValue, meaning)
    }
    breakEnd(depth: 1)
    closeObject()
  }

  private mutating func tensor(
    _ tensor: TraceTensor, key: String? = nil, depth: Int,
    _ sink: (UnsafeRawBufferPointer) throws -> Void
  ) rethrows {
    breakLine(depth: depth)
    self.key(escaped: key ?? tensor.key)
    try self.tensor(shape: tensor.shape, values: tensor.values, sink)
  }

  /// Writes a member that is a string.
  mutating func member(_ key: String, _ value: String) {
    self.key(escaped: key)
    self.value(value)
  }
}

/// What the names of tensors stand for.
enum TraceNotation {
  /// What a name stands for, in the article's notation; nil for one that is a layer's own.
  static func meaning(of name: TensorName) -> String? {
    switch name {
    case .input: "a⁰, the network's input; values row by row, indices from 0"
    case .weight: "wᴸ, the weights"
    case .bias: "bᴸ, the biases"
    case .z: "zᴸ, the raw activations, before the activation function"
    case .a: "aᴸ = σ(zᴸ), the activations, which are what comes out"
    case .output: "aᴸ, what comes out"
    case .activationDerivatives: "σ′(zᴸ), the slope of the activation function at each neuron"
    case .outputGradient: "∂C/∂aᴸ, which comes from the stages that this one feeds"
    case .biasGradientComponents: "δᴸ = ∂C/∂zᴸ = σ′(zᴸ) · ∂C/∂aᴸ, the components of ∂C/∂bᴸ"
    case .gradient(of: .bias): "∂C/∂bᴸ"
    case .gradient(of: .weight): "∂C/∂wᴸ, in the shape of the weights"
    case .cost: "C, the cost of each item"
    case .target: "y, what the output should have been"
    case .error: "a − y, what the output is more than the target"
    case .probabilities: "p, the probabilities that the cost makes of the output"
    case .surprisal: "−ln p of each output"
    case .losses: "what each output adds to the cost"
    case .activationGradient: "∂C/∂aᴸ⁻¹, which goes back to the stages that feed this one"
    default: nil
    }
  }
}
