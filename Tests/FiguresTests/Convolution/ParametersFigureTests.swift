import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The parameters figure")
struct ParametersFigureTests {
  @Test("is sound for every ugly input in every style", arguments: TrialSubject.ugly)
  func sound(trial: TrialSubject) throws {
    let pass = try trial.pass
    ParametersFigure(subject: Subject(pass: pass)).expectSound(trial.name)
    ParametersFigure(subject: Subject(pass: pass, neurons: 5000))
      .expectSound(in: TrialSubject.otherStyles, trial.name)
  }

  private var article: Subject {
    get throws {
      Subject(
        pass: try TrialSubject(name: "", input: [1, 28, 28], filter: [16, 1, 4, 4]).pass)
    }
  }

  @Test("compares three layers of the same 10,000 neurons, and one of another number if asked to")
  func counts() throws {
    var subject = try article
    func counts() -> [String] {
      ParametersFigure(subject: subject).scene(style: FigureStyle(metrics: metrics))
        .groups("count").map(\.name)
    }
    #expect(counts() == ["7,850,000", "170,000", "272"])
    subject.neurons = 30
    #expect(counts() == ["23,550", "170,000", "272"])
    let description = ParametersFigure(subject: subject)
      .scene(style: FigureStyle(metrics: metrics)).description
    #expect(description.contains("fully connected: 30 × (784 + 1) = 23,550"))
  }

  @Test("counts what a fully connected layer has beside maps with no fewer neurons")
  func besideFullyConnected() throws {
    let layer = try FullyConnected(weights: Tensor(shape: [30, 784]))
    let run = try Network(layer: layer, inputShape: [1, 28, 28])
      .forward(Tensor(shape: [1, 28, 28]))
    let subject = try #require(
      ParametersFigure.subject(besideFullyConnected: Exhibit(run), focus: Focus()))
    #expect(ParametersFigure(subject: subject).ways.map(\.total) == [23_550, 10_625, 17])
    #expect(ParametersFigure(subject: subject).ways.map(\.units) == [30, 625, 1])
  }

  @Test("draws the areas in the ratio of the parameters", arguments: [1, 30, 300])
  func areas(neurons: Int) throws {
    var subject = try article
    subject.neurons = neurons
    let figure = ParametersFigure(subject: subject)
    let scene = figure.scene(style: FigureStyle(metrics: metrics))
    let areas = try scene.groups("area").map { area in
      let square = try #require(area.items.compactMap(\.bounds).first)
      return square.width * square.height
    }
    let totals = figure.ways.map { Double($0.total) }
    #expect(areas.count == 3)
    for (area, total) in zip(areas, totals) {
      #expect(abs(area / areas[1] - total / totals[1]) < 1e-6 * total / totals[1])
    }
  }

  @Test(
    "parts thousands with commas",
    arguments: zip([0, 272, 1000, 23550, 4_515_870], ["0", "272", "1,000", "23,550", "4,515,870"]))
  func grouped(number: Int, text: String) {
    #expect(ParametersFigure.grouped(number) == text)
  }
}
