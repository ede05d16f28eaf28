import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The adversarial figure")
struct AdversarialFigureTests {
  @Test("is sound", arguments: NetworkTrial.all)
  func sound(trial: NetworkTrial) throws {
    AdversarialFigure(subject: try InsightTrial.insight(trial)).expectSound(trial.name)
  }

  @Test(
    "is legible in slides and in other languages",
    arguments: [NetworkTrial.tiny, .residual, .wide, .dot])
  func elsewhere(trial: NetworkTrial) throws {
    let figure = AdversarialFigure(subject: try InsightTrial.insight(trial))
    expectLegibleElsewhere(figure)
    expectTranslated(figure, given: ["sign"])
  }

  @Test("moves every pixel by ε along the sign of its slope", arguments: NetworkTrial.all)
  func step(trial: NetworkTrial) throws {
    let insight = try InsightTrial.insight(trial)
    let step = try #require(AdversarialStep(insight))
    let gradient = try #require(try trial.run.inputGradients)[0].values
    let values = insight.input.values
    for index in values.indices {
      let sign = gradient[index] > 0 ? 1.0 : gradient[index] < 0 ? -1 : 0
      #expect(step.signs[index] == sign)
      #expect(step.moved[index] == values[index] + step.size * sign)
    }
    let moved = try Tensor(shape: insight.input.shape, values: step.moved)
    let output = try insight.run.network.forward(moved).outputs[0]
    #expect(step.chances == Softmax.probabilities(output.values))
    #expect(step.costs.after == (try Cost.crossEntropy.value(of: output, target: .class(1))))
  }

  @Test("takes the smallest step that changes the answer, and claims no other")
  func smallest() throws {
    for trial in NetworkTrial.all {
      let insight = try InsightTrial.insight(trial)
      let step = try #require(AdversarialStep(insight))
      let values = insight.input.values
      let range = values.max()! - values.min()!
      for share in AdversarialStep.shares where share * range < step.size {
        let moved = zip(values, step.signs).map { $0 + share * range * $1 }
        #expect(Insight.largest(try #require(insight.chances(of: moved))) == insight.said)
      }
      let title = AdversarialFigure(subject: insight).drawn(in: FigureStyle(metrics: metrics)).title
      #expect(title.hasPrefix("No step") == !step.isChanged, "\(trial.name): \(title)")
    }
  }

  @Test("prints an equation that closes", arguments: NetworkTrial.all)
  func closes(trial: NetworkTrial) throws {
    let count = AdversarialFigure(subject: try InsightTrial.insight(trial)).ledger.solved().count
    #expect(count.stated == 1 && count.closing == 1)
  }
}
