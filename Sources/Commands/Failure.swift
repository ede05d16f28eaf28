/// Why a command could not do what it was asked: a sentence, and the exit code that goes with it.
///
/// The codes are those of BSD's `sysexits.h`.
struct Failure: Error, Equatable, CustomStringConvertible {
  /// What kind of failure it is.
  enum Kind: Int32, Sendable {
    /// The command line asks for something that there is not (`EX_USAGE`).
    case usage = 64
    /// The data cannot be read, or do not fit together (`EX_DATAERR`).
    case malformedData = 65
    /// An input is not there (`EX_NOINPUT`).
    case missingInput = 66
    /// The output cannot be made (`EX_CANTCREAT`).
    case cannotCreate = 73
  }

  /// The kind, which decides the exit code.
  let kind: Kind
  /// What is wrong, for standard error: a line, or a line for each mistake; empty where nobody is
  /// left to read it.
  let lines: [String]

  var description: String { lines.joined(separator: "\n") }

  init(_ kind: Kind, _ description: String) { self.init(kind, lines: [description]) }

  /// A failure with several mistakes.
  init(_ kind: Kind, lines: [String]) {
    self.kind = kind
    self.lines = lines
  }

  /// The reader of standard output has gone, as `head` does: the command ends without a word.
  static let closedPipe = Failure(.cannotCreate, "")
}
