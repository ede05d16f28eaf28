import Neural

/// Which steps a trace holds, and which of their keys.
public struct TraceSelection: Sendable, Equatable {
  /// A key of a step that can be left out. What says which step it is, is always there.
  public enum Field: String, Sendable, Hashable, CaseIterable {
    /// The overlay position.
    case position
    /// What the step is made of: values, weights, products, and where each stands.
    case terms
    /// The sum of the products, before a bias is added.
    case dotProduct = "dot_product"
    /// The sum of the values, before it is divided.
    case sum
    /// What the sum of the values is divided by.
    case divisor
    /// The number of the term whose value is the largest.
    case winner
    /// The function that is applied to the values.
    case function
    /// What is added to the sum, and where it stands.
    case bias
    /// What the rule gives.
    case result
    /// What each value of a step that spreads is multiplied by.
    case factor
    /// The activation function that follows.
    case activation
    /// The activation.
    case a
    /// Where the result is added to a total.
    case total
  }

  /// The stages whose steps are wanted; nil for all.
  public var stages: Set<String>?
  /// The items of a batch whose steps are wanted; nil for all.
  public var items: Set<Int>?
  /// The passes that are wanted; nil for all.
  public var passes: Set<Account.Name>?
  /// The feature maps whose steps are wanted; nil for all. Where a pass has a step for each cell of
  /// an input, the input's channels are its maps.
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
    stages: Set<String>? = nil, items: Set<Int>? = nil, passes: Set<Account.Name>? = nil,
    maps: Set<Int>? = nil, steps: [ClosedRange<Int>]? = nil, every: Int = 1,
    fields: Set<Field> = Set(Field.allCases), isExplained: Bool = false
  ) {
    precondition(every > 0, "every \(every)th step")
    self.stages = stages
    self.items = items
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

  /// The numbers of the wanted steps, in order, of a stage's pass of some length whose maps have
  /// `stepsPerMap` steps each, one map after the other.
  func indices(
    of pass: Account.Name, stage: String, count: Int, stepsPerMap: Int
  ) -> [StrideTo<Int>] {
    guard stages?.contains(stage) ?? true, passes?.contains(pass) ?? true else { return [] }
    var wanted = [0..<count]
    if let maps {
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
