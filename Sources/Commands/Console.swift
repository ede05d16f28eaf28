import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The three standard streams, as values, so that a command can be run without a terminal.
public struct Console: Sendable {
  /// Reads all of standard input.
  var readInput: @Sendable () throws -> [UInt8]
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
    readInput: @escaping @Sendable () throws -> [UInt8],
    writeOutput: @escaping @Sendable ([UInt8]) throws -> Void,
    writeError: @escaping @Sendable (String) -> Void, outputIsTerminal: Bool,
    errorIsTerminal: Bool
  ) {
    self.readInput = readInput
    self.writeOutput = writeOutput
    self.writeError = writeError
    self.outputIsTerminal = outputIsTerminal
    self.errorIsTerminal = errorIsTerminal
  }

  /// Prints a line on standard output.
  func print(_ line: String) throws {
    try writeOutput(Array((line + "\n").utf8))
  }

  /// Prints a warning on standard error.
  func warn(_ warning: String) {
    writeError("Warning: \(warning)\n")
  }
}

extension Console {
  /// Prints on standard error what was done that was not asked for, once however often it is done.
  func note(_ note: String) {
    guard notes.isNew(note) else { return }
    writeError("Note: \(note)\n")
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
      readInput: { try readAll(from: STDIN_FILENO) },
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

/// What a call of the operating system reported.
struct SystemError: Error, CustomStringConvertible {
  let code: Int32

  /// The error of the call that has just failed.
  static var last: SystemError { SystemError(code: errno) }

  var description: String { String(cString: strerror(code)) }
}

/// Writes all the bytes to an open file.
func write(_ bytes: [UInt8], to descriptor: Int32) throws(SystemError) {
  var rest = bytes[...]
  while !rest.isEmpty {
    let written = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    if written >= 0 {
      rest = rest.dropFirst(written)
    } else if errno != EINTR {
      throw .last
    }
  }
}

/// Reads an open file to its end.
func readAll(from descriptor: Int32) throws(SystemError) -> [UInt8] {
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    if count > 0 {
      bytes += chunk[..<count]
    } else if count == 0 {
      return bytes
    } else if errno != EINTR {
      throw .last
    }
  }
}
