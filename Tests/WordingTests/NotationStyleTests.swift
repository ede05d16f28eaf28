import Testing

@testable import Wording

@Suite("The notation")
struct NotationStyleTests {
  private let loss = NotationStyle(firstIndex: 1, gradients: .loss, activations: .x)

  @Test("counts indices from 0 or 1", arguments: [0, 1])
  func index(first: Int) {
    #expect(NotationStyle(firstIndex: first).index(4) == String(4 + first))
  }

  @Test(
    "writes the article as it is in the article's notation",
    arguments: ["∂C/∂a and ∂C/∂w", "a_0,1", "L−1"])
  func article(text: String) {
    let article = NotationStyle.article
    #expect(article.written(text) == text)
    #expect(article.symbols(text) == text)
    #expect(article.indices(text) == text)
    #expect(article.layer(text) == text)
  }

  @Test(
    "writes the gradients of running text, and no other letters",
    arguments: [
      ("the sum of ∂C/∂w", "the sum of ∂L/∂W"), ("∂C/∂a", "∂L/∂x"), ("∂C/∂b", "∂L/∂b"),
      ("a C and a w", "a C and a w"),
    ])
  func text(article: String, expected: String) {
    #expect(loss.written(article) == expected)
  }

  @Test(
    "writes symbols, and leaves the letters of words",
    arguments: [
      ("a", "x"), ("∂C", "∂L"), ("w", "W"), ("z·a", "z·x"), ("max", "max"), ("Cat", "Cat"),
    ])
  func symbols(article: String, expected: String) {
    #expect(loss.symbols(article) == expected)
  }

  @Test(
    "counts the integers of subscripts, letters not",
    arguments: [("0,12", "1,13"), ("m,n", "m,n"), ("m,0", "m,1"), ("", ""), ("0,,", "1,,")])
  func indices(article: String, expected: String) {
    #expect(loss.indices(article) == expected)
  }

  @Test("writes ℓ for the layer where gradients are of the loss, whatever else is set")
  func layer() {
    #expect(loss.layer("L−1") == "ℓ−1")
    #expect(NotationStyle(firstIndex: 1, activations: .x).layer("L−1") == "L−1")
  }
}
