import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The bias-gradient figure")
struct BiasGradientFigureTests {
  @Test("is sound for every ugly input in every style", arguments: TrialSubject.ugly)
  func sound(trial: TrialSubject) throws {
    let subject = try trial.gradientSubject
    BiasGradientFigure(subject: subject).expectSound(trial.name)
    var last = subject
    last.step = subject.forward.pass.steps.count - 1
    BiasGradientFigure(subject: last).expectSound("\(trial.name), last step")
  }

  @Test("is sound as a part of slides and in other languages", arguments: TrialSubject.ugly)
  func elsewhere(trial: TrialSubject) throws {
    BiasGradientFigure(subject: try trial.gradientSubject)
      .expectSound(in: TrialSubject.otherStyles, trial.name)
  }

  private let article: GradientSubject

  init() throws {
    let pass = try TrialSubject.article
    article = GradientSubject(
      forward: Subject(pass: pass),
      backward: try pass.backward(
        upstreamGradient: Tensor(shape: [1, 2, 2], values: [0.5, -1, 2, 0.25])))
  }

  private func numbers(_ scene: Scene, _ tensor: String) -> [String] {
    scene.numbers.filter { $0.source.address.tensor == tensor }.map(\.run.string)
  }

  @Test("shows a component for each neuron and their sum, both ways")
  func components() throws {
    let scene = BiasGradientFigure(subject: article).scene(style: FigureStyle(metrics: metrics))
    #expect(numbers(scene, Tensors.delta) == ["0.5", "−1", "2", "0.25"])
    #expect(Set(numbers(scene, Tensors.biasGradient)) == ["1.75"])
    let verdict = try #require(scene.groups("verdict").first)
    #expect(verdict.items.flatMap(\.strings) == ["✓ equal to the sum above"])
    #expect(scene.description.contains("Their sum is 1.75"))
  }

  @Test("a step shows one component and the total of those before it", arguments: 0..<4)
  func step(index: Int) throws {
    var subject = article
    subject.step = index
    let scene = BiasGradientFigure(subject: subject).scene(style: FigureStyle(metrics: metrics))
    let tensor = index == 3 ? Tensors.biasGradient : Tensors.partialSum
    #expect(Set(numbers(scene, tensor)) == [["0.5", "−0.5", "1.5", "1.75"][index]])
    #expect(numbers(scene, Tensors.delta).count == index + 1)
    #expect(scene.groups("verdict").isEmpty)
  }

  @Test("of several maps it shows that of the step")
  func maps() throws {
    let trial = try #require(TrialSubject.ugly.first { $0.name == "two channels, three maps" })
    var subject = try trial.gradientSubject
    subject.forward.step = 2 * subject.forward.pass.sweep.count
    let scene = BiasGradientFigure(subject: subject).scene(style: FigureStyle(metrics: metrics))
    let gradient = subject.backward.biasGradient.result.gradient.values[2]
    #expect(scene.description.contains("of feature map 2"))
    let total = try #require(
      scene.numbers.first { $0.source.address.tensor == Tensors.biasGradient })
    #expect(total.source.address.index == [2])
    #expect(abs((total.source.value ?? 0) - gradient) < 1e-12)
  }
}
