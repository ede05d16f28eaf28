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
      (
        "\\max(0, z)",
        .row([
          .words("max"), .math("("), .math("0"), .math(","), .space(0.17), .math("z"), .math(")"),
        ])
      ),
      ("\\left[x\\right.", .construct(.fenced("[", .math("x"), ""))),
      ("\\hat y", .construct(.accent(.hat, .math("y")))),
      ("\\sqrt[3]{x}", .construct(.root(.math("x"), index: .math("3")))),
      ("\\mathbf{w}^\\top", .scripts(.math("𝐰"), sub: nil, sup: .math("⊤"))),
      ("\\mathbb R, \\mathcal{L}", .row([.math("ℝ"), .math(","), .space(0.17), .math("ℒ")])),
      ("\\|x\\|", .row([.math("‖"), .math("x"), .math("‖")])),
      ("\\frac12", .fraction(.math("1"), .math("2"))),
      (
        "\\begin{pmatrix} a & b \\\\ c \\end{pmatrix}",
        .construct(
          .fenced(
            "(", .construct(.grid([[.math("a"), .math("b")], [.math("c")]], .centered)), ")"))
      ),
      ("\\notation{a}", .construct(.noted(.math("a")))),
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
      ("a_{}", 3, "nothing stands"), ("\\simga", 1, "\\simga is not known"),
      ("x \\foo", 3, "not known"), ("\\text a", 7, "needs words"),
      ("\\text{a", 6, "not closed"), ("\\left x", 1, "needs a bracket"),
      ("a & b", 3, "means nothing"),
      ("\\left( x", 1, "no \\right"), ("x \\right)", 3, "no \\left before"),
      ("\\left\\sum x", 1, "needs a bracket"), ("\\begin{matrx} a", 7, "there are Bmatrix"),
      ("\\begin{matrix} a & b", 1, "has no \\end{matrix}"),
      ("\\begin{matrix} a \\end{cases}", 18, "ends what \\begin{matrix} began"),
      ("a \\\\ b", 3, "ends a line only in aligned"), ("\\end{x}", 1, "no \\begin"),
      ("\\sqrt[3 x", 6, "needs an index and a ]"), ("\\hat", 5, "nothing follows \\hat"),
      ("\\sum_i_j", 7, "second subscript"),
      ("'", 1, "a prime"), ("\\", 1, "not known"), ("a_^2", 3, "needs a letter"),
    ])
  func refuses(text: String, column: Int, words: String) {
    let error = #expect(throws: FormulaError.self) { try Formula(latex: text) }
    #expect(error?.column == column)
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
  }

  @Test("In a formula of its own sums are large and have limits, but not in fractions")
  func display() throws {
    #expect(
      try Formula(latex: "\\sum_i^n", isDisplay: true)
        == .construct(
          .limits(.construct(.large("∑")), below: .math("i"), above: .math("n"))))
    #expect(
      try Formula(latex: "\\max_x", isDisplay: true)
        == .construct(.limits(.words("max"), below: .math("x"), above: nil)))
    #expect(
      try Formula(latex: "\\frac{\\sum_i}{2}", isDisplay: true)
        == .fraction(.scripts(.math("∑"), sub: .math("i"), sup: nil), .math("2")))
    #expect(
      try Formula(latex: "\\int_0", isDisplay: true)
        == .scripts(.construct(.large("∫")), sub: .math("0"), sup: nil))
  }

  @Test(
    "A written formula is LaTeX again, which reads as the same formula",
    arguments: [
      "a_{0,1}^{L-1} \\star w", "\\hat y + \\vec{x}", "\\sqrt[3]{1+x}",
      "\\mathbf{w}^\\top \\mathbb{R}",
      "\\left( \\frac{a}{b} \\right]", "\\begin{aligned} a &= b \\\\ &= c \\end{aligned}",
      "\\max_x \\theta < \\lambda > 2 \\leq \\|3\\|", "\\text{a_b & <c>} \\, x \\quad y",
      "\\sigma'(z)",
      "\\int_0^1 \\partial C", "\\lfloor x \\rfloor \\cdots \\neq",
    ])
  func latex(text: String) throws {
    let formula = try Formula(latex: text)
    let latex = formula.latex
    #expect(!latex.contains("<") && !latex.contains(">"), "\(latex)")
    // What is escaped in words is read as it stands there.
    guard !text.contains("text") else { return }
    // Spaces are read from letters as well as from commands.
    func letters(_ formula: Formula) -> String { formula.plainText.filter { $0 != " " } }
    #expect(try letters(Formula(latex: latex)) == letters(formula), "\(latex)")
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
  /// Some commands take something else than groups.
  fileprivate func fitting(_ command: String) -> String {
    switch command {
    case "\\left", "\\right": "\\left( a \\right)"
    case "\\begin", "\\end": "\\begin{matrix} a \\end{matrix}"
    case _
    where command.lowercased().hasPrefix("\\big") && command.count < 7 && command != "\\bigcup"
      && command != "\\bigcap":
      "\(command)("
    default: self
    }
  }
}
