import Documents
import Drawing
import Testing

@testable import Lectures

@Suite("Citations and references")
struct CitationsTests {
  private func lesson(_ text: String, count: Int = 2) throws -> Lesson {
    let references = (1...count).map { "  key\($0): \"Author \($0). *Title \($0).*\"" }
    return try LessonReader.lesson(
      from: """
        title: t
        references:
        \(references.joined(separator: "\n"))
        slides:
          - title: a
            text: "\(text)"
          - title: b
            columns:
              - text: "see [@key2]"
              - table: {rows: [[a, "[@key2]"]]}
        """)
  }

  @Test("A citation is the number of its reference and leads to the list")
  func cited() throws {
    let deck = try DeckBuilder.trial.deck(of: lesson("so [@key2; @key1]."))
    let page = try #require(deck.slides.first { $0.number == 2 }?.pages.first)
    #expect(page.scene.texts.contains { $0.string.contains("[2,\u{A0}1]") })
    #expect(page.scene.groups("link").map(\.name) == ["#4"])
    let list = try #require(deck.slides.last)
    #expect(list.title == "References" && list.number == 4)
    let words = list.pages[0].scene.texts.map(\.string)
    #expect(words.contains("2, 3") && words.contains("2") && words.contains("[1]"))
    expectLegible(list.pages[0])
  }

  @Test("Six references stand on a slide")
  func many() throws {
    let lesson = try lesson("so [@key13].", count: 13)
    let deck = try DeckBuilder.trial.deck(of: lesson)
    #expect(deck.slides.map(\.number) == [1, 2, 3, 4, 5, 6])
    #expect(lesson.slideCount == 6)
  }

  @Test(
    "What cannot be cited is refused at its place",
    arguments: [
      ("so [@kay1].", "there is no reference 'kay1'; did you mean 'key1'"),
      ("so [@key1; key2].", "a citation is a key behind @"), ("so [@key1", "there is no ]"),
    ])
  func refused(text: String, message: String) throws {
    let error = try #require(throws: LessonError.self) { try lesson(text) }
    #expect(error.message.hasPrefix(message), "\(error)")
    #expect(error.place.line == 7 && error.place.column > 12)
  }

  @Test("A lesson without references cites nothing")
  func none() {
    let error = #expect(throws: LessonError.self) { try Markup(.trial("[@a]")) }
    #expect(error?.message.hasPrefix("the lesson has no references") == true)
  }

  @Test("Sheets of paper have no list of references")
  func paper() throws {
    var lesson = try lesson("so [@key1].")
    lesson.slides[0].blocks.append(.asked("It is {{370}}."))
    let deck = try DeckBuilder.trial.deck(of: lesson, edition: .worksheet)
    #expect(!deck.pages.contains { $0.scene.texts.contains { $0.string == "References" } })
  }
}
