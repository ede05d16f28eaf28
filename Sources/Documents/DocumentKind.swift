/// A kind of document, as messages speak of it, and how large it may be.
public struct DocumentKind: Sendable {
  /// What it is: `lesson`, `network`.
  public let noun: String
  /// What helps someone whose file is empty.
  public let beginning: String
  /// What helps someone whose file is too long.
  public let remedy: String
  /// The longest file that is read, in bytes.
  public let maximumLength: Int
  /// The largest number of parts, aliases followed.
  public let maximumCount: Int

  /// A kind.
  public init(
    noun: String, beginning: String, remedy: String, maximumLength: Int = 4 << 20,
    maximumCount: Int = 1_000_000
  ) {
    self.noun = noun
    self.beginning = beginning
    self.remedy = remedy
    self.maximumLength = maximumLength
    self.maximumCount = maximumCount
  }

  /// A length as messages print it: `4 MB`.
  static func describe(length: Int) -> String {
    length.isMultiple(of: 1 << 20) ? "\(length >> 20) MB" : "\(length >> 10) kB"
  }
}
