import Foundation
import Testing

@testable import Traces

@Suite("JSON output")
struct JSONOutputTests {
  /// What the calls leave in a buffer.
  private func text(isSpaced: Bool = false, _ write: (inout JSONOutput) -> Void) -> String {
    var output = JSONOutput(isSpaced: isSpaced)
    write(&output)
    var bytes: [UInt8] = []
    output.flush { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(
    "Numbers are spelled as ECMAScript spells them",
    arguments: [
      (0, "0"), (-0.0, "0"), (1, "1"), (-2, "-2"), (0.5, "0.5"), (-0.125, "-0.125"),
      (100, "100"), (123_456.789, "123456.789"), (0.000001, "0.000001"), (0.0000001, "1e-7"),
      (1.5e-7, "1.5e-7"), (1e20, "100000000000000000000"), (1e21, "1e+21"),
      (1.25e21, "1.25e+21"), (-1e300, "-1e+300"), (0.1 + 0.2, "0.30000000000000004"),
      (9_007_199_254_740_991, "9007199254740991"), (9_007_199_254_740_992, "9007199254740992"),
      (123_456_789_012_345_683_968, "123456789012345680000"), (1e16 + 2, "10000000000000002"),
      (.leastNonzeroMagnitude, "5e-324"), (.greatestFiniteMagnitude, "1.7976931348623157e+308"),
      (.infinity, "\"Infinity\""), (-.infinity, "\"-Infinity\""), (.nan, "\"NaN\""),
    ] as [(Double, String)])
  func numbers(value: Double, expected: String) {
    #expect(text { $0.value(value) } == expected)
  }

  @Test(
    "Whole numbers of any size are written",
    arguments: [0, 7, -1, 10, 99, 100, .max, .min] as [Int])
  func integers(value: Int) {
    #expect(text { $0.value(value) } == String(value))
  }

  @Test("Whole numbers have the right length on both sides of each power of ten and of two")
  func lengths() {
    for exponent in 0..<19 {
      let power = (0..<exponent).reduce(1) { power, _ in power * 10 }
      for value in [
        power - 1, power, power + 1, -power, 1 << (3 * exponent), (1 << 3 * exponent) - 1,
      ] {
        #expect(text { $0.value(value) } == String(value))
      }
    }
  }

  @Test(
    "Strings are escaped where JSON demands it, and nowhere else",
    arguments: [
      ("a \"b\" \\c", "\"a \\\"b\\\" \\\\c\""),
      ("\n\t\u{1F}\u{0}", "\"\\u000a\\u0009\\u001f\\u0000\""),
      ("zᴸ = Σ · 𝑎/", "\"zᴸ = Σ · 𝑎/\""), ("", "\"\""),
    ])
  func strings(value: String, expected: String) {
    #expect(text { $0.value(value) } == expected)
  }

  private func writeSample(_ output: inout JSONOutput) {
    output.openObject()
    output.breakLine(depth: 1)
    output.key("list")
    output.openArray()
    output.value(1)
    output.openArray()
    output.closeArray()
    output.value(true)
    output.closeArray()
    output.breakLine(depth: 1)
    output.key("object")
    output.openObject()
    output.key("x")
    output.value(0.5)
    output.key("y")
    output.value("s")
    output.closeObject()
    output.breakEnd(depth: 0)
    output.closeObject()
    output.endLine()
  }

  @Test("Commas and colons stand where they belong")
  func structure() {
    #expect(text(writeSample) == "{\"list\":[1,[],true],\"object\":{\"x\":0.5,\"y\":\"s\"}}\n")
  }

  @Test("Spaced output breaks its lines and is otherwise the same")
  func spaced() {
    #expect(
      text(isSpaced: true, writeSample) == """
        {
          "list": [1, [], true],
          "object": {"x": 0.5, "y": "s"}
        }

        """)
  }

  @Test("A buffer grows around what does not fit, and passes on all of it, once")
  func growth() {
    let long = String(repeating: "ab\"", count: 100_000)
    #expect(text { $0.value(long) }.count == 2 + 4 * 100_000)
  }

  @Test("Output is passed on in portions as it grows")
  func portions() {
    var output = JSONOutput(isSpaced: false)
    var portions: [Int] = []
    output.openArray()
    for value in 0..<100_000 {
      output.value(value)
      output.drain { portions.append($0.count) }
    }
    #expect(portions.count == 8)
    #expect(portions.allSatisfy { (65_536..<66_000).contains($0) })
  }
}
