import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The activation-gradient figure")
struct ActivationGradientFigureTests {
  @Test("is sound for every ugly input in every style", arguments: TrialSubject.ugly)
  func sound(trial: TrialSubject) throws {
    ActivationGradientFigure(subject: try trial.gradientSubject()).expectSound(trial.name)
  }

  @Test("is sound at steps of every ugly input", arguments: TrialSubject.ugly)
  func soundSteps(trial: TrialSubject) throws {
    let step = try trial.pass.steps.count - 1
    ActivationGradientFigure(subject: try trial.gradientSubject(step: step))
      .expectSound("\(trial.name), step \(step)")
  }

  @Test("is sound as a part of slides and in other languages", arguments: TrialSubject.ugly)
  func elsewhere(trial: TrialSubject) throws {
    ActivationGradientFigure(subject: try trial.gradientSubject())
      .expectSound(in: TrialSubject.otherStyles, trial.name)
  }

  private func scene(_ subject: GradientSubject, _ labels: Labels = .numbers) -> Scene {
    ActivationGradientFigure(subject: subject)
      .drawn(in: FigureStyle(labels: labels, metrics: metrics))
  }

  @Test("has products where the overlay lay, and the lesson's add up at three decimals")
  func numbers() throws {
    let scene = scene(try .lesson())
    #expect(
      scene.printed(Tensors.component, of: "component 1") == ["0.063", "−0.050", "−0.038", "0.101"])
    #expect(
      scene.printed(Tensors.inputGradient, of: "total").prefix(9)
        == [
          "−0.062", "0.113", "−0.050", "−0.003", "−0.074", "0.076", "0.024", "−0.083", "0.050",
        ])
    let count = ActivationGradientFigure(subject: try .lesson()).ledger.solved().count
    #expect(count.stated == count.closing)
  }

  @Test("adds the contributions of all maps of a group")
  func maps() throws {
    let trial = try #require(TrialSubject.ugly.first { $0.name == "two channels, three maps" })
    let subject = try trial.gradientSubject()
    let scene = scene(subject)
    let total = try #require(
      scene.numbers.first { $0.source.address.tensor == Tensors.inputGradient }?.source)
    let expected = subject.backward.activationGradient.result.values[0]
    #expect(abs((total.value ?? .nan) - expected) < 1e-12)
    #expect(scene.description.contains("The sum of these 27 tensors"))
  }

  @Test("shows only the channels of the step's group")
  func groups() throws {
    let trial = try #require(TrialSubject.ugly.first { $0.name == "groups" })
    var subject = try trial.gradientSubject()
    subject.forward.step = 5
    let scene = scene(subject)
    let names = scene.groups("matrix").map(\.name)
    #expect(names.contains { $0 == "component 4" } && !names.contains { $0 == "component 0" })
    #expect(scene.description.contains("group 2 of 2"))
  }

  @Test("adds what a repeating padding hands back to the cells that it repeats")
  func repeating() throws {
    let pass = try Convolution(
      weights: Tensor(shape: [1, 1, 3, 3], values: (1...9).map(Double.init)),
      padding: .same, paddingMode: .reflect
    ).forward(Tensor(shape: [1, 3, 3], values: (1...9).map(Double.init)))
    let subject = GradientSubject(
      forward: Subject(pass: pass),
      backward: try pass.backward(upstreamGradient: Tensor(repeating: 1, shape: pass.shape)),
      step: 0)
    let figure = ActivationGradientFigure(subject: subject)
    let values = ContributionValues(
      .activations, GradientValues(subject.backward), map: 0)
    let elements = values.elements(of: 0, channel: 0)
    // The corner's overlay lies over cell (1, 1) four times: weights 1, 3, 7 and 9.
    #expect(elements[Cell(1, 1)]?.product.value == 20)
    #expect(elements.values.map(\.product.value).reduce(0, +) == 45)
    figure.expectSound("reflect")
  }

  @Test("says that both ways agree", arguments: TrialSubject.ugly)
  func check(trial: TrialSubject) throws {
    let texts = scene(try trial.gradientSubject()).texts.map(\.string)
    #expect(texts.contains("✓ equal to the sum above"))
  }

  @Test("prints the true rule for a layer that rotates its filter")
  func rotated() throws {
    let pass = try TrialSubject.rotating
    let subject = GradientSubject(
      forward: Subject(pass: pass),
      backward: try pass.backward(upstreamGradient: Tensor(repeating: 1, shape: pass.shape)))
    #expect(scene(subject).texts.contains { $0.string.hasPrefix("rotated") })
    ActivationGradientFigure(subject: subject).expectSound("rotated")
  }
}
