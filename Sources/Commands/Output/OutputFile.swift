import ArrayFiles

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file that appears whole or not at all: written under another name, then renamed.
///
/// Until ``commit()`` a file of the same name stays as it was; without it, nothing is left behind,
/// nor where a signal ends the process: see ``Interruption``. What a process leaves behind that was
/// killed, the next one in the same folder removes: see ``LeftoverFiles``.
/// A symbolic link is followed and keeps pointing where it did, also where nothing is there yet.
/// What is not a regular file, such as `/dev/null` or a named pipe, is written to directly.
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
    let destination: String
    do {
      destination = try OutputFile.followingLinks(path)
    } catch {
      throw .cannotWrite(path, error)
    }
    var mode: mode_t?
    var isSpecial = false
    if let existing = FileStatus(of: destination) {
      guard !existing.isFolder else { throw .cannotWrite(path, "it is a folder") }
      guard SystemPath.with(destination, { access($0, W_OK) }) == 0 else {
        throw .cannotWrite(path, SystemError.last)
      }
      isSpecial = !existing.isRegular
      mode = existing.permissions
    }
    if isSpecial {
      let descriptor = SystemPath.with(destination) { open($0, O_WRONLY | O_CLOEXEC) }
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
        SystemPath.with(temporary) { temporary in
          SystemPath.with(destination) { rename(temporary, $0) == 0 ? nil : SystemError.last }
        }
      }
      if let problem { throw .cannotWrite(path, problem) }
    }
    temporary = nil
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    if let temporary {
      Interruption.finishing(temporary) { _ = SystemPath.with(temporary, unlink) }
    }
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
    LeftoverFiles.remove(from: String(folder))
    var number = 0
    while true {
      let name = "\(folder)\(LeftoverFiles.name(number))"
      let descriptor = SystemPath.with(name) {
        open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      }
      if descriptor >= 0 {
        LeftoverFiles.hold(descriptor)
        return (name, descriptor)
      }
      switch errno {
      case EEXIST: number += 1
      case ENOENT: throw .cannotWrite(path, "the folder '\(folder.dropLast())' does not exist")
      default: throw .cannotWrite(path, SystemError.last)
      }
    }
  }

  /// The path of what a path leads to, every symbolic link at its end followed, also one that leads
  /// to nothing.
  private static func followingLinks(_ path: String) throws(SystemError) -> String {
    var path = path
    // As many as Linux follows.
    for _ in 0..<40 {
      guard let target = SystemPath.with(path, readLink) else { return path }
      let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
      path = target.hasPrefix("/") ? target : folder + target
    }
    throw SystemError(code: ELOOP)
  }

  /// Where a symbolic link leads; nil for what is none.
  private static func readLink(_ path: UnsafePointer<CChar>) -> String? {
    var characters = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(path, &characters, characters.count)
    return count < 0
      ? nil : SystemPath.text(characters.prefix(count).map { UInt8(bitPattern: $0) })
  }
}

/// What the file system says of a path.
struct FileStatus {
  let isFolder: Bool
  let isRegular: Bool
  let permissions: mode_t
  /// What tells the file from all others, whatever path leads to it.
  let identity: FileIdentity

  /// The status of what is at the path, or nil where there is nothing.
  init?(of path: String) {
    var status = stat()
    guard SystemPath.with(path, { stat($0, &status) }) == 0 else { return nil }
    identity = FileIdentity(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
    isFolder = status.st_mode & S_IFMT == S_IFDIR
    isRegular = status.st_mode & S_IFMT == S_IFREG
    permissions = status.st_mode & 0o7777
  }
}

/// A file, whatever it is called.
struct FileIdentity: Hashable {
  let device, number: UInt64
}

extension Failure {
  /// A file that cannot be written, and why.
  static func cannotWrite(_ path: String, _ reason: some CustomStringConvertible) -> Failure {
    Failure(.cannotCreate, "cannot write '\(path)': \(reason)")
  }
}
