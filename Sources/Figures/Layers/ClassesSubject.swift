#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

import Drawing
import Neural

/// Logits and the probabilities that softmax makes of them; with a cross-entropy also the target,
/// what each class would cost, and the gradient.
struct ClassesSubject: FigureSubject {
  /// One class.
  struct Entry: Sendable {
    /// The place in the tensors.
    let index: [Int]
    let logit: Double
    let probability: Double
  }

  /// What the cost adds to the entries, in their order.
  struct Loss: Sendable {
    /// y.
    let target: [Double]
    /// −ln p.
    let surprisal: [Double]
    /// ∂C/∂z.
    let gradient: [Double]
    /// C.
    let cost: Double
  }

  /// What the tensors are called whose values are shown.
  struct Names: Sendable {
    let logits: String
    let probabilities: String
  }

  let entries: [Entry]
  let loss: Loss?
  let names: Names
  /// The class whose arithmetic is written out: that of the step, else the true one or the largest.
  let followed: Int
  /// The steps of the passes.
  let accounts: [Account]
  /// The step that the alt text says.
  let step: (account: Account.Name, index: Int)

  /// The cost of a network that ends in logits, or a softmax by itself.
  init?(_ exhibit: Exhibit, focus: Focus) {
    let isLast = exhibit.stageIndex == exhibit.run.stages.count - 1
    if isLast || !exhibit.isStageChosen, let cost = exhibit.run.costs?[focus.item],
      cost.cost == .crossEntropy
    {
      self.init(cost, step: isLast ? focus.step : nil)
    } else {
      self.init(exhibit.stage, focus: focus)
    }
  }

  /// A cross-entropy of logits.
  init(_ cost: CostPass, step: Int? = nil) {
    let shape = cost.output.shape
    let results = cost.results
    func values(_ name: TensorName) -> [Double] { results[name]?.values ?? [] }
    let probabilities = values(.probabilities)
    entries = cost.output.values.indices.map { number in
      Entry(
        index: Array(Indices(of: number, in: shape)), logit: cost.output.values[number],
        probability: probabilities[number])
    }
    loss = Loss(
      target: cost.target.values, surprisal: values(.surprisal),
      gradient: values(.outputGradient), cost: cost.value)
    names = Names(
      logits: TensorName.output.rawValue, probabilities: TensorName.probabilities.rawValue)
    let followed = step ?? ClassesSubject.largest(cost.target.values)
    self.followed = followed
    accounts = cost.accounts
    self.step = (.outputGradient, followed)
  }

  /// The line of a softmax that a step is in; nil where the stage is none.
  init?(_ run: StageRun, focus: Focus) {
    guard run.stage.layer is Softmax else { return nil }
    let pass = run.pass(ofItem: focus.item)
    guard let account = pass.accounts.first(where: { $0.name == .forward }), !account.isEmpty else {
      return nil
    }
    let chosen = account[focus.step ?? 0]
    let shape = pass.output.shape
    let entries = chosen.terms.map { term in
      let indices = term.value.address?.indices ?? Indices()
      return Entry(
        index: Array(indices), logit: term.value.value,
        probability: pass.output.values[indices.offset(in: shape)])
    }
    self.entries = entries
    loss = nil
    names = Names(logits: TensorName.input.rawValue, probabilities: TensorName.output.rawValue)
    accounts = pass.accounts
    let place = focus.step.flatMap { _ in
      entries.firstIndex { $0.index == Array(chosen.target.indices) }
    }
    let followed = place ?? ClassesSubject.largest(entries.map(\.probability))
    self.followed = followed
    let indices = Indices(entries[followed].index)
    step = (.forward, indices.offset(in: shape))
  }

  private static func largest(_ values: [Double]) -> Int {
    values.indices.max { values[$0] < values[$1] } ?? 0
  }

  /// The true class; nil without a target, and where the target is spread over several.
  var trueClass: Int? {
    guard let target = loss?.target, target.count(where: { $0 != 0 }) == 1 else { return nil }
    return target.firstIndex(of: 1)
  }

  /// The largest logit.
  var largest: Double { entries.map(\.logit).max() ?? 0 }

  /// Whether the largest logit is subtracted first: else its power would be beyond what can be read.
  var isShifted: Bool { !(-3...7).contains(largest) }

  /// e^z, or e^(z − max).
  func exponential(_ number: Int) -> Double {
    exp(entries[number].logit - (isShifted ? largest : 0))
  }
}
