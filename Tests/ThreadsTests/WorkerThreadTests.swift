import Synchronization
import Testing

@testable import Threads

@Suite struct WorkerThreadTests {
  @Test("A thread has done its work when it is joined")
  func joined() throws {
    let value = Mutex(0)
    let thread = try #require(WorkerThread { value.withLock { $0 = 7 } })
    thread.join()
    #expect(value.withLock { $0 } == 7)
  }
}
