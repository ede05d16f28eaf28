import Documents
import Testing

@testable import Lectures

@Suite("Paragraphs as they were written")
struct SourceParagraphTests {
  @Test("Every character keeps its place in the file")
  func places() throws {
    let text = Located("ab\n- cd\n  e", at: Place(line: 4, column: 9))
    let paragraphs = try SourceParagraph.all(in: text)
    #expect(paragraphs.map { String($0.characters) } == ["ab", "cd e"])
    #expect(paragraphs[0].places == [Place(line: 4, column: 9), Place(line: 4, column: 10)])
    #expect(paragraphs[1].places.first == Place(line: 5, column: 11))
    #expect(paragraphs[1].places.last == Place(line: 6, column: 11))
  }

  @Test("Bullets that are indented alike are on one level, wherever the first one stands")
  func indented() throws {
    let levels = { (text: String) in try SourceParagraph.all(in: .trial(text)).map(\.level) }
    #expect(try levels("  - a\n  - b\n      - c\n  - d") == [1, 1, 2, 1])
    #expect(try levels("* a\n• b\n-c") == [1, 1])
    #expect(try levels("- a\n  - b\n\ntext\n\n- c") == [1, 2, 0, 1])
  }

  @Test("Numbers begin items too, years and sentences do not")
  func numbers() throws {
    let paragraphs = try SourceParagraph.all(
      in: .trial("1. a\n2) b\n   - c\n10. d\n2026. e\n3.5 f"))
    #expect(paragraphs.map(\.number) == ["1.", "2)", "", "10."])
    #expect(paragraphs.map(\.level) == [1, 1, 2, 1])
    #expect(paragraphs.map { String($0.characters) } == ["a", "b", "c", "d 2026. e 3.5 f"])
  }

  @Test("Headings and quotes are told by their first marks, which a backslash hides")
  func kinds() throws {
    let paragraphs = try SourceParagraph.all(
      in: .trial("a\n## b\nc\n> d\n> e\n>\n> f\ng\n\n#h\n\n\\# i"))
    #expect(
      paragraphs.map(\.kind) == [.text, .heading, .text, .quote, .quote, .text, .text])
    #expect(
      paragraphs.map { String($0.characters) } == ["a", "b", "c", "d e", "f g", "#h", "\\# i"])
    #expect(paragraphs[1].places.first == Place(line: 4, column: 10))
  }

  @Test("Lines end as they do on every system")
  func lineEnds() throws {
    #expect(try SourceParagraph.all(in: .trial("a\r\n\r\nb")).count == 2)
  }
}
