/// How the target of a link is spelled where only a URI may stand.
public enum LinkTarget {
  /// The target with everything percent-encoded that a URI cannot hold.
  ///
  /// What is percent-encoded already stays so; a `%` that encodes nothing is encoded itself. The
  /// square brackets of an IPv6 address stay, others do not, and of several `#` the first.
  /// Source: RFC 3986, sections 2 and 3.
  public static func uri(_ target: String) -> String {
    let bytes = Array(target.utf8)
    let host = authority(of: bytes)
    let fragment = bytes.firstIndex(of: UInt8(ascii: "#"))
    var uri = ""
    for (index, byte) in bytes.enumerated() {
      let isAllowed =
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        case UInt8(ascii: "["), UInt8(ascii: "]"): host.contains(index)
        case UInt8(ascii: "#"): index == fragment
        case UInt8(ascii: "%"): bytes[index...].dropFirst().prefix(2).count(where: isHex) == 2
        default: marks.contains(byte)
        }
      uri += isAllowed ? String(Unicode.Scalar(byte)) : encoded(byte)
    }
    return uri
  }

  /// A path as the target of a link from a file beside it: no character of it is a mark of a URI but
  /// the slash.
  public static func path(_ path: [UInt8]) -> String {
    let relative = path.map { byte in
      switch byte {
      case UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "%"), UInt8(ascii: ":"): encoded(byte)
      case 0x80...: encoded(byte)
      default: uri(String(Unicode.Scalar(byte)))
      }
    }
    return relative.joined()
  }

  /// The marks of RFC 3986 but those that are looked at one by one.
  private static let marks = Set("-._~:/?@!$&'()*+,;=".utf8)

  /// Where the host and the port are, between `//` and the next slash; empty where they are not.
  private static func authority(of bytes: [UInt8]) -> Range<Int> {
    let slash = UInt8(ascii: "/")
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
      bytes[(colon + 1)...].starts(with: [slash, slash])
    else { return 0..<0 }
    let start = colon + 3
    let end = bytes[start...].firstIndex { "/?#".utf8.contains($0) } ?? bytes.count
    return start..<end
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    byte < 0x80 && Character(Unicode.Scalar(byte)).isHexDigit
  }

  private static func encoded(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return "%" + (digits.count < 2 ? "0" : "") + digits
  }
}
