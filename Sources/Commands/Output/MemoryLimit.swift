#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a process says that was given less memory than its work takes (`ulimit -v`).
///
/// An allocation that fails stops a Swift program, and the libraries that it calls, on the spot; no
/// code of ours hears of it first. What can be done is to tell that stop from others: it comes by
/// SIGABRT, which nothing of ours raises, or where half of a limited address space is not to be had.
enum MemoryLimit {
  private static let message: StaticString = """
    Error: there is not enough memory for this; the limit of the address space (ulimit -v) is too low

    """

  /// From now on a process whose memory is limited ends with a sentence and the exit code of
  /// ``Failure/Kind/cannotCreate`` where it has too little of it.
  static func reportsExhaustion() {
    guard limit != nil else { return }
    for number in [SIGILL, SIGTRAP, SIGABRT, SIGSEGV] {
      signal(number) { number in
        if number == SIGABRT || MemoryLimit.isExhausted {
          _ = write(
            STDERR_FILENO, MemoryLimit.message.utf8Start, MemoryLimit.message.utf8CodeUnitCount)
          _exit(Failure.Kind.cannotCreate.rawValue)
        }
        // Something else: what stopped the program stops it again, and for good.
        signal(number, SIG_DFL)
        raise(number)
      }
    }
  }

  /// The limit of the address space in bytes; nil where there is none.
  private static var limit: Int? {
    var limit = rlimit()
    #if canImport(Glibc)
      let code = getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
    #else
      let code = getrlimit(RLIMIT_AS, &limit)
    #endif
    return code == 0 ? Int(exactly: limit.rlim_cur) : nil
  }

  /// Whether half of the limit is not to be had; calls nothing that a signal handler may not call.
  private static var isExhausted: Bool {
    guard let limit else { return false }
    let half = max(1 << 24, limit / 2)
    let probe = mmap(nil, half, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard probe != MAP_FAILED else { return true }
    munmap(probe, half)
    return false
  }
}
