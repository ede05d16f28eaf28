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
  /// The sentence for standard error; empty where nobody is left to read it.
  let description: String

  init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }

  /// The reader of standard output has gone, as `head` does: the command ends without a word.
  static let closedPipe = Failure(.cannotCreate, "")
}
