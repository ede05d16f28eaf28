import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The figure of occlusion")
struct OcclusionFigureTests {
  @Test("is sound", arguments: NetworkTrial.all)
  func sound(trial: NetworkTrial) throws {
    OcclusionFigure(subject: try InsightTrial.insight(trial)).expectSound(trial.name)
  }

  @Test(
    "is legible in slides and in other languages",
    arguments: [NetworkTrial.tiny, .residual, .wide, .dot])
  func elsewhere(trial: NetworkTrial) throws {
    let figure = OcclusionFigure(subject: try InsightTrial.insight(trial))
    expectLegibleElsewhere(figure)
    expectTranslated(figure)
  }

  @Test("has the probabilities that the network gives with the patch", arguments: NetworkTrial.all)
  func chances(trial: NetworkTrial) throws {
    let insight = try InsightTrial.insight(trial)
    let trials = try #require(Occlusion(insight))
    let extent = insight.extent
    #expect(trials.places.rows <= 12 && trials.places.columns <= 12)
    for place in trials.cells.filter({ ($0.row + 3 * $0.column).isMultiple(of: 5) }) {
      let corner = trials.corner(place)
      var values = insight.input.values
      for index in values.indices {
        let (row, column) = (index % extent.count / extent.columns, index % extent.columns)
        let isUnder =
          (corner.row..<(corner.row + trials.patch.rows)).contains(row)
          && (corner.column..<(corner.column + trials.patch.columns)).contains(column)
        if isUnder { values[index] = trials.grey }
      }
      let input = try Tensor(shape: insight.input.shape, values: values)
      let output = try insight.run.network.forward(input).outputs[0].values
      let chances = Softmax.probabilities(output)
      #expect(trials.chances(place) == chances)
      let change = trials.change(place).value
      #expect(change == chances[insight.target] - insight.chances[insight.target])
    }
    let least = try #require(trials.cells.map { trials.change($0).value }.min())
    if least < 0 { #expect(trials.change(trials.strongest).value == least) }
  }

  @Test("prints an equation that closes")
  func closes() throws {
    let count = OcclusionFigure(subject: try InsightTrial.insight(.tiny)).ledger.solved().count
    #expect(count.stated == 1 && count.closing == 1)
  }
}
