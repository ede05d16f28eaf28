import Documents
import Figures
import Wording

/// The keys of a mapping, checked against the table of keys.
struct Fields {
  /// Where the mapping stands.
  let place: Place
  private let fields: [String: Field]
  /// What is wrong with the keys themselves.
  private let mistakes: Mistakes

  /// The fields of a mapping at a level.
  ///
  /// - Throws: ``LessonError`` where it is no mapping, a key is not known, or one is missing.
  init(_ node: DocumentNode, of level: LessonLevel) throws(LessonError) {
    try self.init(checking: node, of: level)
    try check()
  }

  /// The fields of a mapping whose other mistakes are looked for before its keys are refused.
  init(checking node: DocumentNode, of level: LessonLevel) throws(LessonError) {
    guard case .mapping(let entries) = node.content else {
      throw LessonError(
        "\(level.title) must be a mapping, 'key: value', not \(node.kind)", at: node.place)
    }
    let keys = LessonKey.all(at: level)
    var fields: [String: Field] = [:]
    var mistakes = Mistakes()
    // A key that is missing and was misspelt is one mistake.
    var names = Set(entries.map(\.key.value))
    for entry in entries {
      guard let key = keys.first(where: { $0.name == entry.key.value }) else {
        names.formUnion(Fields.plausible(entry.key.value, among: keys.map(\.name)))
        mistakes.add(Fields.unknown(entry.key, at: level))
        continue
      }
      if entry.value.kind == "nothing" {
        mistakes.add(
          LessonError(
            "'\(key.name)' has no value; give \(key.form.demand)"
              + (key.isRequired ? "" : ", or remove the key"), at: entry.key.place))
        continue
      }
      fields[key.name] = Field(key: key, place: entry.key.place, node: entry.value)
    }
    for key in keys where key.isRequired && !names.contains(key.name) {
      mistakes.add(
        LessonError(
          "\(level.title) needs the key '\(key.name)', \(key.form.demand)", at: node.place))
    }
    self.fields = fields
    self.mistakes = mistakes
    place = node.place
  }

  /// Refuses keys that are not known, have no value, or are missing.
  func check() throws(LessonError) { try mistakes.check() }

  /// The field of a key, if it is there.
  subscript(name: String) -> Field? { fields[name] }

  /// The names of the keys that are there, in the table's order.
  var names: [String] { LessonKey.all.map(\.name).filter { fields[$0] != nil } }

  /// The fields that say what a figure computes, in the table's order.
  var options: [Field] { LessonKey.options.compactMap { fields[$0.name] } }

  /// The field of a key that the table says is required.
  func required(_ name: String) throws(LessonError) -> Field {
    guard let field = fields[name] else {
      throw LessonError("the key '\(name)' is missing", at: place)
    }
    return field
  }

  private static func unknown(_ key: Located<String>, at level: LessonLevel) -> LessonError {
    let name = key.value
    let others = LessonKey.all.first { $0.name == name }?.levels ?? []
    let keys = LessonKey.all(at: level).map(\.name)
    var message = "\(level.title) has no key '\(name)'"
    if !others.isEmpty {
      message += ", which belongs to \(others.map(\.title).joined(separator: ", "))"
    }
    let near = Fields.plausible(name, among: keys).map { "'\($0)'" }
    if !near.isEmpty {
      message += "; did you mean \(near.joined(separator: " or "))?"
    } else if others.isEmpty {
      let own = LessonKey.all(at: level).filter { !$0.isOption }.map(\.name)
      message += "; there are \(own.joined(separator: ", "))"
      if own.count < keys.count { message += " and what figures compute" }
    }
    return LessonError(message, at: key.place)
  }

  /// The keys that a name was probably meant to be: in a short name fewer letters may be wrong.
  private static func plausible(_ name: String, among keys: [String]) -> [String] {
    let limit = name.count <= 4 ? 1 : name.count <= 8 ? 2 : 3
    return Spelling.nearest(to: name, among: keys).filter { key in
      Spelling.distance(name.lowercased(), key) <= limit
        || (name.count > 3 && (key.hasPrefix(name) || name.hasPrefix(key)))
    }
  }
}

