import Drawing

/// How text, lengths and colours are spelled in Office Open XML.
enum OfficeMarkup {
  /// The text with everything escaped that means something in XML; what XML 1.0 forbids becomes
  /// U+FFFD.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "\t", "\n", "\r": escaped += "&#\(scalar.value);"
      case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// A length in English Metric Units: a page unit is 1/96 inch, an inch is 914 400 of them.
  static func emu(_ length: Double) -> Int {
    let limit = 1e9
    return Int((min(max(length.isFinite ? length : 0, -limit), limit) * 9525).rounded())
  }

  /// A font size in hundredths of a point; a page unit is 3/4 of a point.
  static func fontSize(_ size: Double) -> Int {
    let limit = 4_000.0
    return Int((min(max(size.isFinite ? size : 0, 1), limit) * 75).rounded())
  }

  /// A colour as six hexadecimal digits.
  static func hex(_ color: Color) -> String {
    let (red, green, blue, _) = color.bytes
    let digits = Array("0123456789ABCDEF")
    return [red, green, blue].reduce(into: "") { text, byte in
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 0xF)])
    }
  }

  /// A solid fill; opaque, or with the colour's opacity.
  static func fill(_ color: Color) -> String {
    guard color.alpha < 1 else {
      return "<a:solidFill><a:srgbClr val=\"\(hex(color))\"/></a:solidFill>"
    }
    let alpha = Int((min(max(color.alpha, 0), 1) * 100_000).rounded())
    return """
      <a:solidFill><a:srgbClr val="\(hex(color))"><a:alpha val="\(alpha)"/></a:srgbClr></a:solidFill>
      """
  }

  /// Where a shape stands and how large it is.
  static func transform(_ frame: Rectangle) -> String {
    """
    <a:xfrm><a:off x="\(emu(frame.x))" y="\(emu(frame.y))"/>\
    <a:ext cx="\(max(0, emu(frame.width)))" cy="\(max(0, emu(frame.height)))"/></a:xfrm>
    """
  }

  /// The languages of office programs, by their BCP 47 tag.
  static func locale(_ language: String) -> String {
    switch language {
    case "en": "en-US"
    case "de": "de-DE"
    case "fr": "fr-FR"
    case "es": "es-ES"
    default: language
    }
  }

  /// What every XML file begins with.
  static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

  /// The namespaces of drawings, of relationships and of presentations.
  static let namespaces = """
    xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" \
    xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" \
    xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"
    """
}
