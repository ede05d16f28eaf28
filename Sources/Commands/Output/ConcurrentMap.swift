import Synchronization
import Threads

extension RandomAccessCollection where Self: Sendable, Index == Int, Element: Sendable {
  /// The results of a transformation, in order, computed on all cores.
  ///
  /// No more than one element a core is in work at a time, one of them on this thread, so that the
  /// work is done where no other thread can be had. After the first failure no new element is begun;
  /// when those in work have ended, the failure of the first element that failed is thrown, which
  /// is the same on any number of cores.
  ///
  /// - Parameter finished: Called on this thread, once for each element that is done.
  func concurrentMap<Result: Sendable>(
    _ transform: @escaping @Sendable (Element) throws -> Result, finished: () -> Void = {}
  ) throws -> [Result] {
    let work = ConcurrentWork<Result>(startIndex..<endIndex)
    let cores = ThreadCrew.processors
    var workers: [WorkerThread] = []
    while workers.count < Swift.min(cores, count) - 1 {
      guard let worker = WorkerThread({ while work.advance({ try transform(self[$0]) }) {} })
      else { break }
      workers.append(worker)
    }
    var reported = 0
    func report() {
      let done = work.doneCount
      for _ in reported..<done { finished() }
      reported = done
    }
    while work.advance({ try transform(self[$0]) }) { report() }
    for worker in workers { worker.join() }
    report()
    return try work.results()
  }
}

/// Elements that several threads take one after the other, and what they make of them.
private final class ConcurrentWork<Value: Sendable>: Sendable {
  private struct State {
    var next: Int
    var values: [Value?]
    var doneCount = 0
    var failure: (index: Int, error: any Error)?
  }

  private let indices: Range<Int>
  private let state: Mutex<State>

  init(_ indices: Range<Int>) {
    self.indices = indices
    state = Mutex(
      State(next: indices.lowerBound, values: Array(repeating: nil, count: indices.count)))
  }

  /// The number of elements that have been transformed.
  var doneCount: Int { state.withLock(\.doneCount) }

  /// Takes the next element and transforms it; false where there is none, or one has failed.
  func advance(_ transform: (Int) throws -> Value) -> Bool {
    let taken = state.withLock { state -> Int? in
      guard state.failure == nil, state.next < indices.upperBound else { return nil }
      defer { state.next += 1 }
      return state.next
    }
    guard let taken else { return false }
    do {
      let value = try transform(taken)
      state.withLock { state in
        state.values[taken - indices.lowerBound] = value
        state.doneCount += 1
      }
    } catch {
      state.withLock { state in
        if state.failure.map({ taken < $0.index }) ?? true { state.failure = (taken, error) }
      }
    }
    return true
  }

  /// What was made of all elements.
  func results() throws -> [Value] {
    try state.withLock { state in
      if let failure = state.failure { throw failure.error }
      return state.values.compactMap { $0 }
    }
  }
}
