import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The figure that the documentation builds")
struct ExampleFigureTests {
  @Test("is sound", arguments: TrialSubject.ugly.prefix(8))
  func sound(trial: TrialSubject) throws {
    DeltaFigure(subject: try trial.gradientSubject).expectSound(trial.name)
  }
}
