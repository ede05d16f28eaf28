/// A network's computation over one input or a batch: each stage's pass, and after going backward its
/// gradients. The only thing that leaves the core.
///
/// A run holds operands and results; steps are computed when they are asked for.
public struct NetworkRun: Sendable {
  /// The network.
  public let network: Network
  /// Whether the network learns or answers.
  public let mode: Mode
  /// The input of each item, each of the network's input shape.
  public let items: [Tensor]
  /// Every stage's run, in the network's order.
  public private(set) var stages: [StageRun]
  /// The cost of each item; nil where the gradient did not come from a cost.
  public private(set) var costs: [CostPass]?
  /// Whether the cost and the gradients of parameters are added up over the items or averaged.
  public private(set) var reduction = Reduction.sum

  init(network: Network, mode: Mode, items: [Tensor], stages: [StageRun]) {
    (self.network, self.mode, self.items, self.stages) = (network, mode, items, stages)
  }

  /// What comes out of the last stage, for each item.
  public var outputs: [Tensor] { stages.last?.outputs ?? items }

  /// The run of the stage of that name.
  ///
  /// - Throws: ``NetworkError`` where there is none.
  public func stage(_ name: String) throws(NetworkError) -> StageRun {
    stages[try network.index(of: name)]
  }

  /// The run with every gradient of a cost, given what the output of each item should have been.
  ///
  /// - Throws: ``NetworkError`` where there is not one target for each item, a target does not go with
  ///   the output, or the cost cannot mean anything over it.
  public func backward(
    from cost: Cost, _ targets: [Target], reduction: Reduction = .sum
  ) throws(NetworkError) -> NetworkRun {
    guard targets.count == items.count else {
      throw NetworkError(stage: nil, .targetCount(targets.count, items: items.count))
    }
    if cost.takesLogits, network.isNormalised, let last = network.stages.last {
      throw NetworkError(stage: last.name, .costOfProbabilities(cost, kind: last.layer.kind))
    }
    var passes: [CostPass] = []
    for (output, target) in zip(outputs, targets) {
      do throws(LayerError) { passes.append(try cost.pass(of: output, target: target)) } catch {
        throw NetworkError(
          stage: network.stages.last?.name, .layer(error, inputs: [network.outputShape]))
      }
    }
    var run = try backward(outputGradient: passes.map(\.gradient), reduction: reduction)
    run.costs = passes
    return run
  }

  /// The run with every gradient of a cost of its one item.
  ///
  /// - Throws: ``NetworkError`` as for several targets.
  public func backward(from cost: Cost, _ target: Target) throws(NetworkError) -> NetworkRun {
    try backward(from: cost, [target])
  }

  /// The run with every gradient, for a gradient ∂C/∂a of the last stage's output for each item.
  ///
  /// Where a stage feeds several, its gradient is the sum of what they hand back.
  /// - Throws: ``NetworkError`` where a gradient has another shape, or a layer has no backward pass.
  public func backward(
    outputGradient: [Tensor], reduction: Reduction = .sum
  ) throws(NetworkError) -> NetworkRun {
    for gradient in outputGradient where gradient.shape != network.outputShape {
      throw NetworkError(
        stage: nil, .gradientShape(expected: network.outputShape, found: gradient.shape))
    }
    precondition(outputGradient.count == items.count, "one gradient for each item")
    var run = self
    run.reduction = reduction
    run.costs = nil
    for index in stages.indices.reversed() {
      let handed = run.handed(to: .stage(index))
      var gradient = HandedGradients.sums(handed)
      if index == stages.count - 1 { gradient = outputGradient }
      // A stage that nothing comes back to has no part in the cost.
      let shape = network.stages[index].outputShape
      do {
        run.stages[index] = try stages[index].backward(
          outputGradient: gradient ?? items.map { _ in Tensor(shape: shape) }, from: handed)
        run.stages[index].reduction = reduction
      } catch {
        throw NetworkError(
          stage: network.stages[index].name,
          .layer(error, inputs: network.stages[index].inputShapes))
      }
    }
    return run
  }

  /// ∂C/∂a⁰ for each item: the sum of what the stages hand back that the input feeds; nil before the
  /// run went backward.
  public var inputGradients: [Tensor]? {
    guard stages.allSatisfy(\.hasGradients) else { return nil }
    return HandedGradients.sums(handed(to: .input)) ?? items.map { Tensor(shape: $0.shape) }
  }

