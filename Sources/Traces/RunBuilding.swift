import Neural

extension TraceHeader {
  /// The run that the trace is of, computed from its operands.
  ///
  /// - Throws: ``TraceError`` where the network cannot be built, or is too large for what the trace
  ///   says of it.
  func run() throws(TraceError) -> TracedRun {
    let plan = NetworkPlan(name: network, inputShape: inputShape, stages: stages.map(\.plan))
    guard Tensor.boundedCount(of: inputShape) > 0,
      Tensor.boundedCount(of: inputShape) <= TraceHeader.valueLimit
    else { throw TraceError(line: operandsLine, .tooManyValues(name: "input_shape")) }
    let items = try items(of: NetworkPlan.input, shape: inputShape)
    for stage in stages { try checkParameters(of: stage) }
    var run: NetworkRun
    do {
      let network = try plan.network(parameters: operands)
      try check(network)
      try checkSize(of: network, items: items.count)
      run = try network.forward(items, mode: mode)
      if let cost {
        let targets = try self.items(
          of: TraceHeader.target, shape: network.outputShape, count: items.count)
        run = try run.backward(from: cost, targets.map(Target.tensor), reduction: reduction)
      } else if operands[TraceHeader.upstreamGradient] != nil {
        let gradients = try self.items(
          of: TraceHeader.upstreamGradient, shape: network.outputShape, count: items.count)
        run = try run.backward(outputGradient: gradients, reduction: reduction)
      }
    } catch let error as NetworkError {
      let line = stages.first { $0.plan.name == error.stage }?.line ?? operandsLine
      throw TraceError(line: line, .network(error))
    } catch let error as TraceError {
      throw error
    } catch {
      throw TraceError(line: operandsLine, .unreadable(reason: "\(error)"))
    }
    return TracedRun(run, names: names)
  }

  /// The operand that a trace with gradients has.
  static let upstreamGradient = "upstream_gradient"
  /// The operand that a trace with a cost has.
  private static let target = "target"

  /// Checks that the cost, and the gradient that is said to be its, are what the outputs and the
  /// targets give.
  func checkCost(of run: NetworkRun, by replay: TraceReplay) throws(TraceError) {
    guard let expected = run.cost else { return }
    if let costValue {
      let slack = { TraceTolerance.derived * (1 + abs(expected)) }
      guard TraceTolerance.holds(costValue.value, expected, slack: slack) else {
        throw TraceError(
          line: costValue.line,
          .mismatch(
            TraceMismatch(
              key: "results.cost.value", expected: "\(expected)", found: "\(costValue.value)")))
      }
    }
    if let upstream = operands[TraceHeader.upstreamGradient] {
      try replay.check(upstream, of: TraceHeader.upstreamGradient, line: operandsLine)
    }
  }

  /// An operand that has one tensor of a shape for each item.
  private func items(
    of key: String, shape: [Int], count: Int? = nil
  ) throws(TraceError) -> [Tensor] {
    guard let tensor = operands[key] else {
      throw TraceError(line: operandsLine, .missing(key: key, in: "\"operands\""))
    }
    if tensor.shape == shape, (count ?? 1) == 1 { return [tensor] }
    guard tensor.rank == shape.count + 1, Array(tensor.shape.dropFirst()) == shape,
      (count ?? tensor.shape[0]) == tensor.shape[0]
    else {
      let expected = (count ?? 1) > 1 ? [count ?? 1] + shape : shape
      throw TraceError(
        line: operandsLine,
        .mismatch(
          TraceMismatch(
            key: "operands.\(key).shape", expected: Tensor.describe(expected),
            found: Tensor.describe(tensor.shape))))
    }
    return (0..<tensor.shape[0]).map { tensor[slice: $0] }
  }

  /// Refuses a stage whose parameters are not all among the operands, before anything is allocated
  /// for them.
  private func checkParameters(of stage: StageRecord) throws(TraceError) {
    guard let declaration = LayerRegistry[stage.plan.kind] else { return }
    let (count, takes) = (stage.plan.sources.count, declaration.inputs)
    guard takes == .one ? count == 1 : count >= 2 else {
      throw TraceError(
        line: stage.line,
        .network(NetworkError(stage: stage.plan.name, .sourceCount(count, takes: takes))))
    }
    guard stage.inputShapes.count == count else {
      throw TraceError(
        line: stage.line,
        .mismatch(
          TraceMismatch(
            stage: stage.plan.name, key: "input_shapes", expected: "\(count) shapes",
            found: "\(stage.inputShapes.count)")))
    }
    for shape in stage.inputShapes {
      let count = Tensor.boundedCount(of: shape)
      guard count > 0, count <= TraceHeader.valueLimit else {
        throw TraceError(line: stage.line, .tooManyValues(name: "input_shapes"))
      }
    }
    let declared: [ParameterDeclaration]
    do throws(LayerError) {
      declared = try declaration.parameters(
        stage.plan.settings.completed(by: declaration.settings), stage.inputShapes)
    } catch {
      throw TraceError(
        line: stage.line,
        .network(
          NetworkError(stage: stage.plan.name, .layer(error, inputs: stage.inputShapes))))
    }
    for parameter in declared {
      let key = "\(stage.plan.name).\(parameter.name)"
      guard operands[key] != nil else {
        throw TraceError(line: operandsLine, .missing(key: key, in: "\"operands\""))
      }
    }
  }

  /// Refuses shapes that are not those of the network.
  private func check(_ network: Network) throws(TraceError) {
    for (record, stage) in zip(stages, network.stages) {
      let pairs = [
        ("input_shapes", "\(record.inputShapes)", "\(stage.inputShapes)"),
        ("output_shape", "\(record.outputShape)", "\(stage.outputShape)"),
      ]
      for (key, found, expected) in pairs where found != expected {
        throw TraceError(
          line: record.line,
          .mismatch(
            TraceMismatch(stage: stage.name, key: key, expected: expected, found: found)))
      }
    }
  }

  /// Refuses a network whose stages give far more values than the trace itself holds: a few bytes
  /// can describe layers with millions of neurons.
  private func checkSize(of network: Network, items: Int) throws(TraceError) {
    var room = min(TraceHeader.valueLimit, valueCount + TraceHeader.unstatedLimit)
    for (record, stage) in zip(stages, network.stages) {
      let (count, overflow) = Tensor.boundedCount(of: stage.outputShape)
        .multipliedReportingOverflow(by: items)
      guard !overflow, count <= room else {
        throw TraceError(line: record.line, .tooManyValues(name: stage.name))
      }
      room -= count
    }
  }

  /// The most values that the stages may give beyond those that the trace holds.
  private static let unstatedLimit = 1 << 22
}
