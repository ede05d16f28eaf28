import Neural

/// Compares what a trace says with what its operands give, step by step, as it is read.
struct TraceReplay {
  /// What held.
  private(set) var report = TraceReader.Report(steps: 0, terms: 0, results: 0)
  private let traced: TracedRun
  private let sections: [TraceSection]
  private let tolerance: TraceTolerance
  private var spelling: TraceSpelling
  /// The last step that held: its section, and its number.
  private var last = (section: 0, index: -1)

  /// A replay of a run.
  init(_ traced: TracedRun) {
    self.traced = traced
    sections = TraceSection.all(of: traced.run)
    tolerance = TraceTolerance(traced)
    spelling = TraceSpelling(traced.run)
  }

  // MARK: Results

  /// Checks what the header claims to have come out; a stage or a tensor that the run does not have
  /// is one of a later version, and passed over.
  mutating func check(_ claims: [TraceHeader.Claim]) throws(TraceError) {
    for (place, stage) in traced.run.stages.enumerated() {
      let name = stage.stage.name
      let own = claims.filter { $0.stage == name }
      guard !own.isEmpty else { continue }
      for result in stage.results(isMeanOverItems: traced.isMeanOverItems) {
        guard let claim = own.first(where: { $0.path == result.path }) else { continue }
        try check(claim, against: result, in: place)
        report.results += 1
      }
    }
  }

  private func check(
    _ claim: TraceHeader.Claim, against result: TraceTensor, in place: Int
  ) throws(TraceError) {
    let key = "results.\(claim.stage).\(claim.path)"
    guard claim.tensor.shape == result.shape else {
      throw TraceError(
        line: claim.line,
        .mismatch(
          TraceMismatch(
            key: "\(key).shape", expected: Tensor.describe(result.shape),
            found: Tensor.describe(claim.tensor.shape))))
    }
    var slack: [Double]?
    for (index, (found, expected)) in zip(claim.tensor.values, result.values).enumerated() {
      let holds = TraceTolerance.holds(found, expected) {
        if slack == nil { slack = tolerance.slack(of: result, in: place) }
        return slack?[index] ?? 0
      }
      guard holds else {
        throw TraceError(
          line: claim.line,
          .mismatch(
            TraceMismatch(
              key: "\(key).values[\(index)]", expected: "\(expected)", found: "\(found)")))
      }
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
        .unknown(key: "stage", value: stage, known: traced.run.stages.map(\.stage.name)))
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
