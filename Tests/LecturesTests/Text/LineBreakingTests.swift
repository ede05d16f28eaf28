import Drawing
import Testing

@testable import Lectures

@Suite("Line breaking")
struct LineBreakingTests {
  private let style = TextStyle(size: 24, theme: .light, metrics: metrics)

  private func lines(_ text: String, width: Double) throws -> [Picture]? {
    let spans = try Markup(.trial(text), blanks: true).paragraphs[0].spans
    return style.lines(of: style.atoms(of: spans), width: width)?.map(style.picture(of:))
  }

  @Test("Lines are as long as fits, and no longer", arguments: [120.0, 200, 333.3, 800])
  func widths(width: Double) throws {
    let text = "The overlay slides over the **input**, `cell` by *cell*, and $a_{0,1}$ and on."
    let lines = try #require(try lines(text, width: width))
    for line in lines { #expect(line.bounds.width <= width) }
    let words = lines.map { line in
      line.items.flatMap(\.flattened).compactMap { item -> String? in
        if case .text(let run) = item { run.string } else { nil }
      }.joined(separator: " ")
    }
    #expect(words.joined(separator: " ").hasPrefix("The overlay"))
    // No word of a line would have fitted on the line before.
    for (line, next) in zip(lines, lines.dropFirst()) {
      let first = try #require(next.items.first?.bounds)
      #expect(line.bounds.width + first.width > width || first.width > 60)
    }
  }

  @Test("A word that is wider than the width is not set")
  func wide() throws {
    #expect(try lines("incomprehensibilities", width: 100) == nil)
    #expect(try lines("{{incomprehensibilities}}", width: 100) == nil)
  }

  @Test("Marks within a word do not break it")
  func closely() throws {
    let lines = try #require(try lines("**over**lay, and $a$.", width: 90))
    let first = lines[0].items.flatMap(\.flattened)
    #expect(
      first.compactMap { if case .text(let run) = $0 { run.string } else { nil } }
        == ["over", "lay,"])
  }

  @Test("Words of one style are one run of text, however many")
  func joined() throws {
    let lines = try #require(try lines("one two three", width: 800))
    #expect(lines[0].items.count == 1)
  }

  @Test("A blank is as wide with its answer as without, and shows it only then")
  func blanks() throws {
    let spans = try Markup(.trial("It is {{370}}."), blanks: true).paragraphs[0].spans
    var answers = style
    answers.blanks = .answers
    let empty = style.picture(of: style.atoms(of: spans))
    let filled = answers.picture(of: answers.atoms(of: spans))
    #expect(empty.bounds == filled.bounds)
    func strings(_ picture: Picture) -> [String] {
      picture.items.flatMap(\.flattened).compactMap {
        if case .text(let run) = $0 { run.string } else { nil }
      }
    }
    #expect(strings(empty) == ["It is", "."])
    #expect(strings(filled) == ["It is", "370", "."])
  }

  @Test("A link is a group that says where it leads, and is underlined")
  func links() throws {
    let lines = try #require(try lines("see [this page](#3) now", width: 800))
    let link = try #require(lines[0].items.groups("link").first)
    #expect(link.name == "#3")
    #expect(link.items.contains { if case .path = $0 { true } else { false } })
  }

  @Test("Operators that the label font lacks come from the math font")
  func operators() throws {
    let lines = try #require(try lines("3 × 3 ⋆ 2 × 2", width: 800))
    for case .text(let run) in lines[0].items.flatMap(\.flattened) {
      #expect(metrics.missingGlyphs(in: run.string, font: run.font) == 0)
      #expect((run.font.family == .math) == run.string.contains("⋆"))
    }
  }
}
