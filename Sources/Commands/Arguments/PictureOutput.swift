import ArgumentParser

/// The options that say where one picture goes, and in which format.
struct PictureOutput: ParsableArguments {
  @Option(
    name: [.short, .long], parsing: .unconditional,
    help: ArgumentHelp(
      "The file, or - for standard output (default: the figure's name and .png).",
      valueName: "file"),
    completion: .file(extensions: PictureFormat.allCases.map(\.rawValue)), transform: plainValue)
  var output: String?

  @Option(help: "The format, where the file's ending does not tell (default: png).")
  var format: PictureFormat?

  /// The destination and the format that the options come to.
  ///
  /// - Throws: ``Failure`` where no format can be told, the file's ending contradicts `--format`,
  ///   or a binary picture would go to a terminal.
  func resolve(
    default name: String, console: Console
  ) throws(Failure) -> (Destination, PictureFormat) {
    guard let output else {
      let format = format ?? .png
      return (.file("\(name).\(format.rawValue)"), format)
    }
    let destination = Destination(output)
    if case .standardOutput = destination {
      let format = format ?? .png
      guard !(format.isBinary && console.outputIsTerminal) else {
        throw Failure(
          .usage, "a \(format.rawValue.uppercased()) would garble the terminal; name a file with -o"
        )
      }
      return (destination, format)
    }
    let existing = FileStatus(of: output)
    if existing?.isFolder == true { throw .cannotWrite(output, "it is a folder") }
    let told = destination.ending.flatMap(PictureFormat.init(rawValue:))
    if let told, let format, told != format {
      throw Failure(.usage, "'\(output)' does not go with --format \(format.rawValue)")
    }
    if let format = format ?? told { return (destination, format) }
    // A device or a pipe has no ending to go by.
    guard let existing, !existing.isRegular else {
      throw Failure(
        .usage,
        "'\(output)' does not tell the format; end it in .png, .pdf or .svg, or give --format")
    }
    return (destination, .png)
  }
}
