import ArrayFiles

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A folder that files are written into; made where it is not there, never emptied.
struct OutputFolder: Sendable {
  /// The path as it was given.
  let path: String

  /// The folder at a path, made together with those above it.
  init(_ path: String) throws(Failure) {
    var part = path.startIndex
    while part < path.endIndex {
      let end = path[part...].dropFirst().firstIndex(of: "/") ?? path.endIndex
      try OutputFolder.make(String(path[..<end]))
      part = end
    }
    self.path = path
  }

  /// The path of a file in the folder.
  func file(_ name: String) -> String {
    path.hasSuffix("/") ? path + name : "\(path)/\(name)"
  }

  private static func make(_ path: String) throws(Failure) {
    guard SystemPath.with(path, { mkdir($0, 0o777) }) != 0 else { return }
    let error = SystemError.last
    guard let existing = FileStatus(of: path) else {
      throw Failure(.cannotCreate, "cannot make the folder '\(path)': \(error)")
    }
    guard existing.isFolder else {
      throw Failure(.cannotCreate, "cannot make the folder '\(path)': a file has that name")
    }
  }
}
