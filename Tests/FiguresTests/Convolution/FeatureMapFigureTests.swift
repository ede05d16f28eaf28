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

  @Test("numbers the overlays of an input of several channels once")
  func stacked() throws {
    let trial = try #require(TrialSubject.ugly.first { $0.name == "two channels, three maps" })
    let scene = FeatureMapFigure(subject: Subject(pass: try trial.pass)).scene(style: style)
    #expect(scene.groups("overlay").count == 6)
    #expect(scene.groups("chip").map(\.name).sorted() == ["1", "1", "2", "2", "9", "9"])
  }

  @Test("draws the padding that the marked overlays cover, each cell of it once")
  func padding() throws {
    let trial = try #require(TrialSubject.ugly.first { $0.name == "full" })
    let scene = FeatureMapFigure(subject: Subject(pass: try trial.pass)).scene(style: style)
    #expect(
      scene.groups("padding").map(\.name) == [
        "-1,-1", "-1,0", "0,-1", "-1,1", "2,3", "3,2", "3,3",
      ])
  }

  @Test("dashes a neuron as its overlay is where the theme dashes positions")
  func dashes() throws {
    let style = FigureStyle(theme: .print, metrics: metrics)
    let scene = FeatureMapFigure(subject: Subject(pass: try TrialSubject.article)).scene(
      style: style)
    let neurons = scene.groups("neuron").compactMap { group -> [Double]? in
      guard case .circle(_, _, let paint) = group.items[0], paint.stroke?.width == 4 else {
        return nil
      }
      return paint.stroke?.dash
    }
    let overlays = scene.groups("overlay").compactMap { group -> [Double]? in
      if case .rectangle(_, _, let paint) = group.items[0] { paint.stroke?.dash } else { nil }
    }
    #expect(neurons == (0..<3).map { Theme.print.position($0).dash })
    #expect(Set(overlays) == Set(neurons) && Set(neurons).count == 3)
  }

  @Test("draws every marked overlay of a large image so that it can be seen")
  func large() throws {
    let pass = try Convolution(weights: Tensor(shape: [1, 1, 3, 3]))
      .forward(Tensor(shape: [1, 200, 200]))
    let scene = FeatureMapFigure(subject: Subject(pass: pass)).scene(style: style)
    expectLegible(scene, "200 × 200")
    let sides = scene.groups("overlay").compactMap { $0.items[0].bounds?.width }
    #expect(sides.count == 3 && sides.allSatisfy { $0 >= 13.9 })
  }

  @Test("names how many neurons the geometry gives", arguments: TrialSubject.ugly)
  func count(trial: TrialSubject) throws {
    let pass = try trial.pass
    let scene = FeatureMapFigure(subject: Subject(pass: pass)).scene(style: style)
    let band = try #require(scene.groups("band").first)
    #expect(band.items.flatMap(\.strings).contains("\(pass.sweep.count)"))
  }
}
