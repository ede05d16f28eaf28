import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The chaining figure")
struct ChainingFigureTests {
  @Test("is legible for every ugly input in every style", arguments: TrialSubject.ugly)
  func legible(trial: TrialSubject) throws {
    let pass = try trial.pass
    for style in TrialSubject.styles {
      for step in Set([0, pass.steps.count - 1]) {
        let scene = ChainingFigure(subject: Subject(pass: pass, step: step)).scene(style: style)
        expectLegible(scene, "step \(step), \(style.labels), \(style.page)")
      }
    }
  }

  private func scene(
    channels: Int, maps: Int, groups: Int = 1, labels: Labels = .numbers
  ) throws -> Scene {
    let trial = TrialSubject(
      name: "", input: [channels, 5, 5], filter: [maps, channels / groups, 3, 3])
    let pass = try trial.pass
    let scene = ChainingFigure(subject: Subject(pass: pass)).scene(
      style: FigureStyle(labels: labels, metrics: metrics))
    expectLegible(scene, "\(channels) → \(maps) in \(groups)")
    return scene
  }

  @Test("wires each map to a filter of its own for each map of layer 2")
  func wires() throws {
    let scene = try scene(channels: 3, maps: 2)
    #expect(
      Set(scene.groups("wire").map(\.name))
        == ["0 to 0", "1 to 0", "2 to 0", "0 to 1", "1 to 1", "2 to 1"])
    #expect(scene.groups("plus").count == 4)
    #expect(scene.groups("more").isEmpty)
    let tags = scene.groups("matrix").map(\.name)
    #expect(tags.filter { $0.hasPrefix("filter") }.count == 6)
    #expect(tags.filter { $0.hasPrefix("result") }.count == 6)
    #expect(tags.contains("sum 1") && tags.contains("output 1"))
  }

  @Test("with groups, wires stay within the group")
  func groups() throws {
    let scene = try scene(channels: 4, maps: 2, groups: 2)
    #expect(scene.groups("wire").map(\.name) == ["0 to 0", "1 to 0", "2 to 1", "3 to 1"])
  }

  @Test("of many maps it shows the first ones and the last, and says how many are left out")
  func many() throws {
    let scene = try scene(channels: 40, maps: 6)
    let words = scene.groups("more").flatMap { $0.items.flatMap(\.strings) }
    #expect(words.contains("37 more") && words.contains("+ 37 more"))
    #expect(words.contains("4 more maps"))
    #expect(scene.groups("wire").contains { $0.name == "39 to 5" })
  }

  @Test("the separate results of the article add up to its map")
  func numbers() throws {
    let pass = try TrialSubject.stacked
    let separate = SeparateCorrelations(pass: pass, map: 0)
    #expect(separate.results == [[37, 47, 67, 77], [175, 149, 97, 71]])
    #expect(separate.sum == [212, 196, 164, 148])
    #expect(separate.agreement == .equal)
    let scene = ChainingFigure(subject: Subject(pass: pass)).scene(
      style: FigureStyle(metrics: metrics))
    let band = try #require(scene.groups("band").first).items.flatMap(\.strings)
    #expect(band.contains("37") && band.contains("175") && band.contains("212"))
  }
}
