import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The modes figure")
struct ModesFigureTests {
  private func scene(_ pass: Convolution.ForwardPass, labels: Labels = .numbers) -> Scene {
    ModesFigure(subject: Subject(pass: pass)).scene(
      style: FigureStyle(labels: labels, metrics: metrics))
  }

  private func cells(of name: String, in scene: Scene) -> [String] {
    scene.groups("matrix").filter { $0.name == name }.flatMap { $0.items.flatMap(\.strings) }
  }

  @Test("is sound for every ugly input in every style", arguments: TrialSubject.ugly)
  func sound(trial: TrialSubject) throws {
    ModesFigure(subject: Subject(pass: try trial.pass)).expectSound(trial.name)
  }

  @Test("is sound as a part of slides and in other languages", arguments: TrialSubject.ugly)
  func elsewhere(trial: TrialSubject) throws {
    ModesFigure(subject: Subject(pass: try trial.pass))
      .expectSound(in: TrialSubject.otherStyles, trial.name)
  }

  @Test("prints the results of the article’s appendix A, and those of same")
  func results() throws {
    let scene = scene(try TrialSubject.article)
    #expect(cells(of: "valid ⋆", in: scene) == ["370", "470", "670", "770"])
    #expect(cells(of: "valid ∗", in: scene) == ["230", "330", "530", "630"])
    // Of an even filter the odd row and column of zeros lie below and right.
    #expect(
      cells(of: "same ⋆", in: scene)
        == ["370", "470", "210", "670", "770", "330", "230", "260", "90"])
    #expect(scene.texts.contains { $0.string == "padding 1 below, 1 right" })
    #expect(
      cells(of: "full ⋆", in: scene).map { Int($0) } == [
        40, 110, 180, 90, 180, 370, 470, 210, 360, 670, 770, 330, 140, 230, 260, 90,
      ])
    #expect(
      cells(of: "full ∗", in: scene).map { Int($0) } == [
        10, 40, 70, 60, 70, 230, 330, 240, 190, 530, 630, 420, 210, 520, 590, 360,
      ])
    #expect(
      ["2 × 2", "3 × 3", "4 × 4"].allSatisfy { size in scene.texts.contains { $0.string == size } })
  }

  @Test("rotates the filter for convolution, each weight with its colour")
  func rotation() throws {
    let scene = scene(try TrialSubject.article)
    let filters = scene.groups("matrix").filter { $0.name.hasPrefix("filter") }
    #expect(
      filters.map { $0.items.flatMap(\.strings) } == [
        ["10", "20", "30", "40"], ["40", "30", "20", "10"],
      ])
    let colors = filters.map { filter in
      filter.items.flatMap(\.flattened).compactMap { item -> Color? in
        if case .text(let run) = item { run.color } else { nil }
      }
    }
    #expect(Set(colors[0]).count == 4)
    #expect(colors[1] == colors[0].reversed())
  }

  @Test("shows the overlay at one position of each mode, over the padding of full")
  func overhang() throws {
    let scene = scene(try TrialSubject.article)
    #expect(scene.groups("overlay").count == 3)
    let zeros = scene.texts.filter { $0.string == "0" }
    #expect(zeros.count == 3)
  }

  @Test("follows the step to another neuron")
  func step() throws {
    let figure = ModesFigure(subject: Subject(pass: try TrialSubject.article, step: 3))
    let scene = figure.scene(style: FigureStyle(metrics: metrics))
    let band = scene.groups("band").flatMap { $0.items.flatMap(\.strings) }
    #expect(band.contains("770") && band.contains("630"))
  }

  @Test("prints the results of an upright strip, which has the height of the page")
  func upright() throws {
    let pass = try Convolution(weights: Tensor(shape: [1, 1, 3, 1], values: [1, 0, -1]))
      .forward(Tensor(shape: [1, 9, 1], values: (1...9).map(Double.init)))
    let scene = scene(pass)
    #expect(cells(of: "valid ⋆", in: scene) == Array(repeating: "−2", count: 7))
    #expect(
      cells(of: "full ∗", in: scene)
        == ["1", "2", "2", "2", "2", "2", "2", "2", "2", "−8", "−9"])
    #expect(scene.groups("legend").isEmpty)
  }

  @Test("brackets a negative factor that follows a plus")
  func brackets() throws {
    let pass = try Convolution(weights: Tensor(shape: [1, 1, 1, 2], values: [2, -3]))
      .forward(Tensor(shape: [1, 1, 2], values: [-4, -5]))
    let band = scene(pass).groups("band").flatMap { $0.items.flatMap(\.strings) }
    #expect(
      band.joined().contains("=−4·2+(−5)·(−3)=7") && band.joined().contains("=−4·(−3)+(−5)·2=2"))
  }

  @Test("says that it has compared the results with the full ones")
  func compared() throws {
    #expect(
      scene(try TrialSubject.article).texts.contains { $0.string.contains("✓ valid and same") })
  }

  @Test("says in its place that there is no valid result")
  func missing() throws {
    let trial = try #require(TrialSubject.ugly.first { $0.name == "1 × 1 full" })
    let scene = scene(try trial.pass)
    #expect(scene.texts.contains { $0.string.contains("no position") })
    #expect(scene.texts.contains { $0.string.contains("The 3 × 3 filter is larger") })
    #expect(scene.description.contains("valid: none"))
  }

  @Test("says what of the layer it leaves out, and how many channels it adds up")
  func words() throws {
    let pass = try Convolution(
      weights: Tensor(shape: [3, 2, 2, 2]), bias: Tensor(shape: [3], values: [1, 0, 0]),
      activation: .relu, stride: Extent(2), padding: .same
    ).forward(Tensor(shape: [2, 5, 5]))
    let text = scene(pass).description
    #expect(text.contains("2 channels added up, the first one drawn, feature map 1 of 3"))
    #expect(text.contains("without the layer’s stride, padding, bias and activation function"))
    let plain = scene(try TrialSubject.article)
    #expect(!plain.description.contains("without"))
  }

  @Test("explains the first neuron of both operations")
  func band() throws {
    let band = scene(try TrialSubject.article).groups("band").flatMap {
      $0.items.flatMap(\.strings)
    }
    let text = band.joined()
    #expect(text.contains("=1·10+2·20+4·30+5·40=370") && text.contains("=1·40+2·30+4·20+5·10=230"))
    #expect(band.contains("370") && band.contains("230"))
  }
}
