import Drawing
import Figures
import Testing

@testable import Lectures

@Suite("Decks of lessons")
struct DeckBuilderTests {
  private static let lesson = Lesson.trial([
    .trial(.words("a"), section: "One"), .trial(.drawn("step", steps: "0-1"), section: "Two"),
    .trial(.asked("It is {{370}}."), section: "Two"),
  ])

  @Test("A deck has the title page and then the author's slides, with their notes")
  func slides() throws {
    let deck = try DeckBuilder.trial.deck(of: Self.lesson)
    #expect(deck.title == "A lesson" && deck.author == "Ada Example" && deck.date == "Winter term")
    #expect(deck.slides.map(\.number) == [1, 2, 3, 4])
    #expect(deck.slides.map(\.section) == ["", "One", "Two", "Two"])
    #expect(deck.slides.map(\.notes) == ["", "Say it slowly.", "Say it slowly.", "Say it slowly."])
    #expect(deck.pages.map(\.label) == ["1", "2", "3.1", "3.2", "4.1", "4.2"])
  }

  @Test("The pages of a plan can be drawn in any order, and come to the same deck")
  func anyOrder() throws {
    let plan = try DeckBuilder.trial.plan(of: Self.lesson)
    let drawn = try plan.pages.reversed().map { try $0.drawn() }
    #expect(plan.deck(of: drawn.reversed()) == (try DeckBuilder.trial.deck(of: Self.lesson)))
    #expect(plan.pages.map(\.label) == drawn.reversed().map(\.label))
  }

  @Test("The same lesson gives the same deck each time", arguments: Edition.allCases)
  func deterministic(edition: Edition) throws {
    let builder = DeckBuilder.trial
    #expect(
      try builder.deck(of: Self.lesson, edition: edition)
        == builder.deck(of: Self.lesson, edition: edition))
  }

  @Test("A mistake in a text is told with those of the pages that could be drawn")
  func mistakes() throws {
    let plan = try DeckBuilder.trial.plan(of: .trial([.trial(.words("**a"))]))
    #expect(throws: LessonError.self) { try plan.pages(plan.pages.map { $0.result() }) }
  }

  @Test("On the page of a question no description tells an answer, on that of its answers they may")
  func withheld() throws {
    let slide = LessonSlide.trial(.drawn("step", step: 1), .asked("It is {{470}} of {{3}}."))
    let pages = try DeckBuilder.trial.deck(of: .trial([slide])).slides[1].pages
    let told = pages.map { page in
      [page.scene.description]
        + page.parts.compactMap { part in
          if case .picture(let scene) = part.content { scene.description } else { nil }
        }
    }
    #expect(told[0].allSatisfy { !$0.contains("470") } && told[0].count > 1)
    #expect(told[1].contains { $0.contains("470") })
  }
}
