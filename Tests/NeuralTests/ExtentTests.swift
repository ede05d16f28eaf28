import Testing

@testable import Neural

@Suite struct ExtentTests {
  @Test("An extent has rows times columns cells and prints both")
  func extent() {
    #expect(Extent(rows: 3, columns: 2).count == 6)
    #expect(Extent(rows: 3, columns: 2).description == "3 × 2")
    #expect(Extent(4) == Extent(rows: 4, columns: 4))
  }

  @Test("A cell is a row and a column")
  func cell() {
    #expect(Cell(1, -2).row == 1)
    #expect(Cell(1, -2).column == -2)
  }
}
