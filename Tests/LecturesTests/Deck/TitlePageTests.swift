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

  @Test("Subtitle, institute, course and logo are there, and nothing overlaps")
  func head() throws {
    var lesson = Lesson.trial([.trial(.words("a"))])
    lesson.subtitle = "Convolution, from one dot product to a network that learns"
    lesson.institute = "Institute of Computer Science"
    lesson.course = "Computer Vision"
    lesson.logo = .trial("logo.png")
    let deck = try DeckBuilder.trial.deck(of: lesson)
    let page = deck.pages[0]
    expectLegible(page)
    let words = page.scene.texts.map(\.string).joined(separator: " ")
    for word in ["dot product", "Institute of", "Computer Vision · Winter term", "Ada Example"] {
      #expect(words.contains(word), "\(word)")
    }
    let logo = try #require(page.scene.items.groups("logo").first?.items.first?.bounds)
    for run in page.scene.texts { #expect(!run.bounds.overlaps(logo, tolerance: 0)) }
    // The course and the author stand in the foot of the other pages.
    #expect(deck.pages[1].scene.items.groups("course").count == 1)
    #expect(deck.pages[1].scene.items.groups("author").count == 1)
    expectLegible(deck.pages[1])
  }
}
