import Testing

@testable import Wording

@Suite("The tables of phrases")
struct PhraseTableTests {
  @Test("translate every phrase into every language")
  func complete() {
    let codes = PhraseTable.all.first?.languages.map(\.code)
    #expect(codes?.prefix(3) == ["de", "fr", "es"])
    for table in PhraseTable.all {
      #expect(table.languages.map(\.code) == codes)
      for language in table.languages {
        let missing = table.keys.filter { language.phrases[$0] == nil }
        #expect(missing.isEmpty, "\(language.name) lacks \(missing)")
      }
    }
  }

  @Test("use the same values in every language")
  func places() {
    for language in PhraseTable.all.flatMap(\.languages) {
      for (key, phrase) in language.phrases.sorted(by: { $0.key < $1.key }) {
        #expect(
          places(in: key) == places(in: phrase), "“\(key)” is “\(phrase)” in \(language.name)")
      }
    }
  }

  /// The places of a phrase, which a language may order anew but not leave out.
  private func places(in phrase: String) -> [Substring] {
    phrase.replacing("%%", with: "").split(separator: "%", omittingEmptySubsequences: false)
      .dropFirst().map { $0.prefix(while: \.isNumber) }.sorted()
  }

  @Test("have no phrase twice, and agree where two of them have the same")
  func duplicates() {
    var known: [String: [String?]] = [:]
    for table in PhraseTable.all {
      #expect(Set(table.keys).count == table.keys.count)
      for key in table.keys {
        let phrases = table.languages.map { $0.phrases[key] }
        #expect(known[key, default: phrases] == phrases, "“\(key)” is translated in two ways")
        known[key] = phrases
      }
    }
  }

  @Test("leave a phrase with an empty cell, or of a short row, in English")
  func emptyCells() {
    let table = PhraseTable("en\tde\tfr\nEnglish\tDeutsch\tFrançais\nfilter\tFilter\t\nbias\n")
    #expect(table.keys == ["filter", "bias"])
    #expect(table.languages.map(\.name) == ["Deutsch", "Français"])
    #expect(table.languages.map(\.phrases) == [["filter": "Filter"], [:]])
  }

  @Test("may be empty")
  func empty() {
    #expect(PhraseTable("").languages.isEmpty)
  }
}
