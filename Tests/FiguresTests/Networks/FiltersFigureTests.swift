import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The figure of filters")
struct FiltersFigureTests {
  private func figure(_ exhibit: Exhibit, step: Int? = nil) throws -> FiltersFigure {
    FiltersFigure(subject: try #require(FiltersSubject(exhibit, focus: Focus(step: step))))
  }

  @Test("is sound as the network is", arguments: NetworkTrial.all)
  func sound(trial: NetworkTrial) throws {
    try figure(try trial.exhibit()).expectSound(trial.name)
  }

  @Test("is sound before and after training", arguments: NetworkTrial.all)
  func soundInTime(trial: NetworkTrial) throws {
    try figure(try trial.exhibit(epochs: 9, recorded: [0, 4, 9])).expectSound(trial.name)
  }

  @Test("is legible in slides and in other languages")
  func elsewhere() throws {
    expectLegibleElsewhere(try figure(try NetworkTrial.tiny.exhibit()))
    let trained = try figure(try NetworkTrial.tiny.exhibit(epochs: 9, recorded: [0, 9]))
    expectLegibleElsewhere(trained)
    expectTranslated(trained, given: ["conv", "input"])
  }

  @Test("shows the weights of the first and of the kept epoch, and the maps that they give")
  func states() throws {
    let exhibit = try NetworkTrial.tiny.exhibit(epochs: 9, recorded: [0, 4, 9], kept: 4)
    let subject = try #require(FiltersSubject(exhibit, focus: Focus()))
    #expect(subject.states.map(\.epoch) == [0, 4])
    let recorded = try #require(exhibit.course).parameters(of: "conv1")
    #expect(subject.states[1].weights == recorded[1].tensors[.weight])
    // The recorded parameters of epoch 0 are those of the run, so their maps are the run's.
    #expect(subject.states[0].maps == exhibit.run.stages[1].outputs[0])
    let scene = FiltersFigure(subject: subject).scene(style: FigureStyle(metrics: metrics))
    let filters = scene.groups("matrix").map(\.name).filter { $0.hasPrefix("filter ") }
    #expect(Set(filters).count == 12)
  }

  @Test("has one scale for all filters and one for all maps")
  func scales() throws {
    let exhibit = try NetworkTrial.tiny.exhibit(epochs: 9, recorded: [0, 9])
    let subject = try #require(FiltersSubject(exhibit, focus: Focus()))
    let all = subject.states.flatMap(\.weights.values).map(abs).max()
    #expect(subject.weightScale(.light).high == all)
    #expect(subject.mapScale(.light).high == subject.states.flatMap(\.maps.values).max())
  }

  @Test("shows of many filters eight, those that changed most, and says so")
  func many() throws {
    let exhibit = try NetworkTrial.wide.exhibit(epochs: 3, recorded: [0, 3])
    let subject = try #require(FiltersSubject(exhibit, focus: Focus()))
    let (first, last) = (subject.states[0].weights, subject.states[1].weights)
    let size = first.count / 20
    let changes = (0..<20).map { map in
      (map * size..<(map + 1) * size).reduce(0.0) {
        $0 + (last.values[$1] - first.values[$1]) * (last.values[$1] - first.values[$1])
      }
    }
    let least = subject.shown().map { changes[$0] }.min() ?? 0
    let others = Set(0..<20).subtracting(subject.shown()).map { changes[$0] }.max() ?? 0
    #expect(subject.shown().count == 8 && least >= others)
    let scene = FiltersFigure(subject: subject).scene(style: FigureStyle(metrics: metrics))
    #expect(scene.title == "8 of 20 filters of layer 1, those that changed most")
    #expect(scene.omissions.contains { $0.kind == .things(shown: 8, of: 20) })
  }

  @Test("shows nothing of a network without a convolution")
  func none() throws {
    let layer = try FullyConnected(
      weights: Tensor(shape: [2, 4], values: (0..<8).map(Double.init)))
    let run = try Network(layer: layer, inputShape: [4]).forward(Tensor(shape: [4]))
    #expect(FiltersSubject(Exhibit(run), focus: Focus()) == nil)
  }
}
