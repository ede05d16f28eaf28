import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The figure of training")
struct TrainingFigureTests {
  private func figure(_ exhibit: Exhibit) throws -> TrainingFigure {
    TrainingFigure(subject: try #require(TrainingSubject(exhibit, focus: Focus())))
  }

  @Test(
    "is sound for few epochs and for many",
    arguments: [(1, [0, 1]), (2, [1, 2]), (40, [0, 1, 2, 5, 10, 20, 40]), (700, [0, 350, 700])])
  func sound(epochs: Int, recorded: [Int]) throws {
    try figure(try NetworkTrial.tiny.exhibit(epochs: epochs, recorded: recorded))
      .expectSound("\(epochs) epochs")
  }

  @Test("is sound for every network", arguments: NetworkTrial.all)
  func networks(trial: NetworkTrial) throws {
    try figure(try trial.exhibit(epochs: 12, recorded: [0, 3, 12])).expectSound(trial.name)
  }

  @Test("is legible in slides and in other languages")
  func elsewhere() throws {
    let figure = try figure(try NetworkTrial.tiny.exhibit(epochs: 40, recorded: [0, 10, 40]))
    expectLegibleElsewhere(figure)
    expectTranslated(figure, given: ["tiny", "conv"])
  }

  @Test("prints the scores after the last epoch")
  func scores() throws {
    let exhibit = try NetworkTrial.tiny.exhibit(epochs: 40, recorded: [0, 40])
    let last = try #require(exhibit.course?.epochs.last)
    let numbers = try figure(exhibit).scene(style: FigureStyle(metrics: metrics)).numbers
    func value(_ stage: String, _ tensor: String) -> Double? {
      numbers.first { $0.source.address == .init(stage: stage, tensor: tensor, index: [40]) }?
        .source.value
    }
    #expect(value("training", "cost").map { abs($0 - last.training.cost) < 1e-9 } == true)
    #expect(value("held_out", "accuracy") == last.heldOut.map { Double($0.hits) })
  }

  @Test("has one curve in each plot where nothing is held out")
  func oneCurve() throws {
    func curves(_ hasHeldOut: Bool) throws -> [String] {
      try figure(
        try NetworkTrial.tiny.exhibit(epochs: 5, recorded: [0, 5], hasHeldOut: hasHeldOut)
      ).scene(style: FigureStyle(metrics: metrics)).groups("curve").map(\.name)
    }
    #expect(try curves(false) == ["training", "training"])
    #expect(try curves(true) == ["training", "held_out", "training", "held_out"])
  }

  @Test("lets each state of the filter stand at its epoch, none over another")
  func places() throws {
    let exhibit = try NetworkTrial.tiny.exhibit(epochs: 40, recorded: [0, 1, 2, 5, 10, 20, 40])
    let scene = try figure(exhibit).scene(style: FigureStyle(metrics: metrics))
    let states = scene.groups("matrix").map(\.name).filter { $0.hasPrefix("filter") }
    #expect(states.first == "filter 0" && states.last == "filter 40")
    #expect(!states.contains("filter 1"))
    #expect(scene.texts.contains { $0.string == "20" })
  }

  @Test("draws of many epochs no more points than pixels")
  func manyEpochs() {
    let curve = PlotCurve(
      points: (0..<5000).map { (Double($0), Double($0 % 7)) }, color: .black)
    let pen = Pen(style: FigureStyle(metrics: metrics))
    let items = curve.items(name: "", { Point($0 / 10, $1) }, pen).flatMap(\.flattened)
    let lengths = items.compactMap { item in
      if case .path(let path, _) = item { path.elements.count } else { nil }
    }
    #expect(lengths.max() ?? 0 <= 1002)
  }

  @Test(
    "has ticks at ones and threes that hold the values", arguments: [(1.6e-3, 2.0), (0.2, 0.21)])
  func ticks(least: Double, greatest: Double) {
    let axis = PlotAxis.logarithmic(over: [least, greatest], most: 8)
    #expect(axis.low <= least && axis.high >= greatest)
    #expect(axis.share(of: axis.low) == 0 && axis.share(of: axis.high) == 1)
    #expect(abs(axis.share(of: (axis.low * axis.high).squareRoot()) - 0.5) < 1e-9)
  }
}
