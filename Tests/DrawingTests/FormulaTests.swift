import Testing

@testable import Drawing

@Suite("Formulas")
struct FormulaTests {
  private func picture(_ formula: Formula, size: Double = 20) -> Picture {
    formula.picture(size: size, color: .black, metrics: BoxMetrics())
  }

  private func runs(_ picture: Picture) -> [TextRun] {
    picture.items.flatMap(\.flattened).compactMap { item in
      if case .text(let run) = item { run } else { nil }
    }
  }

  @Test(
    "Latin and small Greek letters become mathematical italics, everything else stays",
    arguments: [
      ("a", "𝑎"), ("z", "𝑧"), ("A", "𝐴"), ("Z", "𝑍"), ("h", "ℎ"), ("g", "𝑔"), ("i", "𝑖"),
      ("α", "𝛼"), ("σ", "𝜎"), ("ω", "𝜔"), ("Σ", "Σ"), ("∂C/∂", "∂𝐶/∂"), ("0,1", "0,1"),
      ("σ′", "𝜎′"), ("L−1", "𝐿−1"), ("", ""), ("é", "é"),
    ])
  func italics(text: String, expected: String) {
    #expect(Formula.italics(text) == expected)
  }

  @Test("No letter of the alphabets becomes a code point that has no character")
  func italicsExist() {
    let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZαβγδεζηθικλμνξοπρςστυφχψω"
    for letter in letters {
      let italic = Formula.italics(String(letter)).unicodeScalars
      #expect(italic.count == 1)
      #expect(
        italic.first?.properties.generalCategory == .lowercaseLetter
          || italic.first?.properties.generalCategory == .uppercaseLetter)
      #expect(italic.first?.properties.name?.contains(letter == "h" ? "PLANCK" : "ITALIC") == true)
    }
    #expect(Set(letters.map { Formula.italics(String($0)) }).count == letters.count)
  }

  @Test(
    "A formula has a plain text",
    arguments: [
      (.symbol("a"), "a"), (.symbol("a", sub: "0,1"), "a_0,1"), (.symbol("a", sup: "L"), "a^L"),
      (.symbol("a", sub: "0,1", sup: "L−1"), "a_0,1^L−1"),
      (.partial(.symbol("w", sub: "0,0")), "∂C/∂w_0,0"),
      (.fraction(.math("a"), .row([.math("b"), .number("2", .bold)])), "(a)/(b2)"),
      (
        .row([.math("z"), .relation("="), .words("sum"), .space(1), .number("−1", .regular)]),
        "z = sum −1"
      ),
      (.colored(.white, .math("b")), "b"), (.row([]), ""),
    ] as [(Formula, String)])
  func plainText(formula: Formula, expected: String) {
    #expect(formula.plainText == expected)
  }

  @Test("A symbol without scripts is a letter")
  func symbol() {
    #expect(Formula.symbol("a") == .math("a"))
    #expect(
      Formula.symbol("a", sub: "0") == .scripts(.math("a"), sub: .math("0"), sup: nil))
  }

  @Test("Letters are set in the formula font, words and numbers in the label font")
  func fonts() {
    let row = Formula.row([
      .math("a"), .words("is"), .number("2", .bold), .relation("+"),
    ])
    let fonts = runs(picture(row)).map(\.font)
    #expect(fonts.map(\.family) == [.math, .label, .label, .math])
    #expect(fonts.map(\.weight) == [.regular, .regular, .bold, .regular])
    #expect(fonts[0].size == 20)
    #expect(fonts[1].size < 20)
    #expect(fonts[1].size == fonts[2].size)
  }

  @Test("Everything in a row stands on one baseline, from left to right")
  func row() {
    let formula = Formula.row([
      .math("a"), .relation("="), .number("2", .regular), .space(1), .words("or"), .math("b"),
    ])
    let runs = runs(picture(formula))
    #expect(runs.map(\.string) == ["𝑎", "=", "2", "or", "𝑏"])
    #expect(runs.allSatisfy { $0.origin.y == 0 })
    for (left, right) in zip(runs, runs.dropFirst()) {
      #expect(left.bounds.maxX <= right.bounds.minX)
    }
    // An em of space, at least, between the number and the word.
    #expect(runs[3].bounds.minX - runs[2].bounds.maxX >= 20)
  }

  @Test("A formula starts at x = 0 and its bounds hold its ink")
  func bounds() {
    let formulas: [Formula] = [
      .math("a"), .symbol("a", sub: "0,1", sup: "L"), .fraction(.math("a"), .math("bcd")),
      .row([.relation("="), .fraction(.math("a"), .symbol("b", sub: "1")), .space(0.5)]),
    ]
    for formula in formulas {
      let picture = picture(formula)
      #expect(abs(picture.bounds.minX) < 2)
      for item in picture.items.flatMap(\.flattened) {
        #expect(item.bounds.map { picture.bounds.contains($0) } == true)
      }
    }
  }

  @Test("A superscript is above and a subscript below, both smaller and to the right")
  func scripts() throws {
    let runs = runs(picture(.symbol("a", sub: "0", sup: "L")))
    let base = try #require(runs.first { $0.string == "𝑎" })
    let sub = try #require(runs.first { $0.string == "0" })
    let sup = try #require(runs.first { $0.string == "𝐿" })
    #expect(base.origin == .zero)
    #expect(sup.origin.y < 0)
    #expect(sub.origin.y > 0)
    #expect(sup.font.size < base.font.size)
    #expect(sub.font.size == sup.font.size)
    #expect(sub.bounds.minX >= base.bounds.maxX)
    #expect(sup.bounds.minX >= base.bounds.maxX)
    #expect(!sub.bounds.overlaps(sup.bounds))
    #expect(sup.bounds.minY < base.bounds.minY)
    #expect(sub.bounds.maxY > base.bounds.maxY)
  }

  @Test("A subscript gives way to a superscript that reaches down to it")
  func tallSuperscript() throws {
    let alone = try #require(runs(picture(.symbol("a", sub: "0"))).last)
    let tall = Formula.scripts(
      .math("a"), sub: .math("0"), sup: .fraction(.math("b"), .math("c")))
    let beside = try #require(runs(picture(tall)).first { $0.string == "0" })
    let denominator = try #require(runs(picture(tall)).first { $0.string == "𝑐" })
    #expect(beside.origin.x == alone.origin.x)
    #expect(beside.origin.y > alone.origin.y)
    #expect(beside.bounds.minY > denominator.bounds.maxY)
  }

  @Test("A fraction has its bar between top and bottom, as wide as the wider of them")
  func fraction() throws {
    let picture = picture(.fraction(.math("a"), .math("bcd")))
    let runs = runs(picture)
    let top = try #require(runs.first { $0.string == "𝑎" }).bounds
    let bottom = try #require(runs.first { $0.string == "𝑏𝑐𝑑" }).bounds
    let bars = picture.items.compactMap { item in
      if case .path(let path, _) = item { path.bounds } else { nil }
    }
    let bar = try #require(bars.first)
    #expect(bars.count == 1)
    #expect(bar.height == 0)
    #expect(top.maxY < bar.minY)
    #expect(bottom.minY > bar.maxY)
    #expect(bar.minX <= bottom.minX && bar.maxX >= bottom.maxX)
    #expect(abs(top.midX - bar.midX) < 1e-9)
    #expect(abs(bottom.midX - bar.midX) < 1e-9)
    // The bar is on the axis: above the baseline, where a minus sign is.
    #expect(bar.minY < 0 && bar.minY > -20 * 0.5)
  }

  @Test("A colour of its own reaches everything in it, and nothing beside it")
  func colored() {
    let red = Color(hex: 0xFF0000)
    let formula = Formula.row([
      .colored(red, .fraction(.symbol("a", sub: "1"), .math("b"))), .math("c"),
    ])
    let picture = picture(formula)
    for run in runs(picture) {
      #expect(run.color == (run.string == "𝑐" ? .black : red))
    }
    let bars = picture.items.compactMap { item in
      if case .path(_, let paint) = item { paint.stroke?.color } else { nil }
    }
    #expect(bars == [red])
  }

  @Test("A formula at twice the size is twice as large", arguments: [8, 20, 33.3])
  func scaling(size: Double) {
    let formula = Formula.row([
      .symbol("a", sub: "0", sup: "L"), .relation("="), .fraction(.math("b"), .number("2", .bold)),
    ])
    let small = picture(formula, size: size).bounds
    let large = picture(formula, size: 2 * size).bounds
    #expect(abs(large.width - 2 * small.width) < 1e-9)
    #expect(abs(large.height - 2 * small.height) < 1e-9)
    #expect(abs(large.minY - 2 * small.minY) < 1e-9)
  }
}
