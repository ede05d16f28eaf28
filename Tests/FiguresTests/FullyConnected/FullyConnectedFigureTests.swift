import Drawing
import Neural
import Testing
import Wording

@testable import Figures

@Suite("The fully-connected figure")
struct FullyConnectedFigureTests {
  @Test("is sound for every ugly layer in every style", arguments: FullyConnectedTrial.ugly)
  func sound(trial: FullyConnectedTrial) throws {
    for withGradient in [true, false] {
      let subject = try trial.subject(step: trial.neurons - 1, withGradient: withGradient)
      FullyConnectedFigure(subject: subject).expectSound("\(trial), \(withGradient)")
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

  @Test("is sound as a part of slides and in other languages", arguments: FullyConnectedTrial.ugly)
  func elsewhere(trial: FullyConnectedTrial) throws {
    let subject = try trial.subject(step: trial.neurons / 2, withGradient: true)
    FullyConnectedFigure(subject: subject)
      .expectSound(in: TrialSubject.otherStyles, "\(trial)")
  }

  private func scene(_ subject: FullyConnectedSubject, _ theme: Theme = .light) -> Scene {
    FullyConnectedFigure(subject: subject).scene(
      style: FigureStyle(theme: theme, metrics: metrics))
  }

  @Test("is sound in every theme", arguments: Theme.all)
  func themes(theme: Theme) throws {
    expectSound(scene(try FullyConnectedTrial.small(), theme), theme.name)
  }

  @Test("draws a line for every weight, and those of the neuron in the weights’ colours")
  func lines() throws {
    let scene = scene(try FullyConnectedTrial.small(step: 1))
    let wires = scene.groups("wire").filter { $0.name.hasPrefix("inputs") }
    #expect(wires.count == 8)
    let strong = wires.filter { $0.name.hasSuffix("neurons 1,0") }.compactMap { wire -> Color? in
      if case .path(_, let paint) = wire.items[0] { paint.stroke?.color } else { nil }
    }
    #expect(strong == Array(Theme.light.weights[0..<4]))
    let weights = scene.groups("cell").filter { $0.name.hasPrefix("weights 1,") }
    #expect(weights.map { $0.items.flatMap(\.strings) } == [["5"], ["6"], ["7"], ["8"]])
  }

  @Test("draws the bias and the activation function as nodes, between the sum and the neuron")
  func inside() throws {
    let trial = FullyConnectedTrial(input: [1, 2, 2], neurons: 2, activation: .sigmoid)
    let subject = try trial.subject(step: 1)
    let chain = scene(subject).groups("chain")
    #expect(chain.count == 1)
    let drawn = chain.flatMap(\.items).flatMap(\.flattened).compactMap { item -> Source? in
      if case .text(let run) = item { run.source } else { nil }
    }
    let step = subject.forward.steps[1]
    let expected = [
      Tensors.sum: step.dotProduct, Tensors.bias: step.bias, Tensors.z: step.z,
    ]
    #expect(Set(drawn.map(\.address.tensor)) == Set(expected.keys))
    for source in drawn {
      let value = expected[source.address.tensor] ?? .nan
      #expect(abs((source.value ?? .nan) - value) < 1e-12)
    }
  }

  @Test(
    "writes out the dot product of the neuron",
    arguments: [(0, "=1·1+2·0+3·(−1)+4·2+10=16"), (1, "=5·1+6·0+7·(−1)+8·2+(−20)=−6")])
  func dotProduct(step: Int, expected: String) throws {
    let scene = scene(try FullyConnectedTrial.small(step: step))
    let band = scene.groups("band").flatMap(\.items).flatMap(\.strings).joined()
    #expect(band.hasSuffix(expected))
    let neurons = scene.groups("neuron").filter { $0.name.hasPrefix("neurons") }
    #expect(neurons.map { $0.items.flatMap(\.strings) } == [["16"], ["−6"]])
  }

  @Test("says how many inputs and neurons are left out")
  func ellipses() throws {
    let trial = FullyConnectedTrial(input: [1, 28, 28], neurons: 30)
    let scene = scene(try trial.subject(step: 12))
    #expect(scene.texts.contains { $0.string.contains("778 more") })
    #expect(scene.omissions.contains(Omission(.things(shown: 6, of: 784), in: "inputs")))
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
    #expect(scene.description.contains("Neuron 1: the input times the weights: "))
    let inputs = scene.groups("neuron").filter { $0.name.hasPrefix("inputs") }
    #expect(inputs.first?.items.flatMap(\.strings) == ["𝑥", "𝐿−1", "1"])
  }

  @Test("shows δ, ∂C/∂w and ∂C/∂a where there is an upstream gradient")
  func gradients() throws {
    let scene = scene(try FullyConnectedTrial.small(step: 1, withGradient: true))
    func numbers(_ tensor: String) -> Set<String> {
      Set(scene.numbers.filter { $0.source.address.tensor == tensor }.map(\.run.string))
    }
    #expect(numbers(Tensors.delta) == ["3", "5"])
    #expect(numbers(Tensors.weightGradient) == ["3", "0", "−3", "6", "5", "−5", "10"])
    #expect(numbers(Tensors.inputGradient) == ["28", "36", "44", "52"])
    let band = scene.groups("band").flatMap(\.items).flatMap(\.strings).joined()
    #expect(band.hasSuffix("=1·5=5"))
    let forward = self.scene(try FullyConnectedTrial.small())
    #expect(!forward.numbers.contains { $0.source.address.tensor == Tensors.delta })
  }
}
