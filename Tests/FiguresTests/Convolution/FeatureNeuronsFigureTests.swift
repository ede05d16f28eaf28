import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The feature-neurons figure")
struct FeatureNeuronsFigureTests {
  @Test("is sound for every ugly input in every style", arguments: TrialSubject.ugly)
  func sound(trial: TrialSubject) throws {
    FeatureNeuronsFigure(subject: Subject(pass: try trial.pass)).expectSound(trial.name)
  }

  @Test("is sound as a part of slides and in other languages", arguments: TrialSubject.ugly)
  func elsewhere(trial: TrialSubject) throws {
    FeatureNeuronsFigure(subject: Subject(pass: try trial.pass))
      .expectSound(in: TrialSubject.otherStyles, trial.name)
  }

  private let style = FigureStyle(metrics: metrics)

  @Test("leads each weight in its one colour from every underlay to the neuron of its step")
  func curves() throws {
    let scene = FeatureNeuronsFigure(subject: Subject(pass: try TrialSubject.article))
      .scene(style: style)
    let curves = scene.groups("wire").filter { $0.name.hasPrefix("underlay") }
    #expect(curves.count == 16)
    for (index, cell) in ["0,0", "0,1", "1,0", "1,1"].enumerated() {
      let colors = curves.filter { $0.name == "underlay 0 \(cell) → z" }.map(\.items)
        .compactMap(strokeColor)
      #expect(colors == Array(repeating: Theme.light.weights[index], count: 4))
    }
    let numbers = scene.numbers.filter { $0.source.address.tensor == Tensors.z }
    #expect(numbers.map(\.run.string) == ["370", "470", "670", "770"])
  }

  @Test("draws the inside of a neuron once: the bias and the activation function are nodes of it")
  func inside() throws {
    let pass = try Convolution(
      weights: Tensor(shape: [1, 1, 1, 3], values: [1, 0, -1]),
      bias: Tensor(shape: [1], values: [0.5]), activation: .relu
    ).forward(Tensor(shape: [1, 1, 9], values: (1...9).map(Double.init)))
    let scene = FeatureNeuronsFigure(subject: Subject(pass: pass)).scene(style: style)
    let chains = scene.groups("chain").map { $0.items.flatMap(\.strings) }
    #expect(chains.count == 1)
    #expect(chains[0].contains("0.5") && chains[0].contains("ReLU"))
  }

  @Test("has a panel for the first three positions and the last, or the one asked for")
  func positions() throws {
    let pass = try Convolution(weights: Tensor(repeating: 1, shape: [1, 1, 2, 2]))
      .forward(Tensor(repeating: 1, shape: [1, 5, 5]))
    func steps(_ step: Int) -> [Int] {
      let scene = FeatureNeuronsFigure(subject: Subject(pass: pass, step: step))
        .scene(style: style)
      return scene.groups("overlay").compactMap { Int($0.name.split(separator: " ")[2]) }
    }
    #expect(steps(0) == [0, 1, 2, 15])
    #expect(steps(7) == [0, 1, 2, 7])
    let scene = FeatureNeuronsFigure(subject: Subject(pass: pass)).scene(style: style)
    #expect(scene.omissions.contains { $0.kind == .things(shown: 4, of: 16) })
  }

  @Test("leads one line from an underlay of more than four weights")
  func bundle() throws {
    let pass = try Convolution(weights: Tensor(repeating: 1, shape: [1, 1, 3, 3]))
      .forward(Tensor(repeating: 1, shape: [1, 4, 4]))
    let scene = FeatureNeuronsFigure(subject: Subject(pass: pass)).scene(style: style)
    #expect(scene.groups("wire").filter { $0.name == "underlay 0 → z" }.count == 4)
  }
}

/// The colour of the first stroked path among items.
func strokeColor(_ items: [Item]) -> Color? {
  items.flatMap(\.flattened).lazy.compactMap { item -> Color? in
    if case .path(_, let paint) = item { paint.stroke?.color } else { nil }
  }.first
}
