import Documents
import Neural
import Wording

/// One stage as a network file has it: `name: kind`, or `name: {kind: {settings}, from: …}`.
struct StageReader {
  /// The stage's name.
  let name: Located<String>
  /// What is wrong with it.
  private(set) var mistakes: [Mistake] = []
  /// The kind of its layer; nil where it has a mistake.
  private(set) var declaration: LayerDeclaration?
  /// What the layer is told.
  private(set) var settings = Settings()
  /// Where each setting stands.
  private(set) var settingPlaces: [String: Place] = [:]
  /// What feeds the stage; nil where that is not said.
  private(set) var sources: [Located<String>]?
  /// Where it is said.
  private(set) var sourcesPlace: Place?
  /// Whether a part of what is said there is no name.
  private(set) var hasFaultySources = false

  /// The key by which a stage says what feeds it.
  static let sourcesKey = "from"

  /// Reads an entry of the list of stages.
  init(_ entry: DocumentNode.Entry) {
    name = entry.key
    switch entry.value.content {
    case .text("", true):
      note(
        "the stage '\(name.value)' has no kind; give one, such as \(name.value): relu",
        at: name.place)
    case .text(let kind, _):
      readKind(Located(kind, at: entry.value.place))
    case .list:
      note(
        "a stage is a kind, or {kind: {settings}, from: …}, not a list", at: entry.value.place)
    case .mapping(let entries):
      read(entries, at: entry.value.place)
    }
  }

  private mutating func note(_ message: String, at place: Place) {
    mistakes.append(Mistake(message, at: place))
  }

  private mutating func read(_ entries: [DocumentNode.Entry], at place: Place) {
    var kind: DocumentNode.Entry?
    for entry in entries {
      if entry.key.value == Self.sourcesKey {
        readSources(entry)
      } else if let kind {
        let isSetting = declaration?.setting(named: entry.key.value) != nil
        note(
          isSetting
            ? "'\(entry.key.value)' is a setting and belongs into braces behind the kind: "
              + "{\(kind.key.value): {\(entry.key.value): …}}"
            : "a stage has one kind, here \(kind.key.value); '\(entry.key.value)' is a second",
          at: entry.key.place)
      } else {
        kind = entry
        readKind(entry.key)
        readSettings(of: entry)
      }
    }
    if kind == nil {
      note("the stage '\(name.value)' has no kind; give one, such as {relu: {}}", at: place)
    }
  }

  private mutating func readKind(_ kind: Located<String>) {
    declaration = LayerRegistry[kind.value]
    guard declaration == nil else { return }
    let near = Spelling.nearest(
      to: kind.value, among: LayerRegistry.declarations.map(\.kind))
    note(
      "there is no kind of layer '\(kind.value)'; "
        + (near.isEmpty
          ? "'convlens network kinds' lists those that there are"
          : "did you mean \(near.joined(separator: " or "))?"),
      at: kind.place)
  }

  private mutating func readSources(_ entry: DocumentNode.Entry) {
    sourcesPlace = entry.value.place
    var names: [Located<String>] = []
    let nodes = if case .list(let list) = entry.value.content { list } else { [entry.value] }
    for node in nodes {
      guard case .text(let text, _) = node.content, !text.isEmpty else {
        note(
          "'from' takes a stage's name or a list of names, not \(node.description)",
          at: node.place)
        continue
      }
      names.append(Located(text, at: node.place))
    }
    if nodes.isEmpty {
      note("'from' is an empty list; name what feeds the stage", at: entry.value.place)
    }
    sources = names
    hasFaultySources = names.isEmpty || names.count < nodes.count
  }

  // MARK: Settings

  private mutating func readSettings(of kind: DocumentNode.Entry) {
    guard case .mapping(let entries) = kind.value.content else {
      if kind.value.kind != "nothing" {
        note(
          "behind a kind stand its settings, such as {maps: 6, kernel: 3}, not "
            + kind.value.description, at: kind.value.place)
      }
      return
    }
    // Without a kind there is no saying which settings there are.
    guard let declaration else { return }
    for entry in entries {
      guard let setting = declaration.setting(named: entry.key.value) else {
        noteUnknownSetting(entry.key, of: declaration)
        continue
      }
      settingPlaces[setting.name] = entry.value.place
      if let value = value(of: setting, entry) { settings[setting.name] = value }
    }
  }

  private mutating func noteUnknownSetting(
    _ key: Located<String>, of declaration: LayerDeclaration
  ) {
    if key.value == Self.sourcesKey {
      return note(
        "'from' belongs behind the settings: {\(declaration.kind): {…}, from: …}",
        at: key.place)
    }
    let names = declaration.settings.map(\.name)
    note(
      "a layer of the kind \(declaration.kind) has no setting"
        + (names.isEmpty
          ? "s; remove '\(key.value)'"
          : " '\(key.value)'; \(nearest(key.value, among: names, otherwise: "it has"))"),
      at: key.place)
  }

  private mutating func value(
    of setting: SettingDeclaration, _ entry: DocumentNode.Entry
  ) -> SettingValue? {
    guard let text = Self.text(of: entry.value), !text.isEmpty else {
      let found = entry.value.kind == "nothing" ? "has no value" : "cannot be \(entry.value.kind)"
      note("'\(setting.name)' \(found); \(setting.type.remedy)", at: entry.value.place)
      return nil
    }
    if let number = Self.excess(in: text, limit: Self.limit(of: setting.type)) {
      note(
        "'\(setting.name)' cannot be \(text): \(number) is more than any network that can be "
          + "computed needs", at: entry.value.place)
      return nil
    }
    do {
      return try setting.value(from: text)
    } catch {
      note("'\(setting.name)' cannot be '\(text)'; \(error.remedy)", at: entry.value.place)
      return nil
    }
  }

  /// The text of a value; a list of words, such as [2, 1], stands for 2,1.
  private static func text(of node: DocumentNode) -> String? {
    switch node.content {
    case .text(let text, _): return text
    case .mapping: return nil
    case .list(let list):
      var words: [String] = []
      for element in list {
        guard case .text(let word, _) = element.content else { return nil }
        words.append(word)
      }
      return words.joined(separator: ",")
    }
  }

  private static func limit(of type: SettingType) -> Int? {
    switch type {
    case .whole: NetworkLimits.whole
    case .extent, .padding: NetworkLimits.length
    case .wholes: NetworkLimits.elements
    case .number, .flag, .choice, .activation: nil
    }
  }

  /// The first whole number in a text that is above a limit.
  private static func excess(in text: String, limit: Int?) -> Substring? {
    guard let limit else { return nil }
    return text.split { !$0.isASCII || !$0.isNumber }.first { Int($0) ?? .max > limit }
  }
}
