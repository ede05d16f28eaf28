import Testing

@testable import Wording

@Suite("Phrases")
struct PhraseTests {
  @Test("have numbered places for their values")
  func key() {
    let phrase: Phrase = "\(3) × \("2") input"
    #expect(phrase.key == "%1 × %2 input")
    #expect(phrase.values == ["3", "2"])
  }

  @Test("write a percent sign twice in their key")
  func percent() {
    #expect(("100% of \(2)" as Phrase).key == "100%% of %1")
    #expect(("100%" as Phrase).key == "100%%")
    #expect(say("100% of \(2)") == "100% of 2")
    #expect(say("100%") == "100%")
  }

  @Test(
    "put the values where a language wants them",
    arguments: [
      ("%2 von %1", "b von a"), ("%1%1", "aa"), ("%3", "%3"), ("ohne", "ohne"), ("5 %", "5 %"),
      ("%%1", "%1"),
    ])
  func order(pattern: String, expected: String) {
    #expect(Phrase.filled(pattern, with: ["a", "b"]) == expected)
  }

  @Test("leave a percent sign in a value alone")
  func percentInValue() {
    #expect(Phrase.filled("%1 %2", with: ["%2", "b"]) == "%2 b")
  }

  @Test("count indices as the notation does", arguments: [0, 1])
  func index(first: Int) {
    let voice = Voice(notation: NotationStyle(firstIndex: first))
    Voice.$current.withValue(voice) {
      #expect(say("row \(index: 4)") == "row \(4 + first)")
      #expect(("row \(index: 4)" as Phrase).key == "row %1")
    }
  }
}
