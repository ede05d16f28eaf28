import Testing

@testable import Drawing

@Suite("What is built of formulas")
struct FormulaConstructTests {
  private func picture(_ latex: String, size: Double = 24) throws -> Picture {
    try Formula(latex: latex, isDisplay: true)
      .picture(size: size, color: .black, metrics: BoxMetrics())
  }

  private static let examples = [
    "\\hat y", "\\bar{x}", "\\tilde z", "\\vec v", "\\dot a", "\\ddot a", "\\overline{AB}",
    "\\underbrace{a+b}_{c}", "\\overbrace{a+b}^{c}", "\\sqrt{x}", "\\sqrt[3]{\\frac{a}{b}}",
    "\\left( \\frac{a}{b} \\right)", "\\left\\{ \\frac{a}{b} \\right\\}",
    "\\left\\lfloor \\frac{a}{b} \\right\\rceil", "\\left\\| \\frac{a}{b} \\right|",
    "\\left< \\frac{a}{b} \\right>", "\\begin{cases} a & b \\\\ c & d \\end{cases}",
    "\\begin{bmatrix} 1 & 20 \\\\ 300 & 4 \\end{bmatrix}",
    "\\begin{aligned} a &= b + c \\\\ &= d \\end{aligned}", "\\sum_{i=0}^n x_i", "\\int_0^1 f",
    "\\binom nk", "\\argmax_\\theta f",
  ]

  @Test("Nothing reaches beyond the bounds by more than a line", arguments: examples)
  func bounds(latex: String) throws {
    let picture = try picture(latex)
    for item in picture.items {
      let bounds = try #require(item.bounds)
      #expect(picture.bounds.inset(-1.5).contains(bounds, tolerance: 0.01), "\(latex): \(item)")
    }
  }

  @Test("Brackets are as high as what stands between them", arguments: ["()", "[]", "||"])
  func brackets(signs: String) throws {
    let signs = Array(signs)
    let inner = try picture("\\frac{a}{b}")
    let latex = "\\left" + String(signs[0]) + "\\frac{a}{b}\\right" + String(signs[1])
    let fenced = try picture(latex)
    #expect(fenced.bounds.height >= inner.bounds.height * 0.95)
    let paths = fenced.items.compactMap { item -> Rectangle? in
      if case .path(let path, _) = item { path.bounds } else { nil }
    }
    #expect(paths.filter { $0.height > inner.bounds.height * 0.9 }.count == 2)
  }

  @Test("The columns of aligned equations meet at their signs")
  func aligned() throws {
    let picture = try picture("\\begin{aligned} aaa &= b \\\\ a &= bb \\end{aligned}")
    let signs = picture.items.compactMap { item -> Double? in
      if case .text(let run) = item, run.string == "=" { run.origin.x } else { nil }
    }
    #expect(signs.count == 2 && abs(signs[0] - signs[1]) < 1e-9)
  }

  @Test("Limits of a sum stand below and above its middle")
  func limits() throws {
    let picture = try picture("\\sum_i^n")
    let runs = picture.items.compactMap { if case .text(let run) = $0 { run } else { nil } }
    let sum = try #require(runs.first { $0.string == "∑" })
    for run in runs where run != sum {
      #expect(abs(run.bounds.midX - sum.bounds.midX) < 1e-9)
      #expect(run.bounds.maxY < sum.bounds.minY || run.bounds.minY > sum.bounds.maxY)
    }
  }

  @Test(
    "Plain text says what is built",
    arguments: [
      ("\\hat y", "y\u{302}"), ("\\sqrt{x+1}", "√(x + 1)"), ("\\left( x \\right.", "(x"),
      ("\\begin{cases} a & b \\\\ c \\end{cases}", "{a, b; c"), ("\\lim_{x}", "lim_x"),
    ])
  func plainText(latex: String, text: String) throws {
    #expect(try Formula(latex: latex, isDisplay: true).plainText == text)
  }

  @Test("The smallest letters of constructions are known")
  func leastScale() throws {
    #expect(try Formula(latex: "\\sum_i", isDisplay: true).leastScale == Formula.scriptScale)
    #expect(
      try Formula(latex: "\\hat{x_i}").leastScale == Formula.scriptScale)
  }
}
