import Lectures
import Testing

@testable import Commands

@Suite struct LessonFileTests {
  @Test(
    "A file has a folder and a name",
    arguments: [
      ("my.yaml", "", "my"), ("a/b/my.lesson.yaml", "a/b", "my.lesson"), ("/my", "/", "my"),
      ("./primer", ".", "primer"), (".yaml", "", ".yaml"),
    ])
  func names(argument: String, folder: String, stem: String) {
    let file = LessonFile(argument: argument)
    #expect(file.path == argument)
    #expect(file.folder == folder)
    #expect(file.stem == stem)
  }

  @Test("The built-in lessons are read by their names", arguments: BuiltInLesson.all.map(\.name))
  func builtIn(name: String) throws {
    let file = LessonFile(argument: name)
    #expect(file.path == nil)
    #expect(try !file.read().slides.isEmpty)
  }

  @Test("A lesson that is not there is missing, and a bare word is told the built-in ones")
  func missing() throws {
    let folder = try TemporaryFolder()
    let file = try #require(throws: Failure.self) {
      try LessonFile(argument: folder("a.yaml")).read()
    }
    #expect(file.kind == .missingInput)
    #expect(file.description.hasSuffix("No such file or directory"))
    let word = try #require(throws: Failure.self) { try LessonFile(argument: "primr").read() }
    #expect(word.kind == .missingInput)
    #expect(
      word.description.hasSuffix(
        "the built-in lessons are primer, forward-only, backprop, networks"))
    let directory = try #require(throws: Failure.self) {
      try LessonFile(argument: folder.path).read()
    }
    #expect(directory.description.hasSuffix("it is a folder"))
  }

  @Test("A mistake is named with its file, line and column")
  func mistake() throws {
    let folder = try TemporaryFolder()
    try folder.write("title: T\nslides:\n  - titel: A\n", to: "my.yaml")
    let failure = try #require(throws: Failure.self) {
      try LessonFile(argument: folder("my.yaml")).read()
    }
    #expect(failure.kind == .malformedData)
    #expect(failure.description.hasPrefix("\(folder("my.yaml")), line 3, column 5: "))
  }
}