  /// How ∂C/∂a⁰ adds up over the stages that the input feeds; nil where those are fewer than two, or
  /// before the run went backward.
  public func inputGradientAccount(ofItem item: Int = 0) -> Account? {
    let handed = handed(to: .input)
    guard handed.count > 1, stages.allSatisfy(\.hasGradients) else { return nil }
    return HandedGradients.account(handed, to: NetworkPlan.input, item: item, of: items.count)
  }

  /// The gradient of every parameter that is learnt, named as PyTorch names parameters:
  /// `conv1.weight`.
  public var parameterGradients: [(name: String, tensor: Tensor)] {
    stages.flatMap { run in
      run.parameterGradients.map { ("\(run.stage.name).\($0.name)", $0.tensor) }
    }
  }

  /// What the stages hand back to one that feeds them, in the network's order.
  private func handed(to source: Network.Source) -> [HandedGradients] {
    stages.flatMap { run in
      run.stage.sources.indices.filter { run.stage.sources[$0] == source }.map { input in
        HandedGradients(
          stage: run.stage.name, input: input, gradients: run.inputGradients(input))
      }
    }
  }
}

/// What becomes of the items of a batch in the cost and in the gradients of parameters.
public enum Reduction: String, Sendable, Hashable, CaseIterable {
  /// They are added up.
  case sum
  /// They are averaged.
  case mean
}

extension HandedGradients {
  /// The sum of what is handed back, for each item; nil where nothing is.
  static func sums(_ handed: [HandedGradients]) -> [Tensor]? {
    guard let first = handed.first else { return nil }
    return handed.dropFirst().reduce(first.gradients) { sums, next in
      zip(sums, next.gradients).map { $0.adding($1) }
    }
  }
}

extension Network {
  /// The run over the items of a batch, each of the network's input shape; one item is a batch of
  /// one.
  ///
  /// - Throws: ``NetworkError`` where an item has another shape, or a layer refuses what reaches it.
  public func forward(_ items: [Tensor], mode: Mode = .inference) throws(NetworkError)
    -> NetworkRun
  {
    for item in items where item.shape != inputShape {
      throw NetworkError(stage: nil, .inputShape(expected: inputShape, found: item.shape))
    }
    var runs: [StageRun] = []
    for (index, stage) in stages.enumerated() {
      let fed = items.indices.map { item in
        stage.sources.map { source in
          switch source {
          case .input: items[item]
          case .stage(let number): runs[number].outputs[item]
          }
        }
      }
      do {
        runs.append(
          try StageRun(
            stage: stage, number: layerNumber(of: index),
            sourceNames: stage.sources.map { source in
              switch source {
              case .input: (NetworkPlan.input, TensorName.output)
              case .stage(let number): (stages[number].name, runs[number].outputName)
              }
            },
            items: fed, mode: mode))
      } catch {
        throw NetworkError(stage: stage.name, .layer(error, inputs: stage.inputShapes))
      }
    }
    return NetworkRun(network: self, mode: mode, items: items, stages: runs)
  }

  /// The run over one input, or over a batch: a tensor of one dimension more, whose first is the
  /// items.
  ///
  /// - Throws: ``NetworkError`` where the input has another shape.
  public func forward(_ input: Tensor, mode: Mode = .inference) throws(NetworkError) -> NetworkRun {
    let isBatch = input.rank == inputShape.count + 1 && Array(input.shape.dropFirst()) == inputShape
    return try forward(isBatch ? input.unstacked : [input], mode: mode)
  }
}

extension Tensor {
  /// The sum of two tensors of one shape, element by element.
  func adding(_ other: Tensor) -> Tensor {
    Tensor(uncheckedShape: shape, values: zip(values, other.values).map { $0 + $1 })
  }

  /// Tensors of one shape, put together along a new first dimension.
  static func stacked(_ tensors: [Tensor]) -> Tensor {
    Tensor(
      uncheckedShape: [tensors.count] + (tensors.first?.shape ?? []),
      values: tensors.flatMap(\.values))
  }

  /// The tensors along the first dimension.
  var unstacked: [Tensor] { (0..<shape[0]).map { self[slice: $0] } }
}
