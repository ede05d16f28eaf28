import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The step figure")
struct StepFigureTests {
  @Test("is legible for every ugly input in every style", arguments: TrialSubject.ugly)
  func legible(trial: TrialSubject) throws {
    let pass = try trial.pass
    for style in TrialSubject.styles {
      for step in Set([0, pass.steps.count / 2, pass.steps.count - 1]) {
        let scene = StepFigure(subject: Subject(pass: pass, step: step)).scene(style: style)
        expectLegible(scene, "step \(step), \(style.labels), \(style.page)")
      }
    }
  }
}
