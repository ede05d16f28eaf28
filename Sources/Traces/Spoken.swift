/// A number as one would say it: five digits at most, with a sign that is a minus, not a hyphen.
struct Spoken: CustomStringConvertible {
  /// The number.
  let description: String
  /// Whether digits were left out.
  let isRounded: Bool

  private static let digits = 5

  init(_ value: Double) {
    guard value.isFinite, value != 0 else {
      description = value == 0 ? "0" : value.isNaN ? "no number" : value > 0 ? "∞" : "−∞"
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

extension ShortestDecimal {
  /// The nearest decimal with so many digits, halves away from zero.
  fileprivate func rounded(to count: Int) -> ShortestDecimal {
    var (digits, exponent) = (self.digits, self.exponent)
    var remainder: UInt64 = 0
    while String(digits).count > count {
      remainder = digits % 10
      (digits, exponent) = (digits / 10, exponent + 1)
    }
    if remainder >= 5 { digits += 1 }
    while digits.isMultiple(of: 10) { (digits, exponent) = (digits / 10, exponent + 1) }
    return ShortestDecimal(digits: digits, exponent: exponent)
  }
}
