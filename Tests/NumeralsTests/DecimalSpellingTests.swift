import Testing

@testable import Numerals

@Suite("Spelling numbers")
struct DecimalSpellingTests {
  @Test(
    "Doubles are spelled as ECMAScript spells them",
    arguments: [
      (0, "0"), (-0.0, "0"), (7, "7"), (10, "10"), (-1, "-1"), (0.1, "0.1"), (-12.5, "-12.5"),
      (0.1 + 0.2, "0.30000000000000004"), (9_007_199_254_740_991, "9007199254740991"),
      (9_007_199_254_740_992, "9007199254740992"), (123e18, "123000000000000000000"),
      (1e20, "100000000000000000000"), (1e21, "1e+21"), (-1.25e21, "-1.25e+21"),
      (0.000001, "0.000001"), (1e-7, "1e-7"), (-1.5e-7, "-1.5e-7"), (123.456, "123.456"),
      (.leastNonzeroMagnitude, "5e-324"), (.greatestFiniteMagnitude, "1.7976931348623157e+308"),
      (-0.0000012345678901234567, "-0.0000012345678901234567"),
    ] as [(Double, String)])
  func doubles(value: Double, text: String) {
    #expect(spelling { DecimalSpelling.put(value, into: $0) } == text)
  }

  @Test("Whole numbers have all their digits", arguments: [0, 9, 10, 99, 100, -1, -10, .max, .min])
  func integers(value: Int) {
    #expect(spelling { DecimalSpelling.put(value, into: $0) } == "\(value)")
  }

  @Test("Powers of ten and their neighbours have the right number of digits")
  func lengths() {
    var power = 1
    for _ in 0..<19 {
      for value in [power - 1, power, -power] {
        #expect(spelling { DecimalSpelling.put(value, into: $0) } == "\(value)")
      }
      power = power.multipliedReportingOverflow(by: 10).partialValue
    }
  }

  @Test("What is spelled reads back as the same number, in the room that it is said to need")
  func roundTrip() {
    var bits: UInt64 = 3
    for _ in 0..<20_000 {
      bits = bits &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let number = Double(bitPattern: bits ^ (bits >> 29))
      guard number.isFinite else { continue }
      let text = spelling { DecimalSpelling.put(number, into: $0) }
      #expect(Double(text) == number)
      let read = Array(text.utf8).withUnsafeBytes { DecimalReading.double($0, as: .json) }
      #expect(read == .value(number))
    }
  }

  /// What is put into a buffer of the longest number's length, behind which nothing is touched.
  private func spelling(_ put: (UnsafeMutableRawBufferPointer) -> Int) -> String {
    var bytes = [UInt8](repeating: 0xFF, count: DecimalSpelling.maximumLength + 8)
    let count = bytes.withUnsafeMutableBytes { bytes in
      put(UnsafeMutableRawBufferPointer(rebasing: bytes[..<DecimalSpelling.maximumLength]))
    }
    #expect(count <= DecimalSpelling.maximumLength && bytes[count...].allSatisfy { $0 == 0xFF })
    return String(decoding: bytes[..<count], as: UTF8.self)
  }
}
