import Neural

/// Where a tensor comes from, as given on the command line.
///
/// An argument is, in this order: `-`, standard input; a path with the ending of a format; a built-in
/// sample (``samples``); numbers such as `1 2 3; 4 5 6` or `[[1, 2], [3, 4]]`; any other path, whose
/// first bytes tell the format. Behind a path or `-`, `#12` selects item 12 of the first dimension,
/// `@row:12` row 12 of a table, `#red`, `#green`, `#blue` or `#grey` a channel of a picture, and
/// `#conv1.weight` an array of an archive. Files may be compressed with gzip. A file
/// whose name looks like a sample or a number is reached with `./` before it.
public struct TensorSource: Sendable, Equatable {
  /// The argument as it was given.
  public let argument: String
  private let form: Form

  /// What an argument was taken for; `suffix` is what stands behind the path, `#` or `@` included.
  private enum Form: Sendable, Equatable {
    case standardInput(suffix: String)
    case sample(keyword: String, argument: String?)
    case numbers
    case file(path: String, suffix: String)
  }

  /// The source that an argument names; whether it can be read shows when it is read.
  public init(_ argument: String) {
    self.argument = argument
    self.form = TensorSource.form(of: argument)
  }

  /// A short human name for titles and alt text: `digit 7`, `sobel-x`, `photo.png, red`,
  /// `3 × 3 matrix`.
  public var name: String {
    switch form {
    case .standardInput(let suffix):
      return "standard input" + TensorSource.title(of: suffix)
    case .sample(let keyword, let argument):
      return SampleFamily.named(keyword)?.title(argument ?? "") ?? self.argument
    case .numbers:
      guard let tensor = try? TensorSource.numbers(argument) else { return "matrix" }
      return "\(Tensor.describe(tensor.shape)) \(tensor.rank == 2 ? "matrix" : "tensor")"
    case .file(let path, let suffix):
      let file = path.split(separator: "/").last.map(String.init) ?? path
      return file + TensorSource.title(of: suffix)
    }
  }

  private static func title(of suffix: String) -> String {
    ((try? Selection.list(suffix)) ?? []).map { ", \($0.title)" }.joined()
  }

  /// The path of the file; nil where the source is none.
  public var path: String? {
    if case .file(let path, _) = form { path } else { nil }
  }

  /// Whether the bytes come from standard input.
  public var isStandardInput: Bool {
    if case .standardInput = form { true } else { false }
  }

  /// Whether standard input that begins like this can hold a tensor: where it cannot, the beginning is
  /// enough to say why.
  public static func canBegin(with bytes: [UInt8]) -> Bool { FileFormat.canBegin(with: bytes) }

  /// Whether it is one of the filters that come with the program, which have one channel.
  public var isKernel: Bool {
    if case .sample(let keyword, _) = form {
      SampleFamily.named(keyword)?.isKernel ?? false
    } else {
      false
    }
  }

  /// The source with a path that stands in a file of the folder: `scan.csv` in the folder `a/b` is
  /// `a/b/scan.csv`.
  ///
  /// What is no path stays as it is, and so does a bare word that names no file of the folder: it
  /// was perhaps meant to be a sample.
  public func relative(to folder: String) -> TensorSource {
    guard let path, !path.hasPrefix("/"), !folder.isEmpty else { return self }
    let prefix = folder.hasSuffix("/") ? folder : folder + "/"
    if TensorSource.isBareWord(path), !FileBytes.exists(prefix + path) { return self }
    return TensorSource(prefix + argument)
  }

  /// Reads the tensor.
  ///
  /// - Throws: ``DataError``, as ``reading(as:options:standardInput:)``.
  public func read(
    as role: String, standardInput: () throws -> [UInt8]
  ) throws(DataError) -> Tensor {
    try reading(as: role, standardInput: standardInput).tensor
  }

  /// Reads the tensor, and what there is to say about it.
  ///
  /// Text gives [rows, columns] or more dimensions; nested lists, NPY and IDX the shape that they
  /// hold (a scalar becomes 1 × 1); pictures [rows, columns] or [channels, rows, columns] in 0 … 1.
  /// - Parameters:
  ///   - role: What it is for, as the messages name it: “input”, “filter”, “bias”.
  ///   - options: What is done with the values before they are handed over.
  ///   - standardInput: Gives the bytes of standard input; called for the argument `-` only.
  /// - Throws: ``DataError`` where the source is not there or does not hold a tensor of finite
  ///   numbers within ``maximumCount``.
  public func reading(
    as role: String, options: ReadingOptions = ReadingOptions(),
    standardInput: () throws -> [UInt8]
  ) throws(DataError) -> TensorReading {
    do {
      let reading = try self.reading(skippedColumns: options.skippedColumns, standardInput)
        .applying(options)
      return TensorReading(
        tensor: reading.tensor,
        notes: reading.remarks.map { $0.note(role: role, source: argument) },
        isPicture: reading.isPicture)
    } catch {
      throw error.error(role: role, source: argument)
    }
  }

