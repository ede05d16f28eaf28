#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A thread of the operating system.
///
/// Not a task: the runtime's tasks wait for ever where the system grants no thread, and what a
/// command does can as well be done by the thread that it has.
public struct WorkerThread {
  private let thread: pthread_t

  /// Work on its way to a thread.
  private final class Work {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Starts a thread; nil where the system has none to give.
  public init?(_ body: @escaping @Sendable () -> Void) {
    let work = Unmanaged.passRetained(Work(body))
    #if canImport(Glibc)
      var thread = pthread_t()
    #else
      var thread: pthread_t?
    #endif
    let code = pthread_create(&thread, nil, WorkerThread.workerMain, work.toOpaque())
    #if canImport(Glibc)
      let started: pthread_t? = thread
    #else
      let started = thread
    #endif
    guard code == 0, let started else {
      work.release()
      return nil
    }
    self.thread = started
  }

  /// Waits for its end.
  public func join() { pthread_join(thread, nil) }

  /// Lets it go on by itself.
  public func detach() { pthread_detach(thread) }

  #if canImport(Glibc)
    private static let workerMain:
      @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { work in
        if let work { Unmanaged<Work>.fromOpaque(work).takeRetainedValue().body() }
        return nil
      }
  #else
    private static let workerMain:
      @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? = { work in
        Unmanaged<Work>.fromOpaque(work).takeRetainedValue().body()
        return nil
      }
  #endif
}