/// A key of a mapping and its value.
struct Field {
  /// The key, as the table has it.
  let key: LessonKey
  /// Where the key stands.
  let place: Place
  /// The value.
  let node: DocumentNode

  /// The value as text.
  func text() throws(LessonError) -> Located<String> {
    guard case .text(let text, _) = node.content else { throw wrong() }
    return Located(text, at: node.place)
  }

  /// The value as text without blanks around it.
  func word() throws(LessonError) -> Located<String> {
    let text = try text()
    return Located(text.value.trimmed, at: text.place)
  }

  /// The value as text on one line, which may be empty.
  func line() throws(LessonError) -> Located<String> {
    let text = try word()
    guard !text.value.contains(where: \.isNewline) else {
      throw LessonError("'\(key.name)' must be one line", at: text.place)
    }
    try LessonKey.checkLength(text, maximum: 500)
    return text
  }

  /// The value as text with markup, which is checked.
  func markup(blanks: Bool = false) throws(LessonError) -> Located<String> {
    let text = try text()
    guard text.value.contains(where: { !$0.isWhitespace }) else { throw empty() }
    try LessonKey.checkLength(text)
    _ = try Markup(text, blanks: blanks)
    return text
  }

  /// The value as one of the words that the key takes.
  func choice() throws(LessonError) -> Located<String> {
    let word = try word()
    guard case .choice(let words) = key.form, !words.contains(word.value) else { return word }
    throw LessonError(
      "'\(key.name)' cannot be '\(word.value)'; give \(key.form.demand)", at: word.place)
  }

  /// The value as a whole number.
  func integer() throws(LessonError) -> Located<Int> {
    let word = try word()
    guard case .integer(let least) = key.form, let value = Int(word.value), value >= least else {
      throw wrong("'\(word.value)'")
    }
    return Located(value, at: word.place)
  }

  /// The value as a list.
  func list() throws(LessonError) -> [DocumentNode] {
    guard case .list(let list) = node.content else { throw wrong() }
    guard !list.isEmpty else {
      throw LessonError("'\(key.name)' is an empty list; give \(key.form.demand)", at: node.place)
    }
    return list
  }

  /// That the value is text without a character.
  func empty() -> LessonError {
    LessonError("'\(key.name)' is empty; give \(key.form.demand)", at: node.place)
  }

  /// That the value is none of those that the key takes.
  func wrong(_ found: String? = nil) -> LessonError {
    var message = "'\(key.name)' takes \(key.form.demand), not \(found ?? node.kind)"
    switch (key.form, node.content) {
    case (.line, .list), (.markup, .list), (.prose, .list):
      message += "; text that begins with [ must stand in quotes"
    case (.line, .mapping), (.markup, .mapping), (.prose, .mapping):
      message += "; text that begins with { or contains ': ' must stand in quotes"
    default: break
    }
    return LessonError(message, at: node.place)
  }
}

extension LessonKey {
  /// Refuses a text that no page has room for.
  static func checkLength(
    _ text: Located<String>, maximum: Int = 10_000
  ) throws(LessonError) {
    guard text.value.utf8.count > maximum, text.value.count > maximum else { return }
    throw LessonError(
      "this text has more than \(maximum) characters, for which a page has no room",
      at: text.place)
  }

  /// Refuses a title or a cell whose markup cannot be read.
  static func checkLine(_ text: Located<String>) throws(LessonError) {
    try checkLength(text)
    _ = try Markup.line(text)
  }
}

extension String {
  /// Without blanks and line breaks at both ends.
  var trimmed: String {
    let start = drop(while: \.isWhitespace)
    let end = start.reversed().drop { $0.isWhitespace }
    return String(end.reversed())
  }
}
