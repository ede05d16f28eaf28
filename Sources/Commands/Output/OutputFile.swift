#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file that appears whole or not at all: written under another name, then renamed.
///
/// Until ``commit()`` a file of the same name stays as it was; without it, nothing is left behind,
/// nor where a signal ends the process: see ``Interruption``.
/// A symbolic link is followed and keeps pointing where it did. What is not a regular file, such as
/// `/dev/null` or a named pipe, is written to directly.
struct OutputFile: ~Copyable {
  private let path: String
  private let destination: String
  private var temporary: String?
  private var descriptor: Int32

  /// Starts a file at a path.
  ///
  /// - Throws: ``Failure`` of the kind `cannotCreate` where its folder is not there, the path is a
  ///   folder, or either may not be written.
  init(_ path: String) throws(Failure) {
    let destination = OutputFile.followingLinks(path)
    var mode: mode_t?
    var isSpecial = false
    if let existing = FileStatus(of: destination) {
      guard !existing.isFolder else { throw .cannotWrite(path, "it is a folder") }
      guard access(destination, W_OK) == 0 else { throw .cannotWrite(path, SystemError.last) }
      isSpecial = !existing.isRegular
      mode = existing.permissions
    }
    if isSpecial {
      let descriptor = open(destination, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw .cannotWrite(path, SystemError.last) }
      self.temporary = nil
      self.descriptor = descriptor
    } else {
      let (temporary, descriptor) = try Interruption.creating { () throws(Failure) in
        try OutputFile.openTemporary(beside: destination, for: path)
      }
      if let mode { fchmod(descriptor, mode) }
      self.temporary = temporary
      self.descriptor = descriptor
    }
    self.path = path
    self.destination = destination
  }

  /// Appends bytes.
  mutating func write(_ bytes: [UInt8]) throws(Failure) {
    do {
      try Commands.write(bytes, to: descriptor)
    } catch {
      throw error.code == EPIPE ? .closedPipe : .cannotWrite(path, error)
    }
  }

  /// Puts the file in its place.
  consuming func commit() throws(Failure) {
    let closed = close(descriptor)
    descriptor = -1
    guard closed == 0 else { throw .cannotWrite(path, SystemError.last) }
    if let temporary {
      let destination = destination
      let problem = Interruption.finishing(temporary) {
        rename(temporary, destination) == 0 ? nil : SystemError.last
      }
      if let problem { throw .cannotWrite(path, problem) }
    }
    temporary = nil
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    if let temporary { Interruption.finishing(temporary) { _ = unlink(temporary) } }
  }

  /// Writes a whole file.
  static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    var file = try OutputFile(path)
    try file.write(bytes)
    try file.commit()
  }
}

extension OutputFile {
  /// A new hidden file in the folder of another, whose name does not depend on the other's length.
  private static func openTemporary(
    beside destination: String, for path: String
  ) throws(Failure) -> (path: String, descriptor: Int32) {
    let folder = destination.lastIndex(of: "/").map { destination[...$0] } ?? ""
    var number = 0
    while true {
      let name = "\(folder).convlens-\(getpid())-\(number).tmp"
      let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 { return (name, descriptor) }
      switch errno {
      case EEXIST: number += 1
      case ENOENT: throw .cannotWrite(path, "the folder '\(folder.dropLast())' does not exist")
      default: throw .cannotWrite(path, SystemError.last)
      }
    }
  }

  private static func followingLinks(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}

/// What the file system says of a path.
struct FileStatus {
  let isFolder: Bool
  let isRegular: Bool
  let permissions: mode_t

  /// The status of what is at the path, or nil where there is nothing.
  init?(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    isFolder = status.st_mode & S_IFMT == S_IFDIR
    isRegular = status.st_mode & S_IFMT == S_IFREG
    permissions = status.st_mode & 0o7777
  }
}

extension Failure {
  /// A file that cannot be written, and why.
  static func cannotWrite(_ path: String, _ reason: some CustomStringConvertible) -> Failure {
    Failure(.cannotCreate, "cannot write '\(path)': \(reason)")
  }
}
