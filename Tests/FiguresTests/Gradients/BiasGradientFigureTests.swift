import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The bias-gradient figure")
struct BiasGradientFigureTests {
  @Test("is legible for every ugly input in every style", arguments: TrialSubject.ugly)
  func legible(trial: TrialSubject) throws {
    let subject = try trial.gradientSubject
    for style in TrialSubject.styles {
      for step in [nil, 0, subject.forward.pass.steps.count - 1] {
        var subject = subject
        subject.step = step
        let scene = BiasGradientFigure(subject: subject).scene(style: style)
        expectLegible(scene, "step \(step ?? -1), \(style.labels), \(style.page)")
      }
    }
  }

  private let article: GradientSubject

  init() throws {
    let pass = try TrialSubject.article
    article = GradientSubject(
      forward: Subject(pass: pass),
      backward: try pass.backward(
        upstreamGradient: Tensor(shape: [1, 2, 2], values: [0.5, -1, 2, 0.25])))
  }

  @Test("shows a component for each neuron and their sum, both ways")
  func components() throws {
    let scene = BiasGradientFigure(subject: article).scene(style: FigureStyle(metrics: metrics))
    let components = scene.groups("neuron").filter { $0.name.hasPrefix("components") }
    #expect(
      components.flatMap { $0.items.flatMap(\.strings) } == ["0.50", "−1.00", "2.00", "0.25"])
    for name in ["total 0,0", "correlation 0,0"] {
      let cell = try #require(scene.groups("cell").first { $0.name == name })
      #expect(cell.items.flatMap(\.strings) == ["1.75"])
    }
    let verdict = try #require(scene.groups("verdict").first)
    #expect(verdict.items.flatMap(\.strings) == ["✓ equal to the sum above"])
    #expect(scene.description.contains("Their sum is 1.75"))
  }

  @Test("a step shows one component and the total of those before it", arguments: 0..<4)
  func step(index: Int) throws {
    var subject = article
    subject.step = index
    let scene = BiasGradientFigure(subject: subject).scene(style: FigureStyle(metrics: metrics))
    let total = try #require(scene.groups("cell").first { $0.name == "total 0,0" })
    #expect(total.items.flatMap(\.strings) == [["0.5"], ["−0.5"], ["1.5"], ["1.75"]][index])
    let filled = scene.groups("neuron").filter {
      $0.name.hasPrefix("components") && !$0.items.flatMap(\.strings).isEmpty
    }
    #expect(filled.count == index + 1)
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
    #expect(scene.description.contains("Their sum is \(NumberFormat.shortest(gradient)),"))
  }
}
