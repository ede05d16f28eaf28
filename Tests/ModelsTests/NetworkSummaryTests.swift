import Neural
import Testing

@testable import Models

@Suite struct NetworkSummaryTests {
  @Test("A summary counts what is learnt, multiplied and seen")
  func primer() throws {
    let summary = try NetworkSummary(#require(Preset.named("primer")).file().plan)
    #expect(summary.inputShape == [1, 28, 28])
    #expect(summary.rows.map(\.outputShape) == [[16, 25, 25], [16, 12, 12], [10]])
    #expect(summary.rows.map(\.parameters) == [272, 0, 23_050])
    #expect(summary.rows.map(\.multiplications).first == 16 * 25 * 25 * 16)
    #expect(summary.rows.map(\.multiplications).last == 10 * 16 * 144)
    #expect(summary.rows.map(\.field.rows.size) == [4, 5, 28])
    #expect(summary.rows.map(\.field.rows.jump.cells) == [1, 2, 0])
    #expect(summary.rows.map(\.field.isEverything) == [false, false, true])
    #expect(summary.rows[0].settings.map(\.name) == ["maps", "kernel", "activation"])
    #expect(summary.parameters == 23_322)
  }
}
