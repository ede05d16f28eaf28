import Drawing
import Testing

@testable import Lectures

@Suite("Tables")
struct TableSettingTests {
  private let style = TextStyle(size: 24, theme: .light, metrics: metrics)

  private func setting(_ header: [String], _ rows: [[String]]) throws -> TableSetting {
    func spans(_ row: [String]) throws -> [[Markup.Span]] {
      try row.map { try Markup.line(.trial($0)) }
    }
    return TableSetting(
      table: TableContent(header: try spans(header), rows: try rows.map(spans)), style: style)
  }

  private func texts(_ picture: Picture) -> [TextRun] {
    picture.items.flatMap(\.flattened).compactMap {
      if case .text(let run) = $0 { run } else { nil }
    }
  }

  @Test("Columns of numbers end at one place, others begin at one")
  func alignment() throws {
    let table = try setting(
      ["layer", "weights"], [["a", "272"], ["bc", "23,550"], ["d", "-1"]])
    let texts = texts(try #require(table.picture(width: 900)))
    let left = texts.filter { ["layer", "a", "bc", "d"].contains($0.string) }
    #expect(left.count == 4 && Set(left.map(\.bounds.minX)).count == 1)
    let right = texts.filter { ["weights", "272", "23,550", "−1"].contains($0.string) }
    #expect(right.count == 4)
    for run in right { #expect(abs(run.bounds.maxX - right[0].bounds.maxX) < 1) }
  }

  @Test("A table as wide as its text, and no wider than its room", arguments: [360.0, 500, 900])
  func widths(width: Double) throws {
    let words = "one for each connection, which are many"
    let picture = try #require(
      try setting([], [["a", words], ["$a_0 + b$", words]]).picture(width: width))
    #expect(picture.bounds.width <= width)
    for run in texts(picture) { #expect(picture.bounds.contains(run.bounds)) }
  }

  @Test("A table that does not fit is not set")
  func tooWide() throws {
    #expect(try setting([], [["incomprehensibility", "a"]]).picture(width: 120) == nil)
  }

  @Test(
    "Numbers are told from words",
    arguments: [
      ("272", true), ("23,550", true), ("−0.5", true), ("-1", true), ("12 %", true),
      ("1.2e−4", true), ("3 × 3", false), ("two", false), ("", false), ("-", false), ("2D", false),
    ])
  func numbers(text: String, isNumber: Bool) {
    #expect(TableSetting.isNumber(text) == isNumber)
  }

  @Test("In words, every cell is named by its heading, and empty ones are left out")
  func words() throws {
    let table = try setting(["layer", "weights"], [["a", "2"], ["b", ""]])
    #expect(table.words == "layer: a, weights: 2; layer: b.")
  }
}
