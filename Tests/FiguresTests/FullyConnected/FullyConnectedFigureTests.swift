import Drawing
import Neural
import Testing
import Wording

@testable import Figures

@Suite("The fully-connected figure")
struct FullyConnectedFigureTests {
  @Test("is legible for every ugly layer in every style", arguments: FullyConnectedTrial.ugly)
  func legible(trial: FullyConnectedTrial) throws {
    for style in TrialSubject.styles {
      for step in Set([0, trial.neurons / 2, trial.neurons - 1]) {
        let subject = try trial.subject(step: step, withGradient: step > 0)
        let scene = FullyConnectedFigure(subject: subject).scene(style: style)
        let name = "step \(step), \(style.labels), \(style.page)"
        expectLegible(scene, name)
        expectClearLines(scene, name)
      }
    }
  }

  @Test("says all of its words in the reader's language")
  func translated() throws {
    for trial in FullyConnectedTrial.ugly where trial.scale == 1 {
      var subject = try trial.subject(step: trial.neurons / 2, withGradient: true)
      subject.inputName = "digit 7"
      expectTranslated(FullyConnectedFigure(subject: subject), given: ["digit"])
    }
  }

  @Test("is legible as a part of a slide and in other languages")
  func elsewhere() throws {
    let small = try FullyConnectedTrial.small(step: 1, withGradient: true)
    expectLegibleElsewhere(FullyConnectedFigure(subject: small))
    for style in TrialSubject.otherStyles {
      expectClearLines(FullyConnectedFigure(subject: small).drawn(in: style), "\(style.labels)")
    }
    for trial in FullyConnectedTrial.ugly where [[16, 4, 4], [1, 28, 28]].contains(trial.input) {
      let subject = try trial.subject(step: 1, withGradient: true)
      expectLegibleElsewhere(FullyConnectedFigure(subject: subject))
    }
  }

  private func scene(_ subject: FullyConnectedSubject, _ theme: Theme = .light) -> Scene {
    FullyConnectedFigure(subject: subject).scene(
      style: FigureStyle(theme: theme, metrics: metrics))
  }

  @Test("is legible in every theme", arguments: Theme.all)
  func themes(theme: Theme) throws {
    expectLegible(scene(try FullyConnectedTrial.small(), theme), theme.name)
  }

  @Test("draws a line for every weight, and those of the neuron in the weights' colours")
  func lines() throws {
    let scene = scene(try FullyConnectedTrial.small(step: 1))
    let wires = scene.groups("wire")
    #expect(wires.count == 8)
    let strong = wires.filter { $0.name.hasPrefix("1,") }.compactMap { wire -> Color? in
      if case .path(_, let paint) = wire.items[0] { paint.stroke?.color } else { nil }
    }
    #expect(strong == Array(Theme.light.weights[0..<4]))
    #expect(
      scene.groups("weight").map { $0.items.flatMap(\.strings) } == [["5"], ["6"], ["7"], ["8"]])
  }

  @Test(
    "writes out the dot product of the neuron",
    arguments: [(0, "=1·1+2·0+3·(−1)+4·2+10=16"), (1, "=5·1+6·0+7·(−1)+8·2+(−20)=−6")])
  func dotProduct(step: Int, expected: String) throws {
    let scene = scene(try FullyConnectedTrial.small(step: step))
    let band = scene.groups("band").flatMap(\.items).flatMap(\.strings).joined()
    #expect(band.hasSuffix(expected))
    #expect(scene.groups("neuron").map { $0.items.flatMap(\.strings) } == [["16"], ["−6"]])
  }

  @Test("says how many inputs and neurons are left out")
  func ellipses() throws {
    let trial = FullyConnectedTrial(input: [1, 28, 28], neurons: 30)
    let scene = scene(try trial.subject(step: 12))
    #expect(
      scene.groups("ellipsis").map(\.name) == ["inputs 777", "neurons 10", "neurons 16"])
    #expect(scene.texts.contains { $0.string.contains("23,550 parameters") })
  }

  @Test("parts thousands with a space where a comma would be a decimal point")
  func thousands() throws {
    let trial = FullyConnectedTrial(input: [1, 28, 28], neurons: 30)
    let figure = FullyConnectedFigure(subject: try trial.subject())
    let german = try #require(Language.named("de"))
    let scene = figure.drawn(
      in: FigureStyle(voice: Voice(language: german), metrics: metrics))
    #expect(scene.texts.contains { $0.string.contains("23\u{202F}550 Parameter") })
  }

  @Test("writes x for its activations, and counts from 1, where the reader does")
  func notation() throws {
    let voice = Voice(notation: NotationStyle(firstIndex: 1, activations: .x))
    let trial = FullyConnectedTrial(input: [1, 2, 2], neurons: 2, activation: .sigmoid)
    let scene = FullyConnectedFigure(subject: try trial.subject()).drawn(
      in: FigureStyle(labels: .symbols, voice: voice, metrics: metrics))
    #expect(scene.description.contains("Neuron 1 adds up"))
    #expect(scene.description.contains(" and x = "))
    let inputs = scene.groups("cell").filter { $0.name.hasPrefix("input") }
    #expect(inputs.first?.items.flatMap(\.strings) == ["𝑥", "1"])
  }

  @Test("adds the neuron's gradients where there is an upstream gradient")
  func gradients() throws {
    let scene = scene(try FullyConnectedTrial.small(step: 1, withGradient: true))
    let line = scene.groups("gradients").flatMap(\.items).flatMap(\.strings).joined()
    #expect(line.contains("=1·5=5") && line.hasSuffix("=1·5=5"))
    #expect(self.scene(try FullyConnectedTrial.small()).groups("gradients").isEmpty)
  }
}
