import Neural
import Wording

/// An object of a trace: its keys in the order in which they are written, and what each holds.
///
/// The writer and the reader's check both go by this one description, so that what is written and
/// what is demanded cannot part.
protocol TraceRecord {
  associatedtype Key: TraceKey

  /// What a key holds.
  subscript(key: Key) -> TraceValue { get }
  /// How far what another program computed may be from a ``TraceValue/computed(_:)``.
  func slack(_ key: Key) -> Double
}

extension TraceRecord {
  /// No computed values.
  func slack(_ key: Key) -> Double { 0 }
}

/// A step of a trace.
protocol TraceStep: TraceRecord where Key: TraceStepKey {
  associatedtype Elements: Sequence where Elements.Element: TraceRecord

  /// What kind of step it is.
  static var kind: StaticString { get }
  /// What the step is made of: its summands, or the cells of its window.
  var elements: Elements { get }
  /// The step as a tensor, where it has one.
  var tensor: Tensor? { get }
  /// What a teacher would say of it.
  var explanation: Explanation { get }
}

extension TraceStep {
  /// No tensor.
  var tensor: Tensor? { nil }
}

/// The keys of an object of a trace, in the order in which they are written.
protocol TraceKey: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
  /// The keys and their names, made once.
  static var table: TraceKeys<Self> { get }
}

/// The keys of a step, after those that every step begins with.
protocol TraceStepKey: TraceKey {
  /// The choice that the key can be left out by; nil where it is always there.
  var field: TraceSelection.Field? { get }
}

extension TraceStepKey {
  /// The choice that has the key's name.
  var field: TraceSelection.Field? { TraceSelection.Field(rawValue: rawValue) }
}

/// What a key of a step or a term holds.
enum TraceValue {
  /// A whole number.
  case whole(Int)
  /// A number that is copied, or the product of two such.
  case exact(Double)
  /// A number that another program may have rounded elsewhere.
  case computed(Double)
  /// A truth value.
  case flag(Bool)
  /// A cell.
  case cell(Cell)
  /// An overlay position.
  case position(OverlayPosition)
  /// The step's elements.
  case elements
  /// The step's tensor.
  case tensor
  /// Nothing: steps of this pass do not have the key.
  case absent
}

/// How far computed values may lie apart.
enum TraceTolerance {
  /// For what one or two operations make of copied numbers, of its size.
  static let sums = 1e-12
  /// For what is made from σ′(z), of its size: other programs have other ways to compute σ′.
  static let derivatives = 1e-9

  /// For the sum of many summands, of the sum of their sizes: other programs add up in another
  /// order, by which two sums of n numbers may be (n − 1) ε apart.
  static func sums(of terms: Int) -> Double { max(sums, (Double(terms) + 2) * .ulpOfOne) }
}
