import Drawing
import Figures
import Testing

@testable import Lectures

@Suite("Worksheets and keys")
struct EditionTests {
  private static let lesson = Lesson.trial(
    [
      .trial(.asked("It is {{370}}.", why: "As computed."), .words("More.")),
      .trial(.words("No exercise, but 370 and 470.")),
      .trial(.drawn("step", steps: "0-1"), blanks: ["result"]),
    ], theme: .dark)

  private static func deck(_ edition: Edition) throws -> Deck {
    try DeckBuilder.trial.deck(of: lesson, edition: edition)
  }

  @Test("A sheet has lines for name and date, the key has the answers")
  func words() throws {
    let sheet = try Self.deck(.worksheet).pages
    let key = try Self.deck(.key).pages
    #expect(sheet[0].strings(in: "header") == ["Worksheet", "A lesson", "Name", "Date"])
    #expect(key[0].strings(in: "header") == ["Answers", "A lesson"])
    #expect(!sheet[0].strings.contains("370") && !sheet[0].strings.contains("As computed."))
    #expect(key[0].strings.contains("370") && key[0].strings.contains("As computed."))
    for page in sheet + key { expectLegible(page, least: 3) }
  }

  @Test("Sheet and key have the same pages at the same places, without a title page")
  func pages() throws {
    let places = { (deck: Deck) in
      deck.pages.flatMap {
        $0.scene.groups("page").map { [$0.name, "\($0.items[0].bounds ?? Rectangle(0, 0, 0, 0))"] }
      }
    }
    let sheet = try Self.deck(.worksheet)
    #expect(places(sheet) == (try places(Self.deck(.key))))
    #expect(places(sheet).map { $0[0] } == ["2", "4.1", "4.2"])
    #expect(sheet.title == "Worksheet: A lesson")
  }

  @Test("Slides without anything to fill in are on neither")
  func exercises() throws {
    for edition in [Edition.worksheet, .key] {
      let words = try Self.deck(edition).pages.flatMap(\.strings)
      #expect(!words.contains { $0.contains("No exercise") })
    }
  }

  @Test("On paper the colours are those of print")
  func theme() throws {
    #expect(try Self.deck(.worksheet).pages.allSatisfy { $0.scene.background == .white })
  }

  @Test("No answer of a sheet is in its alt text")
  func altText() throws {
    for page in try Self.deck(.worksheet).pages {
      for answer in ["370", "470"] { #expect(!page.scene.description.contains(answer)) }
    }
  }

  @Test("A lesson of which nothing would be left blank has no worksheet")
  func nothing() {
    let lesson = Lesson.trial([.trial(.words("a"))])
    let error = #expect(throws: LessonError.self) {
      try DeckBuilder.trial.deck(of: lesson, edition: .worksheet)
    }
    #expect(error?.message.contains("nothing blank") == true)
  }
}
