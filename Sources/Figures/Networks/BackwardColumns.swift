import Drawing
import Neural
import Wording

/// How a column hangs together with the one before it.
enum BackwardLinks: Sendable {
  /// Nothing goes from one to the other.
  case none
  /// Each map goes to the map with its number.
  case apart
  /// All of one go to all of the other.
  case all
}

/// How the gradient of a column came about.
struct BackwardRule: Sendable {
  /// The formula.
  let formula: Formula?
  /// What there is to say of it, the most important first.
  let words: [String]

  /// The width that words are broken at.
  private static let width = 128.0

  /// As many lines as there may be, each sentence as a whole.
  func lines(most: Int, _ pen: Pen) -> (lines: [Picture], isCut: Bool) {
    var lines: [Picture] = []
    if most > 0, let formula {
      lines.append(pen.formula(formula, size: pen.legible(pen.measures.heading, formula)))
    }
    var isCut = most == 0 && formula != nil
    for sentence in words where !sentence.isEmpty {
      let broken = pen.lines(
        of: sentence, size: pen.measures.caption, width: BackwardRule.width)
      guard !isCut, lines.count + broken.count <= most else {
        isCut = true
        continue
      }
      lines += broken.map {
        pen.formula(.words($0), size: pen.measures.caption, color: pen.theme.muted)
      }
    }
    return (lines, isCut)
  }
}

/// The columns of a network that went backward: ∂C/∂a of the input and of every layer, and what the
/// gradient begins with.
struct BackwardColumns: Sendable {
  let run: NetworkRun
  let item: Int
  let loss: BackwardLoss?
  private(set) var columns: [NetworkColumn] = []

  init(_ exhibit: Exhibit, item: Int) {
    (run, self.item) = (exhibit.run, item)
    loss = BackwardLoss(exhibit.run, item: item)
    let forward = NetworkColumn.columns(of: exhibit, item: item).filter { !$0.isHead }
    for column in forward { columns.append(gradient(of: column, before: columns.last)) }
    if let last = forward.last, let own = normalised(after: last) { columns.append(own) }
    guard let loss, let last = columns.last else { return }
    guard last.content == .values, last.count == loss.answers.count else {
      columns.append(head(.cost, last, loss))
      return
    }
    columns.append(head(.differences, last, loss))
    columns.append(head(.cost, last, loss))
  }

  /// A column with the gradient in place of the activations.
  private func gradient(of column: NetworkColumn, before: NetworkColumn?) -> NetworkColumn {
    let values: Tensor
    let address: (stage: String, tensor: String)
    if let stage = column.stage {
      values = run.stages[stage].outputGradients[item]
      address = (run.stages[stage].stage.name, Tensors.outputGradient)
    } else {
      values = run.inputGradients?[item] ?? Tensor(shape: run.network.inputShape)
      address = (NetworkPlan.input, Tensors.outputGradient)
    }
    let isLogits = column.symbol?.plainText.first == "z"
    let number = String(column.number)
    var result = NetworkColumn(
      content: column.content, stage: column.stage, stages: column.stages, number: column.number,
      title: column.title,
      symbol: isLogits
        ? Notation(layer: number, components: Voice.current.notation.components).general(
          Tensors.delta)
        : .partial(.symbol("a", sup: number)),
      facts: column.facts, tensor: NetworkColumn.planes(values), address: address)
    result.isGradient = true
    result.rule = rule(of: column)
    result.links = links(of: column, to: before)
    return result
  }

  /// The column of a last stage that makes probabilities, where the cost takes those.
  private func normalised(after last: NetworkColumn) -> NetworkColumn? {
    let index = run.stages.count - 1
    let stage = run.stages[index]
    guard BackwardColumns.isNormalising(stage), last.stage != index,
      stage.outputs[item].rank == 1
    else { return nil }
    let number = String(stage.number)
    var column = NetworkColumn(
      content: .values, stage: index, stages: [index], number: stage.number,
      title: stage.stage.name, symbol: .partial(.symbol("a", sup: number)),
      facts: [Tensor.describe(stage.stage.outputShape)], tensor: stage.outputGradients[item],
      address: (stage.stage.name, Tensors.outputGradient))
    column.isGradient = true
    column.rule = rule(of: column)
    return column
  }

