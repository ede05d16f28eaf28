import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The figure of residual blocks")
struct ResidualFigureTests {
  private static func stage(
    _ name: String, _ kind: String, _ settings: [String: SettingValue] = [:], from: String...
  ) -> NetworkPlan.Stage {
    NetworkPlan.Stage(name, kind: kind, settings: Settings(settings), from: from)
  }

  private static func same(
    _ name: String, _ kernel: Int, maps: Int = 2, from source: String
  ) -> NetworkPlan.Stage {
    stage(
      name, "convolution",
      [
        "maps": .whole(maps), "kernel": .extent(Extent(kernel)), "padding": .padding(.same),
      ], from: source)
  }

  /// Both ways compute something, and x has another shape than their sum.
  static let projected = NetworkTrial(
    name: "a projection on the shortcut", input: [1, 5, 5],
    stages: [
      same("conv1", 3, from: "input"), same("conv2", 3, maps: 3, from: "conv1"),
      same("project", 1, maps: 3, from: "conv1"), stage("sum", "add", from: "conv2", "project"),
    ], target: nil)
  /// From the network's input; few neurons, with numbers.
  static let small = NetworkTrial(
    name: "2 × 2 from the input", input: [1, 2, 2],
    stages: [
      same("conv1", 3, maps: 1, from: "input"), stage("sum", "add", from: "conv1", "input"),
      stage("fc", "fully-connected", ["neurons": .whole(2)], from: "sum"),
    ])
  static let vectors = NetworkTrial(
    name: "vectors", input: [20],
    stages: [
      stage("fc1", "fully-connected", ["neurons": .whole(20)], from: "input"),
      stage("sum", "add", from: "fc1", "input"),
    ])
  /// Four ways, one of them through two stages.
  static let four = NetworkTrial(
    name: "four ways", input: [2, 6, 6],
    stages: [
      same("one", 1, from: "input"), same("three", 3, from: "input"),
      same("five", 5, from: "input"), stage("relu", "relu", from: "five"),
      stage("sum", "add", from: "one", "three", "relu", "input"),
      stage("fc", "fully-connected", ["neurons": .whole(2)], from: "sum"),
    ])
  static let forward = NetworkTrial(
    name: "without gradients", input: [2, 6, 6],
    stages: [same("conv1", 3, from: "input"), stage("sum", "add", from: "conv1", "input")],
    target: nil)
  static let all = [NetworkTrial.residual, projected, small, vectors, four, forward]

  private func figure(_ trial: NetworkTrial, step: Int? = nil) throws -> ResidualFigure {
    ResidualFigure(
      subject: try #require(ResidualSubject(Exhibit(try trial.run), focus: Focus(step: step))))
  }

  @Test("is sound as the network is", arguments: all)
  func sound(trial: NetworkTrial) throws { try figure(trial).expectSound(trial.name) }

  @Test("is sound as a part of slides and in other languages", arguments: all)
  func elsewhere(trial: NetworkTrial) throws {
    try figure(trial).expectSound(in: TrialSubject.otherStyles, trial.name)
  }

  @Test("is sound in every theme", arguments: Theme.all)
  func themes(theme: Theme) throws {
    try figure(.residual).expectSound(
      in: [FigureStyle(theme: theme, metrics: metrics)], theme.name)
  }

  @Test("says all of its words in the reader’s language", arguments: [NetworkTrial.residual, four])
  func translated(trial: NetworkTrial) throws {
    expectTranslated(
      try figure(trial),
      given: ["sum", "relu", "conv", "input", "one", "three", "five", "output", "add"])
  }

  @Test("finds what the ways begin with, and which stages are on them")
  func ways() throws {
    let residual = try figure(.residual).subject
    #expect(residual.source == .stage(1))
    #expect(residual.ways.map(\.stages) == [[2], []])
    #expect(residual.returns.map(\.way) == [0, 1])
    let projected = try figure(Self.projected).subject
    #expect(projected.source == .stage(0))
    #expect(projected.ways.map(\.stages) == [[1], [2]])
    let four = try figure(Self.four).subject
    #expect(four.source == .input)
    #expect(four.ways.map(\.stages) == [[0], [1], [2, 3], []])
    #expect(four.returns.count == 4)
  }

  @Test("adds the ways, and on the way back the gradients, in the followed neuron", arguments: all)
  func sums(trial: NetworkTrial) throws {
    let subject = try figure(trial).subject
    let addends = subject.ways.map { subject.addend($0).followed.value }
    #expect(abs(addends.reduce(0, +) - subject.sum.followed.value) < 1e-12)
    guard let total = subject.total else { return }
    let handed = subject.returns.compactMap { subject.handed($0) }
    #expect(handed.count == subject.returns.count)
    #expect(abs(handed.map(\.followed.value).reduce(0, +) - total.followed.value) < 1e-12)
  }

  @Test("says that gradients add up because they do")
  func verdict() throws {
    let scene = try figure(.residual).drawn(in: FigureStyle(metrics: metrics))
    #expect(scene.disagreement == nil)
    #expect(scene.texts.contains { $0.string.hasPrefix("✓ gradients add up in all 144") })
    let alone = try figure(Self.forward).drawn(in: FigureStyle(metrics: metrics))
    #expect(!alone.texts.contains { $0.string.hasPrefix("✓") })
    #expect(alone.title == "A residual block: F(x) + x")
    let projected = try figure(Self.projected).drawn(in: FigureStyle(metrics: metrics))
    #expect(projected.title == "Ways that add: F(x) + G(x)")
  }

  @Test("shows nothing where nothing is added")
  func none() throws {
    #expect(ResidualSubject(Exhibit(try NetworkTrial.tiny.run), focus: Focus()) == nil)
    var exhibit = Exhibit(try NetworkTrial.residual.run, stageIndex: 0)
    #expect(ResidualSubject(exhibit, focus: Focus()) != nil)
    exhibit.isStageChosen = true
    #expect(ResidualSubject(exhibit, focus: Focus()) == nil)
  }
}
