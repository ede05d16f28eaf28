import Neural

/// The photographs that come with the program, each a JPEG file as text.
///
/// They are code, so that the program needs no file beside it.
enum Photographs {
  private static let all = ["coffee": coffee]

  /// The photograph of a name, or one channel of it.
  ///
  /// - Throws: ``Fault`` where there is none of that name.
  static func reading(
    _ name: String, channel: Selection.Channel? = nil
  ) throws(Fault) -> Tensor {
    try JPEGFile.reading(from: file(name), channel: channel).tensor
  }

  /// What every photograph's name begins with where it stands in place of a file.
  static let prefix = "photo:"

  /// The JPEG file of the photograph of a name.
  ///
  /// - Throws: ``Fault`` where there is none of that name.
  static func file(_ name: String) throws(Fault) -> [UInt8] {
    guard let text = all[name] else {
      let names = all.keys.sorted().map { prefix + $0 }.joined(separator: ", ")
      throw Fault("there is no photograph \(name.quoted())", remedy: "write \(names)")
    }
    return bytes(ofBase64: text)
  }

  /// The bytes that a text in base 64 stands for (RFC 4648, section 4); blanks and what fills up the
  /// end are passed over.
  static func bytes(ofBase64 text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var (bits, count) = (0, 0)
    for letter in text.utf8 {
      let digit: UInt8
      switch letter {
      case 65...90: digit = letter - 65
      case 97...122: digit = letter - 97 + 26
      case 48...57: digit = letter - 48 + 52
      case 43: digit = 62
      case 47: digit = 63
      default: continue
      }
      (bits, count) = (bits << 6 | Int(digit), count + 6)
      guard count >= 8 else { continue }
      count -= 8
      bytes.append(UInt8(bits >> count))
      bits &= 1 << count - 1
    }
    return bytes
  }
}
