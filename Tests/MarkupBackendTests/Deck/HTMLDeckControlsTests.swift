import Drawing
import Testing

@testable import MarkupBackend

@Suite("The controls of an HTML deck")
struct HTMLDeckControlsTests {
  private let deck = HTMLDeck(sampleDeck, words: HTMLDeck.Words().map { "<\($0)>" })

  @Test("Every word is in use, escaped")
  func words() {
    let document = deck.render()
    for word in deck.words.list {
      #expect(document.contains(MarkupText.escaped(word)), "\(word)")
      #expect(!document.contains(word), "\(word)")
    }
  }

  @Test("Words are mapped one by one")
  func mapping() {
    let words = HTMLDeck.Words()
    #expect(words.map { $0 } == words)
    #expect(words.map { $0 + "!" }.list == words.list.map { $0 + "!" })
    #expect(words.list.count == 25)
    #expect(words.map { $0 == "Overview" ? "Übersicht" : $0 }.overview == "Übersicht")
  }

  @Test("Every button has a name and an icon, and does what the script knows")
  func buttons() throws {
    let elements = try XMLElements.parse(deck.controls)
    let buttons = elements.filter { $0.name == "button" }
    #expect(buttons.count == 6)
    let script = String(decoding: PackageResources.deck_js, as: UTF8.self)
    for button in buttons {
      let action = try #require(button.attributes["data-action"])
      #expect(
        script.contains("\n    \(action): () =>") || script.contains("\n    '\(action)': () =>"))
      #expect(button.attributes["aria-label"] == button.attributes["title"])
      #expect(button.attributes["aria-label"]?.isEmpty == false)
    }
    #expect(elements.filter { $0.name == "path" }.count == 6)
  }

  @Test("The list of keys has a row for each thing that a key does")
  func help() throws {
    let elements = try XMLElements.parse(deck.help)
    #expect(elements.filter { $0.name == "tr" }.count == 11)
    let keys = Set(elements.filter { $0.name == "kbd" }.map(\.text))
    #expect(keys.isSuperset(of: ["o", "n", "f", "b", ".", "?", "<Esc>", "<Home>", "<End>"]))
  }
}