  /// Whether a stage makes probabilities, or their logarithms.
  private static func isNormalising(_ run: StageRun) -> Bool {
    run.stage.layer is Softmax || run.stage.layer is LogSoftmax
  }

  private func head(
    _ content: NetworkColumn.Content, _ last: NetworkColumn, _ loss: BackwardLoss
  ) -> NetworkColumn {
    var column = NetworkColumn(
      content: content, stage: nil, number: last.number,
      title: content == .cost ? say("cost") : say("answer − target"),
      symbol: content == .cost ? .math("C") : nil, facts: [""], tensor: last.tensor,
      address: last.address)
    column.isGradient = true
    column.rule =
      BackwardRule(formula: content == .cost ? nil : loss.difference, words: [])
    return column
  }

  // MARK: - How columns hang together

  private func links(of column: NetworkColumn, to before: NetworkColumn?) -> BackwardLinks {
    guard let before, let first = column.stages.first else { return .none }
    let sources = run.network.stages[first].sources
    let feeding = followers(of: before.stage)
    let isFed = sources.contains { source in
      switch source {
      case .input: before.stage == nil
      case .stage(let number): feeding.contains(number) || before.stages.contains(number)
      }
    }
    guard isFed else { return .none }
    let isApart =
      column.content == before.content && column.count == before.count
      && column.stages.allSatisfy { NetworkTrail.keepsApart(run.stages[$0], item: item) }
    return isApart ? .apart : .all
  }

  /// A stage and those behind it that only put its numbers into another shape.
  private func followers(of stage: Int?) -> [Int] {
    guard var last = stage else { return [] }
    var all = [last]
    while let next = reshaping(after: last) {
      all.append(next)
      last = next
    }
    return all
  }

  private func reshaping(after stage: Int) -> Int? {
    let fed = run.network.consumers(of: stage)
    guard fed.count == 1, let next = fed.first?.stage,
      run.stages[next].number == run.stages[stage].number
    else { return nil }
    return next
  }

  // MARK: - How gradients come about

  /// How ∂C/∂a of a column came from what it feeds.
  private func rule(of column: NetworkColumn) -> BackwardRule {
    let index = column.stage.map { followers(of: $0).last ?? $0 }
    let consumers = index.map { run.network.consumers(of: $0).map(\.stage) } ?? feedsOfInput
    var stopped: [String] = []
    if let stage = column.stage { stopped = stops(at: column.stages + [stage]) }
    guard let next = consumers.first else {
      if let loss, let index, index != column.stage, let softmax = run.stages.last,
        BackwardColumns.isNormalising(softmax), loss.pass.cost != .crossEntropy
      {
        return BackwardRule(
          formula: .row([
            .relation("="), .scripts(.math("J"), sub: nil, sup: .math("⊤")), .space(0.15),
            .partial(.symbol("a", sup: String(softmax.number))),
          ]), words: [say("J: the slopes of \(softmax.stage.layer.kind)")])
      }
      guard let loss else {
        return BackwardRule(formula: nil, words: [say("the gradient that was given")] + stopped)
      }
      return BackwardRule(formula: loss.rule, words: [loss.words] + stopped)
    }
    guard consumers.count == 1 else {
      let names = consumers.map { run.stages[$0].stage.name }.joined(separator: ", ")
      return BackwardRule(
        formula: .row([.relation("="), .math("∑")]),
        words: [say("what comes back from \(names), added")] + stopped)
    }
    let own = handed(by: next)
    return BackwardRule(formula: own.formula, words: own.words + stopped)
  }

