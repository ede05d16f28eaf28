/// English words with places for values, which a language may put into another order.
///
/// `"\(rows) × \(columns) input"` has the key `%1 × %2 input`, by which ``Language`` finds its
/// translation. A place written `\(index: row)` counts from 0 or 1, as the notation does.
public struct Phrase: ExpressibleByStringInterpolation, Sendable, Equatable {
  /// The English words, with `%1`, `%2` … where values go, and `%%` for a percent sign.
  public let key: String
  /// The values.
  public let values: [String]

  /// A phrase without values.
  public init(stringLiteral words: String) {
    key = words.replacing("%", with: "%%")
    values = []
  }

  /// A phrase with values.
  public init(stringInterpolation: StringInterpolation) {
    key = stringInterpolation.key
    values = stringInterpolation.values
  }

  /// Gathers the words and the values of a phrase.
  public struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var key = ""
    fileprivate var values: [String] = []

    /// A phrase without anything yet.
    public init(literalCapacity: Int, interpolationCount: Int) {}

    /// Adds words.
    public mutating func appendLiteral(_ words: String) {
      key += words.replacing("%", with: "%%")
    }

    /// Adds the place of a value.
    public mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      values.append(value.description)
      key += "%\(values.count)"
    }

    /// Adds the place of an index, given as it counts from 0.
    public mutating func appendInterpolation(index: Int) {
      appendInterpolation(Voice.current.notation.index(index))
    }
  }

  /// A pattern with the values in their places.
  static func filled(_ pattern: String, with values: [String]) -> String {
    guard pattern.contains("%") else { return pattern }
    var text = ""
    var rest = pattern[...]
    while let percent = rest.firstIndex(of: "%") {
      text += rest[..<percent]
      rest = rest[percent...].dropFirst()
      let digits = rest.prefix(while: \.isNumber)
      if let place = Int(digits), values.indices.contains(place - 1) {
        text += values[place - 1]
        rest = rest.dropFirst(digits.count)
      } else {
        text += "%"
        if rest.first == "%" { rest = rest.dropFirst() }
      }
    }
    return text + rest
  }
}
