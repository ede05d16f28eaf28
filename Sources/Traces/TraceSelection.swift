/// Which steps a trace holds, and which of their keys.
public struct TraceSelection: Sendable, Equatable {
  /// A key of a step that can be left out. What says which step it is, is always there.
  public enum Field: String, Sendable, Hashable, CaseIterable {
    /// The overlay position.
    case position
    /// The summands with their cells, values and weights.
    case terms
    /// The cells under a pooling window.
    case window
    /// The sum of the products.
    case dotProduct = "dot_product"
    /// The bias.
    case bias
    /// The raw activation.
    case z
    /// The cell that wins a pooling window.
    case winner
    /// The sum of what a pooling window holds, or of what windows hand back to a cell.
    case sum
    /// What the sum of a pooling window is divided by.
    case divisor
    /// The activation.
    case a
    /// σ′(z).
    case activationDerivative = "activation_derivative"
    /// ∂C/∂a, the gradient that comes from the next layer.
    case upstreamGradient = "upstream_gradient"
    /// The neuron's component of the bias gradient.
    case component
    /// What a contribution's values are multiplied by.
    case factor
    /// The contribution as a tensor.
    case contribution
  }

  /// The passes that are wanted; nil for all.
  public var passes: Set<TracePass>?
  /// The feature maps whose steps are wanted; nil for all. The steps of an activation gradient's
  /// convolution each belong to all maps, and so to no such choice.
  public var maps: Set<Int>?
  /// The steps that are wanted, by their number in their pass; nil for all. The bound ``last`` is
  /// the last step of each pass.
  public var steps: [ClosedRange<Int>]?
  /// Only steps whose number is a multiple of this; at least 1.
  public var every: Int
  /// The keys that are wanted.
  public var fields: Set<Field>
  /// Whether each step is explained in a sentence.
  public var isExplained: Bool

  /// A selection; what is not given is not narrowed.
  public init(
    passes: Set<TracePass>? = nil, maps: Set<Int>? = nil, steps: [ClosedRange<Int>]? = nil,
    every: Int = 1, fields: Set<Field> = Set(Field.allCases), isExplained: Bool = false
  ) {
    precondition(every > 0, "every \(every)th step")
    self.passes = passes
    self.maps = maps
    self.steps = steps
    self.every = every
    self.fields = fields
    self.isExplained = isExplained
  }

  /// All steps with all keys, not explained.
  public static let everything = TraceSelection()

  /// The bound of a range of ``steps`` that stands for the last step of each pass.
  public static let last = Int.max

  /// The numbers of the wanted steps, in order, of a pass of some length whose maps have
  /// `stepsPerMap` steps each, one map after the other; nil where a step belongs to no map.
  func indices(of pass: TracePass, count: Int, stepsPerMap: Int?) -> [StrideTo<Int>] {
    guard passes?.contains(pass) ?? true else { return [] }
    var wanted = [0..<count]
    if let maps {
      guard let stepsPerMap else { return [] }
      wanted = maps.sorted().compactMap { map in
        guard map >= 0, map < count / stepsPerMap else { return nil }
        return map * stepsPerMap..<(map + 1) * stepsPerMap
      }
    }
    if let steps {
      let ranges = TraceSelection.merged(steps, count: count)
      wanted = wanted.flatMap { map in ranges.map { $0.clamped(to: map) } }
    }
    return wanted.map { range in
      let first = (range.lowerBound + every - 1) / every * every
      return stride(from: first, to: range.upperBound, by: every)
    }
  }

  /// The ranges in order, without overlaps, within a pass of some length.
  private static func merged(_ ranges: [ClosedRange<Int>], count: Int) -> [Range<Int>] {
    var merged: [Range<Int>] = []
    let bounded = ranges.compactMap { range -> Range<Int>? in
      let lower = range.lowerBound == last ? count - 1 : range.lowerBound
      let upper = min(range.upperBound, count - 1)
      return lower <= upper && upper >= 0 ? max(lower, 0)..<(upper + 1) : nil
    }
    for range in bounded.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let previous = merged.last, range.lowerBound <= previous.upperBound {
        merged[merged.count - 1] =
          previous.lowerBound..<max(previous.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    return merged
  }
}
