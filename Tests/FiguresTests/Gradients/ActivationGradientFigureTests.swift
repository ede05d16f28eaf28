import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The activation gradient figure")
struct ActivationGradientFigureTests {
  @Test("is legible for every ugly input in every style", arguments: TrialSubject.ugly)
  func legible(trial: TrialSubject) throws {
    for style in TrialSubject.styles {
      let scene = ActivationGradientFigure(subject: try trial.gradientSubject()).scene(style: style)
      expectLegible(scene, "\(style.labels), \(style.page)")
    }
  }

  @Test("is legible at a step of every ugly input in every style", arguments: TrialSubject.ugly)
  func legibleSteps(trial: TrialSubject) throws {
    for style in TrialSubject.styles {
      for step in try trial.someSteps {
        let figure = ActivationGradientFigure(subject: try trial.gradientSubject(step: step))
        expectLegible(figure.scene(style: style), "step \(step), \(style.labels), \(style.page)")
      }
    }
  }

  private func scene(_ subject: GradientSubject, _ labels: Labels = .numbers) -> Scene {
    ActivationGradientFigure(subject: subject)
      .scene(style: FigureStyle(labels: labels, metrics: metrics))
  }

  private func cells(_ scene: Scene, _ matrix: String) -> [[String]] {
    let items = scene.groups("matrix").first { $0.name == matrix }?.items ?? []
    return Item.group(Tag("all"), items).groups(of: "cell").map { $0.items.flatMap(\.strings) }
  }

  @Test("has products where the overlay lay and zeros elsewhere")
  func component() throws {
    let cells = cells(scene(try .small()), "component 1 0")
    #expect(
      cells.map { $0.first ?? "" } == [
        "0", "−0.028", "0.017", "0", "−0.011", "−0.045", "0", "0", "0",
      ])
    // The weight stands below each product, and nothing below a 0 that no weight reaches.
    #expect(cells.map { $0.last } == ["0", "0,0", "0,1", "0", "1,0", "1,1", "0", "0", "0"])
  }

  @Test("prints the sum of all components")
  func total() throws {
    #expect(
      cells(scene(try .small()), "total 0").flatMap { $0 } == [
        "0.031", "−0.047", "0.017", "0.063", "−0.010", "−0.034", "0.020", "0.074", "−0.028",
      ])
  }

  @Test("adds the contributions of all maps of a group")
  func maps() throws {
    let trial = TrialSubject(
      name: "two channels, three maps", input: [2, 4, 4], filter: [3, 2, 2, 2])
    let scene = scene(try trial.gradientSubject())
    #expect(scene.groups("component").map(\.name) == ["0", "13", "26"])
    #expect(scene.groups("ellipsis").map(\.name) == ["12", "12"])
  }

  @Test("shows only the channels of the step's group")
  func groups() throws {
    let trial = TrialSubject(name: "groups", input: [4, 4, 4], filter: [2, 2, 3, 3])
    var subject = try trial.gradientSubject()
    subject.forward.step = 5
    let scene = scene(subject)
    let names = scene.groups("matrix").map(\.name)
    #expect(names.contains("component 4 2") && names.contains("component 4 3"))
    #expect(!names.contains { $0.hasPrefix("component 0") })
    let description = scene.description
    #expect(description.contains("group 2 of 2"))
  }

  @Test("shows at a step the sum before and after it")
  func steps() throws {
    let scene = scene(try .small(step: 3))
    #expect(cells(scene, "before 0")[8] == ["0"])
    #expect(cells(scene, "after 0")[8] == ["−0.0283"])
  }

  @Test("says that both ways agree", arguments: TrialSubject.ugly)
  func check(trial: TrialSubject) throws {
    let texts = scene(try trial.gradientSubject()).texts.map(\.string)
    #expect(texts.contains("✓ equal to the sum above"))
  }

  @Test("is legible where the layer rotates its filter")
  func rotated() throws {
    let pass = try Convolution(
      weights: Tensor(shape: [1, 1, 2, 2], values: [1, 2, 3, 4]), stride: Extent(2),
      padding: .full, operation: .convolution
    ).forward(Tensor(shape: [1, 4, 5], values: (0..<20).map(Double.init)))
    let subject = GradientSubject(
      forward: Subject(pass: pass),
      backward: try pass.backward(upstreamGradient: Tensor(repeating: 1, shape: pass.shape)))
    let style = FigureStyle(metrics: metrics)
    for kind in ["weight-gradient", "activation-gradient", "full-convolution"] {
      let draw = try #require(Catalogue.figure(named: kind)?.drawing(of: subject.run))
      expectLegible(draw(Focus(), style), kind)
    }
  }
}
