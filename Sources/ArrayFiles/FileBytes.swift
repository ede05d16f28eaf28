import Foundation

/// The bytes of a file, read in one go.
enum FileBytes {
  /// The problem of a path that leads nowhere.
  static let noSuchFile = "there is no such file"

  /// Reads a file, or whatever else a path can be opened as, up to a limit that holds for a pipe or
  /// a device as well.
  ///
  /// - Throws: ``Fault`` of kind missing where it cannot be opened or is a folder.
  static func read(
    _ path: String, limit: Int = TensorSource.maximumFileSize
  ) throws(Fault) -> [UInt8] {
    let file = try OpenFile(path)
    let isNameless = FileFormat(endingOf: path) == nil
    guard file.size <= limit else { throw .tooManyBytes(limit) }
    var portions = Portions()
    // A pipe reports no size and a file may grow: the size is only a hint, the end is what counts.
    var portion = FileBytes.portion(of: file.size)
    while try file.read(into: &portion) {
      guard portions.count + portion.count <= limit else { throw .tooManyBytes(limit) }
      if isNameless, portions.isEmpty, !FileFormat.canBegin(with: portion) { break }
      guard portion.count >= max(file.size, leastPortion) else { continue }
      portions.append(portion)
      portion = FileBytes.portion(of: 0)
    }
    if !portion.isEmpty { portions.append(portion) }
    return portions.joined()
  }

  /// The least number of bytes that are kept together.
  private static let leastPortion = 1 << 20

  /// Room for a portion.
  private static func portion(of size: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size > 0 ? size : leastPortion)
    return bytes
  }

  /// Whether something is at the path.
  static func exists(_ path: String) -> Bool {
    SystemPath.with(path) { access($0, F_OK) } == 0
  }

  /// What an error number of the system means for a file that is read.
  static func fault(_ code: Int32) -> Fault {
    switch code {
    case ENOENT, ENOTDIR:
      Fault(noSuchFile, remedy: "check the path", kind: .missing)
    case EISDIR:
      Fault("it is a folder", remedy: "name a file in it", kind: .missing)
    case EACCES, EPERM:
      Fault("it may not be read", remedy: "check its permissions", kind: .missing)
    default:
      Fault(
        "it cannot be read (\(String(cString: strerror(code))))", remedy: "check the path",
        kind: .missing)
    }
  }
}

/// An open file, closed at the end of its scope.
private struct OpenFile: ~Copyable {
  private let descriptor: Int32
  /// The size that the file reports, in bytes.
  let size: Int

  init(_ path: String) throws(Fault) {
    let descriptor = SystemPath.with(path) { open($0, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw FileBytes.fault(errno) }
    var status = stat()
    let (result, code) = (fstat(descriptor, &status), errno)
    guard result == 0, status.st_mode & S_IFMT != S_IFDIR else {
      close(descriptor)
      throw FileBytes.fault(result == 0 ? EISDIR : code)
    }
    self.descriptor = descriptor
    self.size = max(0, Int(status.st_size))
  }

  deinit { close(descriptor) }

  /// Appends the next bytes; false at the end of the file.
  func read(into bytes: inout [UInt8]) throws(Fault) -> Bool {
    let (chunk, code) = withUnsafeTemporaryAllocation(byteCount: 1 << 18, alignment: 16) {
      buffer in
      var count: Int
      repeat {
        count = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
      } while count < 0 && errno == EINTR
      if count > 0 { bytes.append(contentsOf: buffer[..<count]) }
      return (count, errno)
    }
    guard chunk >= 0 else { throw FileBytes.fault(code) }
    return chunk > 0
  }
}
