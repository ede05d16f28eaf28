import CZlib

/// Files that are compressed with gzip, which their first two bytes tell whatever they are called.
///
/// Files that are put one after the other, as `cat a.gz b.gz` does, are read as one. Source: RFC 1952.
enum GzipFile {
  /// What every such file begins with.
  static let signature: [UInt8] = [0x1F, 0x8B]

  /// The bytes that are compressed.
  ///
  /// - Throws: ``Fault`` where they are damaged, or more than `limit`, which is found out before room
  ///   is made for more.
  static func unpacked(
    _ bytes: [UInt8], limit: Int = TensorSource.maximumFileSize
  ) throws(Fault) -> [UInt8] {
    var stream = z_stream()
    guard
      inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { throw Fault("there is no memory to unpack it", remedy: "unpack it first with gunzip") }
    defer { inflateEnd(&stream) }
    var result: [UInt8] = []
    var portion = [UInt8](repeating: 0, count: 1 << 18)
    var position = 0
    var isBetweenFiles = false
    while true {
      guard position < bytes.count else {
        guard isBetweenFiles else {
          throw Fault(
            "it is compressed with gzip, and its end is missing", at: [.byte(bytes.count)],
            remedy: "copy or download it again")
        }
        return result
      }
      if isBetweenFiles {
        guard bytes[position...].starts(with: signature) else {
          throw Fault(
            "\(bytes.count - position) bytes follow the end of what is compressed",
            at: [.byte(position)], remedy: "copy or download it again")
        }
        inflateReset(&stream)
        isBetweenFiles = false
      }
      let (status, used, made) = inflate(&stream, bytes[position...].prefix(1 << 20), &portion)
      position += used
      guard result.count + made <= limit else { throw .tooManyBytes(limit) }
      result.append(contentsOf: portion[..<made])
      switch status {
      case Z_STREAM_END: isBetweenFiles = true
      case Z_OK: break
      case Z_BUF_ERROR where used + made > 0: break
      default:
        throw Fault(
          "it is compressed with gzip, but damaged", at: [.byte(position)],
          remedy: "copy or download it again")
      }
    }
  }

  /// One step: how it went, and how many bytes were taken and made.
  private static func inflate(
    _ stream: inout z_stream, _ bytes: ArraySlice<UInt8>, _ portion: inout [UInt8]
  ) -> (status: Int32, used: Int, made: Int) {
    bytes.withUnsafeBufferPointer { source in
      portion.withUnsafeMutableBufferPointer { target in
        stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(target.count)
        let status = CZlib.inflate(&stream, Z_NO_FLUSH)
        return (
          status, source.count - Int(stream.avail_in), target.count - Int(stream.avail_out)
        )
      }
    }
  }
}
