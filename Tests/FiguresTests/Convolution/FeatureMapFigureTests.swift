import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The feature-map figure")
struct FeatureMapFigureTests {
  @Test("is sound for every ugly input in every style", arguments: TrialSubject.ugly)
  func sound(trial: TrialSubject) throws {
    FeatureMapFigure(subject: Subject(pass: try trial.pass)).expectSound(trial.name)
  }

  @Test("is sound as a part of slides and in other languages", arguments: TrialSubject.ugly)
  func elsewhere(trial: TrialSubject) throws {
    FeatureMapFigure(subject: Subject(pass: try trial.pass))
      .expectSound(in: TrialSubject.otherStyles, trial.name)
  }

  private let style = FigureStyle(metrics: metrics)

  @Test("marks the first, the largest and the last position of the article's Z, and their neurons")
  func articleMarks() throws {
    let z = try Tensor(rows: [
      [0, 1, 1, 1, 1, 0], [0, 0, 0, 0, 1, 0], [0, 0, 0, 1, 0, 0], [0, 0, 1, 0, 0, 0],
      [0, 1, 0, 0, 0, 0], [0, 1, 1, 1, 1, 0],
    ]).reshaped([1, 6, 6])
    let layer = try Convolution(
      weights: Tensor(shape: [1, 1, 3, 3], values: [0, 0, 1, 0, 1, 0, 1, 0, 0]))
    let scene = FeatureMapFigure(subject: Subject(pass: try layer.forward(z))).scene(style: style)
    #expect(
      scene.groups("overlay").map(\.name) == ["overlay 0 15", "overlay 0 6", "overlay 0 0"])
    #expect(
      scene.groups("badge").map(\.name).sorted() == ["1", "1", "16", "16", "7", "7"])
    let strong = scene.groups("neuron").filter { _, items in
      items.contains {
        if case .circle(_, _, let paint) = $0 { paint.stroke?.width == 4 } else { false }
      }
    }
    #expect(strong.map(\.name) == ["map 0,0", "map 1,2", "map 3,3"])
  }

  @Test("prints the number that each step holds", arguments: [Labels.numbers, .both])
  func numbers(labels: Labels) throws {
    let scene = FeatureMapFigure(subject: Subject(pass: try TrialSubject.article)).scene(
      style: FigureStyle(labels: labels, metrics: metrics))
    let texts = scene.numbers.filter { $0.source.address.tensor == Tensors.a }.map(\.run.string)
    #expect(Set(texts) == ["370", "470", "670", "770"])
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
    #expect(scene.groups("badge").map(\.name).count == 6)
  }

  @Test("draws every marked overlay of a large image so that it can be seen")
  func large() throws {
    // The largest activation is in the middle.
    let values = (0..<40_000).map { $0 == 20_100 ? 1.0 : 0 }
    let pass = try Convolution(weights: Tensor(repeating: 1, shape: [1, 1, 3, 3]))
      .forward(Tensor(shape: [1, 200, 200], values: values))
    let scene = FeatureMapFigure(subject: Subject(pass: pass)).scene(style: style)
    expectSound(scene, "200 × 200")
    let overlays = scene.groups("overlay").filter { $0.name.hasPrefix(Tensors.overlay) }
    let sides = overlays.compactMap { $0.items[0].bounds?.width }
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
