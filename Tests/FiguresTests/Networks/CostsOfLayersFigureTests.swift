import Drawing
import Neural
import Testing

@testable import Figures

@Suite("The figure of costs of layers")
struct CostsOfLayersFigureTests {
  private func costs(_ trial: NetworkTrial) throws -> LayerCosts {
    try #require(LayerCosts(try trial.exhibit(), focus: Focus()))
  }

  @Test("is sound", arguments: NetworkTrial.all + [NetworkTrial.deep])
  func sound(trial: NetworkTrial) throws {
    CostsOfLayersFigure(subject: try costs(trial)).expectSound(trial.name)
  }

  @Test(
    "is legible in slides and in other languages",
    arguments: [NetworkTrial.tiny, .residual, .wide, .dot, .deep])
  func elsewhere(trial: NetworkTrial) throws {
    let figure = CostsOfLayersFigure(subject: try costs(trial))
    expectLegibleElsewhere(figure)
    expectTranslated(
      figure,
      given: Set(
        (trial.stages.map(\.name) + [trial.name]).flatMap {
          $0.split { !$0.isLetter }.map(String.init)
        }))
  }

  @Test("counts what the network has and does", arguments: NetworkTrial.all)
  func counts(trial: NetworkTrial) throws {
    let (costs, network) = (try costs(trial), try trial.network)
    let learnt = network.parameters.reduce(0) { $0 + $1.tensor.count }
    #expect(costs.total(.parameters) == learnt)
    let run = try trial.run
    for (index, row) in costs.rows.dropFirst().enumerated() {
      #expect(row[.memory] == row.shape.reduce(1, *))
      let stages = run.stages.filter { $0.number == index + 1 }
      // Every product of a step is one multiplication; zeros of a padding count as others do.
      let products = stages.reduce(0) { sum, stage in
        guard stage.stage.layer.parameters[.weight] != nil,
          let account = stage.account(.forward)
        else { return sum }
        return sum + account.reduce(0) { $0 + $1.terms.count { $0.factor != nil } }
      }
      #expect(row[.multiplications] == products, "\(row.name)")
    }
    #expect(costs.rows[0][.memory] == network.inputShape.reduce(1, *))
  }

  @Test("spells out products that are the counts")
  func expressions() throws {
    let rows = try costs(.tiny).rows
    #expect(rows[1].expression(.parameters) == "6 · 3 · 3 + 6")
    #expect(rows[1].expression(.multiplications) == "6 · 36 · 9")
    #expect(rows[1].expression(.memory) == "6 · 6 · 6")
    #expect(rows[2].expression(.parameters) == nil)
    #expect(rows[4].expression(.multiplications) == "10 · 48")
  }

  @Test("folds layers and keeps the sums")
  func folds() throws {
    let costs = try costs(.deep)
    let rows = costs.folded(to: 6)
    #expect(rows.count <= 6 && costs.rows.count > 10)
    for quantity in LayerCosts.Quantity.allCases {
      #expect(rows.reduce(0) { $0 + $1[quantity] } == costs.total(quantity))
    }
    #expect(rows.reduce(0) { $0 + $1.layers } == costs.rows.count)
  }

  @Test(
    "says bytes in powers of 1000",
    arguments: [(948, "948 B"), (35512, "35.5 kB"), (2_000_000, "2 MB")])
  func bytes(count: Int, text: String) { #expect(CostsOfLayersFigure.size(count) == text) }

  @Test("never calls a part all of it")
  func percent() {
    #expect(CostTable.percent(999, of: 1000) == "> 99 %")
    #expect(CostTable.percent(1000, of: 1000) == "100 %")
    #expect(CostTable.percent(1, of: 3) == "33 %")
  }
}
