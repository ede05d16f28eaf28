import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The figure of channels")
struct ChannelsFigureTests {
  private static let pointwise = TrialSubject(
    name: "1 × 1 over eight channels", input: [8, 4, 4], filter: [4, 8, 1, 1], activation: .relu)
  private static let trials =
    [
      pointwise,
      TrialSubject(name: "1 × 1 over forty channels", input: [40, 5, 5], filter: [2, 40, 1, 1]),
      TrialSubject(name: "1 × 1 over 28 × 28", input: [3, 28, 28], filter: [2, 3, 1, 1]),
    ] + TrialSubject.ugly

  private func figure(_ trial: TrialSubject, step: Int = 0) throws -> ChannelsFigure {
    ChannelsFigure(subject: Subject(pass: try trial.pass, step: step))
  }

  @Test("is sound for every ugly input in every style", arguments: trials)
  func sound(trial: TrialSubject) throws { try figure(trial).expectSound(trial.name) }

  @Test("is sound as a part of slides and in other languages", arguments: trials)
  func elsewhere(trial: TrialSubject) throws {
    try figure(trial).expectSound(in: TrialSubject.otherStyles, trial.name)
  }

  @Test("is sound in every theme", arguments: Theme.all)
  func themes(theme: Theme) throws {
    try figure(Self.pointwise).expectSound(
      in: [FigureStyle(theme: theme, metrics: metrics)], theme.name)
  }

  @Test("says all of its words in the reader’s language", arguments: trials.prefix(2))
  func translated(trial: TrialSubject) throws { expectTranslated(try figure(trial)) }

  @Test("has a bar for each channel, of the sum of its products")
  func bars() throws {
    let pass = try Self.pointwise.pass
    let scene = try figure(Self.pointwise, step: 21).drawn(in: FigureStyle(metrics: metrics))
    let bars = scene.groups("bar")
    #expect(bars.map(\.name) == (0..<8).map { "subtotal \($0)" })
    let products = pass.steps[21].terms.map(\.product)
    for (channel, product) in products.enumerated() {
      let printed = scene.numbers.first {
        $0.source.address.tensor == Tensors.subtotal && $0.source.address.index == [21, channel]
      }
      #expect(abs((printed?.source.value ?? .nan) - product) < 1e-12)
    }
  }

  @Test("shows of many channels the first and the last, and the sum of the others")
  func many() throws {
    let trial = Self.trials[1]
    let scene = try figure(trial).drawn(in: FigureStyle(metrics: metrics))
    let bars = scene.groups("bar")
    #expect(bars.count == 8 && bars.contains { $0.name == "rest" })
    let terms = try trial.pass.steps[0].terms.map(\.product)
    let rest = terms[6..<39].reduce(0, +)
    let printed = scene.numbers.first { $0.source.address.tensor == Tensors.rest }
    #expect(abs((printed?.source.value ?? .nan) - rest) < 1e-12)
    #expect(scene.omissions.contains { $0.kind == .things(shown: 7, of: 40) })
  }

  @Test("finds the 1 × 1 convolution of a network, and its largest activation")
  func found() throws {
    let run = try ResidualFigureTests.projected.run
    let subject = try #require(ChannelsFigure.subject(Exhibit(run), Focus()))
    #expect(subject.pass.layer.kernel == Extent(1))
    #expect(subject.activations[subject.step] == subject.activations.max())
    #expect(ChannelsFigure.subject(Exhibit(run), Focus(step: 3))?.step == 3)
    var chosen = Exhibit(run, stageIndex: 3)
    chosen.isStageChosen = true
    #expect(ChannelsFigure.subject(chosen, Focus()) == nil)
  }
}
