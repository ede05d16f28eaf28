import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Threads that wait for work and share it, for a computation of many short parts.
///
/// What a part does may not depend on which thread does it, or when: then the results are the same
/// with any number of threads. Where the system has no thread to give, the caller does everything.
public final class ThreadCrew: Sendable {
  /// The work that is shared, and its parts that nobody has taken yet.
  private struct Work {
    var body: (@Sendable (Int) -> Void)?
    var next = 0
    var count = 0
    var isOver = false
  }

  /// What the threads know; they must not keep the crew itself alive.
  private final class Board: Sendable {
    let work = Mutex(Work())
    let done = DispatchSemaphore(value: 0)

    /// Takes the next part and does it; false where there is none.
    func advance() -> Bool {
      let taken = work.withLock { work -> (body: @Sendable (Int) -> Void, part: Int)? in
        guard let body = work.body, work.next < work.count else { return nil }
        defer { work.next += 1 }
        return (body, work.next)
      }
      guard let taken else { return false }
      taken.body(taken.part)
      return true
    }
  }

  private let board = Board()
  private let starts: [DispatchSemaphore]
  private let threads: Mutex<[WorkerThread]>

  /// How many processors the system has.
  public static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// A crew of that many threads, the caller's among them.
  public init(_ count: Int = ThreadCrew.processors) {
    var starts: [DispatchSemaphore] = []
    var threads: [WorkerThread] = []
    while starts.count < count - 1 {
      let (board, start) = (board, DispatchSemaphore(value: 0))
      let thread = WorkerThread {
        while true {
          start.wait()
          if board.work.withLock(\.isOver) { return }
          while board.advance() {}
          board.done.signal()
        }
      }
      guard let thread else { break }
      starts.append(start)
      threads.append(thread)
    }
    self.starts = starts
    self.threads = Mutex(threads)
  }

  deinit {
    board.work.withLock { $0.isOver = true }
    for start in starts { start.signal() }
    threads.withLock { threads in
      for thread in threads { thread.join() }
    }
  }

  /// Does the parts 0 ..< count and returns when all are done; to be called by one thread at a time,
  /// and not by a part.
  public func perform(_ count: Int, _ body: @escaping @Sendable (_ part: Int) -> Void) {
    board.work.withLock { work in
      (work.body, work.next, work.count) = (body, 0, count)
    }
    let helpers = starts.prefix(max(0, count - 1))
    for start in helpers { start.signal() }
    while board.advance() {}
    for _ in helpers { board.done.wait() }
    board.work.withLock { $0.body = nil }
  }
}
