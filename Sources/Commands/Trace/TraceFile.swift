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

  /// The run that the trace is of, and what its operands are called.
  ///
  /// - Throws: ``Failure`` where the file is not there, or is no trace.
  func run() throws(Failure) -> TracedRun {
    try read { source throws(TraceError) in try TraceReader().run(from: source) }
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
      throw Failure(.malformedData, "\(name), \(error)")
    }
  }

  private func source() throws(Failure) -> ByteSource {
    guard argument != "-" else {
      do {
        return TraceFile.source(of: try console.readInput())
      } catch {
        throw Failure(.missingInput, "standard input cannot be read: \(error)")
      }
    }
    let file = try OpenFile(argument)
    return { portion in try file.read(into: portion) }
  }

  private static func source(of bytes: [UInt8]) -> ByteSource {
    var rest = bytes[...]
    return { portion in
      let count = min(portion.count, rest.count)
      portion.copyBytes(from: rest.prefix(count))
      rest = rest.dropFirst(count)
      return count
    }
  }
}

/// An open file, closed when the last that reads from it is gone.
private final class OpenFile {
  private let descriptor: Int32

  init(_ path: String) throws(Failure) {
    if FileStatus(of: path)?.isFolder == true {
      throw Failure(.missingInput, "cannot read '\(path)': it is a folder")
    }
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw Failure(.missingInput, "cannot read '\(path)': \(SystemError.last)")
    }
  }

  deinit { close(descriptor) }

  /// Fills the start of the buffer; returns 0 at the file's end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int {
    while true {
      #if canImport(Glibc)
        let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      #else
        let count = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
      #endif
      if count >= 0 { return count }
      guard errno == EINTR else { throw .last }
    }
  }
}
