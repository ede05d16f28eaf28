import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The parameters figure")
struct ParametersFigureTests {
  @Test("is legible for every ugly input in every style", arguments: TrialSubject.ugly)
  func legible(trial: TrialSubject) throws {
    let pass = try trial.pass
    for style in TrialSubject.styles {
      for neurons in [1, 30, 5000] {
        let subject = Subject(pass: pass, neurons: neurons)
        expectLegible(
          ParametersFigure(subject: subject).scene(style: style),
          "\(neurons), \(style.labels), \(style.page)")
      }
    }
  }

  private var article: Subject {
    get throws {
      Subject(
        pass: try TrialSubject(name: "", input: [1, 28, 28], filter: [16, 1, 4, 4]).pass)
    }
  }

  @Test("counts the article's parameters: 23,550 and 272")
  func counts() throws {
    let scene = ParametersFigure(subject: try article).scene(
      style: FigureStyle(metrics: metrics))
    #expect(scene.groups("count").map(\.name) == ["23,550", "272"])
    #expect(scene.groups("ratio").flatMap { $0.items.flatMap(\.strings) }.contains("86.6"))
    #expect(scene.groups("matrix").filter { $0.name.hasPrefix("filter") }.count == 16)
    #expect(scene.description.contains("30 × (784 + 1) = 23,550"))
  }

  @Test("draws both areas in the ratio of the parameters", arguments: [1, 30, 300])
  func areas(neurons: Int) throws {
    var subject = try article
    subject.neurons = neurons
    let scene = ParametersFigure(subject: subject).scene(style: FigureStyle(metrics: metrics))
    let areas = try scene.groups("area").map { area in
      let shapes = area.items.compactMap { item in
        if case .rectangle(let rectangle, _, _) = item { rectangle } else { nil }
      }
      let square = try #require(shapes.first)
      return square.width * square.height
    }
    #expect(abs(areas[0] / areas[1] - Double(neurons * 785) / 272) < 1e-6)
  }

  @Test(
    "parts thousands with commas",
    arguments: zip([0, 272, 1000, 23550, 4_515_870], ["0", "272", "1,000", "23,550", "4,515,870"]))
  func grouped(number: Int, text: String) {
    #expect(ParametersFigure.grouped(number) == text)
  }
}
