/// A part of a YAML document: text, a list or a mapping, and where it stands.
public struct DocumentNode: Sendable {
  /// What a part is.
  public enum Content: Sendable {
    /// Text, and whether it stands there without quotes and block signs.
    case text(String, isPlain: Bool)
    /// A list.
    case list([DocumentNode])
    /// Keys with values, in the file's order; each key is there once.
    case mapping([Entry])
  }

  /// A key with its value.
  public struct Entry: Sendable {
    /// The key.
    public let key: Located<String>
    /// The value.
    public let value: DocumentNode
  }

  /// What it is.
  public let content: Content
  /// Where its first character stands. The lines of a block of text all begin in its column.
  public let place: Place
  /// The number of parts that it consists of, itself included, aliases followed.
  public let count: Int

  init(text: String, isPlain: Bool, at place: Place) {
    content = .text(text, isPlain: isPlain)
    self.place = place
    count = 1
  }

  init(list: [DocumentNode], at place: Place) {
    content = .list(list)
    self.place = place
    count = list.reduce(1) { $0 + $1.count }
  }

  init(mapping: [Entry], at place: Place) {
    content = .mapping(mapping)
    self.place = place
    count = mapping.reduce(1) { $0 + 1 + $1.value.count }
  }

  /// What kind of thing it is, as messages name it.
  public var kind: String {
    switch content {
    case .text(let text, true) where text.isEmpty: "nothing"
    case .text: "text"
    case .list: "a list"
    case .mapping: "a mapping"
    }
  }

  /// What it is, with the text where it is one.
  public var description: String {
    if case .text(let text, _) = content { return "'\(text)'" }
    return kind
  }
}
