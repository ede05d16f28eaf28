import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The full-convolution figure")
struct FullConvolutionFigureTests {
  @Test("is sound for every ugly input in every style", arguments: TrialSubject.ugly)
  func sound(trial: TrialSubject) throws {
    FullConvolutionFigure(subject: try trial.gradientSubject()).expectSound(trial.name)
  }

  @Test("is sound at a step", arguments: ["3 × 3", "same", "two channels, three maps", "1 × 9"])
  func soundSteps(name: String) throws {
    let trial = try #require(TrialSubject.ugly.first { $0.name == name })
    let step = try trial.pass.steps.count - 1
    FullConvolutionFigure(subject: try trial.gradientSubject(step: step)).expectSound(name)
  }

  @Test(
    "is sound as a part of slides and in other languages",
    arguments: ["3 × 3", "same", "1 × 9", "28 × 28", "two channels, three maps"])
  func elsewhere(name: String) throws {
    let trial = try #require(TrialSubject.ugly.first { $0.name == name })
    FullConvolutionFigure(subject: try trial.gradientSubject())
      .expectSound(in: TrialSubject.otherStyles, name)
  }

  private func scene(_ subject: GradientSubject, _ labels: Labels = .numbers) -> Scene {
    FullConvolutionFigure(subject: subject)
      .drawn(in: FigureStyle(labels: labels, metrics: metrics))
  }

  private let lesson: GradientSubject

  init() throws { lesson = try .lesson() }

  @Test("gives every cell of the gradient a position, and prints its number")
  func cells() throws {
    let numbers = scene(lesson).numbers.filter {
      $0.source.address.tensor == Tensors.inputGradient
    }
    let expected = lesson.backward.activationGradientConvolution.result.values
    let shown = Dictionary(
      numbers.map { ($0.source.address.index, $0.source.value ?? .nan) }
    ) { first, _ in first }
    #expect(shown.count == 9)
    for (index, value) in expected.enumerated() {
      #expect(abs((shown[[0, index / 3, index % 3]] ?? .nan) - value) < 1e-12)
    }
  }

  @Test("explains the first position with two products and zeros outside, which add up")
  func position() throws {
    let scene = scene(lesson)
    #expect(
      scene.printed(Tensors.product, of: "position 0,1").prefix(2) == ["0.063", "0.050"])
    #expect(
      scene.printed(Tensors.inputGradient, of: "total").contains("0.113")
        || scene.printed(Tensors.inputGradient, of: "result 0,1") == ["0.113"])
    let count = FullConvolutionFigure(subject: lesson).ledger.solved().count
    #expect(count.stated == 1 && count.closing == 1)
  }

  @Test("explains at a step the first cell that the neuron's overlay covers", arguments: 0..<4)
  func step(step: Int) throws {
    let texts = scene(try .lesson(step: step)).texts.map(\.string)
    #expect(texts.contains("position \(step / 2),\(step % 2)"))
  }

  @Test("turns the components by 180°: the last comes first")
  func rotated() throws {
    #expect(
      scene(lesson).printed(Tensors.delta, of: "rotated") == ["0.062", "−0.080", "0.126", "−0.124"])
  }

  @Test("finds every neuron whose overlay lies over a cell", arguments: TrialSubject.ugly)
  func covering(trial: TrialSubject) throws {
    let subject = try trial.gradientSubject()
    let values = GradientValues(subject.backward)
    let under = subject.forward.pass.sweep.underlay
    let gradient = subject.backward.activationGradient.result
    for cell in Set([Cell(0, 0), Cell(under.rows / 2, under.columns / 2)]) {
      let sum = values.covering(cell, channel: 0).reduce(0) {
        $0 + values.delta($1.neuron).value * $1.weight.value
      }
      let expected = gradient[0, cell.row, cell.column]
      #expect(abs(sum - expected) <= 1e-9 * max(1, abs(expected)))
    }
  }

  @Test("prints the true rule for a layer that rotates its filter")
  func operation() throws {
    let pass = try TrialSubject.rotating
    let subject = GradientSubject(
      forward: Subject(pass: pass),
      backward: try pass.backward(upstreamGradient: Tensor(repeating: 1, shape: pass.shape)))
    #expect(scene(subject).texts.contains { $0.string.hasPrefix("rotated") })
    FullConvolutionFigure(subject: subject).expectSound("rotated")
  }

  @Test("says that it equals the sum of the components", arguments: TrialSubject.ugly)
  func check(trial: TrialSubject) throws {
    let texts = scene(try trial.gradientSubject()).texts.map(\.string)
    #expect(texts.contains("✓ equal to the sum of components"))
  }
}
