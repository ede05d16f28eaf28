import Documents
import Drawing
import Figures
import Wording

/// Reads lesson files.
///
/// A lesson file is YAML: a mapping of the keys of ``LessonKey``. What is set at the top holds for
/// every slide, what a slide sets for that slide, what a figure's mapping sets for that figure.
public enum LessonReader {
  /// The longest file that is read, in bytes; no more of a file needs to be at hand than one byte
  /// more.
  public static let maximumLength = DocumentKind.lesson.maximumLength

  /// The lesson that a file holds.
  ///
  /// - Throws: ``LessonError`` at the first mistake, with the others: what is not YAML, unknown keys,
  ///   values of the wrong kind, names that do not exist. Whether figures can be computed is not
  ///   checked.
  ///
  /// - Parameter files: Reads the files that it names; without it, it can name none that are needed
  ///   here.
  public static func lesson(
    from bytes: [UInt8], files: LessonFiles? = nil
  ) throws(LessonError) -> Lesson {
    try ThemeReader.$files.withValue(files) { () -> Result<Lesson, LessonError> in
      Result { () throws(LessonError) in try lesson(from: bytes, in: nil) }
    }.get()
  }

  /// The lesson that a file holds, in the looks of another lesson, which takes slides of it.
  static func lesson(
    from bytes: [UInt8], in host: Appearance?
  ) throws(LessonError) -> Lesson {
    let fields = try Fields(checking: YAMLReader.tree(of: bytes, as: .lesson), of: .lesson)
    var mistakes = Mistakes()
    _ = mistakes.collecting { () throws(LessonError) in try fields.check() }
    var lesson = Lesson(title: "", slides: [])
    if let field = fields["title"],
      let title = mistakes.collecting({ () throws(LessonError) in try title(field) })
    {
      lesson.title = title
    }
    func line(_ name: String) -> String {
      let line = mistakes.collecting { () throws(LessonError) -> String? in
        try fields[name]?.line().value
      }
      return (line ?? nil) ?? ""
    }
    lesson.author = line("author")
    lesson.subtitle = line("subtitle")
    lesson.institute = line("institute")
    lesson.course = line("course")
    lesson.logo =
      mistakes.collecting { () throws(LessonError) in try fields["logo"]?.line() } ?? nil
    lesson.date = line("date")
    if let page = mistakes.collecting({ () throws(LessonError) in
      try fields["page"]?.choice().value(PageFormat.init(rawValue:))
    }) {
      lesson.page = page ?? lesson.page
    }
    if let appearance = mistakes.collecting({ () throws(LessonError) -> Appearance in
      if let host { return host }
      return try Appearance().changed(by: fields)
    }) {
      lesson.appearance = appearance
    }
    if let field = fields["references"],
      let references = mistakes.collecting({ () throws(LessonError) in
        try references(field)
      })
    {
      lesson.references = references
    }
    if let field = fields["slides"],
      let slides = mistakes.collecting({ () throws(LessonError) -> [LessonSlide] in
        try lesson.citations.known { () throws(LessonError) -> [LessonSlide] in
          try slides(field, of: fields, appearance: lesson.appearance)
        }
      })
    {
      lesson.slides = slides
    }
    try mistakes.check()
    return lesson
  }

  /// The lesson that a text holds.
  ///
  /// - Throws: ``LessonError``, as ``lesson(from:)-([UInt8])`` does.
  public static func lesson(from text: String) throws(LessonError) -> Lesson {
    try lesson(from: Array(text.utf8))
  }

  private static func title(_ field: Field) throws(LessonError) -> String {
    let title = try field.line()
    guard !title.value.isEmpty else {
      throw LessonError("the title is empty", at: title.place)
    }
    return title.value
  }

  private static func references(_ field: Field) throws(LessonError) -> [Reference] {
    guard case .mapping(let entries) = field.node.content else { throw field.wrong() }
    guard !entries.isEmpty else { throw field.empty() }
    var references: [Reference] = []
    for entry in entries {
      let key = entry.key
      guard !key.value.isEmpty, !key.value.contains(where: { "[];@ ".contains($0) }) else {
        throw LessonError(
          "'\(key.value)' cannot be cited; a key has no spaces and none of [ ] ; @", at: key.place)
      }
      guard case .text(let text, _) = entry.value.content, !text.trimmed.isEmpty else {
        throw LessonError(
          "a reference is text, not \(entry.value.kind)", at: entry.value.place)
      }
      let line = Located(text.trimmed, at: entry.value.place)
      try LessonKey.checkLine(line)
      references.append(Reference(key: key.value, text: line))
    }
    return references
  }

  private static func slides(
    _ field: Field, of fields: Fields, appearance: Appearance
  ) throws(LessonError) -> [LessonSlide] {
    var mistakes = Mistakes()
    let defaults =
      mistakes.collecting { () throws(LessonError) in try FigureReader.options(of: fields) } ?? [:]
    var section = ""
    var slides: [LessonSlide] = []
    for node in try field.list() {
      let read = mistakes.collecting { () throws(LessonError) -> [LessonSlide] in
        let fields = try Fields(checking: node, of: .slide)
        if let use = fields["use"] {
          return try BuiltInSlides.slides(use, of: fields, in: section, appearance: appearance)
        }
        let slide = try SlideReader(fields: fields, defaults: defaults, appearance: appearance)
          .slide(in: section)
        section = slide.section
        return [slide]
      }
      guard let read else { continue }
      slides += read
    }
    try mistakes.check()
    return slides
  }
}

extension Appearance {
  /// The appearance with what a lesson or a slide says of it.
  func changed(by fields: Fields) throws(LessonError) -> Appearance {
    var appearance = self
    if let theme = fields["theme"] { appearance.theme = try ThemeReader.theme(theme) }
    if let labels = try fields["labels"]?.choice().value(Labels.init(rawValue:)) {
      appearance.labels = labels
    }
    if let reveal = try fields["reveal"]?.choice().value(Reveal.init(rawValue:)) {
      appearance.reveal = reveal
    }
    if let language = try fields["language"]?.choice().value(Language.named) {
      appearance.voice.language = language
    }
    if let notation = fields["notation"] {
      appearance.voice.notation = try appearance.voice.notation.changed(
        by: Fields(notation.node, of: .notation))
    }
    return appearance
  }
}

extension NotationStyle {
  fileprivate func changed(by fields: Fields) throws(LessonError) -> NotationStyle {
    var notation = self
    if let index = try fields["indices"]?.choice().value({ Int($0) }) {
      notation.firstIndex = index
    }
    if let gradients = try fields["gradients"]?.choice().value(Gradients.init(rawValue:)) {
      notation.gradients = gradients
    }
    if let letter = try fields["activations"]?.choice().value(Activations.init(rawValue:)) {
      notation.activations = letter
    }
    return notation
  }
}

extension Located<String> {
  /// What the word names.
  func value<Named>(_ named: (String) -> Named?) -> Named? { named(value) }
}
