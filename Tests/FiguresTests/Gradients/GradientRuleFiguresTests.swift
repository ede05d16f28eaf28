import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The figures of the gradients' rules")
struct GradientRuleFiguresTests {
  static let ways: [GradientRule.Way] = [.bias, .weight, .activation]

  private func figure(_ way: GradientRule.Way, _ subject: GradientSubject) -> any ComposedFigure {
    switch way {
    case .bias: BiasGradientRuleFigure(subject: subject)
    case .weight: WeightGradientRuleFigure(subject: subject)
    case .activation: ActivationGradientRuleFigure(subject: subject)
    }
  }

  private func scene(
    _ way: GradientRule.Way, _ subject: GradientSubject, _ labels: Labels = .numbers
  ) -> Scene {
    figure(way, subject).drawn(in: FigureStyle(labels: labels, metrics: metrics))
  }

  @Test("are sound for every ugly input in every style", arguments: TrialSubject.ugly, ways)
  func sound(trial: TrialSubject, way: GradientRule.Way) throws {
    figure(way, try trial.gradientSubject()).expectSound("\(way), \(trial.name)")
  }

  @Test("are sound at the last step", arguments: TrialSubject.ugly, ways)
  func soundSteps(trial: TrialSubject, way: GradientRule.Way) throws {
    let subject = try trial.gradientSubject(step: trial.pass.steps.count - 1)
    figure(way, subject).expectSound("\(way), \(trial.name), last step")
  }

  @Test(
    "are sound as a part of slides and in other languages",
    arguments: ["3 × 3", "1 × 9", "two channels, three maps", "long numbers"], ways)
  func elsewhere(name: String, way: GradientRule.Way) throws {
    let trial = try #require(TrialSubject.ugly.first { $0.name == name })
    figure(way, try trial.gradientSubject())
      .expectSound(in: TrialSubject.otherStyles, "\(way), \(name)")
  }

  @Test(
    "print the lesson's component in the box, of one neuron",
    arguments: zip(ways, ["−0.080", "−0.056", "0.032"]))
  func component(way: GradientRule.Way, expected: String) throws {
    let scene = scene(way, try .lesson(step: 2))
    let box = try #require(scene.groups("rule").first)
    #expect(box.items.flatMap(\.strings).contains(expected))
  }

  @Test("close for the lesson: every printed total follows from its terms", arguments: ways)
  func closing(way: GradientRule.Way) throws {
    for step in [nil, 0, 1, 2, 3] {
      let count = figure(way, try .lesson(step: step)).ledger.solved().count
      #expect(count.stated == count.closing)
    }
  }

  @Test("draw the whole neuron, with forward and backward numbers on the same wires")
  func neuron() throws {
    let scene = scene(.weight, try .lesson(step: 2))
    let strings = try #require(scene.groups("circuit").first).items.flatMap(\.strings)
    // z = 0.35 + 0.31 − 0.2, σ(z), and back ∂C/∂a, σ′(z), δ.
    for text in ["0.35", "0.31", "−0.2", "0.46", "0.613", "−0.337", "0.237", "−0.080"] {
      #expect(strings.contains(text), "\(text)")
    }
  }

  @Test("write a component and a total with two symbols", arguments: ways)
  func symbols(way: GradientRule.Way) throws {
    let scene = scene(way, try .lesson(step: 1), .both)
    var tensors: [String: Set<String>] = [:]
    for symbol in scene.symbols {
      tensors[symbol.text, default: []].insert(symbol.address.tensor)
    }
    #expect(tensors.values.allSatisfy { $0.count == 1 })
  }

  @Test("add the components of all neurons to the total", arguments: ways)
  func totals(way: GradientRule.Way) throws {
    for trial in TrialSubject.ugly where trial.scale == 1 {
      let rule = GradientRule(way, try trial.gradientSubject())
      guard let total = rule.total else { continue }
      let sum = rule.components.reduce(0) { $0 + $1.factor.value * $1.delta.value }
      #expect(abs(sum - total.value) < 1e-9, "\(trial.name)")
    }
  }

  @Test("say so where the overlay meets nothing but padding")
  func padding() throws {
    let pass = try Convolution(
      weights: Tensor(shape: [1, 1, 1, 1], values: [2]), stride: Extent(2),
      padding: .explicit(Padding(1))
    ).forward(Tensor(shape: [1, 1, 1], values: [3]))
    let subject = GradientSubject(
      forward: Subject(pass: pass),
      backward: try pass.backward(upstreamGradient: Tensor(repeating: 1, shape: pass.shape)))
    let scene = scene(.activation, subject)
    #expect(scene.texts.contains { $0.string.contains("wholly in the padding") })
    figure(.activation, subject).expectSound("all padding")
  }

  @Test("say so where a dead neuron hands nothing back")
  func dead() throws {
    let pass = try Convolution(
      weights: Tensor(shape: [1, 1, 1, 2], values: [1, -1]), activation: .relu
    ).forward(Tensor(shape: [1, 1, 3], values: [1, 2, 3]))
    let subject = GradientSubject(
      forward: Subject(pass: pass),
      backward: try pass.backward(upstreamGradient: Tensor(repeating: 1, shape: pass.shape)),
      step: 0)
    for way in Self.ways {
      #expect(scene(way, subject).texts.contains { $0.string.contains("nothing goes back") })
    }
  }
}
