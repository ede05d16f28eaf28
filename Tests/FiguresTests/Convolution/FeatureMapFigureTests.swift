import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The feature-map figure")
struct FeatureMapFigureTests {
  @Test("is legible for every ugly input in every style", arguments: TrialSubject.ugly)
  func legible(trial: TrialSubject) throws {
    for style in TrialSubject.styles {
      let scene = FeatureMapFigure(subject: Subject(pass: try trial.pass)).scene(style: style)
      expectLegible(scene, "\(style.labels), \(style.page)")
    }
  }

  private let style = FigureStyle(metrics: metrics)

  @Test("marks the first, second and last position of the article's Z, over input and map")
  func articleMarks() throws {
    let z = try Tensor(rows: [
      [0, 1, 1, 1, 1, 0], [0, 0, 0, 0, 1, 0], [0, 0, 0, 1, 0, 0], [0, 0, 1, 0, 0, 0],
      [0, 1, 0, 0, 0, 0], [0, 1, 1, 1, 1, 0],
    ]).reshaped([1, 6, 6])
    let layer = try Convolution(
      weights: Tensor(shape: [1, 1, 3, 3], values: [-1, 0, 1, -2, 0, 2, -1, 0, 1]))
    let scene = FeatureMapFigure(subject: Subject(pass: try layer.forward(z))).scene(style: style)
    #expect(scene.groups("overlay").count == 3)
    #expect(
      scene.groups("chip").map(\.name).sorted() == ["1", "1", "16", "16", "2", "2"])
    let strong = scene.groups("neuron").filter { _, items in
      items.contains {
        if case .circle(_, _, let paint) = $0 { paint.stroke?.width == 4 } else { false }
      }
    }
    #expect(strong.map(\.name) == ["map 0 0,0", "map 0 0,1", "map 0 3,3"])
    #expect(strong.map { $0.items[0].strings } != [[]])
    let colors = strong.compactMap { group -> Color? in
      if case .circle(_, _, let paint) = group.items[0] { paint.stroke?.color } else { nil }
    }
    #expect(colors == Array(Theme.light.positions[0..<3]))
  }

  @Test("prints the number that each step holds", arguments: [Labels.numbers, .both])
  func numbers(labels: Labels) throws {
    let scene = FeatureMapFigure(subject: Subject(pass: try TrialSubject.article)).scene(
      style: FigureStyle(labels: labels, metrics: metrics))
    let texts = scene.groups("neuron").map { $0.items.flatMap(\.strings)[0] }
    #expect(texts == ["370", "470", "670", "770"])
  }

  @Test("marks one position where there is only one")
  func single() throws {
    let pass = try Convolution(weights: Tensor(shape: [1, 1, 2, 2]))
      .forward(Tensor(shape: [1, 2, 2]))
    let scene = FeatureMapFigure(subject: Subject(pass: pass)).scene(style: style)
    #expect(scene.groups("overlay").count == 1)
  }

  @Test("names how many neurons the geometry gives", arguments: TrialSubject.ugly)
  func count(trial: TrialSubject) throws {
    let pass = try trial.pass
    let scene = FeatureMapFigure(subject: Subject(pass: pass)).scene(style: style)
    let band = try #require(scene.groups("band").first)
    #expect(band.items.flatMap(\.strings).contains("\(pass.sweep.count)"))
  }
}
