import Testing

@testable import Figures

@Suite("Sharing out a room")
struct ColumnsTests {
  @Test("Each gets its share")
  func shares() {
    #expect(Columns.lengths(60, shares: [1, 2, 3], least: [0, 0, 0]) == [10, 20, 30])
  }

  @Test("What one cannot use goes to the others, and what one needs is taken from them")
  func bounds() {
    #expect(
      Columns.lengths(60, shares: [1, 1, 1], least: [0, 0, 0], limits: [10, 100, 100])
        == [10, 25, 25])
    #expect(Columns.lengths(60, shares: [1, 1, 1], least: [30, 0, 0]) == [30, 15, 15])
    // A need that makes another a need too.
    #expect(Columns.lengths(60, shares: [1, 1, 2], least: [40, 8, 0]) == [40, 8, 12])
    #expect(
      Columns.lengths(60, shares: [1, 1, 1], least: [30, 0, 0], limits: [90, 90, 5])
        == [30, 25, 5])
  }

  @Test("What asks for no share takes what it needs, and no more")
  func closed() {
    #expect(Columns.lengths(60, shares: [0, 1], least: [20, 0]) == [20, 40])
    #expect(Columns.lengths(60, shares: [0, 0], least: [20, 5]) == [20, 5])
  }

  @Test("Too small a room leaves each what it takes in any case")
  func small() {
    #expect(Columns.lengths(10, shares: [1, 1], least: [20, 30]) == [20, 30])
  }
}
