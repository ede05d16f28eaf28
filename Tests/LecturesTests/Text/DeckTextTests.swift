import Drawing
import Testing

@testable import Lectures

@Suite("Text of decks")
struct DeckTextTests {
  private let style = TextStyle(size: 24, theme: .light, metrics: metrics)

  private func runs(_ text: String) throws -> [Deck.Run] {
    style.lines(of: try Markup(.trial(text), blanks: true)).flatMap(\.runs)
  }

  @Test("Paragraphs keep their levels and their size")
  func levels() throws {
    let lines = style.lines(of: try Markup(.trial("one\n- two\n  - three")))
    #expect(lines.map(\.level) == [0, 1, 2])
    #expect(lines.allSatisfy { $0.size == 24 })
  }

  @Test("Scripts of a formula stand below and above, in the math font")
  func scripts() throws {
    let runs = try runs("$a_0^L$")
    #expect(runs.map(\.text) == ["𝑎", "0", "𝐿"])
    #expect(runs.map(\.script) == [.none, .sub, .sup])
    #expect(runs.allSatisfy { $0.family == .math })
  }

  @Test("A fraction is set on the line, with brackets around more than one symbol")
  func fractions() throws {
    #expect(try runs("$\\frac{\\partial C}{b}$").map(\.text).joined() == "(∂𝐶)/𝑏")
  }

  @Test("Styles, links and operators of other fonts have runs of their own")
  func styles() throws {
    let runs = try runs("a **b** [c](#2) ⋆")
    #expect(runs.map(\.text) == ["a ", "b", " ", "c", " ", "⋆"])
    #expect(runs[1].weight == .bold)
    #expect(runs[3].link == "#2")
    #expect(runs[5].family == .math)
  }

  @Test("Blanks are lines to write on, or answers")
  func blanks() throws {
    #expect(try runs("is {{7}}").map(\.text) == ["is ", "______"])
    var answers = style
    answers.blanks = .answers
    let filled = answers.lines(of: try Markup(.trial("is {{7}}"), blanks: true))
    #expect(filled[0].runs.map(\.text) == ["is ", "7"])
    #expect(filled[0].runs[1].color == style.answer)
  }
}
