import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The chaining figure")
struct ChainingFigureTests {
  @Test("is sound for every ugly input in every style", arguments: TrialSubject.ugly)
  func sound(trial: TrialSubject) throws {
    let pass = try trial.pass
    ChainingFigure(subject: Subject(pass: pass, step: pass.steps.count - 1)).expectSound(trial.name)
  }

  @Test("is sound as a part of slides and in other languages", arguments: TrialSubject.ugly)
  func elsewhere(trial: TrialSubject) throws {
    ChainingFigure(subject: Subject(pass: try trial.pass))
      .expectSound(in: TrialSubject.otherStyles, trial.name)
  }

  private func scene(channels: Int, maps: Int, groups: Int = 1, step: Int = 0) throws -> Scene {
    let trial = TrialSubject(
      name: "", input: [channels, 5, 5], filter: [maps, channels / groups, 3, 3])
    return ChainingFigure(subject: Subject(pass: try trial.pass, step: step)).scene(
      style: FigureStyle(metrics: metrics))
  }

  private func fed(_ scene: Scene) -> Set<String> {
    Set(scene.groups("wire").map(\.name).filter { $0.hasPrefix("input") })
  }

  @Test("wires each map to a filter of its own for each map of layer 2")
  func wires() throws {
    let scene = try scene(channels: 3, maps: 2)
    #expect(
      fed(scene)
        == Set((0..<2).flatMap { map in (0..<3).map { "input \($0) → filter \(map) \($0)" } }))
    let tags = scene.groups("matrix").map(\.name)
    #expect(tags.filter { $0.hasPrefix("filter") }.count == 6)
    #expect(tags.filter { $0.hasPrefix("result") }.count == 6)
    #expect(tags.contains("z 1") && tags.contains("a 1"))
    #expect(scene.groups("chain").count == 2)
  }

  @Test("with groups, wires stay within the group")
  func groups() throws {
    #expect(
      fed(try scene(channels: 4, maps: 2, groups: 2))
        == [
          "input 0 → filter 0 0", "input 1 → filter 0 1", "input 2 → filter 1 2",
          "input 3 → filter 1 3",
        ])
  }

  @Test("of many channels it shows three and the sum of the others, and counts maps")
  func many() throws {
    let scene = try scene(channels: 40, maps: 6)
    #expect(scene.texts.contains { $0.string.contains("37 more") })
    #expect(scene.numbers.contains { $0.source.address.tensor == Tensors.rest })
    #expect(scene.omissions.contains { $0.kind == .things(shown: 2, of: 6) })
    #expect(fed(scene).contains("input 39 → filter 5 39"))
  }

  @Test("follows the neuron of the step, also in a map that would not be shown else")
  func followed() throws {
    let scene = try scene(channels: 3, maps: 6, step: 3 * 9 + 4)
    #expect(scene.symbols.contains { $0.text == "z_3,1,1^L" })
    #expect(fed(scene).contains("input 0 → filter 3 0"))
  }

  @Test("the separate results of the article add up to its map")
  func numbers() throws {
    let pass = try TrialSubject.stacked
    let separate = SeparateResults(ConvolutionValues(pass))
    let results = (0..<4).map { separate.results(0, $0).map(\.value) }
    #expect(results == [[37, 175], [47, 149], [67, 97], [77, 71]])
    #expect(separate.agreement(0) == .equal)
    let scene = ChainingFigure(subject: Subject(pass: pass)).scene(
      style: FigureStyle(metrics: metrics))
    let band = try #require(scene.groups("band").first).items.flatMap(\.strings)
    #expect(band.contains("37") && band.contains("175") && band.contains("212"))
  }
}
