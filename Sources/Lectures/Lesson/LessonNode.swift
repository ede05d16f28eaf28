/// A part of a lesson file: text, a list or a mapping, and where it stands.
struct LessonNode: Sendable {
  /// What a part is.
  enum Content: Sendable {
    /// Text, and whether it stands there without quotes and block signs.
    case text(String, isPlain: Bool)
    /// A list.
    case list([LessonNode])
    /// Keys with values, in the file's order; each key is there once.
    case mapping([Entry])
  }

  /// A key with its value.
  struct Entry: Sendable {
    let key: Located<String>
    let value: LessonNode
  }

  /// What it is.
  let content: Content
  /// Where its first character stands. The lines of a block of text all begin in its column.
  let place: Place
  /// The number of parts that it consists of, itself included, aliases followed.
  let count: Int

  init(text: String, isPlain: Bool, at place: Place) {
    content = .text(text, isPlain: isPlain)
    self.place = place
    count = 1
  }

  init(list: [LessonNode], at place: Place) {
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
  var kind: String {
    switch content {
    case .text(let text, true) where text.isEmpty: "nothing"
    case .text: "text"
    case .list: "a list"
    case .mapping: "a mapping"
    }
  }
}
