import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The full convolution figure")
struct FullConvolutionFigureTests {
  @Test("is legible for every ugly input in every style", arguments: TrialSubject.ugly)
  func legible(trial: TrialSubject) throws {
    for style in TrialSubject.styles {
      let scene = FullConvolutionFigure(subject: try trial.gradientSubject()).scene(style: style)
      expectLegible(scene, "\(style.labels), \(style.page)")
    }
  }

  @Test("is legible at a step of every ugly input in every style", arguments: TrialSubject.ugly)
  func legibleSteps(trial: TrialSubject) throws {
    for style in TrialSubject.styles {
      for step in try trial.someSteps {
        let figure = FullConvolutionFigure(subject: try trial.gradientSubject(step: step))
        expectLegible(figure.scene(style: style), "step \(step), \(style.labels), \(style.page)")
      }
    }
  }
}
