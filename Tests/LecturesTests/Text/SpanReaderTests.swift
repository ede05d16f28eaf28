import Documents
import Drawing
import Testing

@testable import Lectures

@Suite("Marks of running text")
struct SpanReaderTests {
  private static func spans(_ text: String) throws -> [Markup.Span] {
    try Markup(.trial(text)).paragraphs.first?.spans ?? []
  }

  @Test(
    "Marks set the style of what they enclose",
    arguments: [
      ("**b**", Markup.Style(isBold: true)), ("*e*", Markup.Style(isEmphasized: true)),
      ("`c`", Markup.Style(isCode: true)),
      ("***be***", Markup.Style(isBold: true, isEmphasized: true)),
      ("[l](https://example.org)", Markup.Style(link: "https://example.org")),
      ("[l](#7.2)", Markup.Style(link: "#7.2")), ("[l](#7)", Markup.Style(link: "#7")),
      ("[**l**](mailto:a@b.c)", Markup.Style(isBold: true, link: "mailto:a@b.c")),
    ])
  func styles(text: String, style: Markup.Style) throws {
    let spans = try Self.spans(text)
    #expect(spans.map(\.style) == [style])
  }

  @Test(
    "Signs that mark nothing stay as they are",
    arguments: [
      ("3 * 4 * 5", "3 * 4 * 5"), ("\\*a\\*", "*a*"), ("\\$5", "$5"), ("a [b] c", "a [b] c"),
      ("C:\\dir", "C:\\dir"), ("{{370}}", "{{370}}"), ("`**`", "**"), ("a  b", "a b"),
    ])
  func literal(text: String, words: String) throws {
    #expect(try Self.spans(text).plainText(answers: true) == words)
  }

  @Test("A formula is read, and a backslash in it is the formula's")
  func formula() throws {
    let spans = try Self.spans("is $\\sigma'$.")
    #expect(spans.map(\.content) == [.text("is "), .formula(.math("σ′")), .text(".")])
  }

  @Test("An answer may have marks of its own")
  func answer() throws {
    let spans = try Markup(.trial("{{ **3** of $a$ }}"), blanks: true).paragraphs[0].spans
    #expect(
      spans == [
        Markup.Span(
          content: .blank([
            Markup.Span(content: .text("3"), style: Markup.Style(isBold: true)),
            Markup.Span(content: .text(" of ")), Markup.Span(content: .formula(.math("a"))),
          ]))
      ])
  }

  @Test(
    "A mistake is refused at its place",
    arguments: [
      ("a **b", 1, 3, "no ** that closes"), ("a *b", 1, 3, "no * that closes"),
      ("a\n`b", 2, 1, "no ` that closes"), ("a $b", 1, 3, "no $ that closes"),
      ("a $b_$", 1, 5, "not read"), ("$\\simga$", 1, 2, "\\sigma"),
      ("*a **b* c**", 1, 7, "still open"), ("[a](javascript:x)", 1, 5, "no target"),
      ("[a](#x)", 1, 5, "no target"), ("[a](https://x", 1, 1, "no )"),
      ("x {{3", 1, 3, "no }}"), ("x {{ }}", 1, 3, "no answer"),
      ("x {{a {{b}} }}", 1, 7, "in a blank"),
      ("x {{*a}}", 1, 5, "no * that closes"),
    ])
  func mistakes(text: String, line: Int, column: Int, words: String) {
    let error = #expect(throws: LessonError.self) {
      try Markup(Located(text, at: Place(line: 1, column: 1)), blanks: true)
    }
    #expect(error?.place == Place(line: line, column: column))
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
  }

  @Test(
    "A text of many opening marks is refused without exhausting the stack",
    arguments: ["{{", "*a ", "**a ", "$", "`"])
  func hostile(mark: String) {
    #expect(throws: LessonError.self) {
      try Markup(.trial(String(repeating: mark, count: 20_001)), blanks: true)
    }
  }

  @Test("A text of many brackets is read as it stands")
  func brackets() throws {
    let text = String(repeating: "[", count: 2_000)
    #expect(try Markup(.trial(text)).plainText == text)
  }

  @Test("Every cut of a text is read or refused at a place within it")
  func cuts() {
    let text = Array(
      "- a **b *c* `d`** [e](#7.2) $\\frac{a_0'}{\\text{f}}$ {{g $h^{L-1}$}} \\* $$i$$")
    for start in text.indices {
      for end in start...text.count {
        let cut = String(text[start..<end])
        do throws(LessonError) {
          _ = try Markup(Located(cut, at: Place(line: 1, column: 1)), blanks: true)
        } catch {
          #expect(
            error.place.line == 1 && (1...max(1, cut.count)).contains(error.place.column), "\(cut)")
        }
      }
    }
  }
}
