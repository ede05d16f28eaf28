import Synchronization
import Testing

@testable import Threads

@Suite struct ThreadCrewTests {
  @Test("Each part is done once, whatever the number of threads", arguments: [1, 2, 3, 8])
  func parts(threads: Int) {
    let crew = ThreadCrew(threads)
    let done = Mutex<[Int]>([])
    for count in [0, 1, 2, 7, 100] {
      crew.perform(count) { part in done.withLock { $0.append(part) } }
      #expect(done.withLock { $0.sorted() } == Array(0..<count))
      done.withLock { $0 = [] }
    }
  }

  @Test("Two threads work at the same time")
  func together() {
    let met = Mutex(0)
    // Each part waits for the other, so that one thread alone would never end.
    ThreadCrew(2).perform(2) { _ in
      met.withLock { $0 += 1 }
      while met.withLock({ $0 }) < 2 {}
    }
    #expect(met.withLock { $0 } == 2)
  }

  @Test("What a part holds is let go of when the work is done")
  func released() {
    final class Held: Sendable {}
    weak var held: Held?
    let crew = ThreadCrew(2)
    do {
      let object = Held()
      held = object
      crew.perform(4) { _ in _ = object }
    }
    #expect(held == nil)
  }
}