  private var feedsOfInput: [Int] {
    run.network.stages.indices.filter { run.network.stages[$0].sources.contains(.input) }
  }

  /// What a stage hands back, in a formula and in words.
  private func handed(by index: Int) -> (formula: Formula?, words: [String]) {
    let stage = run.stages[index]
    let number = String(stage.number)
    let notation = Notation(layer: number, components: Voice.current.notation.components)
    let (w, delta) = (notation.general(Tensors.weight), notation.general(Tensors.delta))
    switch stage.stage.layer {
    case let layer as Convolution:
      let isWhole =
        layer.geometry.padding == .valid && layer.geometry.stride == Extent(1)
        && layer.geometry.dilation == Extent(1)
      let sign = layer.operation == .crossCorrelation ? "∗" : "⋆"
      return (
        .row([.relation("="), w, .relation(sign), delta]),
        [isWhole ? say("full convolution, summed") : say("transposed convolution, summed")]
      )
    case let layer as FullyConnected:
      let count = layer.weights.shape[0]
      return (
        .row([
          .relation("="), .scripts(.row([.math("("), w, .math(")")]), sub: nil, sup: .math("⊤")),
          .space(0.15), delta,
        ]),
        [
          count == 1
            ? say("from the one neuron") : say("from all \(NumberFormat.grouped(count)) neurons")
        ]
      )
    default: break
    }
    switch stage.stage.layer.kind {
    case "max-pooling": return (nil, [say("to the winner of each window"), ties(at: index)])
    case "average-pooling", "global-average-pooling", "adaptive-average-pooling":
      return (nil, [say("equal shares of each window")])
    case "add": return (nil, [say("handed on as it is")])
    default: return (nil, [say("through \(stage.stage.layer.kind)")])
    }
  }

  /// How many windows have several largest values, of which the first takes all of the gradient.
  private func ties(at index: Int) -> String {
    guard let account = run.stages[index].account(.forward, ofItem: item) else { return "" }
    let ties = account.count { step in
      step.terms.filter { !$0.isPadding && $0.value.value == step.result }.count > 1
    }
    let (count, all) = (NumberFormat.grouped(ties), NumberFormat.grouped(account.count))
    return ties == 0 ? "" : say("\(count) of \(all) windows tie")
  }

  /// Where an activation function among stages lets nothing of the gradient through.
  private func stops(at stages: [Int]) -> [String] {
    Array(Set(stages)).sorted().compactMap { index in
      guard let gate = BackwardGate(run.stages[index], item: item), gate.stopped > 0 else {
        return nil
      }
      let (stopped, reached) = (
        NumberFormat.grouped(gate.stopped), NumberFormat.grouped(gate.reached)
      )
      return say("\(gate.activation.title) stops \(stopped) of \(reached)")
    }
  }
}

/// What the slope of an activation function does to the gradient.
struct BackwardGate: Sendable {
  let activation: Activation
  /// The components of ∂C/∂a that are not 0.
  let reached: Int
  /// Those of them whose ∂C/∂z is 0.
  let stopped: Int

  /// The gate of a stage; nil where it has no activation function, or did not go backward.
  init?(_ run: StageRun, item: Int) {
    guard run.hasGradients, let backward = run.backwardPass(ofItem: item) else { return nil }
    let before = run.outputGradients[item].values
    let after: [Double]
    if let layer = run.stage.layer as? ActivationLayer {
      activation = layer.activation
      after = run.inputGradients(0)[item].values
    } else if let own = run.stage.layer.settings.activation("activation"), own != .identity,
      !run.isCoupled, let delta = backward.results[.biasGradientComponents]
    {
      activation = own
      after = delta.values
    } else {
      return nil
    }
    reached = before.count { $0 != 0 }
    stopped = zip(before, after).count { $0 != 0 && $1 == 0 }
  }
}
