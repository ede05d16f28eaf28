/// A network's computation over one input or a batch: each stage's pass, and after
/// ``backward(outputGradient:)`` its gradients. The only thing that leaves the core.
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

  /// What comes out of the last stage, for each item.
  public var outputs: [Tensor] { stages.last?.outputs ?? items }

  /// The run of the stage of that name.
  ///
  /// - Throws: ``NetworkError`` where there is none.
  public func stage(_ name: String) throws(NetworkError) -> StageRun {
    stages[try network.index(of: name)]
  }

  /// The run with every gradient, for a gradient ∂C/∂a of the last stage's output for each item.
  ///
  /// Where a stage feeds several, its gradient is the sum of what they hand back.
  /// - Throws: ``NetworkError`` where a gradient has another shape, or a layer has no backward pass.
  public func backward(outputGradient: [Tensor]) throws(NetworkError) -> NetworkRun {
    for gradient in outputGradient where gradient.shape != network.outputShape {
      throw NetworkError(
        stage: nil, .gradientShape(expected: network.outputShape, found: gradient.shape))
    }
    precondition(outputGradient.count == items.count, "one gradient for each item")
    var run = self
    var gradients: [[Tensor]?] = Array(repeating: nil, count: stages.count)
    if !stages.isEmpty { gradients[stages.count - 1] = outputGradient }
    for index in stages.indices.reversed() {
      // A stage that nothing comes back to has no part in the cost.
      let shape = network.stages[index].outputShape
      let gradient = gradients[index] ?? items.map { _ in Tensor(shape: shape) }
      do {
        run.stages[index] = try stages[index].backward(outputGradient: gradient)
      } catch {
        throw NetworkError(
          stage: network.stages[index].name,
          .layer(error, inputs: network.stages[index].inputShapes))
      }
      for (number, source) in network.stages[index].sources.enumerated() {
        guard case .stage(let before) = source else { continue }
        let handed = run.stages[index].inputGradients(number)
        gradients[before] =
          gradients[before].map { sum in
            zip(sum, handed).map { $0.adding($1) }
          } ?? handed
      }
    }
    return run
  }

  /// ∂C/∂a⁰ for each item: the sum of what the stages hand back that the input feeds.
  public var inputGradients: [Tensor]? {
    guard stages.allSatisfy(\.hasGradients) else { return nil }
    var sums = items.map { Tensor(shape: $0.shape) }
    for stage in stages {
      for (number, source) in stage.stage.sources.enumerated() where source == .input {
        sums = zip(sums, stage.inputGradients(number)).map { $0.adding($1) }
      }
    }
    return sums
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

  /// The run over one input.
  ///
  /// - Throws: ``NetworkError`` where the input has another shape.
  public func forward(_ input: Tensor, mode: Mode = .inference) throws(NetworkError) -> NetworkRun {
    try forward([input], mode: mode)
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
