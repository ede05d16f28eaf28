import Neural

/// Where in a trace the reader is, and the checking of what it finds there.
struct StepPlace {
  /// The pass that the step belongs to.
  let pass: TracePass
  /// The step's number in its pass.
  let index: Int

  private static let firstKeys = StepKey.allCases.map(\.rawValue)

  /// Reads what a step holds after the keys that every step begins with, and checks it; returns the
  /// number of its elements.
  func check<Step: TraceStep>(_ step: Step, _ input: inout JSONInput) throws(TraceError) -> Int {
    var object = TraceObject<Step.Key>(after: StepPlace.firstKeys)
    var count = 0
    while let key = try object.nextKey(&input) {
      switch step[key] {
      case .elements: count = try check(step.elements, key.rawValue, &input)
      case .tensor: try check(step.tensor, key.rawValue, &input)
      case let value: try check(value, of: step, key, prefix: "", &input)
      }
    }
    let required = Step.Key.table.keys.lazy.filter {
      guard $0.field == nil, case .absent = step[$0] else { return $0.field == nil }
      return false
    }
    try object.require(required, of: "step \(index)", input)
    return count
  }

  private func check<Elements: Sequence>(
    _ elements: Elements, _ key: String, _ input: inout JSONInput
  ) throws(TraceError) -> Int where Elements.Element: TraceRecord {
    var iterator = elements.makeIterator()
    var count = 0
    try input.openArray()
    while try input.hasNextElement() {
      guard let element = iterator.next() else {
        throw mismatch(key, "\(count) elements", "more", input)
      }
      try check(element, prefix: { "\(key)[\(count)]." }, &input)
      count += 1
    }
    if iterator.next() != nil {
      throw mismatch(key, "more than \(count) elements", "\(count)", input)
    }
    return count
  }

  /// Checks an object all of whose keys must be there.
  private func check<Record: TraceRecord>(
    _ record: Record, prefix: () -> String, _ input: inout JSONInput
  ) throws(TraceError) {
    var object = try TraceObject<Record.Key>(in: &input)
    while let key = try object.nextKey(&input) {
      try check(record[key], of: record, key, prefix: prefix(), &input)
    }
    try object.requireAll(of: "\"\(prefix().dropLast())\" of step \(index)", input)
  }

  @inline(__always)
  private func check<Record: TraceRecord>(
    _ value: TraceValue, of record: Record, _ key: Record.Key,
    prefix: @autoclosure () -> String, _ input: inout JSONInput
  ) throws(TraceError) {
    func place() -> String { prefix() + key.rawValue }
    switch value {
    case .whole(let expected):
      let found = try input.integer()
      guard found == expected else { throw mismatch(place(), "\(expected)", "\(found)", input) }
    case .exact(let expected):
      let found = try input.number()
      guard StepPlace.holds(found, expected, slack: { 0 }) else {
        throw mismatch(place(), "\(expected)", "\(found)", input)
      }
    case .computed(let expected):
      let found = try input.number()
      guard StepPlace.holds(found, expected, slack: { record.slack(key) }) else {
        throw mismatch(place(), "\(expected)", "\(found)", input)
      }
    case .flag(let expected):
      let found = try input.bool()
      guard found == expected else { throw mismatch(place(), "\(expected)", "\(found)", input) }
    case .cell(let cell): try check(cell, prefix: { place() + "." }, &input)
    case .position(let position): try check(position, prefix: { place() + "." }, &input)
    case .absent: throw mismatch(place(), "absent", "present", input)
    case .elements, .tensor: preconditionFailure("only steps have elements and a tensor")
    }
  }

  private func check(
    _ tensor: Tensor?, _ key: String, _ input: inout JSONInput
  ) throws(TraceError) {
    guard let tensor else { throw mismatch(key, "absent", "present", input) }
    var budget = tensor.count
    let found = try input.tensor(key, isFinite: false, budget: &budget)
    guard found.shape == tensor.shape else {
      throw mismatch(
        "\(key).shape", Tensor.describe(tensor.shape), Tensor.describe(found.shape), input)
    }
    for (index, (found, expected)) in zip(found.values, tensor.values).enumerated() {
      let slack = { TraceTolerance.derivatives * abs(expected) }
      guard StepPlace.holds(found, expected, slack: slack) else {
        throw mismatch("\(key).values[\(index)]", "\(expected)", "\(found)", input)
      }
    }
  }

  /// Whether a value is what the operands give, or as near to it as its slack allows.
  @inline(__always)
  static func holds(_ found: Double, _ expected: Double, slack: () -> Double) -> Bool {
    if found == expected || (found.isNaN && expected.isNaN) { return true }
    guard found.isFinite, expected.isFinite else { return false }
    return abs(found - expected) <= slack()
  }

  private func mismatch(
    _ key: String, _ expected: String, _ found: String, _ input: borrowing JSONInput
  ) -> TraceError {
    input.error(
      .mismatch(
        TraceMismatch(
          layer: 0, step: index, pass: pass, key: key, expected: expected, found: found)))
  }
}
