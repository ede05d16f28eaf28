import Testing

@testable import Figures

@Suite("Wording")
struct WordingTests {
  private let german = Language(
    code: "de", name: "Deutsch",
    phrases: ["%1 of %2": "%2, davon %1", "rule of ∂C/∂w": "Regel für ∂C/∂w"])

  @Test("is English in the article's notation as it stands")
  func english() {
    #expect(Wording.current == Wording(language: .english, notation: .article))
    #expect(say("\(1) of \(2)") == "1 of 2")
  }

  @Test("says phrases in its language, and those that this lacks in English")
  func translated() {
    Wording.$current.withValue(Wording(language: german)) {
      #expect(say("\(1) of \(2)") == "2, davon 1")
      #expect(say("no such phrase of \(2)") == "no such phrase of 2")
    }
  }

  @Test("writes the gradients in phrases as its notation does")
  func notation() {
    let wording = Wording(language: german, notation: NotationStyle(gradients: .loss))
    Wording.$current.withValue(wording) {
      #expect(say("rule of ∂C/∂w") == "Regel für ∂L/∂W")
    }
  }
}
