import Studio
import Testing

@testable import Lectures

@Suite struct LessonTemplateTests {
  private let text = String(decoding: BuiltInLesson.template, as: UTF8.self)

  @Test("The template is a lesson without a mistake")
  func read() throws {
    #expect(try LessonReader.lesson(from: BuiltInLesson.template).slides.count > 5)
  }

  @Test("The template shows every key but those of single kinds of layer, at least in a comment")
  func complete() {
    for key in LessonKey.all {
      // Settings and parameters come with the kinds of layer; the schema has all of them.
      if ComputationOption.named(key.name)?.kinds != nil { continue }
      #expect(text.contains("\(key.name):"), "\(key.name)")
    }
  }

  @Test("What stands in comments is a lesson without a mistake too")
  func comments() throws {
    let keys = LessonKey.all.map { "# \($0.name):" }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let indent = line.prefix { $0 == " " }
      let rest = line.dropFirst(indent.count)
      return keys.contains { rest.hasPrefix($0) } ? "\(indent)\(rest.dropFirst(2))" : String(line)
    }
    #expect(lines.joined(separator: "\n") != text)
    _ = try LessonReader.lesson(from: lines.joined(separator: "\n"))
  }
}
