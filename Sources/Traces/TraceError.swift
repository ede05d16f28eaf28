import Neural

/// What is wrong with a trace, and on which of its lines.
public struct TraceError: Error, Equatable {
  /// The line, counted from 1, where the problem was met.
  public var line: Int
  /// The problem.
  public var problem: Problem

  /// A problem on a line.
  public init(line: Int, _ problem: Problem) {
    self.line = line
    self.problem = problem
  }

  /// What can be wrong with a trace.
  public enum Problem: Equatable, Sendable {
    /// The bytes could not be had.
    case unreadable(reason: String)
    /// Something else stands where JSON, or the format, wants a certain thing.
    case unexpected(found: String, wanted: String)
    /// The trace ends before it is complete.
    case truncated(wanted: String)
    /// A number is too large for what it stands for.
    case numberRange(String)
    /// The document is something else than a trace.
    case notATrace
    /// The trace is of a version, or holds a kind of thing, that this reader does not know.
    case unknown(key: String, value: String, known: [String])
    /// A key is missing.
    case missing(key: String, in: String)
    /// A key stands twice, or comes where an earlier one should.
    case misplaced(key: String, reason: String)
    /// There are more values than are kept in memory.
    case tooManyValues(name: String)
    /// A tensor's shape and values do not fit.
    case tensor(name: String, TensorError)
    /// A setting's value is none.
    case setting(SettingError)
    /// The network cannot be built, or not run over its operands.
    case network(NetworkError)
    /// The trace disagrees with what its operands give.
    case mismatch(TraceMismatch)
  }
}

/// Where a trace first disagrees with what its operands give.
public struct TraceMismatch: Equatable, Sendable {
  /// The stage; nil where the disagreement is about the network as a whole.
  public var stage: String?
  /// The step's pass, and its number there; nil where the disagreement is in the header.
  public var step: Step?
  /// The key and, inside of arrays, the place: `terms[3].product`.
  public var key: String
  /// What the operands give.
  public var expected: String
  /// What the trace says.
  public var found: String

  /// Which step of a stage.
  public struct Step: Equatable, Sendable {
    /// The pass.
    public var pass: Account.Name
    /// The number in the pass.
    public var index: Int
    /// The item of the batch, where there are several.
    public var item: Int?

    /// A step.
    public init(_ pass: Account.Name, _ index: Int, item: Int? = nil) {
      (self.pass, self.index, self.item) = (pass, index, item)
    }
  }

  /// A disagreement.
  public init(
    stage: String? = nil, step: Step? = nil, key: String, expected: String, found: String
  ) {
    self.stage = stage
    self.step = step
    self.key = key
    self.expected = expected
    self.found = found
  }
}

extension TraceError: CustomStringConvertible {
  /// The error as a sentence.
  public var description: String { "line \(line): \(problem)" }
}

extension TraceError.Problem: CustomStringConvertible {
  /// The problem as a sentence.
  public var description: String {
    switch self {
    case .unreadable(let reason): reason
    case .unexpected(let found, let wanted): "there is \(found) where \(wanted) should be"
    case .truncated(let wanted): "the trace ends where \(wanted) should be"
    case .numberRange(let number): "the number \(number) is too large"
    case .notATrace: "this is not a trace: its format should be \"\(TraceFormat.name)\""
    case .unknown(let key, let value, let known):
      "the \(key) is \(value); this program reads \(known.joined(separator: ", "))"
    case .missing(let key, let place): "\(place) has no \"\(key)\""
    case .misplaced(let key, let reason): "\"\(key)\" \(reason)"
    case .tooManyValues(let name):
      "\"\(name)\" has more values than this program keeps in memory"
    case .tensor(let name, let error): "\"\(name)\": \(error)"
    case .setting(let error): error.description
    case .network(let error): error.description
    case .mismatch(let mismatch): mismatch.description
    }
  }
}

extension TraceMismatch: CustomStringConvertible {
  /// The disagreement as a sentence.
  public var description: String {
    let item = step?.item.map { " of item \($0)" } ?? ""
    let steps = step.map { "\($0.pass.rawValue) step \($0.index)\(item)" }
    let place = [stage.map { "stage '\($0)'" }, steps].compactMap { $0 }.joined(separator: ", ")
    return (place.isEmpty ? "" : "\(place): ") + "\"\(key)\" should be \(expected), not \(found)"
  }
}
