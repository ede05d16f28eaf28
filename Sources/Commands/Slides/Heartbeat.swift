import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The rhythm of a command that goes on until it is told to stop.
struct Heartbeat: Sendable {
  /// Waits for the next beat; false when it is time to stop.
  let next: @Sendable () -> Bool
  /// Whether it is time to stop, asked while there is work.
  let isOver: @Sendable () -> Bool

  /// Four beats a second, until Ctrl-C or a request to terminate.
  static var untilInterrupted: Heartbeat {
    StopRequest.listen()
    return Heartbeat(
      next: {
        // A signal ends the pause early.
        var pause = timespec(tv_sec: 0, tv_nsec: 250_000_000)
        nanosleep(&pause, nil)
        return !StopRequest.hasCome
      }, isOver: { StopRequest.hasCome })
  }
}

/// The work was stopped before its end.
struct Stopped: Error {}

/// Whether the process was asked to end.
private enum StopRequest {
  private static let flag = Atomic(false)

  static var hasCome: Bool { flag.load(ordering: .relaxed) }

  /// From here on Ctrl-C ends nothing by itself.
  static func listen() {
    // The flag must be there before a signal can come, which must not make it.
    flag.store(false, ordering: .relaxed)
    for number in [SIGINT, SIGTERM] {
      signal(number) { _ in StopRequest.flag.store(true, ordering: .relaxed) }
    }
  }
}
