/// Writes numbers as a figure shows them: true minus sign, no "−0", as many decimals as all
/// numbers of a panel share.
public struct NumberFormat: Sendable, Hashable {
  /// The digits after the point.
  public var decimals: Int

  /// A format with the given number of decimals.
  public init(decimals: Int) {
    self.decimals = decimals
  }

  /// The format for numbers shown together.
  ///
  /// As many decimals as the longest number needs, but no more than leave the largest one
  /// `significant` digits.
  public init(for values: some Sequence<Double>, significant: Int = 3) {
    var needed = 0
    var largest = 0.0
    for value in values {
      needed = max(needed, Decimal(value).decimals)
      largest = max(largest, abs(value))
    }
    let exponent = largest == 0 ? 0 : Decimal(largest).exponent
    self.init(decimals: max(0, min(needed, significant - 1 - exponent)))
  }

  /// The number with this format's decimals; 0 itself without any, so that it can be told from what
  /// is only near it; and where only zeros would be left of another number, powers of ten: 1.2e−4.
  public func string(_ value: Double) -> String {
    guard value != 0 else { return "0" }
    let text = NumberFormat.fixed(value, decimals: decimals)
    if !text.contains(where: { ("1"..."9").contains($0) }) {
      return NumberFormat.scientific(value, significant: 2)
    }
    return text
  }

  /// Whether the string says exactly the number's shortest decimal form, nothing rounded away.
  public func isExact(_ value: Double) -> Bool {
    Decimal(value).decimals <= decimals
      || Decimal(value).significant <= 2 && string(value).contains("e")
  }

  /// The number with the given decimals, half away from zero, as people round by hand.
  public static func fixed(_ value: Double, decimals: Int) -> String {
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
    let isZero = digits.prefix(length).allSatisfy { $0 == 0 }
    return (value < 0 && !isZero ? "−" : "") + text
  }

  /// The number in powers of ten with at most the given digits: 1.2e−4, 3e5.
  public static func scientific(_ value: Double, significant: Int) -> String {
    guard value != 0 else { return "0" }
    let decimal = Decimal(value).rounded(significant: significant)
    var digits = decimal.digits
    while digits.count > 1, digits.last == 0 { digits.removeLast() }
    var text = value < 0 ? "−" : ""
    text += String(digits[0])
    if digits.count > 1 { text += "." + digits[1...].map(String.init).joined() }
    let exponent = decimal.exponent
    return text + "e" + (exponent < 0 ? "−" : "") + String(abs(exponent))
  }

  /// The shortest form that reads back as the same number: 0.1, −2, 1e−7, 123456.789.
  public static func shortest(_ value: Double) -> String {
    let decimal = Decimal(value)
    return decimal.exponent < -5 || decimal.exponent > 14
      ? scientific(value, significant: 17) : fixed(value, decimals: decimal.decimals)
  }
}

/// A number's shortest decimal digits: d₀.d₁d₂… × 10^exponent, without its sign.
private struct Decimal {
  var digits: [Int]
  var exponent: Int

  /// The shortest digits that read back as the number.
  init(_ value: Double) {
    precondition(value.isFinite, "a figure shows finite numbers")
    let parts = abs(value).description.split(separator: "e")
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let whole = mantissa[0]
    let fraction = mantissa.count > 1 ? mantissa[1] : ""
    digits = (whole + fraction).map { Int($0.asciiValue ?? 48) - 48 }
    exponent = whole.count - 1 + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
    while digits.count > 1, digits.first == 0 {
      digits.removeFirst()
      exponent -= 1
    }
    while digits.count > 1, digits.last == 0 { digits.removeLast() }
    if digits == [0] { exponent = 0 }
  }

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
    if result.digits.isEmpty { (result.digits, result.exponent) = ([0], 0) }
    return result
  }
}
