import Drawing
import Testing

@testable import Lectures

@Suite("Slides of a built-in lesson in another one")
struct BuiltInSlidesTests {
  private func lesson(_ slides: String) throws -> Lesson {
    try LessonReader.lesson(
      from: "title: t\ntheme: dark\nnotation: {indices: 1}\nslides:\n\(slides)")
  }

  @Test("They stand in its place and have its looks")
  func looks() throws {
    let primer = try LessonReader.lesson(from: try #require(BuiltInLesson.named("primer")).source)
    let lesson = try lesson("- title: a\n- use: primer 5,7-8\n- title: b")
    #expect(
      lesson.slides.map(\.title)
        == ["a"] + [5, 7, 8].map { primer.slides[$0 - 2].title } + ["b"])
    #expect(lesson.slides.allSatisfy { $0.appearance == lesson.appearance })
    #expect(lesson.slides[1].section == primer.slides[3].section)
    #expect(lesson.slides[4].section.isEmpty)
  }

  @Test("They belong to its section where it has begun one, and without numbers all come")
  func sections() throws {
    let lesson = try lesson("- section: Mine\n- use: forward-only")
    #expect(lesson.slides.count > 5 && lesson.slides.allSatisfy { $0.section == "Mine" })
  }

  @Test(
    "What there is not is refused",
    arguments: [
      ("- use: prime 5", "there is no built-in lesson 'prime'; did you mean 'primer'"),
      ("- use: primer 1", "primer has the slides 2 to "),
      ("- use: primer 999", "primer has the slides 2 to "),
      ("- use: primer x", "'x' names no slides"),
      ("- use: primer 5\n  title: a", "'use' stands alone; give 'title'"),
    ])
  func refused(slides: String, message: String) throws {
    let error = try #require(throws: LessonError.self) { try lesson(slides) }
    #expect(error.message.hasPrefix(message), "\(error)")
  }
}
