import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The figure of activation functions")
struct ActivationFunctionsFigureTests {
  /// Raw activations and the function that a layer applies to them.
  struct Trial: Sendable, CustomTestStringConvertible {
    let name: String
    let z: [Double]
    var shape: [Int]?
    var activation = Activation.relu
    var neuron: Int?

    var testDescription: String { name }

    var subject: ActivationSubject {
      get throws {
        ActivationSubject(
          activation: activation, z: try Tensor(shape: shape ?? [z.count], values: z),
          neuron: neuron)
      }
    }

    private static func many(_ count: Int, _ scale: Double = 1) -> [Double] {
      (0..<count).map { Double(($0 * 7919 + 13) % 199 - 99) / 30 * scale }
    }

    static let layer = Trial(name: "a layer", z: many(216), shape: [6, 6, 6])

    static let ugly: [Trial] = [
      layer, Trial(name: "one neuron", z: [0]), Trial(name: "one large", z: [123456.789]),
      Trial(name: "tiny", z: many(9, 1e-7), activation: .sigmoid),
      Trial(name: "beyond the range", z: many(40, 9), activation: .tanh, neuron: 3),
      Trial(name: "very many", z: many(1800), shape: [2, 30, 30], activation: .silu),
      Trial(name: "identity", z: many(30), activation: .identity),
      Trial(name: "steep", z: many(30), activation: .leakyReLU(slope: -3)),
      Trial(name: "jumps", z: many(30), activation: .thresholdedReLU(alpha: 1)),
      Trial(name: "edge", z: [-4, 4, 3.9], activation: .softplus, neuron: 1),
    ]
  }

  private func scene(_ trial: Trial, labels: Labels = .numbers, panel: Size? = nil) throws -> Scene
  {
    ActivationFunctionsFigure(subject: try trial.subject).drawn(
      in: FigureStyle(labels: labels, panel: panel, metrics: metrics))
  }

  @Test("is sound for every input in every style", arguments: Trial.ugly)
  func sound(trial: Trial) throws {
    ActivationFunctionsFigure(subject: try trial.subject).expectSound(trial.name)
  }

  @Test("is sound as a part of slides and in other languages", arguments: Trial.ugly.prefix(5))
  func elsewhere(trial: Trial) throws {
    ActivationFunctionsFigure(subject: try trial.subject)
      .expectSound(in: TrialSubject.otherStyles, trial.name)
  }

  @Test("is sound for every function", arguments: Activation.allCases)
  func functions(activation: Activation) throws {
    let trial = Trial(name: activation.name, z: Trial.layer.z, activation: activation)
    ActivationFunctionsFigure(subject: try trial.subject)
      .expectSound(in: [FigureStyle(metrics: metrics)], trial.name)
  }

  @Test("says all of its words in the reader’s language")
  func translated() throws {
    expectTranslated(ActivationFunctionsFigure(subject: try Trial.layer.subject))
  }

  @Test("puts the layer’s own function first, then the others, none twice")
  func order() throws {
    #expect(
      try Trial.layer.subject.functions(4)
        == [.relu, .sigmoid, .tanh, .leakyReLU(slope: 0.1)])
    let own = try Trial(name: "", z: [1], activation: .leakyReLU(slope: 0.3)).subject
    #expect(own.functions(4) == [.leakyReLU(slope: 0.3), .sigmoid, .tanh, .relu])
    let names = try scene(Trial.layer).groups("function").map(\.name)
    #expect(names == ["ReLU", "sigmoid", "tanh", "leaky ReLU"])
    #expect(try scene(Trial.layer, panel: Size(520, 420)).groups("function").count == 2)
  }

  @Test("prints σ and σ′ at the followed neuron, from the printed z")
  func numbers() throws {
    let scene = try scene(Trial(name: "", z: [-1, 1.5, 0.5], activation: .sigmoid))
    func printed(_ tensor: String) -> [String] {
      scene.numbers.filter { $0.source.address.tensor == tensor }.map(\.run.string)
    }
    #expect(Set(printed("z")) == ["1.5"])
    #expect(Set(printed("a")) == ["0.818"])
    #expect(Set(printed("activation_derivatives")) == ["0.149"])
    #expect(Set(printed("tanh a")) == ["0.905"])
  }

  @Test("counts the values whose slope is small")
  func flat() throws {
    let z = [-2, -1, 0, 1, 4.0]
    let subject = ActivationSubject(
      activation: .relu, z: try Tensor(shape: [5], values: z))
    let values = ActivationValues(subject: subject, functions: subject.functions(4))
    #expect(values.flat(.relu) == (3, true))
    #expect(values.flat(.sigmoid) == (1, false))
    #expect(values.flat(.leakyReLU(slope: 0.1)).count == 0)
    let scene = try scene(Trial(name: "", z: z))
    #expect(scene.texts.contains { $0.string.contains("of 5 (60 %): slope 0") })
  }

  @Test("says how many values lie outside of the range")
  func outside() throws {
    let scene = try scene(Trial(name: "", z: [1, 2, 9, -100]))
    #expect(scene.texts.contains { $0.string.contains("2 of 4 z lie outside of ±8") })
  }

  @Test("draws a stroke for each value, and the density of very many")
  func rug() throws {
    func items(_ trial: Trial) throws -> [Item] {
      try #require(try scene(trial).groups("rug").first).items
    }
    #expect(try items(Trial.layer).count == 1)
    #expect(try items(Trial.ugly[5]).count > 40)
  }

  @Test("finds the z of convolutions, fully connected layers and activations by themselves")
  func subjects() throws {
    let input = try Tensor(shape: [1, 2, 2], values: [1, -2, 3, -4])
    let relu = try Network(layer: ActivationLayer(.relu), inputShape: [1, 2, 2]).forward(input)
    let alone = try #require(ActivationSubject(Exhibit(relu), focus: Focus()))
    #expect(alone.z == input && alone.activation == .relu)
    let layer = try Convolution(
      weights: Tensor(shape: [1, 1, 1, 1], values: [2]), activation: .tanh)
    let run = try Network(layer: layer, inputShape: [1, 2, 2]).forward(input)
    let convolution = try #require(ActivationSubject(Exhibit(run), focus: Focus()))
    #expect(convolution.z.values == [2, -4, 6, -8] && convolution.activation == .tanh)
    let softmax = try Network(layer: Softmax(), inputShape: [3])
      .forward(Tensor(shape: [3], values: [1, 2, 3]))
    #expect(ActivationSubject(Exhibit(softmax), focus: Focus()) == nil)
  }
}
