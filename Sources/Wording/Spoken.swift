import Numerals

/// A number as it is said: by itself with five digits at most, or as a figure prints it; its sign is a
/// minus, not a hyphen.
public struct Spoken: CustomStringConvertible, Sendable {
  /// The number.
  public let description: String
  /// Whether digits were left out.
  public let isRounded: Bool

  /// Whether the number is below 0, so that it takes brackets behind an operator.
  public var isNegative: Bool { description.hasPrefix("−") }

  private static let digits = 5

  /// A number that is spelled already.
  ///
  /// - Parameter isRounded: Whether digits were left out.
  public init(_ spelling: String, isRounded: Bool) {
    (description, self.isRounded) = (spelling, isRounded)
  }

  /// The number as it is said; of what is no number, that.
  public init(_ value: Double) {
    guard value.isFinite, value != 0 else {
      description = value == 0 ? "0" : value.isNaN ? say("no number") : value > 0 ? "∞" : "−∞"
      isRounded = false
      return
    }
    let exact = ShortestDecimal(value.magnitude)
    let rounded = exact.rounded(to: Spoken.digits)
    isRounded = rounded != exact
    description = (value < 0 ? "−" : "") + Spoken.spelling(of: rounded)
  }

  private static func spelling(of decimal: ShortestDecimal) -> String {
    let digits = String(decimal.digits)
    let point = digits.count + decimal.exponent
    switch point {
    case digits.count...12: return digits + String(repeating: "0", count: point - digits.count)
    case 1...12: return digits.prefix(point) + "." + digits.dropFirst(point)
    case -5...0: return "0." + String(repeating: "0", count: -point) + digits
    default:
      let fraction = digits.count > 1 ? "." + digits.dropFirst() : ""
      return "\(digits.prefix(1))\(fraction) · 10^\(point - 1)"
    }
  }
}
