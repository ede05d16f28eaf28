import Figures
import MarkupBackend
import Testing
import Wording

@Suite("The words of decks in a browser")
struct HTMLDeckWordsTests {
  @Test("Every word is in every language", arguments: ["de", "fr", "es"])
  func languages(code: String) throws {
    let language = try #require(Language.named(code))
    for word in HTMLDeck.Words().list {
      #expect(language.phrases[word] != nil, "\(language.name) lacks “\(word)”")
    }
  }
}
