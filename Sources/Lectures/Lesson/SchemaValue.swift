/// A value of a JSON Schema, whose members keep their order.
indirect enum SchemaValue: Sendable, Equatable {
  case text(String)
  case number(Double)
  case flag(Bool)
  case list([SchemaValue])
  case object([Member])

  /// A member of an object.
  struct Member: Sendable, Equatable {
    var name: String
    var value: SchemaValue
  }

  /// The value as JSON, indented by two spaces a level; short lists stand on one line.
  func json(indent: String = "") -> String {
    let inner = indent + "  "
    switch self {
    case .text(let text): return SchemaValue.quoted(text)
    case .number(let number):
      return number == number.rounded() ? String(Int(number)) : String(number)
    case .flag(let flag): return String(flag)
    case .list(let values):
      let line = "[" + values.map { $0.json() }.joined(separator: ", ") + "]"
      if !line.contains("\n"), indent.count + line.count <= 80 { return line }
      let lines = values.map { inner + $0.json(indent: inner) }
      return "[\n\(lines.joined(separator: ",\n"))\n\(indent)]"
    case .object(let members):
      if members.isEmpty { return "{}" }
      let line = members.map { "\(SchemaValue.quoted($0.name)): \($0.value.json())" }
        .joined(separator: ", ")
      if !line.contains("\n"), indent.count + line.count <= 60 { return "{\(line)}" }
      let lines = members.map {
        "\(inner)\(SchemaValue.quoted($0.name)): \($0.value.json(indent: inner))"
      }
      return "{\n\(lines.joined(separator: ",\n"))\n\(indent)}"
    }
  }

  /// A text between quotation marks; the schema's own texts have no control characters.
  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}

extension SchemaValue: ExpressibleByStringLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral
{
  init(stringLiteral text: String) { self = .text(text) }
  init(arrayLiteral values: SchemaValue...) { self = .list(values) }
  init(dictionaryLiteral members: (String, SchemaValue)...) {
    self = .object(members.map { Member(name: $0.0, value: $0.1) })
  }
  init(floatLiteral number: Double) { self = .number(number) }
  init(integerLiteral number: Int) { self = .number(Double(number)) }
  init(booleanLiteral flag: Bool) { self = .flag(flag) }
}

extension SchemaValue {
  /// A list of texts.
  static func texts(_ texts: [String]) -> SchemaValue { .list(texts.map(SchemaValue.text)) }

  /// An object with the members of another behind its own.
  func adding(_ more: SchemaValue) -> SchemaValue {
    guard case .object(let own) = self, case .object(let others) = more else { return self }
    return .object(own + others)
  }
}
