import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The figure of saliency")
struct SaliencyFigureTests {
  @Test("is sound", arguments: NetworkTrial.all)
  func sound(trial: NetworkTrial) throws {
    SaliencyFigure(subject: try InsightTrial.insight(trial)).expectSound(trial.name)
  }

  @Test(
    "is legible in slides and in other languages",
    arguments: [NetworkTrial.tiny, .residual, .wide, .dot])
  func elsewhere(trial: NetworkTrial) throws {
    let figure = SaliencyFigure(subject: try InsightTrial.insight(trial))
    expectLegibleElsewhere(figure)
    expectTranslated(figure)
  }

  @Test("prints the steepest slope, what it promises, and what the score does")
  func numbers() throws {
    let insight = try InsightTrial.insight(.tiny)
    let scene = SaliencyFigure(subject: insight).drawn(in: FigureStyle(metrics: metrics))
    let slopes = try #require(insight.slopes?.inputGradients?[0])
    let steepest = try #require(slopes.values.max { abs($0) < abs($1) })
    let printed = scene.texts.compactMap(\.source)
    func value(_ tensor: String) -> Double? {
      printed.first { $0.address.tensor == tensor }?.value
    }
    #expect(value("saliency") == steepest)
    let promise = try #require(value("promise"))
    #expect(abs(promise - steepest * SaliencyFigure.step) < 1e-12)
    let place = try #require(slopes.values.firstIndex(of: steepest))
    var raised = insight.input.values
    raised[place] += SaliencyFigure.step
    let score = try #require(insight.score(of: raised))
    let change = try #require(value("change"))
    #expect(abs(change - (score - insight.score.value)) < 1e-12)
  }
}
