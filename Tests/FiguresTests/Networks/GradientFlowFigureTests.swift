import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The figure of the gradient’s flow")
struct GradientFlowFigureTests {
  private func subject(_ trial: NetworkTrial, examples: Bool = true) throws -> GradientFlowSubject {
    var exhibit = try trial.exhibit()
    if !examples { exhibit.examples = nil }
    return try #require(GradientFlowSubject(exhibit, focus: Focus()))
  }

  @Test("is sound", arguments: NetworkTrial.all)
  func sound(trial: NetworkTrial) throws {
    GradientFlowFigure(subject: try subject(trial)).expectSound(trial.name)
    GradientFlowFigure(subject: try subject(trial, examples: false)).expectSound(trial.name)
  }

  @Test(
    "is legible in slides and in other languages",
    arguments: [NetworkTrial.tiny, .residual, .wide, .dot])
  func elsewhere(trial: NetworkTrial) throws {
    let figure = GradientFlowFigure(subject: try subject(trial))
    expectLegibleElsewhere(figure)
    expectTranslated(figure, given: Set(trial.stages.map { $0.name.filter(\.isLetter) }))
  }

  @Test(
    "has δ of each layer as the backward pass has it, and its mean", arguments: NetworkTrial.all)
  func values(trial: NetworkTrial) throws {
    let run = try trial.run
    let subject = GradientFlow(try subject(trial, examples: false))
    #expect(subject.tried == 1)
    for layer in subject.layers {
      let stage = try run.stage(layer.stage)
      let delta = try #require(stage.backwardPass()?.results[.biasGradientComponents])
      #expect(layer.delta.values == delta.values)
      let mean = delta.values.reduce(0) { $0 + abs($1) } / Double(delta.count)
      #expect(abs(layer.mean.value - mean) <= 1e-12 * mean)
    }
  }

  @Test("averages over the examples, and calls dead what is off for all of them")
  func examples() throws {
    let exhibit = try NetworkTrial.tiny.exhibit()
    let subject = GradientFlow(try subject(.tiny))
    let examples = try #require(exhibit.examples)
    #expect(subject.tried == examples.count)
    var isOff = [Bool](repeating: true, count: 216)
    var total = 0.0
    for item in 0..<examples.count {
      let run = try exhibit.run.network.forward(examples.input(item))
        .backward(from: .crossEntropy, .class(examples.classes[item]))
      let z = run.stages[0].outputs[0].values
      isOff = zip(isOff, z).map { $0 && $1 <= 0 }
      total += run.stages[0].outputGradients[0].values.reduce(0) { $0 + abs($1) }
    }
    let first = subject.layers[0]
    #expect(first.gate?.closed == isOff.count { $0 })
    #expect(first.gate?.count == 216)
    #expect(abs(first.mean.value - total / Double(216 * examples.count)) < 1e-12)
    let alone = GradientFlow(try self.subject(.tiny, examples: false))
    #expect(try #require(alone.layers[0].gate).closed >= isOff.count { $0 })
  }

  @Test("says in its title only what the means say", arguments: NetworkTrial.all)
  func title(trial: NetworkTrial) throws {
    let subject = try subject(trial)
    let title = GradientFlowFigure(subject: subject).drawn(in: FigureStyle(metrics: metrics)).title
    let means = GradientFlow(subject).layers.map(\.mean.value)
    let (first, last) = (means[0], means[means.count - 1])
    #expect(title.hasSuffix("smaller") == (last >= 2 * first))
    #expect(title.hasSuffix("larger") == (first >= 2 * last))
  }

  @Test("prints each mean with its address")
  func printed() throws {
    let subject = try subject(.residual)
    let scene = GradientFlowFigure(subject: subject).drawn(in: FigureStyle(metrics: metrics))
    let printed = scene.texts.compactMap(\.source)
    for layer in GradientFlow(subject).layers {
      #expect(printed.contains { $0.address == layer.mean.address && $0.value == layer.mean.value })
    }
  }

  @Test("shows no network that did not go backward")
  func forward() throws {
    let run = try NetworkTrial.tiny.run
    let forward = try run.network.forward(run.items[0])
    #expect(GradientFlowSubject(Exhibit(forward), focus: Focus()) == nil)
  }
}
