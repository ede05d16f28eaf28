/// A computation as the list of its steps: the only thing that leaves the core.
///
/// A pass keeps its operands and its geometry. Its steps are computed on demand, and its result is
/// *defined* as the fold over them, so a picture or a trace can never disagree with the number.
public protocol Pass: Sendable {
  /// One step; a dot product, a selection or a contribution.
  associatedtype Step: Sendable
  /// The steps in order, each computed from its index.
  associatedtype Steps: RandomAccessCollection & Sendable
  where Steps.Element == Step, Steps.Index == Int
  /// What the steps fold into.
  associatedtype Result: Sendable & Equatable

  /// The steps in order.
  var steps: Steps { get }
  /// The fold over the steps.
  var result: Result { get }
}
