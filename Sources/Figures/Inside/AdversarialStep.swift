import Drawing
import Neural

/// A small step of every pixel along the sign of the cost's slope, and what the network says before and
/// after it.
///
/// x′ = x + ε sign(∂C/∂x), the fast gradient sign method. ε is the smallest of some sizes that changes
/// the answer; where none does, the largest is shown, and the figure says so.
/// Source: I. Goodfellow, J. Shlens and C. Szegedy, *Explaining and Harnessing Adversarial Examples*
/// (2014).
struct AdversarialStep: Sendable {
  let insight: Insight
  /// How far each pixel moves.
  let size: Double
  /// −1, 0 or 1 for each pixel.
  let signs: [Double]
  /// The input after the step.
  let moved: [Double]
  let chances: [Double]
  /// C before and after.
  let costs: (before: Double, after: Double)

  /// The shares of the input's range that are tried.
  static let shares = [0.005, 0.01, 0.02, 0.03, 0.05, 0.08, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5]

  /// The step; nil where the network has no slope for the input.
  init?(_ insight: Insight) {
    self.insight = insight
    let cost: Cost = insight.isOfLogits ? .crossEntropy : .quadratic
    guard let back = try? insight.run.backward(from: cost, .class(insight.target)),
      let gradient = back.inputGradients?[0].values, gradient.allSatisfy(\.isFinite),
      let before = back.cost
    else { return nil }
    signs = gradient.map { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 }
    let values = insight.input.values
    let range = (values.max() ?? 0) - (values.min() ?? 0)
    var found: (size: Double, moved: [Double], chances: [Double])?
    for share in AdversarialStep.shares {
      let size = share * (range > 0 ? range : 1)
      let moved = zip(values, signs).map { $0 + size * $1 }
      guard let chances = insight.chances(of: moved) else { return nil }
      found = (size, moved, chances)
      if Insight.largest(chances) != insight.said { break }
    }
    guard let found,
      let tensor = try? Tensor(shape: insight.input.shape, values: found.moved),
      let run = try? insight.run.network.forward([tensor], mode: .inference),
      let after = try? cost.value(of: run.outputs[0], target: .class(insight.target))
    else { return nil }
    (size, moved, chances) = found
    costs = (before, after)
  }

  /// Whether the network says another class after the step.
  var isChanged: Bool { Insight.largest(chances) != insight.said }

  var epsilon: Datum { Datum(.init(tensor: "epsilon"), size) }
  var costBefore: Datum { Datum(.init(stage: NetworkPlan.cost, tensor: "cost"), costs.before) }
  var costAfter: Datum { Datum(.init(stage: NetworkPlan.cost, tensor: "cost_after"), costs.after) }

  func before(_ number: Int) -> Datum { insight.chance(number, insight.chances) }
  func after(_ number: Int) -> Datum { insight.chance(number, chances, change: "moved") }

  /// The pixel whose arithmetic is written out: the first that moves up, or else down.
  var pixel: (channel: Int, cell: Cell) {
    let place = signs.firstIndex { $0 > 0 } ?? signs.firstIndex { $0 < 0 } ?? 0
    let extent = insight.extent
    let rest = place % extent.count
    return (place / extent.count, Cell(rest / extent.columns, rest % extent.columns))
  }

  private func offset(_ channel: Int, _ cell: Cell) -> Int {
    channel * insight.extent.count + cell.row * insight.extent.columns + cell.column
  }

  func sign(_ channel: Int, _ cell: Cell) -> Datum {
    Datum(
      .init(stage: NetworkPlan.input, tensor: "sign", index: [channel, cell.row, cell.column]),
      signs[offset(channel, cell)])
  }

  func moved(_ channel: Int, _ cell: Cell) -> Datum {
    Datum(
      .init(stage: NetworkPlan.input, tensor: "moved", index: [channel, cell.row, cell.column]),
      moved[offset(channel, cell)])
  }
}
