import Neural

/// Compares what a trace says with what its operands give, step by step, as it is read.
///
/// What is copied (indices, values, weights, biases) and what is computed by one operation
/// (products) must be equal. Sums and activations may differ by 10⁻¹² of the size of the summands,
/// because other programs add up in another order and have another `exp`.
struct TraceReplay {
  /// The pass that the steps belong to.
  let pass: Convolution.ForwardPass
  /// The number of steps that held.
  private(set) var steps = 0
  /// The number of terms that held.
  private(set) var terms = 0
  private var lastIndex = -1

  private static let tolerance = 1e-12
  private static let stepKeys = TraceKeys(StepKey.self)
  private static let positionKeys = TraceKeys(PositionKey.self)
  private static let termKeys = TraceKeys(TermKey.self)

  private enum StepKey: String, CaseIterable {
    case index, layer, pass, kind, map, position, terms
    case dotProduct = "dot_product"
    case bias, z, a
  }

  private enum PositionKey: String, CaseIterable {
    case index, row, column
    case originRow = "origin_row"
    case originColumn = "origin_column"
  }

  private enum TermKey: String, CaseIterable {
    case channel, row, column
    case kernelRow = "kernel_row"
    case kernelColumn = "kernel_column"
    case weightRow = "weight_row"
    case weightColumn = "weight_column"
    case value, weight, product, padding
  }

  /// A replay of the pass.
  init(_ pass: Convolution.ForwardPass) { self.pass = pass }

  /// Checks one of the results that the header claims.
  func check(
    _ claimed: Tensor?, _ key: String, line: Int, _ value: (DotProduct) -> Double
  ) throws(TraceError) {
    guard let claimed else { return }
    func mismatch(_ key: String, _ expected: String, _ found: String) -> TraceError {
      TraceError(
        line: line,
        .mismatch(
          TraceMismatch(layer: 0, step: nil, key: key, expected: expected, found: found)))
    }
    guard claimed.shape == pass.shape else {
      throw mismatch(
        "results.\(key).shape", Tensor.describe(pass.shape), Tensor.describe(claimed.shape))
    }
    // The shapes agree, so there are no more steps than the file has values.
    for step in pass.steps {
      let (found, expected) = (claimed.values[step.index], value(step))
      guard TraceReplay.holds(found, expected, for: step) else {
        throw mismatch("results.\(key).values[\(step.index)]", "\(expected)", "\(found)")
      }
    }
  }

  /// Reads and checks one step.
  mutating func checkStep(_ input: inout JSONInput) throws(TraceError) {
    var object = try TraceObject(TraceReplay.stepKeys, in: &input)
    guard try object.nextKey(&input) == .index else {
      throw input.error(.misplaced(key: "index", reason: "should be a step's first key"))
    }
    let index = try input.integer()
    guard pass.steps.indices.contains(index), index > lastIndex else {
      throw input.error(
        .unexpected(
          found: "step \(index)",
          wanted: "a step from \(lastIndex + 1) to \(pass.steps.count - 1)"))
    }
    lastIndex = index
    let step = pass.steps[index]
    while let key = try object.nextKey(&input) {
      switch key {
      case .index: break
      case .layer: try checkWhole(0, key.rawValue, step, &input)
      case .pass: try checkName("forward", key.rawValue, &input)
      case .kind: try checkName("dot_product", key.rawValue, &input)
      case .map: try checkWhole(step.map, key.rawValue, step, &input)
      case .position: try checkPosition(step, &input)
      case .terms: try checkTerms(step, &input)
      case .dotProduct: try checkSum(step.dotProduct, key.rawValue, step, &input)
      case .bias: try checkExact(step.bias, key.rawValue, step, &input)
      case .z: try checkSum(step.z, key.rawValue, step, &input)
      case .a: try checkSum(step.a, key.rawValue, step, &input)
      }
    }
    try object.require([.layer, .pass, .kind, .map], of: "step \(index)", input)
    steps += 1
  }

  private func checkPosition(
    _ step: DotProduct, _ input: inout JSONInput
  ) throws(TraceError) {
    var object = try TraceObject(TraceReplay.positionKeys, in: &input)
    let position = step.position
    while let key = try object.nextKey(&input) {
      let expected =
        switch key {
        case .index: position.index
        case .row: position.neuron.row
        case .column: position.neuron.column
        case .originRow: position.origin.row
        case .originColumn: position.origin.column
        }
      try checkWhole(expected, "position.\(key.rawValue)", step, &input)
    }
    try object.requireAll(of: "\"position\" of step \(step.index)", input)
  }

