/// The one notation of numbers that every text format shares: decimal, with an optional exponent.
///
/// sign? (digits (. digits?)? | . digits) ((e | E) sign? digits)?, where a sign is +, - or the
/// true minus sign −. Values are rounded to the nearest `Double`. No NaN, no infinity, no
/// hexadecimal, no digit groups.
enum DecimalNumber {
  /// The value of the bytes in `range`, or nil where they are no finite decimal number.
  static func value(_ bytes: [UInt8], _ range: Range<Int>) -> Double? {
    var scan = Scan(position: range.lowerBound, end: range.upperBound)
    let isNegative = scan.sign(bytes)
    scan.digits(bytes, fraction: false)
    if scan.position < scan.end, bytes[scan.position] == UInt8(ascii: ".") {
      scan.position += 1
      scan.digits(bytes, fraction: true)
    }
    guard scan.count > 0, scan.exponent(bytes), scan.position == scan.end else { return nil }

    // A mantissa below 2⁵³ and a power of ten up to 10²² are both exact, so that one operation
    // rounds correctly (W. D. Clinger, "How to read floating point numbers accurately", 1990).
    if scan.isExact, scan.mantissa <= 1 << 53, abs(scan.power) < powersOfTen.count {
      let magnitude = Double(scan.mantissa)
      let value =
        scan.power < 0
        ? magnitude / powersOfTen[-scan.power] : magnitude * powersOfTen[scan.power]
      return isNegative ? -value : value
    }
    // Plain ASCII but for true minus signs, of which the standard library knows nothing.
    var text = String(decoding: bytes[range], as: UTF8.self)
    if !text.utf8.allSatisfy({ $0 < 0x80 }) { text.replace("−", with: "-") }
    guard let value = Double(text), value.isFinite else { return nil }
    return value
  }

  /// What would be right in the place of most of what is refused.
  static let remedy = "write a decimal number such as 0.5"

  /// What is wrong with bytes that ``value(_:_:)`` refuses.
  static func fault(_ bytes: [UInt8], _ range: Range<Int>, at location: [Place]) -> Fault {
    let text = String(decoding: bytes[range], as: UTF8.self)
    let bare = text.lowercased().drop { "+-−".contains($0) }
    if text.isEmpty {
      return Fault("a value is missing", at: location, remedy: remedy)
    }
    if ["nan", "inf", "infinity"].contains(bare) {
      return Fault(
        "\(text.quoted()) is not a finite number", at: location,
        remedy: "replace it by a finite value such as 0")
    }
    if bare.hasPrefix("0x") {
      return Fault("\(text.quoted()) is not a decimal number", at: location, remedy: remedy)
    }
    if let first = bare.first, first.isNumber || first == ".", Double(bare)?.isInfinite == true {
      return Fault(
        "\(text.quoted()) is too large", at: location,
        remedy: "the largest magnitude is about 1.8e308")
    }
    if text.contains(","), Double(text.replacing(",", with: ".")) != nil {
      return Fault(
        "\(text.quoted()) has a decimal comma", at: location,
        remedy: "write a decimal point, as in \(text.replacing(",", with: "."))")
    }
    return Fault("\(text.quoted()) is not a number", at: location, remedy: remedy)
  }

  /// 10⁰ … 10²², each exact.
  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}

/// The state of reading one number: mantissa · 10^power.
private struct Scan {
  var position: Int
  let end: Int
  var mantissa: UInt64 = 0
  var power = 0
  /// The number of digits before the exponent.
  var count = 0
  /// Whether `mantissa` holds all digits.
  var isExact = true

  init(position: Int, end: Int) {
    self.position = position
    self.end = end
  }

  /// Steps over a sign and tells whether it is a minus.
  mutating func sign(_ bytes: [UInt8]) -> Bool {
    guard position < end else { return false }
    switch bytes[position] {
    case UInt8(ascii: "-"):
      position += 1
      return true
    case UInt8(ascii: "+"):
      position += 1
      return false
    // The true minus sign U+2212, which our own figures print.
    case 0xE2 where bytes[position..<end].starts(with: [0xE2, 0x88, 0x92]):
      position += 3
      return true
    default:
      return false
    }
  }

  /// Adds a run of digits to the mantissa.
  mutating func digits(_ bytes: [UInt8], fraction: Bool) {
    while position < end {
      let digit = bytes[position] &- UInt8(ascii: "0")
      guard digit < 10 else { return }
      position += 1
      count += 1
      if mantissa < 1 << 59 {
        mantissa = mantissa * 10 + UInt64(digit)
        if fraction { power -= 1 }
      } else {
        isExact = false
      }
    }
  }

  /// Steps over an exponent if there is one; false where it has no digits.
  mutating func exponent(_ bytes: [UInt8]) -> Bool {
    guard position < end, bytes[position] | 0x20 == UInt8(ascii: "e") else { return true }
    position += 1
    let isNegative = sign(bytes)
    let start = position
    var exponent = 0
    while position < end {
      let digit = bytes[position] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      position += 1
      exponent = min(exponent * 10 + Int(digit), 99_999)
    }
    power += isNegative ? -exponent : exponent
    return position > start
  }
}
