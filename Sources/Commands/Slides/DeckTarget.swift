/// Where a deck goes, and in which format.
struct DeckTarget: Equatable, Sendable {
  /// The file, or the folder of pictures; for Markdown the .md file.
  private(set) var destination: Destination
  let format: DeckFormat

  /// The same with something added to the file's name, before the ending.
  func withSuffix(_ suffix: String) -> DeckTarget {
    var target = self
    guard case .file(let path) = destination else { return self }
    let length = destination.ending.map { $0.count + 1 } ?? 0
    target.destination = .file(path.dropLast(length) + suffix + path.suffix(length))
    return target
  }

  /// What `-o` and `--format` come to.
  ///
  /// Without `-o`, the deck is called as the lesson is; without a format that can be told, it is a
  /// PDF file. An output without an ending is a folder of pictures.
  ///
  /// - Throws: ``Failure`` where no format can be told, the file's ending contradicts `--format`,
  ///   or the output cannot go where it should.
  init(
    _ output: String?, format: DeckFormat?, lesson: String, console: Console
  ) throws(Failure) {
    guard let output else {
      self.format = format ?? .pdf
      destination = .file(lesson + self.format.ending)
      return
    }
    let destination = Destination(output)
    guard case .file(let path) = destination else {
      self.format = format ?? .pdf
      self.destination = destination
      guard self.format.isOneFile else {
        throw Failure(
          .usage, "several files cannot go to standard output; name a place with -o")
      }
      guard !(self.format.isBinary && console.outputIsTerminal) else {
        throw Failure(
          .usage,
          "a \(self.format.rawValue.uppercased()) would garble the terminal; name a file with -o")
      }
      return
    }
    let existing = FileStatus(of: path)
    let isFolder = existing?.isFolder == true || path.hasSuffix("/")
    let told = isFolder ? nil : destination.ending.flatMap(DeckFormat.init(ending:))
    if let told, let format, told != format {
      throw Failure(.usage, "'\(output)' does not go with --format \(format.rawValue)")
    }
    switch format ?? told {
    case .markdown? where isFolder:
      self.format = .markdown
      self.destination = .file((path.hasSuffix("/") ? path : path + "/") + "deck.md")
    case let format? where format.isOneFile && isFolder:
      throw .cannotWrite(path, "it is a folder")
    case let format?:
      self.format = format
      self.destination = destination
    case nil:
      guard isFolder || (destination.ending == nil && existing == nil) else {
        throw Failure(
          .usage,
          "'\(output)' does not tell the format; end it in .pdf, .html, .pptx or .md, name a folder "
            + "for pictures, or give --format")
      }
      self.format = .png
      self.destination = destination
    }
  }
}
