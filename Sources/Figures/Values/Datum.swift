import Drawing

/// A value and where it stands: what a figure prints, names and colours.
struct Datum: Sendable, Hashable {
  /// Where the value is.
  let address: Source.Address
  /// The value as it was computed.
  let value: Double

  init(_ address: Source.Address, _ value: Double) {
    self.address = address
    self.value = value
  }

  /// What a colour or an outline that shows the value stands for.
  var mark: Source { Source(address, value: value, form: .mark) }
}

/// A number that is printed: a whole number of units of 10^−decimals.
///
/// Printed numbers are compared as a reader with a calculator would: exactly, without the binary
/// digits of a `Double`.
struct PrintedDecimal: Sendable, Hashable {
  /// The digits without their point.
  var units: Int128
  /// How many of the digits stand behind the point; fewer than 0 for whole tens.
  var decimals: Int

  /// The number rounded to so many decimals, half away from zero; nil where it has too many digits
  /// to be compared.
  init?(_ value: Double, decimals: Int) {
    guard value.isFinite, abs(value) < 1e15 else { return nil }
    let text = NumberFormat.fixed(value, decimals: max(0, decimals))
    let digits = text.filter(\.isNumber)
    guard digits.count <= 30, var units = Int128(digits) else { return nil }
    if text.hasPrefix("−") { units = -units }
    self.init(units: units, decimals: max(0, decimals))
    if decimals < 0 {
      guard let rounded = rounded(to: decimals) else { return nil }
      self = rounded
    }
  }

  init(units: Int128, decimals: Int) {
    self.units = units
    self.decimals = decimals
  }

  /// As a number to compute with.
  var value: Double { Double(units) * PrintedDecimal.power(-decimals) }

  /// The product; nil where it overflows.
  func times(_ other: PrintedDecimal) -> PrintedDecimal? {
    let (units, overflow) = units.multipliedReportingOverflow(by: other.units)
    return overflow ? nil : PrintedDecimal(units: units, decimals: decimals + other.decimals)
  }

  /// The sum; nil where it overflows.
  func plus(_ other: PrintedDecimal) -> PrintedDecimal? {
    let shared = max(decimals, other.decimals)
    guard let left = rounded(to: shared), let right = other.rounded(to: shared) else { return nil }
    let (units, overflow) = left.units.addingReportingOverflow(right.units)
    return overflow ? nil : PrintedDecimal(units: units, decimals: shared)
  }

  /// The number divided by a whole one and rounded to so many decimals, half away from zero; nil
  /// where it overflows.
  func rounded(to count: Int, dividedBy divisor: Int = 1) -> PrintedDecimal? {
    let shift = count - decimals
    guard abs(shift) <= 36 else { return nil }
    let power = (0..<abs(shift)).reduce(Int128(1)) { power, _ in power * 10 }
    guard shift < 0 || divisor != 1 else {
      let (units, overflow) = units.multipliedReportingOverflow(by: power)
      return overflow ? nil : PrintedDecimal(units: units, decimals: count)
    }
    let (numerator, overflow) = units.multipliedReportingOverflow(by: shift > 0 ? power : 1)
    let denominator = Int128(divisor) * (shift < 0 ? power : 1)
    guard !overflow, denominator > 0 else { return nil }
    let (quotient, rest) = numerator.quotientAndRemainder(dividingBy: denominator)
    let up = rest.magnitude * 2 >= denominator.magnitude
    return PrintedDecimal(
      units: quotient + (up ? (numerator < 0 ? -1 : 1) : 0), decimals: count)
  }

  private static func power(_ exponent: Int) -> Double {
    (0..<abs(exponent)).reduce(1.0) { power, _ in exponent < 0 ? power / 10 : power * 10 }
  }
}
