import Drawing
import Testing

@testable import Lectures

@Suite("Code on a page")
struct CodeSettingTests {
  private let style = TextStyle(size: 24, theme: .light, metrics: metrics)

  private func setting(_ code: String, lines: String? = nil) throws -> CodeSetting {
    CodeSetting(
      block: try CodeBlock(
        code, language: .python, emphasizing: lines.map { .trial($0) }, isNumbered: true),
      style: style)
  }

  @Test("Every character is as wide as the others, and indentation is kept")
  func columns() throws {
    let picture = try #require(try setting("for i in a:\n    print(i)").picture(width: 600))
    let runs = picture.items.flatMap(\.flattened).compactMap { item -> TextRun? in
      if case .text(let run) = item, run.font.size > 18 { run } else { nil }
    }
    #expect(runs.allSatisfy { $0.font.family == .code })
    let advance = metrics.extents(of: "0", in: .code(style.size * 0.84)).width
    for run in runs {
      #expect(abs(run.extents.width - Double(run.string.count) * advance) < 0.01, "\(run.string)")
    }
    #expect(runs.contains { $0.string == "    print(i)" })
  }

  @Test("Long lines make it smaller, and too long ones do not fit")
  func sizes() throws {
    let long = try setting(String(repeating: "x", count: 60))
    let size = { (picture: Picture?) in
      picture?.items.flatMap(\.flattened).compactMap { item -> Double? in
        if case .text(let run) = item { run.font.size } else { nil }
      }.max()
    }
    let wide = try #require(size(long.picture(width: 1168)))
    let narrow = try #require(size(long.picture(width: 560)))
    #expect(wide > narrow && narrow >= 13)
    #expect(long.longestLine(in: 560) >= 60)
    let longest = long.longestLine(in: 300)
    #expect(longest < 60 && long.picture(width: 300) == nil)
    #expect(try setting(String(repeating: "x", count: longest)).picture(width: 300) != nil)
  }

  @Test("Lines that stand out have a ground, and nothing leaves the block")
  func emphasis() throws {
    let picture = try #require(try setting("a\nb\nc", lines: "2").picture(width: 400))
    let lines = picture.items.groups("line")
    #expect(lines.map(\.name) == ["1", "2", "3"])
    let grounds = lines.map { line in
      line.items.count { if case .rectangle = $0 { true } else { false } }
    }
    #expect(grounds == [0, 2, 0])
    for item in picture.items.flatMap(\.flattened) {
      #expect(picture.bounds.contains(try #require(item.bounds), tolerance: 0.1))
    }
  }

  @Test("What colours say can be read on every theme's ground", arguments: Theme.all)
  func contrast(theme: Theme) throws {
    let style = TextStyle(size: 24, theme: theme, metrics: metrics)
    let block = try CodeBlock("def f(): # c\n  return 1", language: .python)
    for run in CodeSetting(block: block, style: style).line().runs where run.text != "\n" {
      #expect(run.color.contrast(with: theme.band) >= 4.5, "\(run.text)")
    }
  }

  @Test("A deck gets the code with its line ends")
  func deck() throws {
    let line = try setting("def f():\n\n  pass").line()
    #expect(line.runs.map(\.text).joined() == "def f():\n\n  pass")
    #expect(line.kind == .code(language: "python"))
  }
}
