import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The figure of all feature maps")
struct FeatureMapsFigureTests {
  private func figure(maps: Int, step: Int = 0) throws -> FeatureMapsFigure {
    let trial = TrialSubject(
      name: "", input: [2, 5, 5], filter: [maps, 2, 3, 3], activation: .relu)
    return FeatureMapsFigure(subject: Subject(pass: try trial.pass, step: step))
  }

  @Test("is sound for few maps and for many", arguments: [1, 4, 12, 33])
  func sound(maps: Int) throws { try figure(maps: maps).expectSound("\(maps) maps") }

  @Test("shows all maps up to twelve; of more, the first ten and the last, and counts the others")
  func counted() throws {
    let style = FigureStyle(metrics: metrics)
    let few = try figure(maps: 12).scene(style: style)
    #expect(few.groups("matrix").filter { $0.name.hasPrefix("map") }.count == 12)
    let many = try figure(maps: 33).scene(style: style)
    let names = many.groups("matrix").map(\.name).filter { $0.hasPrefix("map") }
    #expect(names == (0..<10).map { "map \($0)" } + ["map 32"])
    #expect(many.texts.contains { $0.string.contains("22 more") })
    #expect(many.omissions.contains { $0.kind == .things(shown: 11, of: 33) })
  }

  @Test("is what the feature-map figure draws where all maps are asked for")
  func asked() throws {
    let trial = TrialSubject(name: "", input: [1, 4, 4], filter: [3, 1, 2, 2])
    var subject = Subject(pass: try trial.pass)
    subject.showsAllMaps = true
    let scene = FeatureMapFigure(subject: subject).scene(style: FigureStyle(metrics: metrics))
    #expect(scene.title == "One layer, 3 feature maps")
  }

  @Test("names the channels of a picture by their colours")
  func colours() throws {
    let trial = TrialSubject(name: "", input: [3, 4, 4], filter: [1, 3, 2, 2])
    var subject = Subject(pass: try trial.pass)
    subject.isPicture = true
    let scene = StepFigure(subject: subject).scene(style: FigureStyle(metrics: metrics))
    let words = scene.texts.map(\.string)
    #expect(["R", "G", "B"].allSatisfy(words.contains))
  }

  @Test("counts no biases where the layer has none", arguments: [true, false])
  func biases(hasBias: Bool) throws {
    let weights = try Tensor(shape: [4, 3, 2, 2], values: (0..<48).map { Double($0) - 20 })
    let input = try Tensor(shape: [3, 4, 4], values: (0..<48).map { Double($0 % 7) })
    let pass = try Convolution(weights: weights, hasBias: hasBias).forward(input)
    let style = FigureStyle(metrics: metrics)
    func words(_ scene: Scene) -> String { scene.texts.map(\.string).joined(separator: " ") }
    let maps = words(FeatureMapsFigure(subject: Subject(pass: pass)).scene(style: style))
    #expect(maps.contains(hasBias ? "4 · (12 + 1)" : "4 · 12"))
    #expect(maps.contains(hasBias ? "52" : "48"))
    let neuron = words(FeatureNeuronFigure(subject: Subject(pass: pass)).scene(style: style))
    #expect(neuron.contains("12 weights and 1 bias,") == hasBias)
    let chain = words(ChainingFigure(subject: Subject(pass: pass)).scene(style: style))
    #expect(chain.contains(hasBias ? "52 parameters" : "48 parameters"))
    let ways = ParametersFigure(subject: Subject(pass: pass)).ways
    #expect(ways.map(\.total) == (hasBias ? [1764, 468, 52] : [1728, 432, 48]))
  }
}
