import Testing

@testable import Wording

@Suite("The voice")
struct WordingTests {
  private let german = Language(
    code: "de", name: "Deutsch",
    phrases: ["%1 of %2": "%2, davon %1", "rule of ∂C/∂w": "Regel für ∂C/∂w"])

  @Test("is English in the article's notation as it stands")
  func english() {
    #expect(Voice.current == Voice(language: .english, notation: .article))
    #expect(say("\(1) of \(2)") == "1 of 2")
  }

  @Test("says phrases in its language, and those that this lacks in English")
  func translated() {
    Voice.$current.withValue(Voice(language: german)) {
      #expect(say("\(1) of \(2)") == "2, davon 1")
      #expect(say("no such phrase of \(2)") == "no such phrase of 2")
    }
  }

  @Test("writes the gradients in phrases as its notation does")
  func notation() {
    let voice = Voice(language: german, notation: NotationStyle(gradients: .loss))
    Voice.$current.withValue(voice) {
      #expect(say("rule of ∂C/∂w") == "Regel für ∂L/∂W")
    }
  }
}
