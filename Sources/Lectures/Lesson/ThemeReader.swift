import Documents
import Drawing

/// Reads what colours a lesson or a theme file wants.
enum ThemeReader {
  /// The files that a lesson may name while it is read; nil where it can name none.
  @TaskLocal static var files: LessonFiles?

  /// The theme of a field: a name, a file, or a mapping.
  static func theme(_ field: Field) throws(LessonError) -> Theme {
    if case .mapping = field.node.content { return try theme(field.node) }
    let word = try field.word()
    if let theme = Theme.named(word.value) { return theme }
    guard [".yaml", ".yml"].contains(where: word.value.hasSuffix) else {
      throw LessonError(
        "'theme' cannot be '\(word.value)'; give \(field.key.form.demand)", at: word.place)
    }
    guard let files else {
      throw LessonError("theme files cannot be read here; give a mapping", at: word.place)
    }
    let bytes = try files.read(word)
    do {
      return try theme(YAMLReader.tree(of: bytes, as: .theme))
    } catch {
      // The places are those of the other file.
      throw LessonError("in '\(word.value)', \(error)", at: word.place)
    }
  }

  private static func theme(_ node: DocumentNode) throws(LessonError) -> Theme {
    let fields = try Fields(node, of: .theme)
    var theme = try fields["base"]?.choice().value(Theme.named) ?? .light
    guard let colours = fields["colours"] else { return theme }
    let own = try Fields(colours.node, of: .colours)
    var mistakes = Mistakes()
    for role in ThemeRole.allCases {
      guard let field = own[role.rawValue],
        let color = mistakes.collecting({ () throws(LessonError) in try color(field.node, of: field)
        })
      else { continue }
      theme = theme.setting(role, to: color)
    }
    if let field = own["positions"],
      let colors = mistakes.collecting({ () throws(LessonError) in try colors(field) })
    {
      theme = theme.setting(positions: colors)
    }
    if let field = own["weights"],
      let colors = mistakes.collecting({ () throws(LessonError) in try colors(field) })
    {
      theme = theme.setting(weights: colors)
    }
    try mistakes.check()
    return theme
  }

  private static func colors(_ field: Field) throws(LessonError) -> [Color] {
    guard case .list(let list) = field.node.content, !list.isEmpty else { throw field.wrong() }
    var colors: [Color] = []
    for node in list { colors.append(try color(node, of: field)) }
    return colors
  }

  private static func color(_ node: DocumentNode, of field: Field) throws(LessonError) -> Color {
    guard case .text(let text, _) = node.content, let color = Color(digits: text.trimmed) else {
      throw LessonError(
        "'\(field.key.name)' takes \(field.key.form.demand), not \(node.description)",
        at: node.place)
    }
    return color
  }
}

/// Reads files that a lesson names; their paths start at the lesson's folder.
///
/// A value that is local to a task may be this, but not the bare function: in programs that the compiler
/// optimises, one that throws a type of its own ends the process.
public struct LessonFiles: Sendable {
  /// Reads the file of a name.
  public let read: @Sendable (Located<String>) throws(LessonError) -> [UInt8]

  /// Files that a function reads.
  public init(_ read: @escaping @Sendable (Located<String>) throws(LessonError) -> [UInt8]) {
    self.read = read
  }
}

extension DocumentKind {
  /// Theme files.
  static let theme = DocumentKind(
    noun: "theme", beginning: "begin with 'colours:'", remedy: "a theme is a few lines")
}

extension Theme {
  /// What of its text is hard to read, one sentence each.
  var warnings: [String] {
    faintText.map { fault in
      func ratio(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded(.down))
        return tenths.isMultiple(of: 10) ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
      }
      return
        "text in the theme's colour '\(fault.text.rawValue)' on '\(fault.ground.rawValue)' has a "
        + "contrast of \(ratio(fault.contrast)) : 1; \(ratio(fault.least)) : 1 can be read"
    }
  }
}
