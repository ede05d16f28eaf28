import CZip

/// A ZIP archive in memory: what is in it, and the content of an entry.
///
/// Entries may be stored or deflated, with lengths of 64 bits, as `numpy.savez` writes them.
struct ZipFile: Sendable {
  /// A file in the archive.
  struct Entry: Sendable {
    let index: UInt64
    let name: String
  }

  /// What every archive begins with; the second is that of an empty one.
  static let signatures: [[UInt8]] = [Array("PK\u{3}\u{4}".utf8), Array("PK\u{5}\u{6}".utf8)]

  private let bytes: [UInt8]
  /// The files, in the archive's order.
  let entries: [Entry]

  /// The archive whose directory has been read.
  init(_ bytes: [UInt8]) throws(Fault) {
    self.bytes = bytes
    entries = try ZipFile.open(bytes) { archive throws(Fault) in
      (0..<UInt64(max(0, zip_get_num_entries(archive, 0)))).compactMap { index in
        zip_get_name(archive, index, 0).map { Entry(index: index, name: String(cString: $0)) }
      }
    }
  }

  /// The content of an entry, or no more of its beginning than asked for.
  ///
  /// What the directory says of its length is not believed: room is made as bytes come.
  /// - Throws: ``Fault`` where it is damaged, or larger than ``TensorSource/maximumFileSize``.
  func content(of entry: Entry, first wanted: Int = .max) throws(Fault) -> [UInt8] {
    try ZipFile.open(bytes) { archive throws(Fault) in
      guard let file = zip_fopen_index(archive, entry.index, 0) else {
        throw ZipFile.fault(zip_get_error(archive), entry)
      }
      defer { zip_fclose(file) }
      var content: [UInt8] = []
      var portion = [UInt8](repeating: 0, count: 1 << 18)
      while content.count < wanted {
        let room = min(portion.count, wanted - content.count)
        let count = portion.withUnsafeMutableBytes {
          zip_fread(file, $0.baseAddress, zip_uint64_t(room))
        }
        guard count >= 0 else { throw ZipFile.fault(zip_file_get_error(file), entry) }
        if count == 0 { break }
        guard content.count + Int(count) <= TensorSource.maximumFileSize else {
          throw .tooManyBytes(TensorSource.maximumFileSize)
        }
        content.append(contentsOf: portion[..<Int(count)])
      }
      return content
    }
  }

  /// Opens an archive over the bytes, which is gone when the body ends.
  private static func open<Value>(
    _ bytes: [UInt8], _ body: (OpaquePointer) throws(Fault) -> Value
  ) throws(Fault) -> Value {
    try bytes.withUnsafeBufferPointer { buffer throws(Fault) in
      var error = zip_error_t()
      zip_error_init(&error)
      defer { zip_error_fini(&error) }
      guard
        let source = zip_source_buffer_create(
          buffer.baseAddress, zip_uint64_t(buffer.count), 0, &error)
      else { throw fault(&error) }
      guard let archive = zip_open_from_source(source, ZIP_RDONLY, &error) else {
        zip_source_free(source)
        throw fault(&error)
      }
      // Nothing was changed, so that nothing is to be written; the source goes with it.
      defer { zip_discard(archive) }
      return try body(archive)
    }
  }

  private static func fault(
    _ error: UnsafeMutablePointer<zip_error_t>?, _ entry: Entry? = nil
  ) -> Fault {
    let message = error.map { String(cString: zip_error_strerror($0)) } ?? "no reason given"
    return Fault(
      "the ZIP archive cannot be read (\(message))",
      at: entry.map { [.array($0.name)] } ?? [], remedy: "copy or write it again")
  }
}
