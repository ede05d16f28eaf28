import Drawing

/// How characters, numbers and colours are spelled in markup that is both XML and HTML.
enum MarkupText {
  /// The text with everything escaped that means something in markup, fit for an attribute in
  /// double quotes as well as for an element's content.
  ///
  /// Characters that XML 1.0 forbids even as references become U+FFFD, so that no label, whatever
  /// it holds, can make the document unreadable.
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
      case "\u{0}"..<" ", "\u{7F}"..<"\u{A0}", "\u{FFFE}", "\u{FFFF}": escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// A length to the thousandth of a unit, in as few characters as that takes: `12`, `0.5`,
  /// `-3.125`; never `-0`, never an exponent. What is not finite becomes 0.
  static func number(_ value: Double) -> String { decimal(value, places: 3) }

  /// A factor that lengths of up to some hundreds are multiplied with, to the millionth.
  static func factor(_ value: Double) -> String { decimal(value, places: 6) }

  private static func decimal(_ value: Double, places: Int) -> String {
    guard value.isFinite else { return "0" }
    let unit = (0..<places).reduce(1) { power, _ in power * 10 }
    let limit = 1e12
    let parts = Int((min(max(value, -limit), limit) * Double(unit)).rounded())
    let (whole, rest) = parts.magnitude.quotientAndRemainder(dividingBy: UInt(unit))
    let text = parts < 0 ? "-\(whole)" : "\(whole)"
    guard rest > 0 else { return text }
    var digits = String(rest)
    digits = String(repeating: "0", count: places - digits.count) + digits
    while digits.last == "0" { digits.removeLast() }
    return "\(text).\(digits)"
  }

  /// The colour without its opacity: `#0072b2`, or `#fff` where three digits say it.
  static func color(_ color: Color) -> String {
    let (red, green, blue, _) = color.bytes
    let digits = Array("0123456789abcdef")
    let isShort = [red, green, blue].allSatisfy { $0 >> 4 == $0 & 0xF }
    return [red, green, blue].reduce(into: "#") { text, byte in
      text.append(digits[Int(byte >> 4)])
      if !isShort { text.append(digits[Int(byte & 0xF)]) }
    }
  }

  /// The text as a name: what is not an ASCII letter, digit, `-` or `_` becomes `-`, and a name
  /// that would begin with something else than a letter gets one.
  static func name(_ text: String) -> String {
    let name = String(
      text.unicodeScalars.map { scalar -> Character in
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "-", "_": Character(scalar)
        default: "-"
        }
      })
    guard let first = name.first, first.isLetter else { return "x" + name }
    return name
  }

  /// The text as one `p` element a paragraph; blank lines separate paragraphs, and items of a list
  /// begin lines of their own.
  static func paragraphs(_ text: String) -> String {
    var paragraphs: [[Substring]] = [[]]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.allSatisfy(\.isWhitespace) {
        paragraphs.append([])
      } else {
        paragraphs[paragraphs.count - 1].append(line)
      }
    }
    return paragraphs.filter { !$0.isEmpty }.map { lines in
      let text = lines.dropFirst().reduce(String(lines[0])) { text, line in
        text + (line.starts(with: /\s*[-•]\s/) ? "\n" : " ") + line
      }
      return "<p>\(escaped(text))</p>\n"
    }.joined()
  }
}
