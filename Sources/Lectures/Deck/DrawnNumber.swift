/// A number as a figure prints it: its value, and how exactly it says it.
struct DrawnNumber: Sendable, Equatable {
  let value: Double
  /// Half of what the last printed digit counts; 0 for whole numbers below 100, which are counts
  /// and indices.
  let tolerance: Double

  /// The number that a text is, which may stand in brackets: `−0.062`, `(−1.2e−4)`, `23,550`; nil
  /// where it is none.
  init?(_ text: String) {
    var digits = text.replacing("−", with: "-")
    if digits.hasPrefix("("), digits.hasSuffix(")") {
      digits = String(digits.dropFirst().dropLast())
    }
    guard digits.first.map({ $0.isNumber || "-.".contains($0) }) ?? false,
      digits.allSatisfy({ $0.isASCII }), let plain = DrawnNumber.ungrouped(digits),
      let value = Double(plain), value.isFinite
    else { return nil }
    self.value = value
    let parts = plain.split(separator: "e")
    let decimals = parts[0].split(separator: ".", omittingEmptySubsequences: false).dropFirst()
    let exponent = parts.dropFirst().first.flatMap { Int($0) } ?? 0
    let places = (decimals.first?.count ?? 0) - exponent
    guard places > 0 || exponent != 0 else {
      tolerance = abs(value) < 100 ? 0 : 0.5
      return
    }
    var unit = 0.5000001
    for _ in 0..<min(abs(places), 320) { unit *= places > 0 ? 0.1 : 10 }
    tolerance = unit
  }

  /// Whether both can be the same number, of which one shows more digits.
  func isSame(as other: DrawnNumber) -> Bool {
    abs(value - other.value) <= max(tolerance, other.tolerance)
  }

  /// The digits without commas between thousands; nil where commas stand elsewhere, as in `0,1`.
  private static func ungrouped(_ digits: String) -> String? {
    let groups = digits.split(separator: ",", omittingEmptySubsequences: false)
    guard groups.count > 1 else { return digits }
    let isGrouped = groups.dropFirst().dropLast().allSatisfy { $0.count == 3 }
    guard isGrouped, let last = groups.last, last.prefix(while: \.isNumber).count == 3 else {
      return nil
    }
    return groups.joined()
  }
}
