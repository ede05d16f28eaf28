#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension RandomAccessCollection where Self: Sendable, Index == Int, Element: Sendable {
  /// The results of a transformation, in order, computed on all cores.
  ///
  /// No more than one element a core is in work at a time. After the first failure no new element
  /// is begun, and that failure is thrown when those in work have ended.
  func concurrentMap<Result: Sendable>(
    _ transform: @escaping @Sendable (Element) throws -> Result, finished: () -> Void = {}
  ) async throws -> [Result] {
    try await withThrowingTaskGroup(of: (Int, Result).self) { group in
      var results = [Result?](repeating: nil, count: count)
      var next = startIndex
      func begin() {
        guard next < endIndex else { return }
        let index = next
        group.addTask { (index, try transform(self[index])) }
        next += 1
      }
      for _ in 0..<Swift.max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) { begin() }
      while let (index, result) = try await group.next() {
        results[index - startIndex] = result
        finished()
        begin()
      }
      return results.compactMap { $0 }
    }
  }
}
