import Drawing
import Testing

@testable import Commands

@Suite struct MarkdownTextTests {
  private func line(_ runs: Deck.Run..., level: Int = 0) -> Deck.Line {
    Deck.Line(runs, size: 24, level: level)
  }

  private func run(
    _ text: String, _ weight: FontWeight = .regular, _ script: Deck.Run.Script = .none,
    link: String = ""
  ) -> Deck.Run {
    Deck.Run(text, weight: weight, color: .black, script: script, link: link)
  }

  @Test(
    "Marks of Markdown are escaped",
    arguments: [
      ("a*b_c", "a\\*b\\_c"), ("[x](y)", "\\[x\\](y)"), ("a\nb", "a b"), ("∂C/∂w ≈ 3", "∂C/∂w ≈ 3"),
      ("5$ <b> @x", "5\\$ \\<b\\> \\@x"), ("\u{600}<b>", "\u{600}\\<b\\>"),
      ("a\u{2028}b\u{85}c\0", "a b c "), ("<\u{301}", "\\<\u{301}"),
    ])
  func escaped(text: String, expected: String) {
    #expect(MarkdownText.escaped(text) == expected)
  }

  @Test("Weights, scripts and links are marked, and spaces stay outside of the marks")
  func runs() {
    let text = MarkdownText.paragraphs([
      line(run("a "), run(" bold ", .bold), run("w"), run("0,1", .regular, .sub)),
      line(run("here", link: "https://example.org"), run(" there", link: "#7.2")),
    ])
    #expect(text == "a  **bold** w<sub>0,1</sub>\n\n[here](<https://example.org>) there")
  }

  @Test(
    "The target of a link cannot end its brackets",
    arguments: [
      ("https://a.org/><img>", "[x](<https://a.org/%3E%3Cimg%3E>)"),
      ("https://a.org/?a&lt;b", "[x](<https://a.org/?a&amp;lt;b>)"),
      ("https://a.org/\u{600}>", "[x](<https://a.org/%D8%80%3E>)"),
    ])
  func targets(link: String, expected: String) {
    #expect(MarkdownText.paragraphs([line(run("x", link: link))]) == expected)
  }

  @Test("Items of a list stand together, deeper ones further in")
  func lists() {
    let text = MarkdownText.paragraphs([
      line(run("Before:")), line(run("one"), level: 1), line(run("two"), level: 2),
      line(run("After")),
    ])
    #expect(text == "Before:\n\n- one\n  - two\n\nAfter")
  }

  @Test(
    "A paragraph does not turn into a list or a rule",
    arguments: [("- x", "\\- x"), ("1. x", "1\\. x"), ("--- ", "\\--- "), ("2026", "2026")])
  func guarded(text: String, expected: String) {
    #expect(MarkdownText.paragraphs([line(run(text))]) == expected)
  }

  @Test("Notes cannot end their comment, and strings of YAML their quotes")
  func hostile() {
    #expect(MarkdownText.comment("a --> b") == "<!--\na –> b\n-->")
    #expect(MarkdownText.comment("\u{600}-->---") == "<!--\n\u{600}–>–-\n-->")
    #expect(MarkdownText.quoted("a \"b\" \\ \n c") == "\"a \\\"b\\\" \\\\   c\"")
  }
}
