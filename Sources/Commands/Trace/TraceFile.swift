import ArrayFiles
import Traces

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A trace that is read: a file, portion by portion, or standard input.
struct TraceFile {
  /// The path, or `-`.
  let argument: String
  let console: Console

  /// The computation that the trace is of, and what its operands are called.
  ///
  /// - Throws: ``Failure`` where the file is not there, or is no trace.
  func computation() throws(Failure) -> (pass: TracedPass, names: TraceNames) {
    try read { source throws(TraceError) in try TraceReader().computation(from: source) }
  }

  /// Replays every step against the operands.
  ///
  /// - Throws: ``Failure`` with the first that does not hold.
  func check() throws(Failure) -> TraceReader.Report {
    try read { source throws(TraceError) in try TraceReader().check(source) }
  }

  private func read<Value>(
    _ body: (@escaping ByteSource) throws(TraceError) -> Value
  ) throws(Failure) -> Value {
    let source = try self.source()
    do {
      return try body(source)
    } catch {
      let name = argument == "-" ? "the trace from standard input" : "'\(argument)'"
      if case .unreadable(let reason) = error.problem {
        throw Failure(.missingInput, "cannot read \(name): \(reason)")
      }
      throw Failure(.malformedData, "\(name), \(error)")
    }
  }

  private func source() throws(Failure) -> ByteSource {
    if argument == "-" { return console.read }
    let file = try OpenFile(argument)
    return { portion in try file.read(into: portion) }
  }
}

/// An open file, closed when the last that reads from it is gone.
private final class OpenFile {
  private let descriptor: Int32

  init(_ path: String) throws(Failure) {
    if FileStatus(of: path)?.isFolder == true {
      throw Failure(.missingInput, "cannot read '\(path)': it is a folder")
    }
    descriptor = SystemPath.with(path) { open($0, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else {
      throw Failure(.missingInput, "cannot read '\(path)': \(SystemError.last)")
    }
  }

  deinit { close(descriptor) }

  /// Fills the start of the buffer; returns 0 at the file's end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int {
    try readPortion(from: descriptor, into: buffer)
  }
}
