import ArrayFiles
import Synchronization
import Threads

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What is left to do when somebody ends the process, with Ctrl-C or otherwise: the files that are
/// still being written are removed.
///
/// A handler may do next to nothing, so it only writes the signal's number to a pipe. What that leads
/// to is ordinary code, which may take a lock, on a thread that waits at the pipe's other end.
enum Interruption {
  private struct State {
    var unfinished: Set<String> = []
    var exitCode: Int32?
    var isPatient = false
    var isAsked = false
  }

  private static let state = Mutex(State())
  private static let signals = [SIGINT, SIGTERM, SIGHUP]

  /// The two ends of the pipe; −1 where there is none.
  private static let pipe: (reading: Int32, writing: Int32) = {
    var ends: [Int32] = [-1, -1]
    guard openPipe(&ends) == 0 else { return (-1, -1) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }()

  /// From now on SIGINT, SIGTERM and SIGHUP remove the unfinished files before they end the process.
  ///
  /// To be called once. A signal that the process was started to ignore (`nohup`) stays ignored.
  /// Without this call, and where there is no thread to be had, signals do what they always do.
  static func removeUnfinishedFiles() {
    guard pipe.reading >= 0 else { return }
    let waiting = WorkerThread {
      // The process has the mask of the thread that started it, which may block every signal: this
      // one hears them then.
      unblockSignals()
      var number: UInt8 = 0
      repeat {
        while read(pipe.reading, &number, 1) != 1 {}
      } while isTakenAsQuestion()
      end(by: Int32(number))
    }
    guard let waiting else { return }
    waiting.detach()
    for number in signals where !isIgnored(number) {
      signal(number) { number in
        let problem = errno
        var byte = UInt8(truncatingIfNeeded: number)
        _ = write(Interruption.pipe.writing, &byte, 1)
        errno = problem
      }
    }
  }

  /// From now on the signals end the process with an exit code, and no longer as killed by a signal.
  ///
  /// For a command that goes on until it is interrupted, whose user means by Ctrl-C that it has done
  /// its work: `--watch` ends with 0.
  static func exits(with code: Int32) {
    state.withLock { $0.exitCode = code }
  }

  /// Does work whose first interruption asks it to come to an end, and which has something to show
  /// for it then; the second ends the process as ever.
  ///
  /// - Parameter body: Gets a function that says whether it has been asked.
  static func patiently<Value>(
    _ body: (_ isAsked: @escaping @Sendable () -> Bool) throws -> Value
  ) rethrows -> Value {
    state.withLock { ($0.isPatient, $0.isAsked) = (true, false) }
    defer { state.withLock { $0.isPatient = false } }
    return try body { state.withLock(\.isAsked) }
  }

  private static func isTakenAsQuestion() -> Bool {
    state.withLock { state in
      guard state.isPatient, !state.isAsked else { return false }
      state.isAsked = true
      return true
    }
  }

  /// Creates a file and counts it among the unfinished ones; no signal comes in between.
  static func creating(
    _ create: () throws(Failure) -> (path: String, descriptor: Int32)
  ) throws(Failure) -> (path: String, descriptor: Int32) {
    try state.withLock { state throws(Failure) in
      let created = try create()
      state.unfinished.insert(created.path)
      return created
    }
  }

  /// Finishes an unfinished file or gives it up, after which it is no longer at its path.
  static func finishing<Value: Sendable>(_ path: String, _ finish: () -> Value) -> Value {
    state.withLock { state in
      state.unfinished.remove(path)
      return finish()
    }
  }

  /// Ends the process. The lock is never given back, so that nothing new can be started.
  private static func end(by number: Int32) {
    state.withLock { state in
      for path in state.unfinished { _ = SystemPath.with(path, unlink) }
      if let code = state.exitCode { _exit(code) }
      signal(number, SIG_DFL)
      raise(number)
    }
  }

  private static func unblockSignals() {
    var set = sigset_t()
    sigemptyset(&set)
    for number in signals { sigaddset(&set, number) }
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return false }
    #if canImport(Glibc)
      let handler = action.__sigaction_handler.sa_handler
    #else
      let handler = action.__sigaction_u.__sa_handler
    #endif
    return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}

/// `pipe`, which inside of ``Interruption`` is its own.
private func openPipe(_ ends: UnsafeMutablePointer<Int32>) -> Int32 { pipe(ends) }
