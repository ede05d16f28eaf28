import Testing

@testable import Lectures

@Suite("Code as tokens")
struct CodeTokenTests {
  private func kinds(_ code: String, _ language: CodeLanguage) -> [String] {
    CodeReading.lines(of: code, in: language).flatMap { $0 }.map { "\($0.kind) \($0.text)" }
  }

  @Test("Words, names, numbers, strings and comments of Python are told apart")
  func python() {
    #expect(
      kinds("def f(x=1.5e-3):  # \"no\"\n    return 'a # b', None", .python) == [
        "keyword def", "name  f", "plain (x=", "number 1.5e", "plain -", "number 3", "plain ):",
        "comment   # \"no\"", "keyword     return", "string  'a # b'", "plain ,", "keyword  None",
      ])
  }

  @Test("Strings and comments may go over lines, and comments of Swift stand in one another")
  func severalLines() {
    #expect(
      kinds("a = '''x\ny''' + 1", .python) == [
        "plain a =", "string  '''x", "string y'''", "plain  +", "number  1",
      ])
    #expect(
      kinds("/* a /* b */ c */ let", .swift) == ["comment /* a /* b */ c */", "keyword  let"])
    #expect(kinds("/* a /* b */ c */", .c) == ["comment /* a /* b */", "plain  c */"])
    #expect(kinds("/* open", .c) == ["comment /* open"])
  }

  @Test("A string that is not closed ends with its line")
  func openString() {
    #expect(
      kinds("s = \"a\nif b", .python) == ["plain s =", "string  \"a", "keyword if", "plain  b"])
    #expect(kinds("\"a\\", .json) == ["string \"a\\"])
  }

  @Test("Keys of YAML stand out, addresses and marks in words do not")
  func yaml() {
    #expect(
      kinds("learning-rate: 0.1 # slow\nurl: http://a#b", .yaml) == [
        "keyword learning-rate", "plain :", "number  0.1", "comment  # slow", "keyword url",
        "plain : http://a#b",
      ])
  }

  @Test("Shell's comments stand apart, and its strings hold no words")
  func shell() {
    #expect(
      kinds("for f in \"$x # y\"; do echo ${#f} # n", .shell) == [
        "keyword for", "plain  f", "keyword  in", "string  \"$x # y\"", "plain ;", "keyword  do",
        "plain  echo ${#f}", "comment  # n",
      ])
  }

  @Test("Whatever the code, nothing of it is lost but spaces at the ends of lines")
  func nothingLost() {
    let code = "def f:\n\n\t\"\"\"a\n b\"\"\" 1_000 é∂ 'x\\'\n/* # // */ `a` <!-- 你好 -->"
    for language in CodeLanguage.allCases {
      let lines = CodeReading.lines(of: code, in: language).map { $0.map(\.text).joined() }
      #expect(lines.joined(separator: "\n") == code, "\(language)")
    }
  }
}
