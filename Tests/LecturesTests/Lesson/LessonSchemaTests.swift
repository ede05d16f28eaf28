import Drawing
import Figures
import Foundation
import Neural
import Testing
import Wording

@testable import Lectures

@Suite struct LessonSchemaTests {
  private static func properties(
    at level: LessonLevel
  ) throws -> [String: [String: any Sendable]] {
    let schema = try JSONSerialization.jsonObject(with: Data(LessonSchema.text.utf8))
    var part = try #require(schema as? [String: Any])
    if level != .lesson {
      let parts = try #require(part["$defs"] as? [String: Any])
      part = try #require(parts[level.rawValue] as? [String: Any])
    }
    return try #require(part["properties"] as? [String: [String: any Sendable]])
  }

  @Test("The schema in the documentation is the one that the program writes")
  func document() throws {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../Docs/lesson.schema.json")
    #expect(
      try String(contentsOf: path, encoding: .utf8) == LessonSchema.text,
      "write it with: convlens lesson schema > Docs/lesson.schema.json")
  }

  @Test(
    "The schema has the reader's keys at every level, each explained",
    arguments: LessonLevel.allCases)
  func keys(level: LessonLevel) throws {
    let properties = try LessonSchemaTests.properties(at: level)
    #expect(Set(properties.keys) == Set(LessonKey.all(at: level).map(\.name)))
    for (name, property) in properties {
      #expect((property["description"] as? String)?.hasSuffix(".") == true, "\(name)")
    }
  }

  @Test("No key stands twice at a level", arguments: LessonLevel.allCases)
  func unique(level: LessonLevel) {
    let names = LessonKey.all(at: level).map(\.name)
    #expect(Set(names).count == names.count)
  }

  private static let choices: [(LessonLevel, String, [String])] = [
    (.lesson, "theme", Theme.all.map(\.name)), (.slide, "theme", Theme.all.map(\.name)),
    (.lesson, "language", Language.all.map(\.code)), (.lesson, "page", ["16:9", "4:3"]),
    (.figure, "labels", Labels.allCases.map(\.rawValue)),
    (.figure, "activation", Activation.allCases.map(\.rawValue)),
    (.figure, "operation", Convolution.Operation.allCases.map(\.rawValue)),
    (.figure, "cost", Cost.allCases.map(\.rawValue)),
    (.notation, "gradients", NotationStyle.Gradients.allCases.map(\.rawValue)),
    (.notation, "activations", NotationStyle.Activations.allCases.map(\.rawValue)),
  ]

  @Test("Choices are those that there are", arguments: choices)
  func enums(level: LessonLevel, name: String, expected: [String]) throws {
    let property = try #require(try LessonSchemaTests.properties(at: level)[name])
    // What may also be told a number, as an activation function its slope, is one of two schemas.
    let ways = property["anyOf"] as? [[String: Any]] ?? [property]
    #expect(ways.compactMap { $0["enum"] as? [String] } == [expected])
  }

  /// A lesson with a mapping of a level that says what it has to, and one thing more.
  private static func lesson(_ level: LessonLevel, saying name: String, _ value: String) -> String {
    let needed: [LessonLevel: [(String, String)]] = [
      .lesson: [("title", "t"), ("slides", "[{title: x}]")], .slide: [("title", "x")],
      .column: [("text", "x"), ("figure", "step")], .figure: [("name", "step")],
      .image: [("file", "a.png"), ("alt", "a")], .code: [("text", "a")],
      .table: [("rows", "[[a]]")], .quiz: [("text", "'{{a}}'")], .notation: [],
    ]
    let others = (needed[level] ?? []).filter { $0.0 != name }
    let mapping = (others + [(name, value)]).map { "\($0.0): \($0.1)" }.joined(separator: ", ")
    return switch level {
    case .lesson: "{\(mapping)}"
    case .slide:
      "{title: t, slides: [{\(["step", "steps"].contains(name) ? "figure: step, " : "")\(mapping)}]}"
    case .colours: "{title: t, theme: {colours: {\(mapping)}}, slides: [{title: x}]}"
    case .column: "{title: t, slides: [{columns: [{\(mapping)}]}]}"
    default: "{title: t, slides: [{title: x, \(level.rawValue): {\(mapping)}}]}"
    }
  }

  @Test("Every key of the table is read, and refused where it does not belong")
  func levels() throws {
    for level in LessonLevel.allCases {
      for key in LessonKey.all(at: level) {
        // No key takes this.
        let wrong = LessonSchemaTests.lesson(level, saying: key.name, "[[[[[[]]]]]]")
        #expect(throws: LessonError.self, "\(level) \(key.name)") {
          try LessonReader.lesson(from: wrong)
        }
      }
      for key in LessonKey.all where !LessonKey.all(at: level).map(\.name).contains(key.name) {
        let stray = LessonSchemaTests.lesson(level, saying: key.name, "1")
        let error = #expect(throws: LessonError.self, "\(level) \(key.name)") {
          try LessonReader.lesson(from: stray)
        }
        let start = "\(level.title) has no key '\(key.name)', which belongs to"
        #expect(error?.message.hasPrefix(start) == true)
      }
    }
  }
}
