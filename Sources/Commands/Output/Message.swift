import ArrayFiles

/// How words reach a terminal: whatever they quote, they stay on their line and do nothing to it.
///
/// A key, a name or a path may hold line breaks, control sequences or marks that turn the direction
/// of writing. Each stands as an escape, as Swift and C write it: `\n`, `\u{1B}`, and `\xFF` for a
/// byte of a path that is not UTF-8.
enum Message {
  /// The most characters that a line has, counted in Unicode scalars.
  static let longestLine = 400

  /// The text on one line, whatever it holds, of any length.
  static func escaped(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if let byte = SystemPath.escape(of: scalar) {
        escaped += byte.unicodeScalars
      } else if isHarmful(scalar) {
        escaped += escape(scalar).unicodeScalars
      } else {
        escaped.append(scalar)
      }
    }
    return String(escaped)
  }

  /// The text on one line of no more than ``longestLine`` characters; what is too long loses its
  /// middle, as what is wrong stands at the beginning and what would be right at the end.
  static func line(_ text: String) -> String {
    let scalars = Array(escaped(text).unicodeScalars)
    guard scalars.count > longestLine else { return spelled(scalars) }
    let tail = longestLine / 3
    return spelled(scalars.prefix(longestLine - tail - 3)) + " … " + spelled(scalars.suffix(tail))
  }

  /// The lines of a text that is meant to have several, each as ``line(_:)`` has it.
  static func lines(_ text: String) -> String {
    text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map { line(String($0)) }.joined(separator: "\n")
  }

  /// The lines of a text that quotes some of the arguments, whose own line breaks are not meant.
  static func lines(_ text: String, quoting arguments: [String]) -> String {
    let quoted = arguments.flatMap { argument in
      // A message may quote the whole, what follows the = of an option, or an item of a list.
      [argument] + argument.split(separator: "=", maxSplits: 1).dropFirst().map(String.init)
        + argument.split(separator: ",").map(String.init)
    }
    let broken = Set(quoted.filter { $0.unicodeScalars.contains("\n") })
    // The longest first, as a shorter one may be a part of it.
    let order = broken.sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) }
    return lines(order.reduce(text) { $0.replacing($1, with: escaped($1)) })
  }

  private static func spelled(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }

  private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    case .format: scalar.properties.isBidiControl
    default: false
    }
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    case "\0": "\\0"
    default: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    }
  }
}
