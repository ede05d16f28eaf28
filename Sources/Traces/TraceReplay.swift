import Neural

/// Compares what a trace says with what its operands give, step by step, as it is read.
///
/// What is copied (indices, values, weights, biases) and what is computed by one operation
/// (products) must be equal. Computed values may differ by their slack; see ``TraceTolerance``.
struct TraceReplay {
  /// The number of steps that held.
  private(set) var steps = 0
  /// The number of terms, or of cells of windows, that held.
  private(set) var terms = 0
  private let content: TraceContent
  /// The last step that held: its pass's place in the content, and its number.
  private var last = (section: 0, index: -1)

  /// A replay of the pass.
  init(_ pass: TracedPass) { content = TraceContent(pass) }

  /// Checks the results that the header claims.
  func check(_ claims: [TraceHeader.ResultKey: TraceHeader.Result]) throws(TraceError) {
    var claimed: [(place: Int, claim: TraceHeader.Result)] = []
    for key in TraceHeader.ResultKey.allCases {
      guard let claim = claims[key] else { continue }
      guard let place = content.results.firstIndex(where: { "\($0.key)" == key.rawValue }) else {
        throw claim.mismatch("results.\(key.rawValue)", "absent", "present")
      }
      let shape = content.results[place].shape
      guard claim.tensor.shape == shape else {
        throw claim.mismatch(
          "results.\(key.rawValue).shape", Tensor.describe(shape),
          Tensor.describe(claim.tensor.shape))
      }
      claimed.append((place, claim))
    }
    // The shapes agree, so what is computed is no larger than what was read.
    guard !claimed.isEmpty else { return }
    let values = content.values()
    for (place, claim) in claimed {
      let result = content.results[place]
      for (index, (found, expected)) in zip(claim.tensor.values, values[place]).enumerated() {
        guard StepPlace.holds(found, expected, slack: { result.slack(index) }) else {
          throw claim.mismatch(
            "results.\(result.key).values[\(index)]", "\(expected)", "\(found)")
        }
      }
    }
  }

  /// Checks the cost that the header claims the upstream gradient to be that of.
  func check(_ cost: TracedCost, on line: Int, of pass: TracedPass) throws(TraceError) {
    guard let upstreamGradient = pass.upstreamGradient else { return }
    let mismatch: TraceMismatch?
    do {
      mismatch = try cost.mismatch(withOutput: pass.output, upstreamGradient: upstreamGradient)
    } catch {
      throw TraceError(line: line, .layer(error))
    }
    if let mismatch { throw TraceError(line: line, .mismatch(mismatch)) }
  }

  /// Reads and checks one step.
  mutating func checkStep(_ input: inout JSONInput) throws(TraceError) {
    var object = try TraceObject<StepKey>(in: &input)
    guard try object.nextKey(&input) == .index else {
      throw input.error(.misplaced(key: "index", reason: "should be a step's first key"))
    }
    let index = try input.integer()
    try expect(.layer, of: index, &object, &input)
    let layer = try input.integer()
    guard layer == 0 else {
      throw input.error(
        .mismatch(
          TraceMismatch(layer: 0, step: index, key: "layer", expected: "0", found: "\(layer)")))
    }
    try expect(.pass, of: index, &object, &input)
    let section = try section(&input)
    try expect(.kind, of: index, &object, &input)
    let (steps, kind) = (section.steps, try input.string())
    guard kind == "\(steps.kind)" else {
      throw input.error(.unknown(key: "kind", value: kind, known: ["\(steps.kind)"]))
    }
    guard index > last.index, index < steps.count else {
      let wanted =
        last.index + 1 < steps.count
        ? "a step from \(last.index + 1) to \(steps.count - 1)" : "a step of another pass"
      throw input.error(.unexpected(found: "step \(index)", wanted: wanted))
    }
    last.index = index
    terms += try steps.check(
      index, place: StepPlace(pass: section.pass, index: index), &input)
    self.steps += 1
  }

  private func expect(
    _ key: StepKey, of index: Int, _ object: inout TraceObject<StepKey>,
    _ input: inout JSONInput
  ) throws(TraceError) {
    guard try object.nextKey(&input) == key else {
      throw input.error(.missing(key: key.rawValue, in: "step \(index), in its place,"))
    }
  }

  /// The pass that is named, at or after that of the last step.
  private mutating func section(_ input: inout JSONInput) throws(TraceError) -> TraceSection {
    let name = try input.string()
    guard let place = content.sections.firstIndex(where: { $0.pass.rawValue == name }) else {
      throw input.error(
        .unknown(key: "pass", value: name, known: content.sections.map(\.pass.rawValue)))
    }
    guard place >= last.section else {
      throw input.error(
        .unexpected(
          found: "a step of \(name)",
          wanted: "one of \(content.sections[last.section].pass.rawValue)"))
    }
    if place > last.section { last = (place, -1) }
    return content.sections[place]
  }
}

extension TraceHeader.Result {
  fileprivate func mismatch(_ key: String, _ expected: String, _ found: String) -> TraceError {
    TraceError(
      line: line,
      .mismatch(
        TraceMismatch(layer: 0, step: nil, key: key, expected: expected, found: found)))
  }
}

/// The keys that every step begins with.
enum StepKey: String, TraceKey {
  case index, layer, pass, kind

  static let table = TraceKeys<Self>()
}
