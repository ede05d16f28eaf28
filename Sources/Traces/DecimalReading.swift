/// Reads JSON's spelling of numbers.
enum DecimalReading {
  /// The double nearest to a number that is spelled as JSON demands; nil where it is not.
  ///
  /// With at most 15 to 16 digits and a small power of ten, both are exact as doubles and their
  /// product or quotient is rounded once, which is rounded rightly; the rest is left to the
  /// standard library.
  /// Source: W. D. Clinger, *How to Read Floating Point Numbers Accurately* (1990).
  static func double(_ text: [UInt8]) -> Double? {
    var index = 0
    func digit() -> UInt64? {
      guard index < text.count else { return nil }
      let digit = text[index] &- UInt8(ascii: "0")
      return digit < 10 ? UInt64(digit) : nil
    }
    func skip(_ character: Unicode.Scalar) -> Bool {
      guard index < text.count, text[index] == UInt8(ascii: character) else { return false }
      index += 1
      return true
    }
    let isNegative = skip("-")
    var (digits, count, exponent) = (0 as UInt64, 0, 0)
    func readDigits() -> Int {
      let start = index
      while let digit = digit() {
        digits = digits &* 10 &+ digit
        count += digits > 0 ? 1 : 0
        index += 1
      }
      return index - start
    }
    let hasLeadingZero = digit() == 0
    let whole = readDigits()
    guard whole > 0, !(hasLeadingZero && whole > 1) else { return nil }
    if skip(".") {
      exponent = -readDigits()
      guard exponent < 0 else { return nil }
    }
    if skip("e") || skip("E") {
      let isDown = skip("-")
      if !isDown { _ = skip("+") }
      var (power, places) = (0, 0)
      while let digit = digit() {
        power = min(power * 10 + Int(digit), 100_000)
        places += 1
        index += 1
      }
      guard places > 0 else { return nil }
      exponent += isDown ? -power : power
    }
    guard index == text.count else { return nil }
    if count <= 19, digits <= 1 << 53, (-22...22).contains(exponent) {
      let magnitude = Double(digits)
      let power = exactPowersOfTen[abs(exponent)]
      let value = exponent < 0 ? magnitude / power : magnitude * power
      return isNegative ? -value : value
    }
    return Double(String(decoding: text, as: UTF8.self))
  }

  /// 10^0 … 10^22, all of which are doubles.
  private static let exactPowersOfTen: [Double] = (0...22).map { exponent in
    (0..<exponent).reduce(1.0) { power, _ in power * 10 }
  }
}
