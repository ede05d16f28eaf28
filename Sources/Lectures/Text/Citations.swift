import Documents
import Wording

/// What texts may cite while they are read, and where links to it lead.
struct Citations: Sendable {
  /// The keys in the order of the references.
  var keys: [String] = []
  /// The number of the slide that lists them.
  var slide = 0

  /// Those of the lesson that is read.
  @TaskLocal static var current = Citations()

  /// The number of what a key names.
  ///
  /// - Throws: ``LessonError`` where there is no such key.
  func number(of key: Located<String>) throws(LessonError) -> Int {
    if let index = keys.firstIndex(of: key.value) { return index + 1 }
    guard !keys.isEmpty else {
      throw LessonError(
        "the lesson has no references; list them at its top, as in references: {\(key.value): …}",
        at: key.place)
    }
    let near = Spelling.nearest(to: key.value, among: keys)
    throw LessonError(
      "there is no reference '\(key.value)'; "
        + (near.isEmpty
          ? "there are \(keys.joined(separator: ", "))"
          : "did you mean \(near.map { "'\($0)'" }.joined(separator: " or "))?"),
      at: key.place)
  }

  /// Does something while the citations of a lesson are known.
  func known<Value>(_ work: () throws(LessonError) -> Value) throws(LessonError) -> Value {
    try Citations.$current.withValue(self) { () -> Result<Value, LessonError> in
      Result(catching: work)
    }.get()
  }
}

extension Lesson {
  /// What its texts may cite. The references are listed behind the last slide.
  var citations: Citations { Citations(keys: references.map(\.key), slide: slides.count + 2) }
}

extension Lesson {
  /// The number of slides, the title page and those with references among them.
  public var slideCount: Int { slides.count + 1 + ReferencesSlides.count(of: self) }
}

extension [Content] {
  /// The numbers of what is cited.
  var cited: Set<Int> {
    reduce(into: []) { cited, content in
      switch content {
      case .text(let markup): cited.formUnion(markup.paragraphs.flatMap(\.spans).cited)
      case .image(let image): cited.formUnion((image.caption + image.source).cited)
      case .figure: break
      case .table(let table):
        cited.formUnion((table.header + table.rows.flatMap { $0 }).flatMap { $0 }.cited)
      case .columns(let columns): cited.formUnion(columns.flatMap(\.contents).cited)
      case .quiz(let question, let explanation):
        cited.formUnion((question.paragraphs + explanation.paragraphs).flatMap(\.spans).cited)
      }
    }
  }
}

extension [Markup.Span] {
  /// The numbers of what is cited.
  fileprivate var cited: Set<Int> { Set(flatMap(\.style.cites)) }
}
