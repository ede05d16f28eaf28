import Neural

/// What a trace is of: a network's run, and what its operands are called.
public struct TracedRun: Sendable {
  /// The run; it holds gradients where it went backward, and the cost where it went so from one.
  public var run: NetworkRun
  /// What operands are called, by their keys: `digit 7` for `input`, `sobel-x` for `conv1.weight`.
  /// Figures drawn from the trace call them so.
  public var names: [String: String]

  /// A run to be traced.
  public init(_ run: NetworkRun, names: [String: String] = [:]) {
    self.run = run
    self.names = names
  }
}

extension NetworkRun {
  /// Whether there are several items.
  var isBatch: Bool { items.count > 1 }

  /// ∂C/∂a of what comes out, all items one after the other; nil before the run went backward.
  var upstreamGradient: [Double]? {
    stages.last?.backwardPasses?.flatMap(\.outputGradient.values)
  }

  /// A shape of an item as the trace has it, with the number of items in front where there are
  /// several.
  func shape(ofItems shape: [Int]) -> [Int] { isBatch ? [items.count] + shape : shape }
}
