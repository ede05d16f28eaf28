import Neural

/// The cost that a run's gradients are those of: what its outputs are compared with, and what that
/// comes to.
public struct TracedCost: Sendable, Equatable {
  /// The cost C.
  public let cost: Cost
  /// What the output of each item should have been, in its shape.
  public let targets: [Tensor]
  /// The sum of C over the items, or where asked for its mean.
  public let value: Double

  /// The cost of an output against a target.
  ///
  /// - Throws: ``LayerError`` where the target has another shape than the output.
  public init(_ cost: Cost, of output: Tensor, target: Tensor) throws(LayerError) {
    try self.init(cost, of: [output], targets: [target])
  }

  /// The cost of the outputs of a batch against their targets.
  ///
  /// - Throws: ``LayerError`` where a target has another shape than the output, or there is not one
  ///   for each.
  public init(
    _ cost: Cost, of outputs: [Tensor], targets: [Tensor], isMeanOverItems: Bool = false
  ) throws(LayerError) {
    guard outputs.count == targets.count, !outputs.isEmpty else {
      throw .shape(of: "targets", expected: [outputs.count], found: [targets.count])
    }
    var value = 0.0
    for (output, target) in zip(outputs, targets) {
      value += try cost.value(of: output, target: target)
    }
    if isMeanOverItems { value /= Double(outputs.count) }
    self.init(cost, targets: targets, value: value)
  }

  /// A cost that a trace claims.
  init(_ cost: Cost, targets: [Tensor], value: Double) {
    (self.cost, self.targets, self.value) = (cost, targets, value)
  }

  /// What traces call the cost.
  public var name: String { cost.rawValue }
}

// MARK: Checking

extension TracedCost {
  /// Where the value, or the gradient that is said to be that of the cost, is not what the outputs
  /// and the targets give.
  ///
  /// - Throws: ``LayerError`` where a target has another shape than the output.
  func mismatch(in traced: TracedRun) throws(LayerError) -> TraceMismatch? {
    let outputs = traced.run.outputs
    let honest = try TracedCost(
      cost, of: outputs, targets: targets, isMeanOverItems: traced.isMeanOverItems)
    var (size, sizes, gradients) = (0.0, [Double](), [Double]())
    for (output, target) in zip(outputs, targets) {
      let own = TracedCost.sizes(output, target)
      size += own.value
      sizes += own.gradient
      gradients += try cost.gradient(of: output, target: target).values
    }
    guard TraceTolerance.holds(value, honest.value, slack: { TraceTolerance.derived * size }) else {
      return TraceMismatch(key: "results.cost", expected: "\(honest.value)", found: "\(value)")
    }
    let upstream = traced.run.upstreamGradient ?? []
    for (index, (found, expected)) in zip(upstream, gradients).enumerated() {
      let slack = { TraceTolerance.derived * sizes[index] }
      guard TraceTolerance.holds(found, expected, slack: slack) else {
        return TraceMismatch(
          key: "operands.upstream_gradient.values[\(index)]",
          expected: "\(expected), the gradient of the cost", found: "\(found)")
      }
    }
    return nil
  }

  /// How large what a cost, and what each element of its gradient, is added up from may be, squares
  /// and logarithms of sums of exponentials included: as much larger than these themselves is what
  /// another program rounds.
  private static func sizes(
    _ output: Tensor, _ target: Tensor
  ) -> (value: Double, gradient: [Double]) {
    let sizes = zip(output.values, target.values).map { abs($0) + abs($1) }
    let total = target.values.reduce(0) { $0 + abs($1) }
    let largest = output.values.reduce(0) { max($0, abs($1)) }
    // The logarithm of a sum of as many exponentials as there may be neurons is less than 20 more.
    let value = sizes.reduce(0) { $0 + $1 * $1 } + (total + 1) * (2 * largest + 20)
    return (value, sizes.map { total * (1 + largest) + $0 })
  }
}
