/// Which steps a trace holds, and which of their keys.
public struct TraceSelection: Sendable, Equatable {
  /// A key of a step that can be left out. What says which step it is, is always there.
  public enum Field: String, Sendable, Hashable, CaseIterable {
    /// The overlay position.
    case position
    /// The summands with their cells, values and weights.
    case terms
    /// The sum of the products.
    case dotProduct = "dot_product"
    /// The bias.
    case bias
    /// The raw activation.
    case z
    /// The activation.
    case a
  }

  /// The feature maps whose steps are wanted; nil for all.
  public var maps: Set<Int>?
  /// The steps that are wanted, by their number in the pass; nil for all.
  public var steps: [ClosedRange<Int>]?
  /// Only steps whose number is a multiple of this; at least 1.
  public var every: Int
  /// The keys that are wanted.
  public var fields: Set<Field>

  /// A selection; what is not given is not narrowed.
  public init(
    maps: Set<Int>? = nil, steps: [ClosedRange<Int>]? = nil, every: Int = 1,
    fields: Set<Field> = Set(Field.allCases)
  ) {
    precondition(every > 0, "every \(every)th step")
    self.maps = maps
    self.steps = steps
    self.every = every
    self.fields = fields
  }

  /// All steps with all keys.
  public static let everything = TraceSelection()

  /// Whether a step of a feature map is wanted.
  public func includes(step: Int, map: Int) -> Bool {
    step.isMultiple(of: every) && maps?.contains(map) ?? true
      && steps?.contains { $0.contains(step) } ?? true
  }
}
