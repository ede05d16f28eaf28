import Drawing
import Figures
import Testing

@testable import Lectures

@Suite("Title pages")
struct TitlePageTests {
  private static func page(_ lesson: Lesson) throws -> Deck.Page {
    try TitlePage(lesson: lesson, metrics: metrics).page()
  }

  @Test("Title, author and date stand on it, in every theme and shape", arguments: Theme.all)
  func words(theme: Theme) throws {
    for format in [PageFormat.widescreen, .standard] {
      let page = try Self.page(.trial([.trial(.words("a"))], page: format, theme: theme))
      expectLegible(page)
      #expect(page.strings == ["A lesson", "Ada Example", "Winter term"])
      #expect(page.scene.description.hasPrefix("A lesson. Ada Example. Winter term. "))
    }
  }

  @Test(
    "Long titles shrink, and are refused when there is no room",
    arguments: [(1, true), (12, true), (80, false)])
  func titles(words: Int, fits: Bool) throws {
    var lesson = Lesson.trial([.trial(.words("a"))])
    lesson.title = Array(repeating: "convolution", count: words).joined(separator: " ")
    lesson.author = lesson.title
    lesson.date = ""
    if fits {
      expectLegible(try Self.page(lesson))
    } else {
      #expect(throws: LessonError.self) { try Self.page(lesson) }
    }
  }

  @Test("The feature map beside it is computed: positive at the left edge, negative at the right")
  func map() throws {
    let map = try #require(TitlePage.featureMap)
    #expect(map.shape == [1, 14, 14])
    #expect(map[0, 7, 2] > 0 && map[0, 7, 11] < 0)
    #expect(map[0, 7, 2] == -map[0, 7, 11])
  }
}
