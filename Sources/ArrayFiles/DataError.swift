/// Why a tensor could not be read: what was wrong, where, and what would be right.
///
/// The description is one line, for example
/// `input “a.csv”, line 3, column 2: “x7” is not a number; write a decimal number such as 0.5`.
public struct DataError: Error, Equatable {
  /// Which of the two sorts of failure it is.
  public enum Kind: Sendable, Equatable {
    /// The source is not there or cannot be opened (exit code 66).
    case missing
    /// The source was read, but it does not hold what it should (exit code 65).
    case malformed
  }

  /// Which of the two sorts of failure it is.
  public let kind: Kind
  /// What the tensor was to be: “input”, “filter”, “bias”, “upstream gradient”.
  public let role: String
  /// The source as it was given on the command line.
  public let source: String
  /// The place in the source, from the coarsest part to the finest; empty for the whole of it.
  public let location: [Place]
  /// What is wrong.
  public let problem: String
  /// What would be right.
  public let remedy: String

  /// An error from its parts.
  public init(
    kind: Kind, role: String, source: String, location: [Place] = [], problem: String,
    remedy: String
  ) {
    self.kind = kind
    self.role = role
    self.source = source
    self.location = location
    self.problem = problem
    self.remedy = remedy
  }
}

/// One part of a place in a source of numbers.
public enum Place: Sendable, Hashable {
  /// A line of a text file, counted from 1.
  case line(Int)
  /// A set of planes in inline text, counted from 1.
  case set(Int)
  /// A plane in inline text, counted from 1.
  case plane(Int)
  /// A row in inline text, counted from 1.
  case row(Int)
  /// A field of a CSV line, a value of a row, or a character of a JSON line, counted from 1.
  case column(Int)
  /// An array of an archive, by its name.
  case array(String)
  /// A byte of a binary file, counted from 0.
  case byte(Int)
  /// An element by its indices, counted from 0.
  case element([Int])
}

extension Place: CustomStringConvertible {
  /// The place as the messages print it: `line 3`, `byte 16`, `element [0, 2]`.
  public var description: String {
    switch self {
    case .line(let number): "line \(number)"
    case .set(let number): "set \(number)"
    case .plane(let number): "plane \(number)"
    case .row(let number): "row \(number)"
    case .column(let number): "column \(number)"
    case .array(let name): "array \(name.quoted(limit: 64))"
    case .byte(let offset): "byte \(offset)"
    case .element(let indices): "element \(indices)"
    }
  }
}

extension DataError: CustomStringConvertible {
  /// The error in one line: role, source, place, problem and remedy.
  public var description: String {
    DataError.origin(role: role, source: source, location: location) + ": \(problem); \(remedy)"
  }

  /// What a message begins with: whose bytes they are, and where in them it is.
  static func origin(role: String, source: String, location: [Place]) -> String {
    let isInput = TensorSource(source).isStandardInput
    let origin = isInput ? "from standard input" : source.quoted(limit: 120)
    return "\(role) \(origin)" + location.map { ", \($0)" }.joined()
  }
}

/// What a reader finds wrong with its bytes, before it is known whose bytes they are.
struct Fault: Error, Equatable {
  var kind = DataError.Kind.malformed
  var location: [Place] = []
  var problem: String
  var remedy: String

  init(
    _ problem: String, at location: [Place] = [], remedy: String,
    kind: DataError.Kind = .malformed
  ) {
    self.kind = kind
    self.location = location
    self.problem = problem
    self.remedy = remedy
  }

  /// The same fault, told to the user.
  func error(role: String, source: String) -> DataError {
    DataError(
      kind: kind, role: role, source: source, location: location, problem: problem, remedy: remedy)
  }
}

extension StringProtocol {
  /// The text in quotation marks, on one line, with a long end cut off.
  func quoted(limit: Int = 24) -> String {
    var shown = ""
    for (index, scalar) in unicodeScalars.enumerated() {
      guard index < limit else {
        shown += "…"
        break
      }
      if let byte = SystemPath.escape(of: scalar) {
        shown += byte
        continue
      }
      switch scalar.properties.generalCategory {
      // A line break or a bidirectional mark in a message could make it look like another one.
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned:
        shown += scalar.escaped(asASCII: true)
      default:
        shown.unicodeScalars.append(scalar)
      }
    }
    return "“\(shown)”"
  }
}
