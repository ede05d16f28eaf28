/// What a camera has noted in a JPEG: whether its picture stands on its side or on its head.
///
/// Source: CIPA DC-008, *Exchangeable image file format for digital still cameras*: segment APP1, a
/// TIFF header, and tag 0x0112 of the first directory; 1 is upright.
enum ExifOrientation {
  /// Whether there is such a note that asks for a turn; false where there is none, or a damaged one.
  static func isTurned(_ bytes: [UInt8]) -> Bool { value(in: bytes) != 1 }

  /// The note, from 1 to 8: where the first row and the first column of the pixels belong. 1 where
  /// there is none, or a damaged one.
  static func value(in bytes: [UInt8]) -> Int {
    var position = 2
    while position + 4 <= bytes.count, bytes[position] == 0xFF {
      let marker = bytes[position + 1]
      let length = Int(bytes[position + 2]) << 8 | Int(bytes[position + 3])
      // The pixels begin: what is noted stands before them.
      guard marker != 0xDA, length >= 2, position + 2 + length <= bytes.count else { return 1 }
      let content = bytes[(position + 4)..<(position + 2 + length)]
      if marker == 0xE1, content.starts(with: Array("Exif\0\0".utf8)),
        let orientation = orientation(in: Array(content.dropFirst(6)))
      {
        return (1...8).contains(orientation) ? orientation : 1
      }
      position += 2 + length
    }
    return 1
  }

  /// The value of the tag in a TIFF header and its first directory.
  private static func orientation(in tiff: [UInt8]) -> Int? {
    let isBigEndian = tiff.starts(with: Array("MM".utf8))
    guard isBigEndian || tiff.starts(with: Array("II".utf8)) else { return nil }
    func number(at offset: Int, size: Int) -> Int? {
      guard offset >= 0, offset + size <= tiff.count else { return nil }
      let bytes = tiff[offset..<(offset + size)]
      return isBigEndian
        ? bytes.reduce(0) { $0 << 8 | Int($1) } : bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    guard let directory = number(at: 4, size: 4), let count = number(at: directory, size: 2)
    else { return nil }
    for entry in 0..<count {
      let start = directory + 2 + 12 * entry
      guard let tag = number(at: start, size: 2) else { return nil }
      if tag == 0x0112 { return number(at: start + 8, size: 2) }
    }
    return nil
  }
}
