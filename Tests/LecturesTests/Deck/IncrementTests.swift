import Drawing
import Testing

@testable import Lectures

@Suite("Items that appear one by one")
struct IncrementTests {
  private static let text = "Before\n- a\n- + b\n  - c\n- + d\n\nAfter"

  private func pages(_ blocks: Block..., reveal: Reveal = .pale) throws -> [Deck.Page] {
    var slide = LessonSlide(title: "A slide", blocks: blocks, place: .trial)
    slide.appearance.reveal = reveal
    let lesson = Lesson(title: "t", slides: [slide])
    return Array(try DeckBuilder.trial.deck(of: lesson).pages.dropFirst())
  }

  private func words(_ page: Deck.Page) -> [String] {
    page.parts.flatMap { part -> [String] in
      guard case .text(let lines) = part.content else { return [] }
      return lines.map { $0.runs.map(\.text).joined() }
    }
  }

  @Test("Each has a page, and what stands below it comes with it")
  func appear() throws {
    let pages = try pages(.words(Self.text))
    #expect(pages.map(\.label) == ["2.1", "2.2"])
    #expect(words(pages[0]) == ["Before", "a", "b", "c", "After"])
    #expect(words(pages[1]) == ["Before", "a", "b", "c", "d", "After"])
    #expect(!pages[0].scene.description.contains("d."))
  }

  @Test("Nothing moves, and what is to come is pale")
  func pale() throws {
    let pages = try pages(.words(Self.text))
    let runs = pages.map { page in page.scene.texts.filter { $0.font.size > 20 } }
    #expect(runs[0].map(\.string) == runs[1].map(\.string))
    #expect(runs[0].map(\.origin) == runs[1].map(\.origin))
    let colors = try runs.map { try #require($0.first { $0.string == "d" }).color }
    let paper = Theme.light.paper
    #expect(colors[0].contrast(with: paper) < 2 && colors[0].contrast(with: paper) >= 1.8)
    #expect(colors[1] == Theme.light.ink)
  }

  @Test("Hidden ones are not there")
  func hidden() throws {
    let pages = try pages(.words(Self.text), reveal: .hidden)
    #expect(!pages[0].scene.texts.contains { $0.string == "d" })
    #expect(pages[1].scene.texts.contains { $0.string == "d" })
  }

  @Test("Those of a second text come after those of the first")
  func columns() throws {
    let pages = try pages(
      .columns([Column(blocks: [.words("- + a\n- + b")]), Column(blocks: [.words("- + c")])]))
    #expect(pages.map(words) == [["a"], ["a", "b"], ["a", "b", "c"]])
  }

  @Test("On paper all are there at once")
  func paper() throws {
    let slide = LessonSlide(
      title: "A slide", blocks: [.words("- + a\n- + b"), .asked("It is {{370}}.")], place: .trial)
    let deck = try DeckBuilder.trial.deck(
      of: Lesson(title: "t", slides: [slide]), edition: .worksheet)
    #expect(deck.pages.count == 1)
    #expect(deck.pages[0].scene.texts.contains { $0.string == "b" })
  }

  @Test("A plus without a space is no mark, nor is one in a paragraph")
  func marks() throws {
    #expect(try Markup(.trial("- +a\n\n+ b")).incrementCount == 0)
    #expect(try Markup(.trial("1. + a\n2. + b")).incrementCount == 2)
  }
}
