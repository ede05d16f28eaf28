import Documents
import Drawing
import Figures
import Neural

/// The JSON Schema of lesson files, by which editors complete and check them.
///
/// It follows from ``LessonKey``, as the reader does. Source: JSON Schema, draft 2020-12.
public enum LessonSchema {
  /// The schema as JSON, with a line break at its end.
  public static var text: String { schema.json() + "\n" }

  private static var schema: JSONValue {
    let head: JSONValue = [
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "A lesson of ConvLens",
      "description": "What 'convlens slides' makes a lecture from.",
    ]
    let levels = LessonLevel.allCases.filter { $0 != .lesson }
    let parts = levels.map { JSONValue.Member(name: $0.rawValue, value: mapping($0)) }
    return head.adding(mapping(.lesson)).adding(["$defs": .object(parts + definitions)])
  }

  /// The schema of a mapping.
  private static func mapping(_ level: LessonLevel) -> JSONValue {
    let keys = LessonKey.all(at: level)
    let properties = keys.map { key in
      JSONValue.Member(
        name: key.name, value: value(of: key).adding(["description": .text(key.summary)]))
    }
    let required = keys.filter(\.isRequired).map(\.name)
    var schema: JSONValue = ["type": "object", "additionalProperties": false]
    if !required.isEmpty { schema = schema.adding(["required": .texts(required)]) }
    if level == .slide || level == .column {
      schema = schema.adding([
        "minProperties": 1, "dependentRequired": ["step": ["figure"], "steps": ["figure"]],
      ])
    }
    if level == .code {
      schema = schema.adding([
        "oneOf": [["required": ["text"]], ["required": ["file"]]]
      ])
    }
    if keys.contains(where: { $0.name == "steps" }) {
      schema = schema.adding(["not": ["required": ["step", "steps"]]])
    }
    return schema.adding(["properties": .object(properties)])
  }

  /// The schema of a key's value.
  private static func value(of key: LessonKey) -> JSONValue {
    switch key.form {
    case .line, .markup, .prose: return reference("text")
    case .tensor: return reference("tensor")
    case .inputs: return reference("inputs")
    case .numbers: return reference("numbers")
    case .steps: return reference("steps")
    case .figureName: return reference("figureName")
    case .references:
      return ["type": "object", "minProperties": 1, "additionalProperties": reference("text")]
    case .theme:
      return [
        "anyOf": [
          choice(Theme.all.map(\.name)), ["type": "string", "pattern": "\\.ya?ml$"],
          reference("theme"),
        ]
      ]
    case .colour: return reference("colour")
    case .colourList: return ["type": "array", "minItems": 1, "items": reference("colour")]
    case .cells: return reference("row")
    case .blanks: return reference("blanks")
    case .rows: return ["type": "array", "minItems": 1, "items": reference("row")]
    case .share:
      return ["type": ["number", "string"], "minimum": 0.1, "maximum": 10]
    case .part: return ["type": ["number", "string"], "minimum": 0.1, "maximum": 1]
    case .lines: return reference("lines")
    case .flag: return value(of: .flag)
    case .integer(let least): return integer(atLeast: least)
    case .choice(let words): return choice(words)
    case .setting(let types):
      let values = types.map(value)
      return values.count == 1 ? values[0] : ["anyOf": .list(values)]
    case .list(let level):
      let list: JSONValue = [
        "type": "array", "minItems": 1, "items": reference(level.rawValue),
      ]
      return level == .column
        ? list.adding(["maxItems": .number(Double(SlideReader.maximumColumns))]) : list
    case .mapping(.figure, orText: _):
      return ["anyOf": [reference("figureName"), reference("figure")]]
    case .mapping(let level, let orText):
      let mapping = reference(level.rawValue)
      return orText ? ["anyOf": [reference("text"), mapping]] : mapping
    }
  }

  private static func integer(atLeast least: Int) -> JSONValue {
    ["type": ["integer", "string"], "minimum": .number(Double(least)), "pattern": "^[0-9]+$"]
  }

  private static func choice(_ words: [String]) -> JSONValue {
    // A number without quotes is a number to editors, and text to the reader.
    let numbers = words.compactMap(Int.init).map { JSONValue.number(Double($0)) }
    return ["enum": .list(numbers + words.map(JSONValue.text))]
  }

  /// The schema of a setting's value.
  private static func value(of type: SettingType) -> JSONValue {
    switch type {
    case .whole(let least): return integer(atLeast: least)
    case .number: return ["type": ["number", "string"]]
    case .flag: return ["type": ["boolean", "string"], "enum": [true, false, "true", "false"]]
    case .wholes, .extent, .padding: return reference("numbers")
    case .choice(let words): return choice(words)
    case .activation:
      // A function may be told its slope or scale: leaky-relu:0.2.
      let names = Activation.declarations.map(\.name)
      let pattern = "^(\(names.joined(separator: "|"))):.+$"
      return [
        "anyOf": [choice(names), ["type": "string", "pattern": .text(pattern)]]
      ]
    }
  }

  private static func reference(_ name: String) -> JSONValue {
    ["$ref": .text("#/$defs/\(name)")]
  }

  /// The values that several keys take.
  private static var definitions: [JSONValue.Member] {
    let definitions: JSONValue = [
      "text": ["type": ["string", "number", "boolean"]],
      "row": ["type": "array", "minItems": 1, "items": reference("text")],
      "tensor": [
        "anyOf": [
          ["type": ["string", "number"]],
          ["type": "array", "minItems": 1, "items": reference("tensor")],
        ]
      ],
      "inputs": [
        "anyOf": [
          ["type": "array", "minItems": 1, "items": reference("tensor")],
          [
            "type": "object", "minProperties": 1, "additionalProperties": reference("tensor"),
          ],
        ]
      ],
      "numbers": [
        "anyOf": [
          ["type": ["string", "integer"]],
          ["type": "array", "minItems": 1, "maxItems": 5, "items": ["type": "integer"]],
        ]
      ],
      "step": [
        "anyOf": [
          ["type": "integer", "minimum": 0],
          ["type": "string", "pattern": .text(steps)],
        ]
      ],
      "steps": [
        "anyOf": [
          reference("step"), ["type": "array", "minItems": 1, "items": reference("step")],
        ]
      ],
      "colour": ["type": ["string", "integer"], "pattern": "^#?[0-9A-Fa-f]{6}$"],
      "lines": [
        "anyOf": [
          ["type": ["integer", "string"], "minimum": 1, "pattern": .text(lines)],
          [
            "type": "array", "minItems": 1,
            "items": ["type": ["integer", "string"], "minimum": 1, "pattern": .text(lines)],
          ],
        ]
      ],
      "figureName": ["enum": .texts(Catalogue.names)],
      "blank": [
        "anyOf": [
          ["type": "string"],
          [
            "type": "object", "minProperties": 1, "maxProperties": 1,
            "additionalProperties": reference("text"),
          ],
        ]
      ],
      "blanks": [
        "anyOf": [
          reference("blank"), ["type": "array", "minItems": 1, "items": reference("blank")],
        ]
      ],
    ]
    guard case .object(let members) = definitions else { return [] }
    return members
  }

  /// Lines and ranges of lines.
  private static let lines = {
    let range = " *[0-9]+( *- *[0-9]+)? *"
    return "^\(range)(,\(range))*$"
  }()

  /// All steps, or steps and ranges of steps.
  private static let steps = {
    let end = "([0-9]+|last)"
    let range = " *\(end)( *- *\(end))? *"
    return "^( *all *|\(range)(,\(range))*)$"
  }()
}
