import Neural

/// How the numbers of a step are spelled where the step is said in words.
///
/// A trace says them with five digits (``spoken``); a figure says them as it prints them, so that its
/// alt text and its picture have the same digits.
public struct StepNumbers: Sendable {
  /// What a number is to its step.
  public enum Role: Sendable, Hashable {
    /// It stands at an address: an operand, or what the step fills.
    case element(Address)
    /// The product of the term with the given number.
    case product(term: Int)
    /// The sum of the products, before anything else is done to it.
    case sum
    /// Nothing but a number: a divisor, a factor without an address.
    case constant
  }

  private let spelling: @Sendable (Double, Role) -> Spoken

  /// Numbers spelled by a closure, from their values and what they are to the step.
  public init(_ spelling: @escaping @Sendable (Double, Role) -> Spoken) {
    self.spelling = spelling
  }

  /// Five digits at most, whatever a number is.
  public static let spoken = StepNumbers { value, _ in Spoken(value) }

  func spell(_ value: Double, as role: Role) -> Spoken { spelling(value, role) }

  func spell(_ operand: Operand) -> Spoken {
    spell(operand.value, as: operand.address.map(Role.element) ?? .constant)
  }
}
