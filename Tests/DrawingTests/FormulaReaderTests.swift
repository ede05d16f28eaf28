import Testing

@testable import Drawing

@Suite("Written formulas")
struct FormulaReaderTests {
  @Test(
    "A formula is read with its scripts, fractions and signs",
    arguments: [
      ("a", Formula.math("a")),
      ("a_0", .scripts(.math("a"), sub: .math("0"), sup: nil)),
      ("a_{0,1}^{L-1}", .scripts(.math("a"), sub: .math("0,1"), sup: .math("L−1"))),
      ("a^{L-1}_{0,1}", .scripts(.math("a"), sub: .math("0,1"), sup: .math("L−1"))),
      ("w \\star a", .row([.math("w"), .relation("⋆"), .math("a")])),
      ("w*a", .row([.math("w"), .relation("∗"), .math("a")])),
      ("\\frac{\\partial C}{2}", .fraction(.row([.math("∂"), .math("C")]), .math("2"))),
      ("\\sigma'", .math("σ′")),
      ("\\sigma'^2", .scripts(.math("σ′"), sub: nil, sup: .math("2"))),
      ("a_0'", .scripts(.math("a′"), sub: .math("0"), sup: nil)),
      ("-2", .row([.math("−"), .math("2")])),
      ("1-2", .row([.math("1"), .relation("−"), .math("2")])),
      ("1.25", .math("1.25")),
      ("\\text{sum of } x", .row([.words("sum of "), .math("x")])),
      ("∂ ≤ \\leq", .row([.math("∂"), .relation("≤"), .relation("≤")])),
      ("\\%", .math("%")),
      ("a\\,b", .row([.math("a"), .space(0.17), .math("b")])),
      ("\\max(0, z)", .row([
        .words("max"), .math("("), .math("0"), .math(","), .space(0.17), .math("z"), .math(")"),
      ])),
      ("\\left[x\\right.", .row([.math("["), .math("x")])),
    ])
  func reads(text: String, formula: Formula) throws {
    #expect(try Formula(latex: text) == formula)
  }

  @Test("A sum stands off from its terms, with or without limits")
  func sums() throws {
    #expect(try Formula(latex: "\\sum x") == .row([.math("∑"), .space(0.17), .math("x")]))
    #expect(
      try Formula(latex: "\\sum_i x").plainText == "∑_i x")
  }

  @Test(
    "A mistake is refused at its column",
    arguments: [
      ("", 1, "empty"), ("a_", 3, "nothing follows _"), ("_0", 1, "nothing that _"),
      ("a_0_1", 4, "second subscript"), ("a^0^1", 4, "second superscript"),
      ("\\frac{a}", 9, "nothing follows \\frac"), ("{a", 1, "not closed"), ("a}", 2, "no {"),
      ("a_{}", 3, "nothing stands"), ("\\simga", 1, "did you mean \\sigma"),
      ("x \\foo", 3, "not known; these are: \\Delta"), ("\\text a", 7, "needs words"),
      ("\\text{a", 6, "not closed"), ("\\left x", 1, "needs a bracket"), ("a & b", 3, "means nothing"),
      ("'", 1, "a prime"), ("\\", 1, "not known"), ("a_^2", 3, "needs a letter"),
    ])
  func refuses(text: String, column: Int, words: String) {
    let error = #expect(throws: FormulaError.self) { try Formula(latex: text) }
    #expect(error?.column == column)
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
  }

  @Test("Groups that stand too deep in one another are refused, however long the text")
  func depth() {
    let text = String(repeating: "{", count: 100_000) + "a"
    let error = #expect(throws: FormulaError.self) { try Formula(latex: text) }
    #expect(error?.message.contains("groups stand in one another") == true)
  }

  @Test("Every command that is named is read", arguments: Formula.commands)
  func commands(command: String) throws {
    #expect(throws: Never.self) { try Formula(latex: "x \(command) {a}{b}".fitting(command)) }
  }
}

extension String {
  /// `\left` and `\right` take a bracket where other commands take groups.
  fileprivate func fitting(_ command: String) -> String {
    ["\\left", "\\right"].contains(command) ? replacing("{a}{b}", with: "(") : self
  }
}
