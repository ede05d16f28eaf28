import Numerals

/// The one notation of numbers that every text format shares, ``DecimalReading/Grammar/text``, and
/// what is wrong with what is not written in it.
enum DecimalNumber {
  /// The value of the bytes in `range`, or nil where they are no finite decimal number.
  static func value(_ bytes: [UInt8], _ range: Range<Int>) -> Double? {
    guard case .value(let value) = reading(bytes, range) else { return nil }
    return value
  }

  private static func reading(
    _ bytes: [UInt8], _ range: Range<Int>
  ) -> DecimalReading.Outcome<Double> {
    bytes.withUnsafeBytes { bytes in
      DecimalReading.double(UnsafeRawBufferPointer(rebasing: bytes[range]), as: .text)
    }
  }

  private static func reading(_ text: some StringProtocol) -> DecimalReading.Outcome<Double> {
    let bytes = Array(text.utf8)
    return reading(bytes, bytes.indices)
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
    if reading(bare) == .tooLarge {
      return Fault(
        "\(text.quoted()) is too large", at: location,
        remedy: "the largest magnitude is about 1.8e308")
    }
    if text.contains(","), reading(text.replacing(",", with: ".")) != .malformed {
      return Fault(
        "\(text.quoted()) has a decimal comma", at: location,
        remedy: "write a decimal point, as in \(text.replacing(",", with: "."))")
    }
    return Fault("\(text.quoted()) is not a number", at: location, remedy: remedy)
  }
}
