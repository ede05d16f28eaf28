import Neural

/// How far values may lie apart that another program has computed, and what that is measured by.
///
/// What went in, and a product of two such values, must be equal. A sum may differ by 10⁻¹² of the
/// size of its summands, or where there are very many by 2⁻⁵² for each, since another program may
/// add up in another order. What is made from the results of other steps may differ by 10⁻⁹ of its
/// size, since these differ already.
final class TraceTolerance {
  /// For sums of what went in, of the size of their summands.
  static let sums = 1e-12
  /// For what is made from results, of its size.
  static let derived = 1e-9

  private let run: NetworkRun
  private let parts: [TracePart]
  private let sections: [TraceSection]
  /// The largest magnitude in each of a part's tensors, computed where it is first asked for.
  private var scales: [String: [TensorName: Double]] = [:]

  /// The tolerance for a run.
  init(_ run: NetworkRun) {
    self.run = run
    parts = TracePart.all(of: run)
    sections = TraceSection.all(of: run)
  }

  /// Whether a value is what the operands give, or as near to it as its slack allows.
  @inline(__always)
  static func holds(_ found: Double, _ expected: Double, slack: () -> Double) -> Bool {
    if found == expected || (found.isNaN && expected.isNaN) { return true }
    guard found.isFinite, expected.isFinite else { return false }
    return abs(found - expected) <= slack()
  }

  // MARK: Parts of steps

  /// The slack of a value that stands somewhere: none where that is among the operands.
  func slack(_ operand: Operand) -> Double {
    guard let address = operand.address, let scale = scale(of: address) else { return 0 }
    return TraceTolerance.derived * (abs(operand.value) + scale)
  }

  /// The slack of a term's product.
  func slack(ofProduct term: StepTerm) -> Double {
    guard let factor = term.factor else { return slack(term.value) }
    return slack(term.value) * abs(factor.value) + slack(factor) * abs(term.value.value)
  }

  /// The slack of the sum of a step's products.
  func slack(ofSum step: AccountStep) -> Double {
    var (size, slack) = (0.0, 0.0)
    for term in step.terms {
      size += abs(term.product)
      slack += self.slack(ofProduct: term)
    }
    let roundings = (Double(step.terms.count) + 2) * .ulpOfOne
    return slack + max(TraceTolerance.sums, roundings) * size
  }

  /// The slack of what a step's rule gives.
  func slack(ofResult step: AccountStep) -> Double {
    switch step.rule {
    case .sum:
      guard let addend = step.addend else { return slack(ofSum: step) }
      return slack(ofSum: step) + slack(addend) + TraceTolerance.sums * abs(addend.value)
    case .mean(let divisor): return slack(ofSum: step) / abs(divisor)
    case .largest, .copy: return step.terms.reduce(0) { max($0, slack($1.value)) }
    case .function:
      let size = step.terms.reduce(abs(step.result)) { $0 + abs($1.product) }
      return slack(ofSum: step) + TraceTolerance.derived * size
    case .spread: return slack(Operand(step.result, at: step.target))
    }
  }

  /// The slack of the activation that follows; no function that there is changes twice as fast as its
  /// argument.
  func slack(of application: AccountStep.Application, in step: AccountStep) -> Double {
    2 * slack(ofResult: step) + TraceTolerance.sums * abs(application.value)
  }

  /// The largest magnitude of the tensor that holds a value; nil where that is an operand.
  private func scale(of address: Address) -> Double? {
    switch (address.stage, address.tensor) {
    case (NetworkPlan.input, .output), (NetworkPlan.cost, .target): return nil
    default: break
    }
    if let stage = run.stages.first(where: { $0.stage.name == address.stage }) {
      if stage.stage.layer.parameters.contains(where: { $0.name == address.tensor }) { return nil }
      let isLast = stage.stage.name == run.stages.last?.stage.name
      if isLast, address.tensor == .outputGradient, run.costs == nil { return nil }
    }
    if scales[address.stage] == nil {
      let results = parts.first { $0.name == address.stage }?.results() ?? []
      scales[address.stage] = Dictionary(
        results.map { tensor in
          (tensor.name, tensor.values.reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 })
        }
      ) { first, _ in first }
    }
    return scales[address.stage]?[address.tensor] ?? 0
  }

  // MARK: Results

  /// How far each element of a result may be from what the operands give.
  ///
  /// The first account that fills the tensor, or adds up to it, tells what each element is made of;
  /// one that no account fills is derived.
  func slack(of result: TraceTensor, in part: String) -> [Double] {
    var slack = result.values.map { TraceTolerance.derived * abs($0) }
    var pass: Account.Name?
    for section in sections where section.stage == part && (pass ?? section.pass) == section.pass {
      if add(section.account, to: &slack, of: result, item: section.item) { pass = section.pass }
    }
    return slack
  }

  private func add(
    _ account: Account, to slack: inout [Double], of result: TraceTensor, item: Int?
  ) -> Bool {
    // A tensor with a part for each item has one dimension more than the addresses in it.
    func offset(_ address: Address) -> Int? {
      guard address.tensor == result.name else { return nil }
      guard address.indices.count < result.shape.count, let item else {
        return address.indices.offset(in: result.shape)
      }
      return Indices([item] + Array(address.indices)).offset(in: result.shape)
    }
    let isTarget = account.first.map { $0.rule != .spread && $0.target.tensor == result.name }
    guard account.result == result.name || isTarget == true else { return false }
    func widen(_ address: Address?, by amount: @autoclosure () -> Double) {
      guard let address, let place = offset(address), slack.indices.contains(place) else { return }
      slack[place] += amount()
    }
    for step in account {
      if step.rule == .spread {
        for term in step.terms {
          widen(
            term.target, by: self.slack(ofProduct: term) + TraceTolerance.sums * abs(term.product))
        }
      } else {
        widen(step.target, by: self.slack(ofResult: step))
        widen(
          step.total, by: self.slack(ofResult: step) + TraceTolerance.sums * abs(step.result))
        if let application = step.application {
          widen(application.target, by: self.slack(of: application, in: step))
        }
      }
    }
    return true
  }
}
