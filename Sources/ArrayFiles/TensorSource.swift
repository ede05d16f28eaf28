import Neural

/// Where a tensor comes from, as given on the command line.
///
/// An argument is, in this order: `-`, standard input; a built-in sample (``samples``); numbers
/// such as `1 2 3; 4 5 6`; a path, whose ending names the format (.csv, .tsv, .json, .npy, .idx,
/// .idx3-ubyte, .png, .txt), or else its first bytes do. `#12` behind a path selects item 12 of
/// the first dimension, `#grey` makes a colour PNG grey. A file whose name looks like a sample or
/// a number is reached with `./` before it.
public struct TensorSource: Sendable, Equatable {
  /// The argument as it was given.
  public let argument: String
  private let form: Form

  /// What an argument was taken for.
  private enum Form: Sendable, Equatable {
    case standardInput
    case sample(keyword: String, argument: String?)
    case numbers
    case file(path: String, selection: String?)
  }

  /// The source that an argument names; whether it can be read shows when it is read.
  public init(_ argument: String) {
    self.argument = argument
    self.form = TensorSource.form(of: argument)
  }

  /// A short human name for titles and alt text: `digit 7`, `sobel-x`, `photo.png`,
  /// `3 × 3 matrix`.
  public var name: String {
    switch form {
    case .standardInput:
      return "standard input"
    case .sample(let keyword, let argument):
      return SampleFamily.named(keyword)?.title(argument ?? "") ?? self.argument
    case .numbers:
      guard let tensor = try? InlineText.tensor(from: Array(argument.utf8)) else {
        return "matrix"
      }
      return "\(Tensor.describe(tensor.shape)) \(tensor.rank == 2 ? "matrix" : "tensor")"
    case .file(let path, let selection):
      let file = path.split(separator: "/").last.map(String.init) ?? path
      switch selection {
      case nil: return file
      case "grey", "gray": return "\(file), grey"
      case let item?: return "\(file), item \(item)"
      }
    }
  }

  /// The path of the file; nil where the source is none.
  public var path: String? {
    if case .file(let path, _) = form { path } else { nil }
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
  /// Text gives [rows, columns] or more dimensions, JSON, NPY and IDX the shape that they hold
  /// (a scalar becomes 1 × 1), PNG [rows, columns] or [channels, rows, columns] in 0 … 1.
  /// - Parameters:
  ///   - role: What it is for, as the messages name it: “input”, “filter”, “bias”.
  ///   - standardInput: Gives the bytes of standard input; called for the argument `-` only.
  /// - Throws: ``DataError`` where the source is not there or does not hold a tensor of finite
  ///   numbers within ``maximumCount``.
  public func read(
    as role: String, standardInput: () throws -> [UInt8]
  ) throws(DataError) -> Tensor {
    do {
      switch form {
      case .standardInput:
        let bytes = try TensorSource.bytes(of: standardInput)
        return try FileFormat(sniffing: bytes).tensor(from: bytes)
      case .sample(let keyword, let argument):
        return try TensorSource.sample(keyword, argument)
      case .numbers:
        return try InlineText.tensor(from: Array(argument.utf8))
      case .file(let path, let selection):
        return try TensorSource.file(path, selection)
      }
    } catch {
      throw error.error(role: role, source: argument)
    }
  }

  private static func bytes(of standardInput: () throws -> [UInt8]) throws(Fault) -> [UInt8] {
    do {
      return try standardInput()
    } catch {
      throw Fault("it cannot be read (\(error))", remedy: "pipe the numbers in", kind: .missing)
    }
  }

  private static func sample(_ keyword: String, _ argument: String?) throws(Fault) -> Tensor {
    guard let family = SampleFamily.named(keyword) else { throw unknown(keyword[...]) }
    return try family.make(argument)
  }

  private static func file(_ path: String, _ suffix: String?) throws(Fault) -> Tensor {
    let selection = try suffix.map { suffix throws(Fault) in try Selection(suffix) }
    let bytes: [UInt8]
    do {
      bytes = try FileBytes.read(path)
    } catch {
      // A bare word that names no file was perhaps meant to be a sample.
      guard error.problem == FileBytes.noSuchFile, isBareWord(path) else { throw error }
      throw unknown(path.prefix { $0 != ":" })
    }
    let format = FileFormat(endingOf: path) ?? FileFormat(sniffing: bytes)
    return try format.tensor(from: bytes, selection ?? .everything)
  }
}

extension TensorSource {
  private static func form(of argument: String) -> Form {
    if argument == "-" { return .standardInput }
    if FileFormat(endingOf: argument) != nil { return .file(path: argument, selection: nil) }
    let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let keyword = parts.first.map(String.init) ?? ""
    if SampleFamily.named(keyword) != nil {
      return .sample(keyword: keyword, argument: parts.count > 1 ? String(parts[1]) : nil)
    }
    if InlineText.resembles(argument) { return .numbers }
    guard let mark = argument.lastIndex(of: "#"), mark != argument.startIndex else {
      return .file(path: argument, selection: nil)
    }
    let path = String(argument[..<mark])
    let suffix = String(argument[argument.index(after: mark)...])
    let isSelection = (try? Selection(suffix)) != nil || FileFormat(endingOf: path) != nil
    return .file(
      path: isSelection ? path : argument, selection: isSelection ? suffix : nil)
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
