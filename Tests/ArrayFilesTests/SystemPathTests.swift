import Testing

@testable import ArrayFiles

@Suite struct SystemPathTests {
  @Test(
    "Bytes become text and the same bytes again",
    arguments: [
      Array("plain/é/日本".utf8), [0xFF], [0x61, 0xC3, 0x2F, 0x80, 0xED, 0xA0, 0x80],
      [0xF4, 0x8F, 0xBF, 0xBF, 0xF0, 0x9F, 0x98], Array(0x80...0xFF), [],
    ] as [[UInt8]])
  func roundTrip(bytes: [UInt8]) {
    #expect(SystemPath.bytes(of: SystemPath.text(bytes)) == bytes)
  }

  @Test("What is UTF-8 stays as it is")
  func plain() {
    let text = "données/𝑧 \u{10FF7F}.csv"
    #expect(SystemPath.text(Array(text.utf8)) == text)
    #expect(text.unicodeScalars.allSatisfy { SystemPath.byte(of: $0) == nil })
  }

  @Test("Different bytes become different texts")
  func distinct() {
    // The first is the byte 0x80 alone, the second the character that stands for it.
    #expect(SystemPath.text([0x80]) != SystemPath.text([0xF4, 0x8F, 0xBE, 0x80]))
  }

  @Test("The system gets the bytes with a 0 behind them, and never half of a path")
  func system() {
    func seen(_ path: String) -> [UInt8] {
      SystemPath.with(path) { pointer in
        var bytes: [UInt8] = []
        var next = pointer
        while next.pointee != 0 {
          bytes.append(UInt8(bitPattern: next.pointee))
          next += 1
        }
        return bytes
      }
    }
    #expect(seen(SystemPath.text([0x61, 0xFE])) == [0x61, 0xFE])
    #expect(seen("a\0b").isEmpty)
  }
}
