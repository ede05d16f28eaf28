import CZlib

/// Bytes of a source that may be compressed with gzip, which their first two tell.
///
/// It holds one portion, however far the bytes expand. Files that are put one after the other, as
/// `cat a.gz b.gz` does, are read as one. Source: RFC 1952.
final class GzipInput {
  private let source: ByteSource
  /// zlib keeps its address, so it must not move; nil until the bytes turn out to be compressed.
  private var stream: UnsafeMutablePointer<z_stream>?
  private let portion = UnsafeMutableRawBufferPointer.allocate(
    byteCount: 1 << 16, alignment: 16)
  /// What of the portion is still to be passed on where nothing is compressed.
  private var waiting: Range<Int>?
  private var isBetweenFiles = false

  private static let windowBits: Int32 = 15 + 16

  /// The bytes of a source.
  init(_ source: @escaping ByteSource) { self.source = source }

  deinit {
    if let stream {
      inflateEnd(stream)
      stream.deallocate()
    }
    portion.deallocate()
  }

  /// Fills the start of the buffer and says how many bytes it has put there, 0 at the end.
  ///
  /// - Throws: What the source throws, or ``GzipError``.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    if buffer.isEmpty { return 0 }
    if waiting == nil { try open() }
    if let stream { return try inflate(stream, into: buffer) }
    guard let waiting, !waiting.isEmpty else { return try source(buffer) }
    let bytes = portion[waiting].prefix(buffer.count)
    buffer.copyBytes(from: bytes)
    self.waiting = bytes.endIndex..<waiting.upperBound
    return bytes.count
  }

  /// Reads the first two bytes at least.
  private func open() throws {
    var count = 0
    while count < 2 {
      let free = UnsafeMutableRawBufferPointer(rebasing: portion[count...])
      let more = min(max(try source(free), 0), free.count)
      if more == 0 { break }
      count += more
    }
    waiting = 0..<count
    guard count >= 2, portion[0] == 0x1F, portion[1] == 0x8B else { return }
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let status = inflateInit2_(
      stream, GzipInput.windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else {
      stream.deallocate()
      throw GzipError.noMemory
    }
    stream.pointee.next_in = portion.baseAddress?.assumingMemoryBound(to: Bytef.self)
    stream.pointee.avail_in = UInt32(count)
    self.stream = stream
  }

  private func inflate(
    _ stream: UnsafeMutablePointer<z_stream>, into buffer: UnsafeMutableRawBufferPointer
  ) throws -> Int {
    let room = min(buffer.count, 1 << 30)
    stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: Bytef.self)
    stream.pointee.avail_out = UInt32(room)
    while stream.pointee.avail_out == UInt32(room) {
      if stream.pointee.avail_in == 0 {
        let count = min(max(try source(portion), 0), portion.count)
        if count == 0 {
          guard isBetweenFiles else { throw GzipError.truncated }
          return 0
        }
        stream.pointee.next_in = portion.baseAddress?.assumingMemoryBound(to: Bytef.self)
        stream.pointee.avail_in = UInt32(count)
      }
      if isBetweenFiles { inflateReset(stream) }
      isBetweenFiles = false
      switch CZlib.inflate(stream, Z_NO_FLUSH) {
      case Z_OK, Z_BUF_ERROR: break
      case Z_STREAM_END: isBetweenFiles = true
      default: throw GzipError.damaged
      }
    }
    return room - Int(stream.pointee.avail_out)
  }
}

/// What can be wrong with compressed bytes.
enum GzipError: Error, Equatable, CustomStringConvertible {
  /// They are not what a compressor writes.
  case damaged
  /// They end too early.
  case truncated
  /// There is no memory to expand them in.
  case noMemory

  /// The error as a sentence.
  var description: String {
    switch self {
    case .damaged: "the file is compressed with gzip, but damaged"
    case .truncated: "the file is compressed with gzip, but its end is missing"
    case .noMemory: "the file is compressed with gzip, and there is no memory to expand it in"
    }
  }
}
