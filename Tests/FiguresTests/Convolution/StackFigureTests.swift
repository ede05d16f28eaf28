import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The stack figure")
struct StackFigureTests {
  @Test("is legible for every ugly input in every style", arguments: TrialSubject.ugly)
  func legible(trial: TrialSubject) throws {
    let pass = try trial.pass
    for style in TrialSubject.styles {
      for step in Set([0, pass.steps.count - 1]) {
        let scene = StackFigure(subject: Subject(pass: pass, step: step)).scene(style: style)
        expectLegible(scene, "step \(step), \(style.labels), \(style.page)")
      }
    }
  }

  @Test("shows the article's appendix B: separate results, their sum, and the same at once")
  func article() throws {
    let scene = StackFigure(subject: Subject(pass: try TrialSubject.stacked)).scene(
      style: FigureStyle(metrics: metrics))
    func says(_ tag: String) -> [String] {
      scene.groups("matrix").first { $0.name == tag }?.items.flatMap(\.strings) ?? []
    }
    #expect(says("result 0") == ["37", "47", "67", "77"])
    #expect(says("result 1") == ["175", "149", "97", "71"])
    #expect(says("sum") == ["212", "196", "164", "148"])
    #expect(says("whole") == says("sum"))
    #expect(
      scene.groups("verdict").flatMap { $0.items.flatMap(\.strings) } == ["✓ equal to the sum"])
  }

  @Test("says how many channels it leaves out")
  func many() throws {
    let trial = try #require(TrialSubject.ugly.first { $0.name == "forty channels" })
    let scene = StackFigure(subject: Subject(pass: try trial.pass)).scene(
      style: FigureStyle(metrics: metrics))
    let words = scene.groups("more").flatMap { $0.items.flatMap(\.strings) }
    #expect(words == ["+ 37 more channels"])
  }
}

extension TrialSubject {
  /// Appendix B of the article: two channels under two filters.
  static var stacked: Convolution.ForwardPass {
    get throws {
      try Convolution(
        weights: Tensor(shape: [1, 2, 2, 2], values: [1, 2, 3, 4, 5, 6, 7, 8])
      ).forward(
        Tensor(
          shape: [2, 3, 3],
          values: [1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 8, 7, 6, 5, 4, 3, 2, 1]))
    }
  }
}
