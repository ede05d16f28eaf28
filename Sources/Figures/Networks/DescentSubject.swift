import Drawing
import Neural

/// What the figure of descent shows: a network, a batch of what it learns from, and the filter that
/// takes one step.
struct DescentSubject: FigureSubject {
  static var needs: Exhibit.Needs { .examples }

  let run: NetworkRun
  /// The number of the stage.
  let index: Int
  let layer: Convolution
  let examples: Examples
  let rate: Double
  let cost: Cost
  /// The filter; nil for that whose slope is steepest.
  let map: Int?

  init?(_ exhibit: Exhibit, focus: Focus) {
    let (run, stages) = (exhibit.run, exhibit.run.network.stages)
    let index = exhibit.isStageChosen ? exhibit.chosenConvolution : exhibit.convolutions.first
    guard let index, let layer = stages[index].layer as? Convolution,
      let examples = exhibit.examples, examples.count > 0,
      examples.itemShape.reduce(1, *) == run.network.inputShape.reduce(1, *),
      let most = examples.classes.max(), most < run.network.outputShape.reduce(1, *)
    else { return nil }
    let batch = examples[0..<min(max(1, exhibit.batch), examples.count)]
    (self.run, self.index, self.layer) = (run, index, layer)
    (self.examples, rate) = (batch, exhibit.rate)
    // What gives probabilities goes with no cost that makes them itself.
    cost = run.costs?.first?.cost ?? (run.network.isNormalised ? .quadratic : .crossEntropy)
    let positions = run.stages[index].outputs[0].count / layer.maps
    map =
      exhibit.isStageChosen && exhibit.stageIndex == index
      ? focus.step.map { $0 / max(1, positions) % layer.maps } : nil
  }
}

/// One step of gradient descent: the slope of the cost over a batch, and the cost along the way.
struct DescentStep: Sendable {
  let subject: DescentSubject
  /// The filter that moves; all other weights are held.
  let map: Int
  /// The plane of it that is shown: that with the steepest slope.
  let channel: Int
  /// ∂C/∂w of all weights of the stage.
  let gradient: Tensor
  /// The cost before the step.
  let before: Double
  /// The cost after it.
  let after: Double
  /// The cost at some lengths of the step, in multiples of the rate.
  let curve: [(length: Double, cost: Double)]
  /// Σ (∂C/∂w)² over the filter.
  let slope: Double

  /// How far beyond the step the curve goes, in steps.
  static let reach = 4.0
  private static let samples = 24

  /// The step; nil where the network has no gradient over the batch.
  init?(_ subject: DescentSubject) {
    let network = subject.run.network
    let (items, targets) = DescentStep.batch(subject)
    guard let run = try? network.forward(items, mode: .inference),
      let backward = try? run.backward(from: subject.cost, targets, reduction: .mean),
      let gradient = backward.stages[subject.index].parameterGradients[.weight],
      let before = backward.cost, before.isFinite, gradient.values.allSatisfy(\.isFinite)
    else { return nil }
    let size = gradient.count / gradient.shape[0]
    func steepness(_ places: Range<Int>) -> Double {
      places.reduce(0) { $0 + gradient.values[$1] * gradient.values[$1] }
    }
    let slopes = (0..<gradient.shape[0]).map { steepness(($0 * size)..<(($0 + 1) * size)) }
    let map = subject.map ?? slopes.indices.max { slopes[$0] < slopes[$1] } ?? 0
    let plane = gradient.shape[2] * gradient.shape[3]
    let planes = (0..<gradient.shape[1]).map { channel in
      let start = map * size + channel * plane
      return steepness(start..<(start + plane))
    }
    func cost(_ length: Double) -> Double? {
      DescentStep.cost(
        of: subject, run, targets,
        moved: (map * size)..<((map + 1) * size), along: gradient, by: length * subject.rate)
    }
    guard let after = cost(1) else { return nil }
    (self.subject, self.map, self.gradient) = (subject, map, gradient)
    channel = planes.indices.max { planes[$0] < planes[$1] } ?? 0
    (self.before, self.after, slope) = (before, after, slopes[map])
    curve = (0...DescentStep.samples).compactMap { sample in
      let length = DescentStep.reach * Double(sample) / Double(DescentStep.samples)
      return length == 0 ? (0, before) : cost(length).map { (length, $0) }
    }
  }

