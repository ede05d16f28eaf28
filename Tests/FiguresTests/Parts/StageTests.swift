import Drawing
import Testing

@testable import Figures

@Suite("The page of a figure")
struct StageTests {
  private func pen(_ panel: Size?) -> Pen {
    Pen(style: FigureStyle(panel: panel, metrics: metrics))
  }

  private func stage(
    _ pen: Pen, subtitle: String = "", lines: Int = 0, step: (Int, Int)? = nil
  ) -> Stage {
    Stage(
      pen: pen, title: .words("title"), subtitle: .words(subtitle), step: step,
      band: (0..<lines).map { pen.label("line \($0)", size: 22) })
  }

  private func subtitle(_ subtitle: String, _ panel: Size?) throws -> TextRun {
    let scene = stage(pen(panel), subtitle: subtitle).scene([], description: "")
    return try #require(scene.groups("subtitle").flatMap(\.items).flatMap(\.texts).first)
  }

  @Test("keeps all lines of its band on a page")
  func page() {
    #expect(stage(pen(nil), lines: 9).band.count == 9)
  }

  @Test(
    "drops the last lines of the band where they would take a panel's room from the figure",
    arguments: [(520.0, 3), (360, 2), (330, 1), (120, 0)])
  func band(height: Double, lines: Int) {
    let stage = stage(pen(Size(700, height)), lines: 3)
    #expect(stage.band.count == lines)
    #expect(stage.room.height >= 0.55 * height)
    #expect(stage.room.maxY <= height)
  }

  @Test("takes the longest band that leaves the figure its size")
  func choice() {
    let style = pen(Size(700, 500)).style
    let line = pen(nil).label("line", size: 22)
    func lines(least: [Double]) -> Int {
      Stage.band(
        of: [[line, line], [line], []], style: style, least: least, size: \.height
      ).count
    }
    #expect(lines(least: [300]) == 2)
    #expect(lines(least: [370]) == 1)
    #expect(lines(least: [400]) == 0)
    #expect(lines(least: [9000, 370]) == 1)
    // Where nothing helps, little is gained without the band.
    #expect(lines(least: [9000]) == 2)
    #expect(
      Stage.band(of: [[line], []], style: pen(nil).style, least: [9000], size: \.height).count == 1)
  }

  @Test("leaves the end of a subtitle out where a panel is too narrow for it")
  func narrow() throws {
    let text = "3 × 3 input ⋆ 2 × 2 filter, stride 1  →  2 × 2 feature map   ·   and more of it"
    #expect(try subtitle("words   ·   more", Size(700, 400)).string == "words   ·   more")
    let scene = stage(pen(Size(420, 400)), subtitle: text).scene([], description: "")
    let shown = scene.groups("subtitle").flatMap(\.items).flatMap(\.strings).joined()
    #expect(shown == "3 × 3 input ⋆ 2 × 2 filter, stride 1  →  2 × 2 feature map")
    #expect(
      try subtitle("one, two, " + String(repeating: "x", count: 90), Size(200, 400)).string
        == "one, two")
  }

  @Test("counts in words where dots would take the subtitle's room")
  func dots() {
    func words(_ width: Double) -> [String] {
      stage(pen(Size(width, 400)), step: (2, 12)).scene([], description: "")
        .groups("progress").flatMap(\.items).flatMap(\.strings)
    }
    #expect(words(1168).isEmpty)
    #expect(words(520) == ["3 of 12"])
  }
}

extension Item {
  /// The texts in it.
  fileprivate var texts: [TextRun] {
    flattened.compactMap { if case .text(let run) = $0 { run } else { nil } }
  }
}