  private mutating func checkTerms(
    _ step: DotProduct, _ input: inout JSONInput
  ) throws(TraceError) {
    var count = 0
    try input.openArray()
    while try input.hasNextElement() {
      guard count < step.terms.count else {
        throw mismatch("terms", "\(step.terms.count) terms", "more", step, input)
      }
      try checkTerm(step.terms[count], number: count, step, &input)
      count += 1
    }
    guard count == step.terms.count else {
      throw mismatch("terms", "\(step.terms.count) terms", "\(count)", step, input)
    }
    terms += count
  }

  private func checkTerm(
    _ term: Term, number: Int, _ step: DotProduct, _ input: inout JSONInput
  ) throws(TraceError) {
    var object = try TraceObject(TraceReplay.termKeys, in: &input)
    while let key = try object.nextKey(&input) {
      let place = { "terms[\(number)].\(key.rawValue)" }
      switch key {
      case .channel: try checkWhole(term.channel, place(), step, &input)
      case .row: try checkWhole(term.cell.row, place(), step, &input)
      case .column: try checkWhole(term.cell.column, place(), step, &input)
      case .kernelRow: try checkWhole(term.kernelCell.row, place(), step, &input)
      case .kernelColumn: try checkWhole(term.kernelCell.column, place(), step, &input)
      case .weightRow: try checkWhole(term.weightCell.row, place(), step, &input)
      case .weightColumn: try checkWhole(term.weightCell.column, place(), step, &input)
      case .value: try checkExact(term.value, place(), step, &input)
      case .weight: try checkExact(term.weight, place(), step, &input)
      case .product: try checkExact(term.product, place(), step, &input)
      case .padding:
        let found = try input.bool()
        guard found == term.isPadding else {
          throw mismatch(place(), "\(term.isPadding)", "\(found)", step, input)
        }
      }
    }
    try object.requireAll(of: "terms[\(number)] of step \(step.index)", input)
  }

  // MARK: Single values

  private func checkName(
    _ known: String, _ key: String, _ input: inout JSONInput
  ) throws(TraceError) {
    let name = try input.string()
    guard name == known else {
      throw input.error(.unknown(key: key, value: name, known: [known]))
    }
  }

  private func checkWhole(
    _ expected: Int, _ key: @autoclosure () -> String, _ step: DotProduct,
    _ input: inout JSONInput
  ) throws(TraceError) {
    let found = try input.integer()
    guard found == expected else {
      throw mismatch(key(), "\(expected)", "\(found)", step, input)
    }
  }

  private func checkExact(
    _ expected: Double, _ key: @autoclosure () -> String, _ step: DotProduct,
    _ input: inout JSONInput
  ) throws(TraceError) {
    let found = try input.number()
    guard found == expected || (found.isNaN && expected.isNaN) else {
      throw mismatch(key(), "\(expected)", "\(found)", step, input)
    }
  }

  private func checkSum(
    _ expected: Double, _ key: @autoclosure () -> String, _ step: DotProduct,
    _ input: inout JSONInput
  ) throws(TraceError) {
    let found = try input.number()
    guard TraceReplay.holds(found, expected, for: step) else {
      throw mismatch(key(), "\(expected)", "\(found)", step, input)
    }
  }

  /// Whether a sum, or an activation of it, is what the operands give; no activation changes faster
  /// than its argument.
  private static func holds(_ found: Double, _ expected: Double, for step: DotProduct) -> Bool {
    if found == expected || (found.isNaN && expected.isNaN) { return true }
    guard found.isFinite, expected.isFinite else { return false }
    let slack = step.terms.reduce(tolerance * abs(step.bias)) { slack, term in
      slack + tolerance * abs(term.product)
    }
    return abs(found - expected) <= slack
  }

  private func mismatch(
    _ key: String, _ expected: String, _ found: String, _ step: DotProduct,
    _ input: borrowing JSONInput
  ) -> TraceError {
    input.error(
      .mismatch(
        TraceMismatch(layer: 0, step: step.index, key: key, expected: expected, found: found)))
  }
}
