import Neural

/// NumPy's NPZ: a ZIP archive with an NPY file for each array, `conv1.weight.npy`.
struct NPZFile: NamedArrays {
  private let archive: ZipFile
  private let entries: [(name: String, entry: ZipFile.Entry)]

  /// The archive, whose directory has been read.
  ///
  /// - Throws: ``Fault`` with what is in it where there is no array.
  init(_ archive: ZipFile) throws(Fault) {
    self.archive = archive
    entries = archive.entries.compactMap { entry in
      entry.name.hasSuffix(".npy") ? (String(entry.name.dropLast(4)), entry) : nil
    }
    guard entries.isEmpty else { return }
    throw NPZFile.noArrays(archive.entries.map(\.name))
  }

  var names: [String] { entries.map(\.name) }

  func shape(of name: String) -> [Int]? {
    guard let entry = entry(name),
      let head = try? archive.content(of: entry, first: NPYFile.longestHeader)
    else { return nil }
    return try? NPYFile.shape(declaredBy: head)
  }

  func reading(of name: String) throws(Fault) -> Reading {
    guard let entry = entry(name) else { throw missing(name) }
    return try NPYFile.reading(from: archive.content(of: entry))
  }

  private func entry(_ name: String) -> ZipFile.Entry? {
    entries.first { $0.name == name }?.entry
  }

  /// What is in an archive that has no arrays.
  private static func noArrays(_ names: [String]) -> Fault {
    if names.contains(KerasFile.weights) {
      return Fault("it is a file of Keras", remedy: KerasFile.remedy)
    }
    if names.isEmpty {
      return Fault("it is a ZIP archive with nothing in it", remedy: "write it with numpy.savez")
    }
    let shown = names.prefix(4).map { $0.quoted(limit: 48) }.joined(separator: ", ")
    let more = names.count > 4 ? " and \(names.count - 4) more" : ""
    return Fault(
      "it is a ZIP archive of \(shown)\(more), without a NumPy array",
      remedy: "unpack it and name a file, or write arrays with numpy.savez")
  }
}
