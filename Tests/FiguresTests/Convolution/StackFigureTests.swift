import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The stack figure")
struct StackFigureTests {
  @Test("is sound for every ugly input in every style", arguments: TrialSubject.ugly)
  func sound(trial: TrialSubject) throws {
    let pass = try trial.pass
    StackFigure(subject: Subject(pass: pass, step: pass.steps.count - 1)).expectSound(trial.name)
  }

  @Test("is sound as a part of slides and in other languages", arguments: TrialSubject.ugly)
  func elsewhere(trial: TrialSubject) throws {
    StackFigure(subject: Subject(pass: try trial.pass))
      .expectSound(in: TrialSubject.otherStyles, trial.name)
  }

  @Test("shows the article's appendix B: separate results, their sum, and the same at once")
  func article() throws {
    let scene = StackFigure(subject: Subject(pass: try TrialSubject.stacked)).scene(
      style: FigureStyle(metrics: metrics))
    func says(_ name: String) -> [String] {
      scene.groups("matrix").first { $0.name == name }?.items.flatMap(\.strings) ?? []
    }
    #expect(says("result 0") == ["37", "47", "67", "77"])
    #expect(says("result 1") == ["175", "149", "97", "71"])
    #expect(says("sum") == ["212", "196", "164", "148"])
    #expect(says("whole") == says("sum"))
    #expect(scene.groups("verdict").count == 1 && scene.disagreement == nil)
  }

  @Test("says how many channels it leaves out, and what they add up to")
  func many() throws {
    let trial = try #require(TrialSubject.ugly.first { $0.name == "forty channels" })
    let scene = StackFigure(subject: Subject(pass: try trial.pass)).scene(
      style: FigureStyle(metrics: metrics))
    #expect(scene.texts.contains { $0.string.contains("37 more") })
    #expect(scene.numbers.contains { $0.source.address.tensor == Tensors.rest })
  }

  @Test("adds nothing where there is only one channel")
  func single() throws {
    let scene = StackFigure(subject: Subject(pass: try TrialSubject.article)).scene(
      style: FigureStyle(metrics: metrics))
    #expect(scene.title == "One channel: one 2-D correlation")
    #expect(scene.groups("verdict").isEmpty)
    #expect(!scene.groups("matrix").contains { $0.name == "sum" })
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
