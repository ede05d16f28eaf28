/// A JSON value whose members keep their order.
public indirect enum JSONValue: Sendable, Equatable {
  /// A string.
  case text(String)
  /// A finite number.
  case number(Double)
  /// True or false.
  case flag(Bool)
  /// Nothing.
  case null
  /// An array.
  case list([JSONValue])
  /// An object.
  case object([Member])

  /// A member of an object.
  public struct Member: Sendable, Equatable {
    /// The key.
    public var name: String
    /// The value.
    public var value: JSONValue

    /// A member.
    public init(name: String, value: JSONValue) { (self.name, self.value) = (name, value) }
  }

  /// The value as JSON, indented by two spaces a level; short lists stand on one line.
  public func json(indent: String = "") -> String {
    let inner = indent + "  "
    switch self {
    case .text(let text): return JSONValue.quoted(text)
    case .number(let number):
      return number == number.rounded() && abs(number) < 1e15
        ? String(Int(number)) : String(number)
    case .flag(let flag): return String(flag)
    case .null: return "null"
    case .list(let values):
      let line = "[" + values.map { $0.json() }.joined(separator: ", ") + "]"
      if !line.contains("\n"), indent.count + line.count <= 80 { return line }
      let lines = values.map { inner + $0.json(indent: inner) }
      return "[\n\(lines.joined(separator: ",\n"))\n\(indent)]"
    case .object(let members):
      if members.isEmpty { return "{}" }
      let line = members.map { "\(JSONValue.quoted($0.name)): \($0.value.json())" }
        .joined(separator: ", ")
      if !line.contains("\n"), indent.count + line.count <= 60 { return "{\(line)}" }
      let lines = members.map {
        "\(inner)\(JSONValue.quoted($0.name)): \($0.value.json(indent: inner))"
      }
      return "{\n\(lines.joined(separator: ",\n"))\n\(indent)}"
    }
  }

  /// A text between quotation marks, as RFC 8259 has it.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case _ where scalar.value < 0x20:
        let code = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - code.count) + code
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral
{
  /// A string.
  public init(stringLiteral text: String) { self = .text(text) }
  /// An array.
  public init(arrayLiteral values: JSONValue...) { self = .list(values) }
  /// An object, its members in the literal's order.
  public init(dictionaryLiteral members: (String, JSONValue)...) {
    self = .object(members.map { Member(name: $0.0, value: $0.1) })
  }
  /// A number.
  public init(floatLiteral number: Double) { self = .number(number) }
  /// A number.
  public init(integerLiteral number: Int) { self = .number(Double(number)) }
  /// True or false.
  public init(booleanLiteral flag: Bool) { self = .flag(flag) }
}

extension JSONValue {
  /// A list of texts.
  public static func texts(_ texts: [String]) -> JSONValue { .list(texts.map(JSONValue.text)) }
  /// A list of whole numbers.
  public static func integers(_ numbers: [Int]) -> JSONValue {
    .list(numbers.map { .number(Double($0)) })
  }

  /// An object with the members of another behind its own.
  public func adding(_ more: JSONValue) -> JSONValue {
    guard case .object(let own) = self, case .object(let others) = more else { return self }
    return .object(own + others)
  }
}
