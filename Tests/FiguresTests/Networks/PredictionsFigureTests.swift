import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The figure of predictions")
struct PredictionsFigureTests {
  private func subject(_ trial: NetworkTrial, examples: Int = 12, heldOut: Bool = true) throws
    -> Predictions
  {
    var exhibit = try trial.exhibit(examples: examples)
    if heldOut { (exhibit.heldOut, exhibit.examples) = (exhibit.examples, nil) }
    return try #require(Predictions(exhibit, focus: Focus())).answered()
  }

  @Test("is sound", arguments: NetworkTrial.all)
  func sound(trial: NetworkTrial) throws {
    PredictionsFigure(subject: try subject(trial)).expectSound(trial.name)
    PredictionsFigure(subject: try subject(trial, examples: 1, heldOut: false))
      .expectSound(trial.name + ", one")
  }

  @Test(
    "is legible in slides and in other languages",
    arguments: [NetworkTrial.tiny, .residual, .wide, .dot])
  func elsewhere(trial: NetworkTrial) throws {
    let figure = PredictionsFigure(subject: try subject(trial))
    expectLegibleElsewhere(figure)
    expectTranslated(figure)
  }

  @Test("answers as the network does, and counts every answer", arguments: NetworkTrial.all)
  func answers(trial: NetworkTrial) throws {
    let (subject, network) = (try subject(trial), try trial.network)
    let examples = subject.examples
    for answer in subject.answers {
      let output = try network.forward(examples.input(answer.index)).outputs[0].values
      #expect(answer.said == output.firstIndex(of: output.max()!))
      #expect(answer.truth == examples.classes[answer.index])
      #expect(answer.chances == Softmax.probabilities(output))
    }
    #expect(subject.counts.reduce(0, +) == examples.count)
    let diagonal = (0..<subject.classes).reduce(0) { $0 + subject.count($1, said: $1) }
    #expect(diagonal == subject.answers.count { $0.isRight })
  }

  @Test("shows the first right and the first wrong ones, in their order")
  func shown() throws {
    let subject = try subject(.tiny)
    let shown = subject.shown(8)
    #expect(shown.map(\.index) == shown.map(\.index).sorted())
    #expect(shown.count == 8)
    let right = subject.answers.filter { $0.isRight }.map(\.index)
    let shownRight = shown.filter { $0.isRight }.map(\.index)
    #expect(shownRight == Array(right.prefix(shownRight.count)))
    let wrong = subject.wrong.map(\.index)
    let shownWrong = shown.filter { !$0.isRight }.map(\.index)
    #expect(shownWrong == Array(wrong.prefix(shownWrong.count)))
  }

  @Test("prints the probability of what is said, with its address")
  func printed() throws {
    let subject = try subject(.tiny)
    let scene = PredictionsFigure(subject: subject).drawn(in: FigureStyle(metrics: metrics))
    let printed = scene.texts.compactMap(\.source)
    for answer in subject.shown(8) {
      let datum = subject.chance(answer, answer.said)
      #expect(printed.contains { $0.address == datum.address && $0.value == datum.value })
    }
  }

  @Test("shows nothing without examples, or of what gives no classes")
  func refused() throws {
    var exhibit = try NetworkTrial.tiny.exhibit()
    exhibit.examples = nil
    #expect(Predictions(exhibit, focus: Focus()) == nil)
    exhibit = try NetworkTrial.tiny.exhibit()
    exhibit.cost = .quadratic
    let forward = try exhibit.run.network.forward(exhibit.run.items[0])
    var other = Exhibit(forward, examples: exhibit.examples)
    other.cost = .quadratic
    #expect(Predictions(other, focus: Focus()) == nil)
  }
}
