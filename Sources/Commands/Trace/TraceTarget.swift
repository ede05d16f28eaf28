/// Where a trace goes, and how it is laid out there.
struct TraceTarget: Equatable {
  let destination: Destination
  let format: TraceFormat
  let isCompressed: Bool

  /// What `-o`, `--format` and `--compress` come to: `trace.jsonl.gz` is compressed JSON Lines.
  ///
  /// - Throws: ``Failure`` of the kind `usage` where no format can be told, the file's ending
  ///   contradicts `--format`, or a compressed trace would go to a terminal.
  init(
    _ output: String, format: TraceFormat?, compress: Bool, console: Console
  ) throws(Failure) {
    destination = Destination(output)
    guard case .file(let path) = destination else {
      if compress, console.outputIsTerminal {
        throw Failure(
          .usage, "a compressed trace would garble the terminal; name a file with -o")
      }
      self.format = format ?? .json
      isCompressed = compress
      return
    }
    let isZipped = destination.ending == "gz"
    isCompressed = compress || isZipped
    let plain = isZipped ? Destination(String(path.dropLast(3))) : destination
    let told = plain.ending.flatMap(TraceFormat.init(rawValue:))
    if let told, let format, told != format {
      throw Failure(.usage, "'\(path)' does not go with --format \(format.rawValue)")
    }
    guard let format = format ?? told else {
      throw Failure(
        .usage,
        "'\(path)' does not tell the format; end it in .json or .jsonl, or give --format")
    }
    self.format = format
  }
}
