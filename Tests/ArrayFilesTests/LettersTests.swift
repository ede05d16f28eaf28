import Neural
import Testing

@testable import ArrayFiles

@Suite struct LettersTests {
  @Test("Every capital letter is 6 × 6 zeros and ones", arguments: "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
  func drawings(letter: Character) throws {
    let rows = try #require(Letters.rows(letter))
    #expect(rows.count == 6 && rows.allSatisfy { $0.count == 6 })
    #expect(Set(rows.joined()) == [0, 1])
  }

  @Test("No two letters look the same")
  func distinct() {
    let drawings = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".compactMap(Letters.rows)
    #expect(Set(drawings).count == 26)
    #expect(Letters.rows("a") == nil)
  }

  @Test("Z is the article's")
  func z() {
    #expect(
      Letters.rows("Z") == [
        [0, 1, 1, 1, 1, 0], [0, 0, 0, 0, 1, 0], [0, 0, 0, 1, 0, 0], [0, 0, 1, 0, 0, 0],
        [0, 1, 0, 0, 0, 0], [0, 1, 1, 1, 1, 0],
      ])
  }

  @Test("The two strokes of U fire their neurons with exactly the same, largest activation")
  func translationInvariance() throws {
    let layer = try Convolution(
      weights: Tensor(rows: Kernels.verticalStroke(3)).reshaped([1, 1, 3, 3]))
    let letter = try #require(Letters.rows("U"))
    let input = try Tensor(rows: letter).reshaped([1, 6, 6])
    let map = try layer.forward(input).result.a[slice: 0]
    #expect(map[0, 0] == 3)
    #expect(map[0, 3] == 3)
    #expect(map.values.max() == 3)
    #expect(map[0, 1] < 0 && map[0, 2] < 0)
  }
}
