import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The figure of class activation")
struct ClassActivationFigureTests {
  private func subject(_ trial: NetworkTrial) throws -> ClassActivation {
    try #require(ClassActivation(try trial.exhibit(), focus: Focus()))
  }

  private static let trials = [
    NetworkTrial.tiny, .second, .residual, .wide, .large, .dilated,
  ]

  @Test("is sound", arguments: trials)
  func sound(trial: NetworkTrial) throws {
    ClassActivationFigure(subject: try subject(trial)).expectSound(trial.name)
  }

  @Test(
    "is legible in slides and in other languages", arguments: [NetworkTrial.tiny, .residual, .wide])
  func elsewhere(trial: NetworkTrial) throws {
    let figure = ClassActivationFigure(subject: try subject(trial))
    expectLegibleElsewhere(figure)
    expectTranslated(
      figure, given: Set(trial.stages.map { $0.name.filter(\.isLetter) } + ["Grad", "CAM"]))
  }

  @Test("weighs each map by the mean of its slopes, which differences have", arguments: trials)
  func weights(trial: NetworkTrial) throws {
    let subject = try subject(trial)
    let count = subject.extent.count
    for map in 0..<subject.count {
      let mean = subject.values(subject.slopes, map).reduce(0, +) / Double(count)
      #expect(abs(subject.weights[map] - mean) < 1e-12)
    }
    for place in 0..<count {
      let sum = (0..<subject.count).reduce(0.0) {
        $0 + subject.weights[$1] * subject.maps.values[$1 * count + place]
      }
      #expect(abs(subject.sum[place] - sum) < 1e-12)
    }
    let cell = subject.neuron
    #expect(subject.total(cell).value == subject.sum.max())
  }

  @Test("prints terms that add up to the sum", arguments: trials)
  func closes(trial: NetworkTrial) throws {
    let count = ClassActivationFigure(subject: try subject(trial)).ledger.solved().count
    #expect(count.stated == 1 && count.closing == 1)
  }

  @Test("lays what is above 0 over the middle of what its neuron sees")
  func over() throws {
    let subject = try subject(.tiny)
    // relu2 of 2 × 2 neurons that see 6 × 6 of 8 × 8 pixels, 2 apart: middles at 2.5 and 4.5.
    let heat = subject.overInput
    #expect(heat[0] == 0)
    let first = max(0, subject.sum[0])
    #expect(heat[2 * 8 + 2] == first || heat[3 * 8 + 3] == first)
    #expect(heat.max() == max(0, try #require(subject.sum.max())))
  }

  @Test("takes the stage that is asked for, and no stage without maps")
  func stages() throws {
    let subject = try subject(.second)
    #expect(subject.insight.run.stages[subject.stage].stage.name == "conv2")
    #expect(ClassActivation(try NetworkTrial.dot.exhibit(), focus: Focus()) == nil)
  }
}
