import Foundation
import Testing

@testable import MarkupBackend

@Suite("Base64")
struct Base64Tests {
  @Test(
    "The vectors of RFC 4648 come out as printed there",
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
      ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
  func vectors(text: String, expected: String) {
    #expect(base64(Array(text.utf8)) == expected)
  }

  @Test("Bytes of every value are what Foundation decodes")
  func everyByte() {
    let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 * 7) }
    #expect(Data(base64Encoded: base64(bytes)) == Data(bytes))
  }
}
