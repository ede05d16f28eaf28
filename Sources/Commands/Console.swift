import ArrayFiles
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The three standard streams, as values, so that a command can be run without a terminal.
public struct Console: Sendable {
  /// Fills the start of a buffer from standard input and says how many bytes it has put there, 0 at
  /// the end.
  var read: @Sendable (UnsafeMutableRawBufferPointer) throws -> Int
  /// Writes to standard output, at once and completely.
  var writeOutput: @Sendable ([UInt8]) throws -> Void
  /// Writes to standard error; what cannot be written there is lost.
  var writeError: @Sendable (String) -> Void
  /// Whether standard output is a terminal.
  var outputIsTerminal: Bool
  /// Whether standard error is a terminal.
  var errorIsTerminal: Bool
  /// The notes that were printed, each of which is printed once.
  private let notes = NoteLog()

  init(
    read: @escaping @Sendable (UnsafeMutableRawBufferPointer) throws -> Int,
    writeOutput: @escaping @Sendable ([UInt8]) throws -> Void,
    writeError: @escaping @Sendable (String) -> Void, outputIsTerminal: Bool,
    errorIsTerminal: Bool
  ) {
    self.read = read
    self.writeOutput = writeOutput
    self.writeError = writeError
    self.outputIsTerminal = outputIsTerminal
    self.errorIsTerminal = errorIsTerminal
  }

  /// Reads all of standard input, or only its beginning where that is enough to refuse it.
  ///
  /// - Parameter canBegin: Whether what begins like this is worth reading on.
  /// - Throws: ``InputTooLong`` as soon as there are more bytes than the limit, and what reading
  ///   throws.
  func readInput(
    atMost limit: Int, where canBegin: ([UInt8]) -> Bool = { _ in true }
  ) throws -> [UInt8] {
    var portions = Portions()
    try readPortions(atMost: limit + 1, by: read) { portion in
      defer { portions.append(portion) }
      return !portions.isEmpty || canBegin(portion)
    }
    guard portions.count <= limit else { throw InputTooLong(limit: limit) }
    return portions.joined()
  }

  /// Prints a line on standard output.
  func print(_ line: String) throws {
    try writeOutput(Array((Message.escaped(line) + "\n").utf8))
  }

  /// Prints what went wrong on standard error; nothing where nobody is left to read it.
  func report(_ failure: Failure) {
    guard !failure.description.isEmpty else { return }
    let lines = failure.lines.enumerated().map { Message.line(($0 == 0 ? "Error: " : "") + $1) }
    writeError(lines.joined(separator: "\n") + "\n")
  }

  /// Prints a warning on standard error.
  func warn(_ warning: String) {
    writeError(Message.line("Warning: \(warning)") + "\n")
  }
}

extension Console {
  /// Prints on standard error what was done that was not asked for, once however often it is done.
  func note(_ note: String) {
    guard notes.isNew(note) else { return }
    writeError(Message.line("Note: \(note)") + "\n")
  }
}

/// The notes that a command has printed.
private final class NoteLog: Sendable {
  private let notes = Mutex<Set<String>>([])

  func isNew(_ note: String) -> Bool {
    notes.withLock { $0.insert(note).inserted }
  }
}

extension Console {
  /// The streams of this process.
  ///
  /// From here on a closed pipe is an error that the writer sees, not a signal that ends it.
  public static func process() -> Console {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    return Console(
      read: { try readPortion(from: STDIN_FILENO, into: $0) },
      writeOutput: { bytes in
        do throws(SystemError) {
          try write(bytes, to: STDOUT_FILENO)
        } catch {
          throw error.code == EPIPE
            ? .closedPipe : Failure(.cannotCreate, "cannot write to standard output: \(error)")
        }
      },
      writeError: { text in try? write(Array(text.utf8), to: STDERR_FILENO) },
      outputIsTerminal: isatty(STDOUT_FILENO) == 1,
      errorIsTerminal: isatty(STDERR_FILENO) == 1)
  }
}

extension Console {
  /// Streams in memory, for programs that run commands within themselves.
  public static func inMemory(
    input: [UInt8] = [], output: @escaping @Sendable ([UInt8]) -> Void = { _ in },
    error: @escaping @Sendable (String) -> Void = { _ in }
  ) -> Console {
    let rest = Mutex(input[...])
    return Console(
      read: { buffer in
        rest.withLock { rest in
          let portion = rest.prefix(buffer.count)
          buffer.copyBytes(from: portion)
          rest = rest.dropFirst(portion.count)
          return portion.count
        }
      }, writeOutput: output, writeError: error, outputIsTerminal: false, errorIsTerminal: false)
  }
}

/// What a call of the operating system reported.
struct SystemError: Error, CustomStringConvertible {
  let code: Int32

  /// The error of the call that has just failed.
  static var last: SystemError { SystemError(code: errno) }

  var description: String { String(cString: strerror(code)) }
}

/// Writes all the bytes to an open file, waiting where it takes no more for now.
func write(_ bytes: [UInt8], to descriptor: Int32) throws(SystemError) {
  var rest = bytes[...]
  while !rest.isEmpty {
    let written = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    if written >= 0 {
      rest = rest.dropFirst(written)
    } else {
      try wait(for: POLLOUT, on: descriptor)
    }
  }
}

/// Fills the start of a buffer from an open file, waiting where there is nothing for now; returns
/// how many bytes it has put there, 0 at the file's end.
func readPortion(
  from descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer
) throws(SystemError) -> Int {
  while true {
    let count = read(descriptor, buffer.baseAddress, buffer.count)
    if count >= 0 { return count }
    try wait(for: POLLIN, on: descriptor)
  }
}

/// Waits after a call that has failed until it can be tried again, which a file that does not block
/// (`O_NONBLOCK`, as programs leave terminals and pipes behind) needs.
///
/// - Throws: The call's error, where trying again is no use.
private func wait(for event: Int32, on descriptor: Int32) throws(SystemError) {
  switch errno {
  case EINTR: return
  case EAGAIN, EWOULDBLOCK:
    var request = pollfd(fd: descriptor, events: Int16(event), revents: 0)
    guard poll(&request, 1, -1) >= 0 || errno == EINTR else { throw .last }
  default: throw .last
  }
}

/// Reads to the end, or as many bytes as the limit allows.
func readAll(
  atMost limit: Int, by read: (UnsafeMutableRawBufferPointer) throws -> Int
) throws -> [UInt8] {
  var portions = Portions()
  try readPortions(atMost: limit, by: read) { portion in
    portions.append(portion)
    return true
  }
  return portions.joined()
}

/// Reads portion by portion, to the end, as many bytes as the limit allows, or until `take` wants no
/// more.
private func readPortions(
  atMost limit: Int, by read: (UnsafeMutableRawBufferPointer) throws -> Int,
  take: ([UInt8]) -> Bool
) throws {
  var count = 0
  while count < limit {
    let size = min(count == 0 ? 1 << 16 : 1 << 20, limit - count)
    let portion = try [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
      // A pipe gives few bytes at a time, and each portion is to be full.
      while filled < size {
        let rest = UnsafeMutableRawBufferPointer(buffer)[filled...]
        let more = try read(UnsafeMutableRawBufferPointer(rebasing: rest))
        if more == 0 { break }
        filled += more
      }
    }
    count += portion.count
    guard take(portion), portion.count == size else { break }
  }
}
