import Testing

@testable import ArrayFiles

@Suite struct ExifOrientationTests {
  /// The beginning of a JPEG with a TIFF directory of one entry.
  private func file(_ orientation: UInt8, isBigEndian: Bool) -> [UInt8] {
    let tiff: [UInt8] =
      isBigEndian
      ? Array("MM\0*".utf8) + [0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]
      : Array("II*\0".utf8) + [8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]
    let content = Array("Exif\0\0".utf8) + tiff
    let other: [UInt8] = [0xFF, 0xE0, 0, 4, 1, 2]
    return [0xFF, 0xD8] + other + [0xFF, 0xE1, 0, UInt8(content.count + 2)] + content
      + [0xFF, 0xDA, 0, 2]
  }

  @Test("Every orientation but the first asks for a turn, in both orders of bytes")
  func orientations() {
    for orientation in UInt8(0)...9 {
      for isBigEndian in [false, true] {
        #expect(
          ExifOrientation.isTurned(file(orientation, isBigEndian: isBigEndian))
            == (2...8).contains(orientation))
      }
    }
  }

  @Test("A note that is cut off asks for nothing")
  func truncated() {
    let whole = file(6, isBigEndian: true)
    for count in 0..<(whole.count - 6) {
      #expect(!ExifOrientation.isTurned(Array(whole.prefix(count))))
    }
    #expect(!ExifOrientation.isTurned(FileFixture.grey))
    #expect(ExifOrientation.isTurned(FileFixture.turned))
  }
}
