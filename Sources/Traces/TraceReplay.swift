import Neural

/// Compares what a trace says with what its operands give, step by step, as it is read.
struct TraceReplay {
  /// What held.
  private(set) var report = TraceReader.Report(steps: 0, terms: 0, results: 0)
  private let parts: [TracePart]
  private let sections: [TraceSection]
  private let tolerance: TraceTolerance
  private var spelling: TraceSpelling
  /// The last step that held: its section, and its number.
  private var last = (section: 0, index: -1)

  /// A replay of a run.
  init(_ run: NetworkRun) {
    parts = TracePart.all(of: run)
    sections = TraceSection.all(of: run)
    tolerance = TraceTolerance(run)
    spelling = TraceSpelling(run)
  }

  // MARK: Results

  /// Checks what the header claims to have come out; a stage or a tensor that the run does not have
  /// is one of a later version, and passed over.
  mutating func check(_ claims: [TraceHeader.Claim]) throws(TraceError) {
    for part in parts {
      let own = claims.filter { $0.stage == part.name }
      guard !own.isEmpty else { continue }
      for result in part.results() {
        guard let claim = own.first(where: { $0.path == result.path }) else { continue }
        try check(claim, against: result)
        report.results += 1
      }
    }
  }

  /// Checks an operand that follows from others: the gradient of a cost.
  func check(_ claim: Tensor, of key: String, line: Int) throws(TraceError) {
    guard
      let part = parts.last(where: { $0.name != NetworkPlan.cost && $0.name != NetworkPlan.input }),
      let result = part.results().first(where: { $0.name == .outputGradient })
    else { return }
    try check(claim, "operands.\(key)", line: line, against: result, in: NetworkPlan.cost)
  }

  private func check(
    _ claim: TraceHeader.Claim, against result: TraceTensor
  ) throws(TraceError) {
    try check(
      claim.tensor, "results.\(claim.stage).\(claim.path)", line: claim.line, against: result,
      in: claim.stage)
  }

  private func check(
    _ tensor: Tensor, _ key: String, line: Int, against result: TraceTensor, in part: String
  ) throws(TraceError) {
    func mismatch(_ key: String, _ expected: String, _ found: String) -> TraceError {
      TraceError(line: line, .mismatch(TraceMismatch(key: key, expected: expected, found: found)))
    }
    guard tensor.shape == result.shape else {
      throw mismatch(
        "\(key).shape", Tensor.describe(result.shape), Tensor.describe(tensor.shape))
    }
    var slack: [Double]?
    for (index, (found, expected)) in zip(tensor.values, result.values).enumerated() {
      let holds = TraceTolerance.holds(found, expected) {
        if slack == nil { slack = tolerance.slack(of: result, in: part) }
        return slack?[index] ?? 0
      }
      guard holds else { throw mismatch("\(key).values[\(index)]", "\(expected)", "\(found)") }
    }
  }

  // MARK: Steps

  /// Reads and checks one step.
  mutating func checkStep(_ input: inout JSONInput) throws(TraceError) {
    var object = try TraceObject<StepKey>(in: &input)
    guard try object.nextKey(&input) == .index else {
      throw input.error(.misplaced(key: "index", reason: "should be a step's first key"))
    }
    let index = try input.integer()
    try expect(.stage, of: index, &object, &input)
    let stage = try input.string()
    guard sections.contains(where: { $0.stage == stage }) else {
      throw input.error(
        .unknown(key: "stage", value: stage, known: parts.map(\.name)))
    }
    try expect(.pass, of: index, &object, &input)
    let pass = try input.string()
    let passes = sections.filter { $0.stage == stage && $0.pass.rawValue == pass }
    guard let first = passes.first else {
      throw input.error(.unknown(key: "pass", value: pass, known: passNames(of: stage)))
    }
    var item: Int?
    if first.item != nil {
      try expect(.item, of: index, &object, &input)
      item = try input.integer()
    }
    let section = try section(stage, pass, item, index, &input)
    let step = StepReplay(index, of: section, tolerance)
    report.terms += try step.check(&object, &spelling, &input)
    report.steps += 1
  }

  private func expect(
    _ key: StepKey, of index: Int, _ object: inout TraceObject<StepKey>, _ input: inout JSONInput
  ) throws(TraceError) {
    guard try object.nextKey(&input) == key else {
      throw input.error(.missing(key: key.rawValue, in: "step \(index), in its place,"))
    }
  }

  private func passNames(of stage: String) -> [String] {
    var names: [String] = []
    for section in sections where section.stage == stage && !names.contains(section.pass.rawValue) {
      names.append(section.pass.rawValue)
    }
    return names
  }

  /// The section that is named, at or after that of the last step, which has the step after it.
  private mutating func section(
    _ stage: String, _ pass: String, _ item: Int?, _ index: Int, _ input: inout JSONInput
  ) throws(TraceError) -> TraceSection {
    var place: Int?
    for candidate in sections.indices[last.section...] {
      let section = sections[candidate]
      guard section.stage == stage, section.pass.rawValue == pass, section.item == item else {
        continue
      }
      place = candidate
      break
    }
    guard let place else {
      let current = sections[last.section]
      throw input.error(
        .unexpected(
          found: "a step of '\(stage)', \(pass)",
          wanted: "one of '\(current.stage)', \(current.pass.rawValue), or of a later pass"))
    }
    if place > last.section { last = (place, -1) }
    let section = sections[place]
    guard index > last.index, index < section.account.count else {
      let wanted =
        last.index + 1 < section.account.count
        ? "a step from \(last.index + 1) to \(section.account.count - 1)" : "a step of another pass"
      throw input.error(.unexpected(found: "step \(index)", wanted: wanted))
    }
    last.index = index
    return section
  }
}
