import Testing

@testable import Wording

@Suite("Languages")
struct LanguageTests {
  @Test("are English and those of the tables")
  func all() {
    #expect(Language.all.map(\.code) == ["en", "de", "fr", "es"])
    #expect(Language.all.map(\.name) == ["English", "Deutsch", "Français", "Español"])
  }

  @Test("are found by their tags")
  func named() {
    #expect(Language.named("fr")?.name == "Français")
    #expect(Language.named("FR") == nil && Language.named("") == nil)
  }

  @Test("have the phrases of all tables")
  func phrases() {
    let keys = Set(PhraseTable.all.flatMap(\.keys))
    for language in Language.all.dropFirst() {
      #expect(Set(language.phrases.keys) == keys)
    }
  }
}
