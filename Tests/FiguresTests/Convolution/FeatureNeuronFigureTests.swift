import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The feature-neuron figure")
struct FeatureNeuronFigureTests {
  private func scene(
    _ pass: Convolution.ForwardPass, labels: Labels = .numbers, step: Int = 1
  ) -> Scene {
    FeatureNeuronFigure(subject: Subject(pass: pass, step: step)).scene(
      style: FigureStyle(labels: labels, metrics: metrics))
  }

  @Test("is legible for every ugly input in every style", arguments: TrialSubject.ugly)
  func legible(trial: TrialSubject) throws {
    let pass = try trial.pass
    for style in TrialSubject.styles {
      for step in Set([0, pass.steps.count / 2, pass.steps.count - 1]) {
        let scene = FeatureNeuronFigure(subject: Subject(pass: pass, step: step))
          .scene(style: style)
        expectLegible(scene, "step \(step), \(style.labels), \(style.page)")
        expectClearLines(scene, "step \(step), \(style.labels), \(style.page)")
      }
    }
  }

  @Test("flattens the underlay of the article's second position, row by row")
  func column() throws {
    let cells = scene(try TrialSubject.article).groups("cell")
    let column = cells.filter { $0.name.hasPrefix("column") }
    #expect(column.map { $0.items.flatMap(\.strings) } == [["2"], ["3"], ["5"], ["6"]])
    let closeup = cells.filter { $0.name.hasPrefix("underlay") }
    #expect(closeup.map { $0.items.flatMap(\.strings) } == [["2"], ["3"], ["5"], ["6"]])
  }

  @Test("leads one line in its own colour, with its weight on it, from each value to the neuron")
  func lines() throws {
    let scene = scene(try TrialSubject.article)
    let wires = scene.groups("wire")
    #expect(wires.map(\.items).compactMap(strokeColor) == Array(Theme.light.weights[0..<4]))
    let weights = scene.groups("weight").map { $0.items.flatMap(\.strings) }
    #expect(weights == [["10"], ["20"], ["30"], ["40"]])
    #expect(scene.groups("neuron").flatMap(\.items).flatMap(\.strings).contains("470"))
    #expect(scene.groups("output").flatMap(\.items).flatMap(\.strings) == ["470"])
  }

  @Test("adds the shared bias and the activation function")
  func biasAndActivation() throws {
    let pass = try Convolution(
      weights: Tensor(shape: [1, 1, 2, 2], values: [0.5, -0.25, 0.125, 0]),
      bias: Tensor(shape: [1], values: [-0.75]), activation: .relu
    ).forward(Tensor(shape: [1, 2, 3], values: [1, 2, 3, 4, 5, 6]))
    let step = pass.steps[1]
    let scene = scene(pass)
    #expect(step.z == 0.125 * 5 + 1 - 0.75 - 0.75)
    #expect(scene.groups("bias").flatMap(\.items).flatMap(\.strings).contains("−0.75"))
    #expect(
      scene.groups("neuron").flatMap(\.items).flatMap(\.strings).contains(
        NumberFormat(for: [step.z]).string(step.z)))
    #expect(scene.description.contains("a = \(NumberFormat.shortest(step.a))"))
  }

  @Test("shows the first seven and the last of many weights, and says how many are between")
  func manyTerms() throws {
    let pass = try Convolution(
      weights: Tensor(shape: [1, 2, 3, 3], values: (0..<18).map(Double.init))
    ).forward(Tensor(shape: [2, 3, 3], values: (0..<18).map(Double.init)))
    let scene = scene(pass, step: 0)
    #expect(scene.groups("ellipsis").map(\.name) == ["10"])
    #expect(scene.texts.map(\.string).contains("10 more"))
    #expect(
      scene.groups("wire").map(\.name) == ["0", "1", "2", "3", "4", "5", "6", "more", "17"])
    #expect(scene.groups("channel").map(\.name) == ["0", "1"])
    let colors = scene.groups("wire").map(\.items).compactMap(strokeColor)
    #expect(Set(colors).count == 9)
  }

  @Test("writes a weight that a convolution has rotated where it acts, in its own colour")
  func rotated() throws {
    let pass = try Convolution(
      weights: Tensor(shape: [1, 1, 2, 2], values: [10, 20, 30, 40]), operation: .convolution
    ).forward(Tensor(shape: [1, 3, 3], values: [1, 2, 3, 4, 5, 6, 7, 8, 9]))
    let scene = scene(pass)
    let weights = scene.groups("weight").map { $0.items.flatMap(\.strings) }
    #expect(weights == [["40"], ["30"], ["20"], ["10"]])
    #expect(
      scene.groups("wire").map(\.items).compactMap(strokeColor)
        == Theme.light.weights[0..<4].reversed())
  }

  @Test("lays a strip above its underlay, whose rays keep clear of the column numbers")
  func strip() throws {
    let pass = try Convolution(weights: Tensor(shape: [1, 1, 2, 3]))
      .forward(Tensor(shape: [1, 2, 12]))
    for step in [0, 5, 9] {
      let scene = FeatureNeuronFigure(subject: Subject(pass: pass, step: step)).scene(
        style: FigureStyle(metrics: metrics))
      expectLegible(scene, "step \(step)")
      let matrices = scene.groups("matrix").compactMap { group in
        group.items.compactMap(\.bounds).reduce(nil) { $0?.union($1) ?? $1 }
      }
      try #require(matrices.count == 2)
      #expect(matrices[1].minY > matrices[0].maxY)
      let numbers = scene.texts.filter {
        $0.bounds.minY > matrices[0].maxY && $0.bounds.maxY < matrices[1].minY
          && $0.bounds.maxX < matrices[0].maxX + 10
      }
      #expect(numbers.count == 12)
      let rays = scene.groups("lens").flatMap(\.items).compactMap(\.bounds)
      #expect(rays.count == 2)
      for ray in rays {
        for number in numbers { #expect(ray.minY >= number.bounds.maxY - 1) }
      }
    }
  }
}
