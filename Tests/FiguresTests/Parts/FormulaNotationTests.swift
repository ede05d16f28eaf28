import Drawing
import Testing
import Wording

@testable import Figures

@Suite("The notation of formulas")
struct FormulaNotationTests {
  private let loss = NotationStyle(firstIndex: 1, gradients: .loss, activations: .x)

  private func written(_ formula: Formula, _ style: NotationStyle) -> String {
    style.written(formula).plainText
  }

  @Test("leaves the article's formulas as they are in the article's notation")
  func article() {
    let formula = Formula.partial(.symbol("w", sub: "0,1", sup: "L−1"))
    #expect(NotationStyle.article.written(formula) == formula)
  }

  @Test("writes ∂L/∂W, and ℓ for the layer")
  func gradients() {
    let style = NotationStyle(gradients: .loss)
    #expect(
      written(.partial(.symbol("w", sub: "0,1", sup: "L−1")), style) == "∂L/∂W_0,1^ℓ−1")
    #expect(
      written(.fraction(.math("∂C"), .row([.math("∂"), .symbol("a", sup: "L")])), style)
        == "(∂L)/(∂a^ℓ)")
    #expect(written(.words("the sum of ∂C/∂w"), style) == "the sum of ∂L/∂W")
  }

  @Test("writes x for a, alone and in running text")
  func activations() {
    let style = NotationStyle(activations: .x)
    #expect(written(.partial(.symbol("a", sub: "2", sup: "L")), style) == "∂C/∂x_2^L")
    #expect(written(.words("∂C/∂a"), style) == "∂C/∂x")
    #expect(written(.words("a map"), style) == "a map")
  }

  @Test("counts the indices of subscripts from 1, letters and superscripts not")
  func indices() {
    let style = NotationStyle(firstIndex: 1)
    #expect(written(.symbol("a", sub: "0,12", sup: "2"), style) == "a_1,13^2")
    #expect(written(.symbol("z", sub: "m,n"), style) == "z_m,n")
    #expect(written(.symbol("z", sub: "m,0"), style) == "z_m,1")
    #expect(written(.number("0", .regular), style) == "0")
  }

  @Test("leaves the letters of words", arguments: ["max", "Cat", "law"])
  func words(word: String) {
    #expect(written(.math(word), loss) == word)
  }

  @Test("reaches into rows, colours and fractions")
  func nested() {
    let formula = Formula.row([
      .colored(Theme.light.ink, .symbol("w", sub: "0,0")), .relation("="),
      .fraction(.symbol("a", sub: "1"), .symbol("C")),
    ])
    #expect(written(formula, loss) == "W_1,1 = (x_2)/(L)")
  }
}
