extension Network {
  /// Whether the last stage gives probabilities or their logarithms, so that no cost of logits can
  /// follow.
  public var isNormalised: Bool { stages.last?.layer is any NormalisingLayer }
}

extension NetworkRun {
  /// C: that of the items, added up or averaged; nil where the gradient did not come from a cost.
  public var cost: Double? {
    guard let costs else { return nil }
    let sum = costs.dropFirst().reduce(costs[0].value) { $0 + $1.value }
    return reduction == .mean ? sum / Double(costs.count) : sum
  }

  /// How an item's cost, and the gradient of the last stage's output, come about; empty where the
  /// gradient did not come from a cost.
  ///
  /// The output and its gradient have the last stage's addresses; the target, the cost and what it
  /// is made of have those of ``NetworkPlan/cost``.
  public func costAccounts(ofItem item: Int = 0) -> [Account] {
    guard let costs else { return [] }
    let last = stages.last
    let name = last?.stage.name ?? NetworkPlan.input
    let output = last?.outputName ?? .output
    let number = items.count > 1 ? item : nil
    let (stage, cost) = (Interned(name), Interned(NetworkPlan.cost))
    let own = costs[item].accounts.map { account in
      account.addressed { address in
        address.item = number
        switch address.tensor {
        case .output: (address.stageName, address.tensor) = (stage, output)
        case .outputGradient: address.stageName = stage
        default: address.stageName = cost
        }
      }
    }
    return own + (costOverItems.map { [$0] } ?? [])
  }

  /// How the cost adds up over the items; nil for one item.
  private var costOverItems: Account? {
    guard let costs, let cost, costs.count > 1 else { return nil }
    let values = costs.map(\.value)
    let rule: Rule = reduction == .mean ? .mean(divisor: Double(values.count)) : .sum
    return Account(.overItems(.cost), result: .cost, shape: [], steps: []) { index in
      let terms = values.enumerated().map { item, value in
        StepTerm(
          Operand(value, at: Address(stage: NetworkPlan.cost, .cost, Indices(), item: item)))
      }
      return AccountStep(
        index: index, target: Address(stage: NetworkPlan.cost, .cost, Indices()), rule: rule,
        terms: StepTerms(terms), result: cost)
    }
  }
}
