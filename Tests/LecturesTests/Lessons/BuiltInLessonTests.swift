import Testing

@testable import Lectures

@Suite("Built-in lessons")
struct BuiltInLessonTests {
  @Test("Every lesson reads without a mistake", arguments: BuiltInLesson.all)
  func read(lesson: BuiltInLesson) throws {
    let read = try LessonReader.lesson(from: lesson.source)
    #expect(!read.title.isEmpty && !read.slides.isEmpty)
  }

  @Test("The primer has forty to sixty slides, its title page counted")
  func length() throws {
    let primer = try #require(BuiltInLesson.named("primer"))
    #expect(try (40...60).contains(LessonReader.lesson(from: primer.source).slides.count + 1))
  }

  @Test("A lesson is found by its name, and no other is")
  func names() {
    #expect(BuiltInLesson.named("backprop")?.name == "backprop")
    #expect(BuiltInLesson.named("back") == nil)
  }
}
