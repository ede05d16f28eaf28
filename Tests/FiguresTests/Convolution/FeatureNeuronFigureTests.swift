import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The feature-neuron figure")
struct FeatureNeuronFigureTests {
  @Test("is sound for every ugly input in every style", arguments: TrialSubject.ugly)
  func sound(trial: TrialSubject) throws {
    let pass = try trial.pass
    for step in Set([0, pass.steps.count - 1]) {
      FeatureNeuronFigure(subject: Subject(pass: pass, step: step)).expectSound(
        "\(trial.name), step \(step)")
    }
  }

  @Test("is sound as a part of slides and in other languages", arguments: TrialSubject.ugly)
  func elsewhere(trial: TrialSubject) throws {
    let pass = try trial.pass
    FeatureNeuronFigure(subject: Subject(pass: pass, step: pass.steps.count / 2))
      .expectSound(in: TrialSubject.otherStyles, trial.name)
  }

  private func scene(
    _ pass: Convolution.ForwardPass, labels: Labels = .numbers, step: Int = 1
  ) -> Scene {
    FeatureNeuronFigure(subject: Subject(pass: pass, step: step)).scene(
      style: FigureStyle(labels: labels, metrics: metrics))
  }

  private func texts(_ scene: Scene, _ tag: String) -> [String] {
    scene.groups(tag).flatMap(\.items).flatMap(\.strings)
  }

  @Test("flattens the underlay of the article's second position, row by row")
  func column() throws {
    let cells = scene(try TrialSubject.article).groups("cell")
    let column = cells.filter { $0.name.hasPrefix("column") }
    #expect(column.map { $0.items.flatMap(\.strings)[0] } == ["2", "3", "5", "6"])
    let underlay = cells.filter { $0.name.hasPrefix("underlay") }
    #expect(underlay.map { $0.items.flatMap(\.strings)[0] } == ["2", "3", "5", "6"])
  }

  @Test("leads one line in its own colour, with its weight on it, from each value to Σ")
  func lines() throws {
    let scene = scene(try TrialSubject.article)
    let wires = scene.groups("wire").filter { $0.name.hasPrefix("term") }
    #expect(wires.map(\.name) == (0..<4).map { "term \($0) → sum" })
    #expect(wires.map(\.items).compactMap(strokeColor) == Array(Theme.light.weights[0..<4]))
    let weights = scene.groups("weight").map { $0.items.flatMap(\.strings).prefix(2).joined() }
    #expect(weights == ["×10", "×20", "×30", "×40"])
    #expect(texts(scene, "neuron").contains("470"))
  }

  @Test("draws the whole neuron: the shared bias, z, the activation function, a")
  func wholeNeuron() throws {
    let pass = try Convolution(
      weights: Tensor(shape: [1, 1, 2, 2], values: [0.5, -0.25, 0.125, 0]),
      bias: Tensor(shape: [1], values: [-0.75]), activation: .relu
    ).forward(Tensor(shape: [1, 2, 3], values: [1, 2, 3, 4, 5, 6]))
    let scene = scene(pass)
    #expect(pass.steps[1].z == 0.125 * 5 + 1 - 0.75 - 0.75)
    let chain = texts(scene, "chain")
    for text in ["∑", "+", "−0.75", "0.125", "ReLU", "0.875"] { #expect(chain.contains(text)) }
    #expect(scene.description.hasSuffix("with the bias −0.75 that is 0.125."))
  }

  @Test("shows the first and last four of many terms, and the sum of the others")
  func manyTerms() throws {
    let values = (0..<18).map(Double.init)
    let pass = try Convolution(weights: Tensor(shape: [1, 2, 3, 3], values: values))
      .forward(Tensor(shape: [2, 3, 3], values: values))
    let scene = scene(pass, step: 0)
    #expect(scene.texts.contains { $0.string.contains("10 more") })
    let rest = scene.numbers.filter { $0.source.address.tensor == Tensors.rest }
    #expect(rest.map(\.run.string) == [String((4..<14).map { $0 * $0 }.reduce(0, +))])
    #expect(scene.omissions.contains { $0.kind == .things(shown: 8, of: 18) })
  }

  @Test("writes a weight that a convolution has rotated where it acts, in its own colour")
  func rotated() throws {
    let pass = try Convolution(
      weights: Tensor(shape: [1, 1, 2, 2], values: [10, 20, 30, 40]), operation: .convolution
    ).forward(Tensor(shape: [1, 3, 3], values: [1, 2, 3, 4, 5, 6, 7, 8, 9]))
    let scene = scene(pass)
    let weights = scene.groups("weight").map { $0.items.flatMap(\.strings).prefix(2).joined() }
    #expect(weights == ["×40", "×30", "×20", "×10"])
    let wires = scene.groups("wire").filter { $0.name.hasPrefix("term") }
    #expect(
      wires.map(\.items).compactMap(strokeColor) == Theme.light.weights[0..<4].reversed())
  }

  @Test("beyond four weights names tell them apart, and colours the signs of the products")
  func names() throws {
    let values = (0..<9).map { Double($0 - 4) }
    let pass = try Convolution(weights: Tensor(shape: [1, 1, 3, 3], values: values))
      .forward(Tensor(shape: [1, 3, 3], values: Array(repeating: 1, count: 9)))
    let scene = scene(pass, step: 0)
    let wires = scene.groups("wire").filter { $0.name.hasPrefix("term") }
    let colors = Set(wires.map(\.items).compactMap(strokeColor))
    #expect(colors == [Theme.light.positive, Theme.light.negative, Theme.light.muted])
    #expect(scene.symbols.contains { $0.text == "w_2,2" })
  }

  @Test("names the cells that a padding repeats", arguments: PaddingMode.allCases)
  func padding(mode: PaddingMode) throws {
    let pass = try Convolution(
      weights: Tensor(repeating: 1, shape: [1, 1, 3, 3]), padding: .same, paddingMode: mode
    ).forward(Tensor(shape: [1, 3, 3], values: [1, 2, 3, 4, 5, 6, 7, 8, 9]))
    let figure = FeatureNeuronFigure(subject: Subject(pass: pass, step: 0))
    figure.expectSound("\(mode)")
    let cells = scene(pass, step: 0).groups("cell").filter { $0.name.hasPrefix("column") }
    let expected = pass.steps[0].terms.map { NumberFormat.shortest($0.value) }
    #expect(cells.map { $0.items.flatMap(\.strings)[0] } == expected)
  }
}
