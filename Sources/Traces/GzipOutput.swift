import CZlib

/// Compresses bytes with gzip, portion by portion.
///
/// The header has no name, no time and no operating system, so that the same bytes give the same
/// file. Source: RFC 1952.
struct GzipOutput: ~Copyable {
  /// zlib keeps its address, so it must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private let header: UnsafeMutablePointer<gz_header>
  private let portion: UnsafeMutableRawBufferPointer

  /// The size of a compressed portion.
  private static let portionSize = 1 << 16
  /// The operating system's number where it is not said.
  private static let unknownSystem: Int32 = 255
  /// The window of 2¹⁵ bytes, and 16 for a gzip header.
  private static let windowBits: Int32 = 15 + 16
  /// The usual number, of which more would cost memory for little.
  private static let memoryLevel: Int32 = 8

  /// An empty stream.
  init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    header = .allocate(capacity: 1)
    header.initialize(to: gz_header())
    header.pointee.os = GzipOutput.unknownSystem
    portion = .allocate(byteCount: GzipOutput.portionSize, alignment: 16)
    let status = deflateInit2_(
      stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, GzipOutput.windowBits, GzipOutput.memoryLevel,
      Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib has no memory, or is another than that of its header")
    deflateSetHeader(stream, header)
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
    header.deallocate()
    portion.deallocate()
  }

  /// Compresses bytes, and passes on what comes of them.
  func append(
    _ bytes: UnsafeRawBufferPointer, to sink: (UnsafeRawBufferPointer) throws -> Void
  ) rethrows {
    // zlib counts in 32 bits.
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = UnsafeRawBufferPointer(rebasing: rest.prefix(GzipOutput.portionSize))
      rest = rest.dropFirst(part.count)
      try deflate(part, Z_NO_FLUSH, to: sink)
    }
  }

  /// Passes on what is left; nothing may be appended after that.
  func finish(to sink: (UnsafeRawBufferPointer) throws -> Void) rethrows {
    try deflate(UnsafeRawBufferPointer(start: nil, count: 0), Z_FINISH, to: sink)
  }

  private func deflate(
    _ bytes: UnsafeRawBufferPointer, _ flush: Int32,
    to sink: (UnsafeRawBufferPointer) throws -> Void
  ) rethrows {
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: bytes.baseAddress?.assumingMemoryBound(to: Bytef.self))
    stream.pointee.avail_in = UInt32(bytes.count)
    repeat {
      stream.pointee.next_out = portion.baseAddress?.assumingMemoryBound(to: Bytef.self)
      stream.pointee.avail_out = UInt32(portion.count)
      _ = CZlib.deflate(stream, flush)
      let count = portion.count - Int(stream.pointee.avail_out)
      if count > 0 { try sink(UnsafeRawBufferPointer(rebasing: portion[..<count])) }
    } while stream.pointee.avail_out == 0
    stream.pointee.next_in = nil
  }
}
