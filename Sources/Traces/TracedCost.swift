import Neural

/// The cost that a computation's gradients are those of: what its output is compared with, and what
/// that comes to.
public struct TracedCost: Sendable, Equatable {
  /// The cost C.
  public let cost: Cost
  /// What the output should have been, in its shape.
  public let target: Tensor
  /// C of the output against the target.
  public let value: Double

  /// The cost of an output against a target.
  ///
  /// - Throws: ``LayerError`` where the target has another shape than the output.
  public init(_ cost: Cost, of output: Tensor, target: Tensor) throws(LayerError) {
    self.init(cost, target: target, value: try cost.value(of: output, target: target))
  }

  /// A cost that a trace claims.
  private init(_ cost: Cost, target: Tensor, value: Double) {
    (self.cost, self.target, self.value) = (cost, target, value)
  }
}

// MARK: Writing and reading

extension TracedCost {
  private enum Key: String, TraceKey {
    case name, target, value

    static let table = TraceKeys<Self>()
  }

  /// Writes the record.
  func write(
    to output: inout JSONOutput, _ sink: (UnsafeRawBufferPointer) throws -> Void
  ) rethrows {
    output.openObject()
    output.key(Key.name)
    output.value(cost.rawValue)
    output.key(Key.target)
    try output.tensor(shape: target.shape, values: target.values, sink)
    output.key(Key.value)
    output.value(value)
    output.closeObject()
  }

  /// Reads a record; ``mismatch(with:upstreamGradient:)`` says whether it holds.
  init(_ input: inout JSONInput, budget: inout Int) throws(TraceError) {
    var object = try TraceObject<Key>(in: &input)
    var (cost, target, value) = (Cost.quadratic, Tensor(repeating: 0, shape: [1]), 0.0)
    while let key = try object.nextKey(&input) {
      switch key {
      case .name: cost = try input.choice("cost")
      case .target: target = try input.tensor("target", isFinite: true, budget: &budget)
      case .value: value = try input.number()
      }
    }
    try object.requireAll(of: "\"cost\"", input)
    self.init(cost, target: target, value: value)
  }
}

// MARK: Checking

extension TracedCost {
  /// Where the value, or the gradient that is said to be that of the cost, is not what the output
  /// and the target give.
  ///
  /// - Throws: ``LayerError`` where the target has another shape than the output.
  func mismatch(
    withOutput output: Tensor, upstreamGradient: Tensor
  ) throws(LayerError) -> TraceMismatch? {
    let expected = try cost.value(of: output, target: target)
    let gradient = try cost.gradient(of: output, target: target)
    let (size, sizes) = sizes(output)
    guard StepPlace.holds(value, expected, slack: { TraceTolerance.derivatives * size }) else {
      return TraceMismatch(
        layer: 0, step: nil, key: "cost.value", expected: "\(expected)", found: "\(value)")
    }
    for (index, (found, expected)) in zip(upstreamGradient.values, gradient.values).enumerated() {
      let slack = { TraceTolerance.derivatives * sizes[index] }
      guard StepPlace.holds(found, expected, slack: slack) else {
        return TraceMismatch(
          layer: 0, step: nil, key: "operands.upstream_gradient.values[\(index)]",
          expected: "\(expected), the gradient of the cost", found: "\(found)")
      }
    }
    return nil
  }

  /// How large what the value, and what each element of the gradient, is added up from may be: as
  /// much larger than these themselves is what another program rounds.
  private func sizes(_ output: Tensor) -> (value: Double, gradient: [Double]) {
    switch cost {
    case .quadratic:
      let sizes = zip(output.values, target.values).map { abs($0) + abs($1) }
      return (sizes.reduce(0) { $0 + $1 * $1 }, sizes)
    case .meanSquared:
      let count = Double(output.count)
      let sizes = zip(output.values, target.values).map { abs($0) + abs($1) }
      return (sizes.reduce(0) { $0 + $1 * $1 } / count, sizes.map { 2 * $0 / count })
    case .binaryCrossEntropy:
      let sizes = zip(output.values, target.values).map { abs($0) * (1 + abs($1)) + 1 }
      return (sizes.reduce(0, +), target.values.map { 1 + abs($0) })
    case .crossEntropy:
      let total = target.values.reduce(0) { $0 + abs($1) }
      let largest = output.values.reduce(0) { max($0, abs($1)) }
      // The logarithm of a sum of as many exponentials as there may be neurons is less than 20 more.
      return (total * (2 * largest + 20), target.values.map { total * (1 + largest) + abs($0) })
    }
  }
}
