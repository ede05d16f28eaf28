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
    let atoms = style.atoms(of: try Markup(.trial(text)).paragraphs[0].spans)
    let lines = try #require(style.lines(of: atoms, width: width))
    #expect(lines.map(\.count).reduce(0, +) == atoms.count)
    for line in lines { #expect(style.picture(of: line).bounds.width <= width) }
    // The last but one may have given a word to the last.
    for (line, next) in zip(lines.dropLast(2), lines.dropFirst()) {
      // The next line's first word, up to a space, would not have fitted.
      let word = next.prefix(1) + next.dropFirst().prefix { $0.space == nil }
      #expect(style.picture(of: line + word).bounds.width > width - 2)
    }
  }

  @Test("A word that is wider than the width is not set")
  func wide() throws {
    #expect(try lines("incomprehensibilities", width: 100) == nil)
    #expect(try lines("{{incomprehensibilities}}", width: 100) == nil)
  }

  @Test("Marks within a word do not break it")
  func closely() throws {
    let lines = try #require(try lines("**over**lay, and $a$.", width: 110))
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

  @Test("No word stands alone on the last line of a paragraph of several words")
  func orphans() throws {
    let style = TextStyle(size: 24, theme: .light, metrics: metrics)
    let atoms = style.atoms(of: try Markup.line(.trial("one two three four five six seven eight")))
    for width in stride(from: 120.0, to: 500, by: 7) {
      let lines = try #require(style.lines(of: atoms, width: width))
      #expect(lines.allSatisfy { $0.map(\.width).reduce(0, +) <= width })
      guard lines.count > 1, lines[lines.count - 2].count > 1 else { continue }
      let last = lines[lines.count - 1].count
      #expect(last > 1 || lines[lines.count - 2].count == 2, "\(width)")
    }
    #expect(lines(of: style, "one two three", width: 70) == ["one", "two", "three"])
  }

  private func lines(of style: TextStyle, _ text: String, width: Double) -> [String]? {
    guard let spans = try? Markup.line(.trial(text)) else { return nil }
    return style.lines(of: style.atoms(of: spans), width: width)?.map { line in
      line.compactMap { atom in
        if case .characters(let text) = atom.content { text } else { nil }
      }.joined(separator: " ")
    }
  }

  @Test("Lengths with a × between them stay on one line")
  func times() throws {
    let style = TextStyle(size: 24, theme: .light, metrics: metrics)
    for width in stride(from: 120.0, to: 400, by: 9) {
      let lines = try #require(
        self.lines(of: style, "a map of 26 × 26 neurons and 7 × 7 more", width: width))
      #expect(lines.contains { $0.contains("26 × 26") } && lines.contains { $0.contains("7 × 7") })
    }
  }
}
