import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The step figure")
struct StepFigureTests {
  @Test("is sound for every ugly input in every style", arguments: TrialSubject.ugly)
  func sound(trial: TrialSubject) throws {
    let pass = try trial.pass
    for step in Set([0, pass.steps.count / 2, pass.steps.count - 1]) {
      StepFigure(subject: Subject(pass: pass, step: step)).expectSound("step \(step)")
    }
  }

  @Test("is sound as a part of slides and in other languages", arguments: TrialSubject.ugly)
  func elsewhere(trial: TrialSubject) throws {
    let pass = try trial.pass
    StepFigure(subject: Subject(pass: pass, step: pass.steps.count / 2))
      .expectSound(in: TrialSubject.otherStyles, trial.name)
  }

  private var lesson: StepFigure {
    get throws {
      let layer = try Convolution(
        weights: Tensor(shape: [1, 1, 2, 2], values: [0.5, -0.4, -0.3, 0.8]),
        bias: Tensor(shape: [1], values: [-0.2]), activation: .sigmoid)
      let input = try Tensor(
        shape: [1, 3, 3], values: [0.1, 0.9, 0.4, 0.7, 0.2, 0.8, 0.3, 0.6, 0.5])
      return StepFigure(subject: Subject(pass: try layer.forward(input), step: 2))
    }
  }

  @Test("prints every number of the step, and a total that its terms give")
  func numbers() throws {
    let scene = try lesson.scene(style: FigureStyle(metrics: metrics))
    func texts(_ tensor: String) -> Set<String> {
      Set(scene.numbers.filter { $0.source.address.tensor == tensor }.map(\.run.string))
    }
    #expect(texts(Tensors.product) == ["0.35", "−0.08", "−0.09", "0.48"])
    #expect(texts(Tensors.sum) == ["0.66"])
    #expect(texts(Tensors.bias) == ["−0.2"])
    #expect(texts(Tensors.z) == ["0.46"])
    #expect(texts(Tensors.a) == ["0.364", "0.662", "0.613"])
    #expect(texts(Tensors.weight) == ["0.5", "−0.4", "−0.3", "0.8"])
    #expect(scene.omissions.isEmpty)
    let count = try lesson.ledger.solved().count
    #expect(count.stated == 4 && count.closing == 4)
  }

  @Test("draws the whole neuron: bias and activation are nodes, a = σ(z) is another symbol than z")
  func chain() throws {
    let scene = try lesson.scene(style: FigureStyle(labels: .both, metrics: metrics))
    let chain = try #require(scene.groups("chain").first)
    #expect(chain.items.flatMap(\.strings).contains("∑"))
    let symbols = Set(scene.symbols.map(\.text))
    #expect(symbols.isSuperset(of: ["z_1,0^L", "a_1,0^L", "a_1,0^L−1", "w_0,0", "b^L"]))
  }

  @Test("says what it could not show")
  func omissions() throws {
    let trial = try #require(TrialSubject.ugly.first { $0.name == "forty channels" })
    let scene = StepFigure(subject: Subject(pass: try trial.pass)).scene(
      style: FigureStyle(metrics: metrics))
    #expect(scene.omissions.contains { $0.kind == .things(shown: 3, of: 40) })
  }
}

extension StepFigureTests {
  /// A map of 60 × 70 neurons, whose step 100 is shown.
  private var large: StepFigure {
    get throws {
      let trial = TrialSubject(name: "large", input: [1, 62, 72], filter: [1, 1, 3, 3])
      return StepFigure(subject: Subject(pass: try trial.pass, step: 100))
    }
  }

  @Test("draws large maps as one picture each, with the neurons that are there already")
  func pictures() throws {
    let scene = try large.scene(style: FigureStyle(metrics: metrics))
    let rasters = scene.flattened.compactMap { item -> Raster? in
      if case .image(let raster, _) = item { raster } else { nil }
    }
    let map = try #require(rasters.first { $0.width == 70 && $0.height == 60 })
    #expect(rasters.contains { $0.width == 72 && $0.height == 62 })
    // Nothing is drawn cell by cell.
    #expect(scene.flattened.count < 1000)
    let pixels = (0..<4200).map { Array(map.pixels[(3 * $0)..<(3 * $0 + 3)]) }
    #expect(pixels[101...].allSatisfy { $0 == [255, 255, 255] })
    #expect(pixels[...100].count { $0 != [255, 255, 255] } > 80)
    // The neuron that the step fills is outlined, and the way leads to it.
    #expect(scene.groups("overlay").contains { $0.name == "map 1,30" })
    #expect(scene.groups("wire").contains { $0.name.hasSuffix("→ map 1,30") })
  }

  @Test("draws large filters and their products as pictures too")
  func largeFilter() throws {
    for channels in [1, 2] {
      let trial = TrialSubject(
        name: "large", input: [channels, 62, 72], filter: [1, channels, 50, 60])
      let scene = StepFigure(subject: Subject(pass: try trial.pass)).scene(
        style: FigureStyle(metrics: metrics))
      #expect(scene.flattened.count < 1000)
      expectLegible(scene, "\(channels) channels")
    }
  }

  @Test("takes the activations that a run has computed already")
  func activations() throws {
    let pass = try TrialSubject(
      name: "", input: [2, 9, 9], filter: [3, 2, 3, 3], activation: .sigmoid
    ).pass
    let run = try Network(layer: pass.layer, inputShape: pass.input.shape).forward(pass.input)
      .stages[0]
    let subject = try #require(Subject(run, focus: 0))
    #expect(subject.activations == Subject(pass: pass).activations)
    #expect(subject.activations(ofMap: 2) == Array(pass.featureMaps().a.values[98...]))
    // Another pass has other activations.
    var changed = subject
    changed.pass = try TrialSubject(name: "", input: [1, 3, 3], filter: [1, 1, 2, 2]).pass
    #expect(changed.activations.count == 4)
  }
}

extension StepFigureTests {
  @Test("is drawn of a network's stage, where symbols may bear the layer's number")
  func stage() throws {
    let layer = try Convolution(weights: Tensor(repeating: 0.5, shape: [1, 1, 2, 2]))
    let run = try Network(layer: layer, inputShape: [1, 3, 3])
      .forward(Tensor(repeating: 1, shape: [1, 3, 3])).stages[0]
    let style = FigureStyle(labels: .both, metrics: metrics)
    let scene = try #require(StepFigure(run, focus: 1)).scene(style)
    expectSound(scene, "a stage")
    #expect(scene.symbols.contains { $0.text == "z_0,1^L" })
    #expect(scene.sources.allSatisfy { $0.address.stage == run.stage.name })
    #expect((StepFigure(run, focus: 4).map { _ in true }) == nil)
    let subject = try #require(Subject(run, focus: 1, isNumbered: true))
    let numbered = StepFigure(subject: subject).scene(style: style)
    #expect(numbered.symbols.contains { $0.text == "z_0,1^\(run.number)" })
  }
}