  private static func batch(_ subject: DescentSubject) -> (items: [Tensor], targets: [Target]) {
    let shape = subject.run.network.inputShape
    let items = (0..<subject.examples.count).compactMap {
      try? subject.examples.input($0).reshaped(shape)
    }
    return (items, subject.examples.classes.map(Target.class))
  }

  /// The mean cost with some weights of the stage moved against a gradient; nil where it is no number.
  private static func cost(
    of subject: DescentSubject, _ run: NetworkRun, _ targets: [Target], moved: Range<Int>,
    along gradient: Tensor, by length: Double
  ) -> Double? {
    var values = subject.layer.weights.values
    for place in moved { values[place] -= length * gradient.values[place] }
    guard let weights = try? Tensor(shape: gradient.shape, values: values),
      let layer = run.layer(of: subject.index, with: [NamedTensor(.weight, weights)])
    else { return nil }
    let stages = run.network.stages
    var sum = 0.0
    for (item, target) in targets.enumerated() {
      // What does not depend on the filter is as it was.
      var changed: [Int: Tensor] = [:]
      for stage in subject.index..<stages.count {
        let isFed = stages[stage].sources.contains { source in
          if case .stage(let number) = source { changed[number] != nil } else { false }
        }
        guard stage == subject.index || isFed else { continue }
        let inputs = stages[stage].sources.map { source -> Tensor in
          switch source {
          case .input: run.items[item]
          case .stage(let number): changed[number] ?? run.stages[number].outputs[item]
          }
        }
        let own = stage == subject.index ? layer : stages[stage].layer
        guard let output = try? own.output(of: inputs, mode: .inference) else { return nil }
        changed[stage] = output
      }
      let output = changed[stages.count - 1] ?? run.outputs[item]
      guard let value = try? subject.cost.value(of: output, target: target) else { return nil }
      sum += value
    }
    let mean = sum / Double(targets.count)
    return mean.isFinite ? mean : nil
  }

  // MARK: - Values

  private var stage: String { subject.run.stages[subject.index].stage.name }

  private func address(_ tensor: String, _ cell: Cell) -> Source.Address {
    Source.Address(stage: stage, tensor: tensor, index: [map, channel, cell.row, cell.column])
  }

  /// A weight before the step.
  func weight(_ cell: Cell) -> Datum {
    Datum(
      address(Tensors.weight, cell), subject.layer.weights[map, channel, cell.row, cell.column])
  }

  /// Its slope ∂C/∂w.
  func slope(_ cell: Cell) -> Datum {
    Datum(
      address(Tensors.weightGradient, cell), gradient[map, channel, cell.row, cell.column])
  }

  /// −η.
  var negativeRate: Datum { Datum(.init(tensor: DescentStep.rateName), -subject.rate) }

  /// Its step −η ∂C/∂w.
  func step(_ cell: Cell) -> Datum {
    Datum(address(DescentStep.stepName, cell), -subject.rate * slope(cell).value)
  }

  /// The weight after the step.
  func moved(_ cell: Cell) -> Datum {
    Datum(
      address(DescentStep.movedName, cell), weight(cell).value - subject.rate * slope(cell).value)
  }

  static let rateName = "negative_learning_rate"
  static let stepName = "weight_step"
  static let movedName = "new_weight"

  var costBefore: Datum { Datum(.init(stage: NetworkPlan.cost, tensor: "cost"), before) }
  var costAfter: Datum { Datum(.init(stage: NetworkPlan.cost, tensor: "new_cost"), after) }
  var change: Datum { Datum(.init(stage: NetworkPlan.cost, tensor: "cost_change"), after - before) }
  /// What the slope promises: −η Σ (∂C/∂w)².
  var promise: Datum {
    Datum(.init(stage: NetworkPlan.cost, tensor: "promised_change"), -subject.rate * slope)
  }

  var extent: Extent { subject.layer.kernel }
  var cells: [Cell] { (0..<extent.count).map { Cell($0 / extent.columns, $0 % extent.columns) } }
  /// The cell whose slope is steepest.
  var steepest: Cell {
    cells.max { abs(slope($0).value) < abs(slope($1).value) } ?? Cell(0, 0)
  }
}
