/// The names that the format is known by.
enum TraceFormat {
  /// What every trace says that it is.
  static let name = "convlens-trace"
  /// The format's version; a reader of version 2 may meet keys that it does not know, and passes
  /// over them.
  static let version = 2
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
