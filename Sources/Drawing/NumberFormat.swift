/// Writes numbers as a figure shows them: true minus sign, no "−0", as many decimals as all
/// numbers of a panel share.
public struct NumberFormat: Sendable, Hashable {
  /// The digits after the point.
  public var decimals: Int

  /// A format with the given number of decimals.
  public init(decimals: Int) {
    precondition(decimals >= 0, "no fewer than 0 decimals")
    self.decimals = decimals
  }

  /// The format for numbers shown together.
  ///
  /// As many decimals as the longest number needs, but no more than leave the largest one
  /// `significant` digits. Numbers that are all below 0.001 get no decimals, so that each of them
  /// is written in powers of ten.
  public init(for values: some Sequence<Double>, significant: Int = 3) {
    let values = values.filter(\.isFinite)
    let exponent = Decimal(values.reduce(0) { max($0, abs($1)) }).exponent
    let most = exponent < -3 ? 0 : max(0, significant - 1 - exponent)
    var needed = 0
    // Of a large figure these are hundreds of thousands: no more are spelled than can change anything.
    for value in values {
      if needed >= most { break }
      if value.rounded() != value { needed = max(needed, Decimal(value).decimals) }
    }
    self.init(decimals: min(needed, most))
  }

  /// The number with this format's decimals; 0 itself without any, so that it can be told from what
  /// is only near it.
  ///
  /// Where only zeros would be left of a number that is not 0, two digits of it instead, in powers
  /// of ten if that is shorter: 0.4, 1.2e−4. From 1e15 on, three digits: 1.23e20.
  public func string(_ value: Double) -> String {
    guard value != 0 else { return "0" }
    return switch notation(of: value) {
    case .decimals: NumberFormat.fixed(value, decimals: decimals)
    case .digits(let count): NumberFormat.brief(value, significant: count)
    }
  }

  /// Whether the string says exactly the number's shortest decimal form, nothing rounded away.
  public func isExact(_ value: Double) -> Bool {
    guard value.isFinite else { return true }
    return switch notation(of: value) {
    case .decimals: Decimal(value).decimals <= decimals
    case .digits(let count): Decimal(value).significant <= count
    }
  }

  private enum Notation {
    case decimals
    case digits(Int)
  }

  private func notation(of value: Double) -> Notation {
    guard value.isFinite, value != 0 else { return .decimals }
    let decimal = Decimal(value)
    if decimal.exponent > 14 { return .digits(3) }
    return decimal.rounded(decimals: decimals).isZero ? .digits(2) : .decimals
  }

  /// The number with the given decimals, half away from zero, as people round by hand: 2.675 with
  /// two decimals is 2.68, whatever its binary digits.
  public static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return notFinite(value) }
    let decimal = Decimal(value).rounded(decimals: decimals)
    var digits = decimal.digits
    let point = decimal.exponent + 1
    if point <= 0 { digits.insert(contentsOf: repeatElement(0, count: 1 - point), at: 0) }
    let whole = max(point, 1)
    let length = whole + decimals
    if digits.count < length {
      digits.append(contentsOf: repeatElement(0, count: length - digits.count))
    }
    var text = digits[..<whole].map(String.init).joined()
    if decimals > 0 { text += "." + digits[whole..<length].map(String.init).joined() }
    return (value < 0 && !decimal.isZero ? "−" : "") + text
  }

  /// The number in powers of ten with at most the given digits: 1.2e−4, 3e5.
  public static func scientific(_ value: Double, significant: Int) -> String {
    guard value.isFinite else { return notFinite(value) }
    guard value != 0 else { return "0" }
    let decimal = Decimal(value).rounded(significant: significant)
    let digits = decimal.digits
    var text = value < 0 ? "−" : ""
    text += String(digits[0])
    if digits.count > 1 { text += "." + digits[1...].map(String.init).joined() }
    let exponent = decimal.exponent
    return text + "e" + (exponent < 0 ? "−" : "") + String(abs(exponent))
  }

  /// The shortest form that reads back as the same number: 0.1, −2, 1e−7, 123456.789.
  public static func shortest(_ value: Double) -> String {
    guard value.isFinite else { return notFinite(value) }
    let decimal = Decimal(value)
    return decimal.exponent < -5 || decimal.exponent > 14
      ? scientific(value, significant: 17) : fixed(value, decimals: decimal.decimals)
  }

  /// The first digits of the number, in powers of ten where that is shorter.
  private static func brief(_ value: Double, significant: Int) -> String {
    let decimals = Decimal(value).rounded(significant: significant).decimals
    let plain = fixed(value, decimals: decimals)
    let powers = scientific(value, significant: significant)
    return powers.count < plain.count ? powers : plain
  }

  /// Finite operands may still have a product that is not.
  private static func notFinite(_ value: Double) -> String {
    value.isNaN ? "NaN" : value < 0 ? "−∞" : "∞"
  }
}

/// A number's shortest decimal digits: d₀.d₁d₂… × 10^exponent, without its sign.
private struct Decimal {
  var digits: [Int]
  var exponent: Int

  /// The shortest digits that read back as the number, which must be finite.
  init(_ value: Double) {
    // Of a large figure this reads hundreds of thousands of numbers: bytes, and no substrings.
    var power = 0
    var isNegativePower = false
    var whole = 0
    var isWhole = true
    var isMantissa = true
    digits = []
    digits.reserveCapacity(17)
    for byte in abs(value).description.utf8 {
      switch byte {
      case UInt8(ascii: "."): isWhole = false
      case UInt8(ascii: "e"): isMantissa = false
      case UInt8(ascii: "-"): isNegativePower = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let digit = Int(byte - UInt8(ascii: "0"))
        if isMantissa {
          digits.append(digit)
          whole += isWhole ? 1 : 0
        } else {
          power = power * 10 + digit
        }
      default: break
      }
    }
    exponent = whole - 1 + (isNegativePower ? -power : power)
    let zeros = min(digits.prefix { $0 == 0 }.count, digits.count - 1)
    digits.removeFirst(zeros)
    exponent -= zeros
    trim()
  }

  /// Whether it is 0.
  var isZero: Bool { digits == [0] }

  /// The digits after the point that the number needs.
  var decimals: Int { max(0, digits.count - 1 - exponent) }
  /// The number of digits.
  var significant: Int { digits.count }

  func rounded(decimals: Int) -> Decimal { rounded(significant: exponent + 1 + decimals) }

  /// Rounded to the first `count` digits, half up; none or fewer leave 0 or the next power of ten.
  func rounded(significant count: Int) -> Decimal {
    guard count < digits.count else { return self }
    var result = self
    let up = count >= 0 && digits[count] >= 5
    result.digits = count > 0 ? Array(digits[..<count]) : []
    if up {
      var index = result.digits.count - 1
      while index >= 0, result.digits[index] == 9 {
        result.digits[index] = 0
        index -= 1
      }
      if index >= 0 {
        result.digits[index] += 1
      } else {
        result.digits.insert(1, at: 0)
        result.exponent += 1
      }
    }
    result.trim()
    return result
  }

  /// Drops the zeros at the end; nothing left is 0.
  private mutating func trim() {
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { (digits, exponent) = ([0], 0) }
  }
}
