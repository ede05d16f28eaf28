import CZip

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Owns a zip archive that is built in memory.
///
/// The same entries give the same bytes: every entry carries the first day that the format knows.
struct ZipArchive: ~Copyable {
  private let archive: OpaquePointer
  /// What the archive writes its bytes into, kept beyond the archive.
  private let bytes: OpaquePointer

  /// An archive without entries.
  init() throws(PresentationError) {
    var error = zip_error_t()
    zip_error_init(&error)
    defer { zip_error_fini(&error) }
    guard let bytes = zip_source_buffer_create(nil, 0, 0, &error) else {
      throw PresentationError("making room for the archive", &error)
    }
    zip_source_keep(bytes)
    guard let archive = zip_open_from_source(bytes, ZIP_CREATE | ZIP_TRUNCATE, &error) else {
      // What could not be opened was not taken over either.
      zip_source_free(bytes)
      zip_source_free(bytes)
      throw PresentationError("starting the archive", &error)
    }
    self.archive = archive
    self.bytes = bytes
  }

  deinit {
    zip_discard(archive)
    zip_source_free(bytes)
  }

  /// Adds an entry; what is compressed already is stored as it is.
  mutating func add(
    _ content: [UInt8], named name: String, isCompressed: Bool
  ) throws(PresentationError) {
    guard let source = ZipArchive.source(of: content, in: archive) else {
      throw failure("adding '\(name)'")
    }
    let index = zip_file_add(archive, name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
    guard index >= 0 else {
      // The archive takes a source over only when it adds it.
      zip_source_free(source)
      throw failure("adding '\(name)'")
    }
    let entry = zip_uint64_t(index)
    let method = isCompressed ? ZIP_CM_STORE : ZIP_CM_DEFLATE
    guard zip_set_file_compression(archive, entry, zip_int32_t(method), 0) == 0,
      zip_file_set_dostime(archive, entry, 0, ZipArchive.firstDay, 0) == 0
    else { throw failure("adding '\(name)'") }
  }

  /// The archive's bytes.
  consuming func finish() throws(PresentationError) -> [UInt8] {
    guard zip_close(archive) == 0 else {
      let failure = failure("writing the archive")
      _ = consume self
      throw failure
    }
    // Closed, the archive is gone; only what it wrote is left to be let go of.
    let source = bytes
    discard self
    defer { zip_source_free(source) }
    return try ZipArchive.contents(of: source)
  }

  /// 1 January 1980, as the format packs it: years since then, months, days.
  private static let firstDay: zip_uint16_t = 0 << 9 | 1 << 5 | 1

  /// A source that holds a copy of the bytes.
  private static func source(of content: [UInt8], in archive: OpaquePointer) -> OpaquePointer? {
    guard let copy = malloc(max(content.count, 1)) else { return nil }
    content.withUnsafeBytes { bytes in
      if let start = bytes.baseAddress { memcpy(copy, start, bytes.count) }
    }
    guard let source = zip_source_buffer(archive, copy, zip_uint64_t(content.count), 1) else {
      free(copy)
      return nil
    }
    return source
  }

  private static func contents(of source: OpaquePointer) throws(PresentationError) -> [UInt8] {
    func failure() -> PresentationError {
      PresentationError("reading the archive back", zip_source_error(source))
    }
    guard zip_source_open(source) == 0 else { throw failure() }
    defer { zip_source_close(source) }
    var status = zip_stat_t()
    guard zip_source_stat(source, &status) == 0 else { throw failure() }
    let size = Int(status.size)
    var isWhole = false
    let contents = [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
      guard let start = buffer.baseAddress else { return }
      let count = zip_source_read(source, start, zip_uint64_t(size))
      filled = max(0, Int(count))
      isWhole = filled == size
    }
    guard isWhole else { throw failure() }
    return contents
  }

  private func failure(_ action: String) -> PresentationError {
    PresentationError(action, zip_get_error(archive))
  }
}

/// Why a presentation could not be written.
public struct PresentationError: Error, Equatable, CustomStringConvertible {
  /// What went wrong, in one line.
  public let description: String

  init(_ action: String, _ error: UnsafeMutablePointer<zip_error_t>) {
    description = "\(action): \(String(cString: zip_error_strerror(error)))"
  }
}
