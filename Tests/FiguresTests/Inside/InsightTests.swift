import Drawing
import Neural
import Testing

@testable import Figures

/// What the figures that look inside are tried on.
enum InsightTrial {
  static func insight(_ trial: NetworkTrial) throws -> Insight {
    try #require(Insight(try trial.exhibit(), focus: Focus()))
  }
}

@Suite("What figures look at inside a network")
struct InsightTests {
  @Test("is the class of the target, else the most probable one", arguments: NetworkTrial.all)
  func target(trial: NetworkTrial) throws {
    #expect(try InsightTrial.insight(trial).target == 1)
    let run = try trial.run
    let forward = try run.network.forward(run.items[0])
    let insight = try #require(Insight(Exhibit(forward), focus: Focus()))
    let output = forward.outputs[0].values
    #expect(insight.target == output.firstIndex(of: try #require(output.max())))
    #expect(!insight.isGiven)
  }

  @Test("has slopes that small differences of the score have", arguments: NetworkTrial.all)
  func slopes(trial: NetworkTrial) throws {
    let insight = try InsightTrial.insight(trial)
    let slopes = try #require(insight.slopes?.inputGradients?[0].values)
    let values = insight.input.values
    let step = 1e-6
    for place in stride(from: 0, to: values.count, by: max(1, values.count / 20)) {
      var raised = values
      raised[place] += step
      let score = try #require(insight.score(of: raised))
      #expect(abs((score - insight.score.value) / step - slopes[place]) < 1e-4)
    }
  }

  @Test("takes no vectors, no single answers, no numbers that are no classes")
  func refused() throws {
    let exhibit = try NetworkTrial.tiny.exhibit()
    let run = exhibit.run
    var other = Exhibit(try run.network.forward(run.items[0]))
    other.cost = .quadratic
    #expect(Insight(other, focus: Focus()) == nil)
    let vector = try Network(
      layer: FullyConnected(weights: Tensor(rows: [[1, 2], [3, 4]]), bias: nil), inputShape: [2])
    let short = Exhibit(try vector.forward(Tensor(shape: [2], values: [1, 2])))
    #expect(Insight(short, focus: Focus()) == nil)
  }
}
