import Testing

@testable import Figures

@Suite("An excerpt")
struct ExcerptTests {
  @Test("shows all of a few", arguments: 1...6)
  func few(count: Int) {
    let excerpt = Excerpt(count: count)
    #expect(excerpt.items == Array(0..<count))
    #expect(excerpt.isComplete)
  }

  @Test("leaves nothing out without a word", arguments: [7, 8, 9, 36, 1000])
  func many(count: Int) {
    let excerpt = Excerpt(count: count)
    let hidden = excerpt.places.reduce(0) { sum, place in
      if case .ellipsis(let left) = place { sum + left } else { sum }
    }
    #expect(excerpt.items.count + hidden == count)
    #expect(excerpt.items.first == 0 && excerpt.items.last == count - 1)
    #expect(excerpt.items == excerpt.items.sorted())
    #expect(!excerpt.isComplete)
  }

  @Test("counts what it shows in order")
  func order() {
    #expect(
      Excerpt(count: 36).places == [
        .item(0, order: 0), .item(1, order: 1), .ellipsis(16), .item(18, order: 2), .ellipsis(16),
        .item(35, order: 3),
      ])
  }
}