  private func reading(
    skippedColumns: Int, _ standardInput: () throws -> [UInt8]
  ) throws(Fault) -> Reading {
    switch form {
    case .standardInput(let suffix):
      let selections = try Selection.list(suffix)
      let bytes = try TensorSource.bytes(of: standardInput)
      return try TensorSource.reading(
        from: bytes, nil, selections, skippedColumns: skippedColumns)
    case .sample(let keyword, let argument):
      let tensor = try TensorSource.sample(keyword, argument)
      return Reading(
        tensor: try tensor.droppingColumns(skippedColumns),
        isPicture: SampleFamily.named(keyword)?.isPicture ?? false)
    case .numbers:
      let tensor = try TensorSource.numbers(argument)
      return Reading(tensor: try tensor.droppingColumns(skippedColumns))
    case .file(let path, let suffix):
      return try TensorSource.file(path, suffix, skippedColumns: skippedColumns)
    }
  }

  /// What bytes hold, compressed with gzip or not, of a path or of standard input.
  private static func reading(
    from bytes: [UInt8], _ path: String?, _ selections: [Selection], skippedColumns: Int
  ) throws(Fault) -> Reading {
    let plain = bytes.starts(with: GzipFile.signature) ? try GzipFile.unpacked(bytes) : bytes
    return try FileFormat(of: plain, path: path)
      .reading(from: plain, selections, skippedColumns: skippedColumns)
  }

  private static func numbers(_ text: String) throws(Fault) -> Tensor {
    if let fault = DecimalComma.fault(ofPairs: text) { throw fault }
    let bytes = Array(text.utf8)
    return try JSONFile.resembles(bytes)
      ? JSONFile.tensor(from: bytes) : InlineText.tensor(from: bytes)
  }

  private static func bytes(of standardInput: () throws -> [UInt8]) throws(Fault) -> [UInt8] {
    do {
      return try standardInput()
    } catch let error as InputTooLong {
      throw .tooManyBytes(error.limit)
    } catch {
      throw Fault("it cannot be read (\(error))", remedy: "pipe the numbers in", kind: .missing)
    }
  }

  private static func sample(_ keyword: String, _ argument: String?) throws(Fault) -> Tensor {
    guard let family = SampleFamily.named(keyword) else { throw unknown(keyword[...]) }
    return try family.make(argument)
  }

  private static func file(
    _ path: String, _ suffix: String, skippedColumns: Int
  ) throws(Fault) -> Reading {
    let selections = try Selection.list(suffix)
    let bytes: [UInt8]
    do {
      bytes = try FileBytes.read(path)
    } catch {
      // A bare word that names no file was perhaps meant to be a sample.
      guard error.problem == FileBytes.noSuchFile, isBareWord(path) else { throw error }
      throw unknown(path.prefix { $0 != ":" })
    }
    return try reading(from: bytes, path, selections, skippedColumns: skippedColumns)
  }
}

extension TensorSource {
  private static func form(of argument: String) -> Form {
    if argument == "-" || argument.hasPrefix("-#") || argument.hasPrefix("-" + Selection.rowMark) {
      return .standardInput(suffix: String(argument.dropFirst()))
    }
    let marks = marks(in: argument)
    // An array may be called as a file is: w.npz#conv.npy.
    if let mark = marks.first(where: {
      FileFormat(endingOf: String(argument[..<$0]))?.hasNames == true
    }) {
      return .file(path: String(argument[..<mark]), suffix: String(argument[mark...]))
    }
    if FileFormat(endingOf: argument) != nil { return .file(path: argument, suffix: "") }
    if let mark = marks.first(where: { FileFormat(endingOf: String(argument[..<$0])) != nil }) {
      return .file(path: String(argument[..<mark]), suffix: String(argument[mark...]))
    }
    let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let keyword = parts.first.map(String.init) ?? ""
    if SampleFamily.named(keyword) != nil {
      return .sample(keyword: keyword, argument: parts.count > 1 ? String(parts[1]) : nil)
    }
    if JSONFile.resembles(argument.utf8) || InlineText.resembles(argument) { return .numbers }
    let mark = marks.first { mark in
      mark > argument.startIndex
        && (try? Selection.list(argument[mark...]))?.allSatisfy(\.isGeneral) == true
    }
    guard let mark else { return .file(path: argument, suffix: "") }
    return .file(path: String(argument[..<mark]), suffix: String(argument[mark...]))
  }

  /// Where selections can begin in an argument, in order.
  private static func marks(in argument: String) -> [String.Index] {
    let rows = argument.ranges(of: Selection.rowMark).map(\.lowerBound)
    return (argument.indices.filter { argument[$0] == "#" } + rows).sorted()
  }

  private static func isBareWord(_ path: String) -> Bool {
    !path.contains("/") && !path.contains(".")
  }

  /// The argument names neither a sample nor a file.
  private static func unknown(_ word: Substring) -> Fault {
    let keywords = SampleFamily.all.map(\.keyword)
    var remedy =
      "write numbers such as “1 2; 3 4”, a path, or one of the samples "
      + keywords.joined(separator: ", ")
    if let nearest = Spelling.nearest(to: String(word), among: keywords),
      let family = SampleFamily.named(nearest)
    {
      remedy = "did you mean \(family.sample.pattern)?"
    }
    return Fault("there is no such sample or file", remedy: remedy, kind: .missing)
  }
}
