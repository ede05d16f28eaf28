import Drawing
import Neural

/// What the figure of the gradient's flow shows: a run with gradients, and perhaps examples to try.
struct GradientFlowSubject: FigureSubject {
  static var needs: Exhibit.Needs { .gradient }

  let exhibit: Exhibit
  let item: Int

  init?(_ exhibit: Exhibit, focus: Focus) {
    guard exhibit.run.stages.allSatisfy(\.hasGradients) else { return nil }
    (self.exhibit, item) = (exhibit, focus.item)
  }
}

/// δ = ∂C/∂z of every layer with weights, for one input and on average over all inputs that were tried.
struct GradientFlow: Sendable {
  /// One layer.
  struct Layer: Sendable {
    /// The stage's name.
    let stage: String
    /// The number of the layer.
    let number: Int
    /// δ of the input that is looked at: [maps, rows, columns], or a vector.
    let delta: Tensor
    /// The mean of |δ| over all neurons and all inputs.
    let mean: Datum
    /// What its activation function lets through; nil where it has none.
    let gate: Gate?
  }

  /// How many neurons of a layer learn nothing.
  struct Gate: Sendable {
    let activation: Activation
    /// The neurons whose slope was next to nothing for every input.
    let closed: Int
    /// All of them.
    let count: Int

    /// Whether the function is flat at 0 on one side, so that what is closed gives the same always.
    var isFlat: Bool {
      switch activation {
      case .relu, .relu6, .thresholdedReLU: true
      default: false
      }
    }
  }

  let layers: [Layer]
  /// How many inputs were tried.
  let tried: Int
  /// Whether those are examples that were brought.
  let isOfExamples: Bool

  /// A slope below this lets next to nothing through.
  static let leastSlope = 0.05
  /// The most examples that are tried.
  static let most = 200

  init(_ subject: GradientFlowSubject) {
    let (exhibit, run) = (subject.exhibit, subject.exhibit.run)
    let weighted = run.stages.indices.filter { index in
      let layer = run.stages[index].stage.layer
      return layer.parameters[.weight] != nil && layer.declaration.countsAsLayer
    }
    let stages = weighted.isEmpty ? Array(run.stages.indices) : weighted
    let several = GradientFlow.run(over: exhibit)
    let trial = several ?? run
    isOfExamples = several != nil
    tried = trial.items.count
    layers = stages.map { index in
      let stage = run.stages[index]
      let all = trial.items.indices.map {
        GradientFlow.delta(trial.stages[index], item: $0)
      }
      let sum = all.reduce(0.0) { $0 + $1.values.reduce(0) { $0 + abs($1) } }
      let count = all.reduce(0) { $0 + $1.count }
      return Layer(
        stage: stage.stage.name, number: stage.number,
        delta: NetworkColumn.planes(GradientFlow.delta(stage, item: subject.item)),
        mean: Datum(
          .init(stage: stage.stage.name, tensor: GradientFlow.meanName),
          count > 0 ? sum / Double(count) : 0),
        gate: GradientFlow.gate(trial, index))
    }
  }

  /// What the mean of |δ| is called.
  static let meanName = "mean_of_components"

  /// A run over examples with gradients; nil where there are none that fit.
  private static func run(over exhibit: Exhibit) -> NetworkRun? {
    let network = exhibit.run.network
    guard let examples = exhibit.heldOut ?? exhibit.examples, examples.count > 0,
      examples.itemShape.reduce(1, *) == network.inputShape.reduce(1, *)
    else { return nil }
    let count = min(examples.count, most)
    let items = (0..<count).compactMap {
      try? examples.input($0).reshaped(network.inputShape)
    }
    let targets = examples.classes.prefix(count).map(Target.class)
    let cost = exhibit.run.costs?.first?.cost ?? exhibit.cost ?? .crossEntropy
    return try? network.forward(items, mode: exhibit.run.mode).backward(from: cost, targets)
  }

  /// δ of a stage.
  private static func delta(_ run: StageRun, item: Int) -> Tensor {
    if !run.isCoupled,
      let own = run.backwardPass(ofItem: item)?.results[.biasGradientComponents]
    {
      return own
    }
    return run.outputGradients[item]
  }

  /// How many neurons of the activation function behind a stage are closed for every input.
  private static func gate(_ run: NetworkRun, _ index: Int) -> Gate? {
    let own = run.stages[index].stage.layer.settings.activation("activation") ?? .identity
    var stage = index
    var activation = own
    if own == .identity {
      let follower = run.followers(of: index).first {
        run.network.stages[$0].layer is ActivationLayer
      }
      guard let follower, let layer = run.network.stages[follower].layer as? ActivationLayer,
        layer.activation != .identity
      else { return nil }
      (stage, activation) = (follower, layer.activation)
    }
    var isClosed: [Bool]?
    for item in run.items.indices {
      guard !run.stages[stage].isCoupled,
        let slopes = run.stages[stage].backwardPass(ofItem: item)?.results[.activationDerivatives]
      else { return nil }
      let closed = slopes.values.map { abs($0) < leastSlope }
      isClosed = isClosed.map { zip($0, closed).map { $0 && $1 } } ?? closed
    }
    guard let isClosed else { return nil }
    return Gate(activation: activation, closed: isClosed.count { $0 }, count: isClosed.count)
  }
}
