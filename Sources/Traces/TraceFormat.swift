/// The names that the format is known by.
enum TraceFormat {
  /// What every trace says that it is.
  static let name = "convlens-trace"
  /// The format's version; a reader of version 1 may meet keys that it does not know, and passes
  /// over them.
  static let version = 1
}

/// What the operands of a trace are called, so that a figure drawn from it can call them so too.
public struct TraceNames: Sendable, Equatable {
  /// What the input is called: `digit 7`.
  public var input: String?
  /// What the weights are called: `sobel-x`.
  public var weights: String?

  /// Names; none where the operands have none.
  public init(input: String? = nil, weights: String? = nil) {
    self.input = input
    self.weights = weights
  }
}

/// The tool that wrote a trace.
public struct TraceGenerator: Sendable, Equatable {
  /// The tool's name.
  public var name: String
  /// The tool's version, where it has one.
  public var version: String?

  /// A tool.
  public init(name: String = "convlens", version: String? = nil) {
    self.name = name
    self.version = version
  }
}
