import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The feature-neurons figure")
struct FeatureNeuronsFigureTests {
  private func scene(
    _ pass: Convolution.ForwardPass, labels: Labels = .numbers, step: Int = 0
  ) -> Scene {
    FeatureNeuronsFigure(subject: Subject(pass: pass, step: step)).scene(
      style: FigureStyle(labels: labels, metrics: metrics))
  }

  @Test("is legible for every ugly input in every style", arguments: TrialSubject.ugly)
  func legible(trial: TrialSubject) throws {
    let pass = try trial.pass
    for style in TrialSubject.styles {
      for step in Set([0, pass.steps.count - 1]) {
        let scene = FeatureNeuronsFigure(subject: Subject(pass: pass, step: step))
          .scene(style: style)
        expectLegible(scene, "step \(step), \(style.labels), \(style.page)")
        expectClearLines(scene, "step \(step), \(style.labels), \(style.page)")
      }
    }
  }

  @Test("gives each of the article's four positions a panel with a line for each weight")
  func articlePanels() throws {
    let panels = scene(try TrialSubject.article).groups("panel")
    #expect(panels.map(\.name) == ["1", "2", "3", "4"])
    for panel in panels {
      let lines = panel.items.groups("wire")
      #expect(lines.map(\.name) == ["0", "1", "2", "3"])
      #expect(lines.map(\.items).compactMap(strokeColor) == Array(Theme.light.weights[0..<4]))
    }
  }

  @Test(
    "lets neurons appear one after the other: earlier ones say their values, later ones nothing")
  func neuronsAppear() throws {
    let panels = scene(try TrialSubject.article).groups("panel")
    let maps = panels.map { panel in
      panel.items.groups("neuron").map { $0.items.flatMap(\.strings).joined() }
    }
    #expect(
      maps == [
        ["370", "", "", ""], ["370", "470", "", ""], ["370", "470", "670", ""],
        ["370", "470", "670", "770"],
      ])
    let out = panels.map { $0.items.groups("output").flatMap(\.items) }
    #expect(out.map { $0.flatMap(\.strings) } == [["370"], ["470"], ["670"], ["770"]])
  }

  @Test("names the cells under the overlay in the colours of the weights over them")
  func articleCells() throws {
    let panel = try #require(
      scene(try TrialSubject.article, labels: .symbols).groups("panel").dropFirst().first)
    let colored = panel.items.groups("cell").filter { cell in
      cell.items.flatMap(\.flattened).contains {
        if case .text(let run) = $0 { run.color != Theme.light.quiet } else { false }
      }
    }
    #expect(colored.map(\.name) == ["input 0,1", "input 0,2", "input 1,1", "input 1,2"])
  }

  @Test(
    "shows the first two, the middle and the last of many positions, and says what it leaves out")
  func manyPositions() throws {
    let pass = try Convolution(weights: Tensor(shape: [1, 1, 2, 2], values: [1, 2, 3, 4]))
      .forward(Tensor(shape: [1, 4, 4]))
    let scene = scene(pass)
    #expect(scene.groups("panel").map(\.name) == ["1", "2", "5", "9"])
    #expect(scene.groups("ellipsis").map(\.name) == ["2", "3"])
    #expect(scene.texts.map(\.string).contains("2 more"))
    #expect(self.scene(pass, step: 6).groups("panel").map(\.name) == ["1", "2", "7", "9"])
  }

  @Test("leads lines from the corners of a large overlay, and says how many weights it leaves out")
  func corners() throws {
    let pass = try Convolution(
      weights: Tensor(shape: [1, 1, 5, 5], values: .init(repeating: 1, count: 25))
    )
    .forward(Tensor(shape: [1, 28, 28]))
    for panel in scene(pass).groups("panel") {
      let wires = panel.items.groups("wire").map(\.name)
      #expect(wires == ["0", "4", "20", "24", "more"])
      #expect(panel.items.flatMap(\.strings).contains("21 more"))
    }
  }

  @Test("names each drawn weight once in the legend, with its value", arguments: Labels.allCases)
  func legend(labels: Labels) throws {
    let entries = scene(try TrialSubject.article, labels: labels).groups("legend")
    #expect(entries.map(\.name) == ["0", "1", "2", "3"])
    let values = labels == .symbols ? [[], [], [], []] : [["10"], ["20"], ["30"], ["40"]]
    let numbers = entries.map { $0.items.flatMap(\.strings).filter { Int($0) != nil } }
    #expect(numbers == values)
  }
}

/// The colour of the first stroked path among items.
func strokeColor(_ items: [Item]) -> Color? {
  items.flatMap(\.flattened).lazy.compactMap {
    if case .path(_, let paint) = $0 { paint.stroke?.color } else { nil }
  }.first
}
