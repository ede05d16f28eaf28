import Synchronization
import Testing

@testable import Commands

@Suite struct ConcurrentMapTests {
  @Test("Results come in order, and each is counted once", arguments: [0, 1, 2, 7, 500])
  func order(count: Int) throws {
    var counted = 0
    let results = try Array(0..<count).concurrentMap {
      $0 * $0
    } finished: {
      counted += 1
    }
    #expect(results == (0..<count).map { $0 * $0 })
    #expect(counted == count)
  }

  @Test("Of several failures that of the first element is thrown, and no more is begun")
  func failure() {
    struct Bad: Error, Equatable { let index: Int }
    let begun = Mutex(0)
    for _ in 0..<50 {
      begun.withLock { $0 = 0 }
      #expect(throws: Bad(index: 3)) {
        try Array(0..<10_000).concurrentMap { index in
          begun.withLock { $0 += 1 }
          if index >= 3 { throw Bad(index: index) }
        }
      }
      #expect(begun.withLock { $0 } < 10_000)
    }
  }

  @Test("A slice is transformed by its own indices")
  func slice() throws {
    #expect(try Array(0..<10)[4..<7].concurrentMap { $0 } == [4, 5, 6])
  }
}
