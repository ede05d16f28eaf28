/// Where a command's output goes.
enum Destination: Equatable, Sendable {
  /// Standard output, asked for as `-`.
  case standardOutput
  /// A file.
  case file(String)

  /// The destination that `-o` names.
  init(_ argument: String) {
    self = argument == "-" ? .standardOutput : .file(argument)
  }

  /// The part of the file's name behind its last dot, in small letters.
  var ending: String? {
    guard case .file(let path) = self, let name = path.split(separator: "/").last,
      let dot = name.lastIndex(of: "."), dot > name.startIndex
    else { return nil }
    return name[dot...].dropFirst().lowercased()
  }

  /// Writes a whole file, or all of standard output.
  func write(_ bytes: [UInt8], console: Console) throws {
    switch self {
    case .standardOutput: try console.writeOutput(bytes)
    case .file(let path): try OutputFile.write(bytes, to: path)
    }
  }

  /// Tries whether a file can be made there, before the work whose result it gets; nothing is left
  /// behind.
  ///
  /// - Throws: ``Failure`` of the kind `cannotCreate` where it cannot.
  func check() throws(Failure) {
    guard case .file(let path) = self else { return }
    // What is no file, such as a named pipe, is not opened before there is something to write.
    if let existing = FileStatus(of: path), !existing.isRegular, !existing.isFolder { return }
    _ = try OutputFile(path)
  }
}
