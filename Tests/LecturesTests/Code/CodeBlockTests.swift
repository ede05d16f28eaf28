import Documents
import Testing

@testable import Lectures

@Suite("Blocks of code")
struct CodeBlockTests {
  @Test("Common indentation and empty lines at both ends go, tabs become spaces")
  func normalized() throws {
    let block = try CodeBlock("\n    a\n\n      b\n  \n", language: .text)
    #expect(block.lines == ["a", "", "  b"])
    #expect(try CodeBlock("a\tb\n\tc", language: .text).lines == ["a   b", "    c"])
  }

  @Test("Lines that stand out are counted from 1 and must be there")
  func lines() throws {
    let block = try CodeBlock(
      "a\nb\nc", language: .text, emphasizing: .trial(" 1, 3 "), isNumbered: true)
    #expect(block.emphasized == [0, 2])
    let error = #expect(throws: LessonError.self) {
      try CodeBlock("a\nb", language: .text, emphasizing: .trial("2-3"))
    }
    #expect(error?.message == "there is no line 3; the code has 2 lines")
  }

  @Test("What names no lines is none", arguments: ["", "0", "3-2", "a", "1-", "1,,2", "-1"])
  func noLines(text: String) {
    #expect(LineRanges(text) == nil)
  }

  @Test(
    "Languages have their names, their short names and the endings of files",
    arguments: [
      ("py", CodeLanguage.python), ("C++", .c), ("bash", .shell), ("yml", .yaml), ("text", .text),
    ])
  func names(name: String, language: CodeLanguage) {
    #expect(CodeLanguage(name: name) == language)
    #expect(CodeLanguage(file: "some.folder/file.\(name)") == language)
  }

  @Test("A language that is not known names the nearest")
  func unknown() {
    let error = #expect(throws: LessonError.self) {
      try CodeBlock.language(named: .trial("pyhton"))
    }
    #expect(error?.message.contains("did you mean 'python'") == true)
  }

  @Test("A fence in a text is a block of code at its place, with its language and lines")
  func fence() throws {
    let markup = try Markup(.trial("Words.\n\n  ```py {2}\n  if a:\n    b  * c*\n  ```\n\nEnd."))
    #expect(markup.paragraphs.count == 3)
    guard case .code(let block) = markup.paragraphs[1].kind else {
      Issue.record("no code")
      return
    }
    #expect(block.lines == ["if a:", "  b  * c*"])
    #expect(block.language == .python && block.emphasized == [1] && block.isNumbered)
    #expect(markup.plainText == "Words.\nif a:\n  b  * c*\nEnd.")
  }

  @Test(
    "What is wrong with a fence is said at its place",
    arguments: [
      ("a\n\n```py\nb", "line 5, column 7: there is no ``` on a line of its own"),
      ("```pyton\nb\n```", "line 3, column 10: code in 'pyton' cannot be highlighted"),
      ("```py {3}\nb\n```", "line 3, column 14: there is no line 3; the code has 1 line"),
      ("```py {x}\nb\n```", "line 3, column 14: 'x' names no lines"),
      ("```py {1\nb\n```", "line 3, column 14: there is no } that closes this {"),
      ("```\n \n```", "line 3, column 10: there is no code between these fences"),
    ])
  func mistakes(text: String, message: String) throws {
    let error = try #require(throws: LessonError.self) { try Markup(.trial(text)) }
    #expect(error.description.hasPrefix(message), "\(error)")
  }
}
