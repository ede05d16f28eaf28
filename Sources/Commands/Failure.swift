import Studio

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

  /// The option that is wrong, by its name without dashes; nil where it is none, or several.
  let subject: String?

  init(_ kind: Kind, subject: String? = nil, _ description: String) {
    self.init(kind, subject: subject, lines: [description])
  }

  /// A failure with several mistakes.
  init(_ kind: Kind, subject: String? = nil, lines: [String]) {
    self.kind = kind
    self.subject = subject
    self.lines = lines
  }

  /// What is wrong with a computation that was asked for.
  init(_ error: RequestError) {
    let kind: Kind =
      switch error.kind {
      case .usage: .usage
      case .data: .malformedData
      case .missing: .missingInput
      }
    self.init(
      kind, subject: error.subject,
      lines: error.description.split(separator: "\n").map(String.init))
  }

  /// The reader of standard output has gone, as `head` does: the command ends without a word.
  static let closedPipe = Failure(.cannotCreate, "")
}
