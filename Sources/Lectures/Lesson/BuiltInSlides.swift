import Documents
import Wording

/// Slides of a built-in lesson that another lesson takes: `use: primer 5-12`.
enum BuiltInSlides {
  /// The slides that a field names, in the looks of the lesson that takes them.
  ///
  /// They belong to its section where it has begun one, and else to their own.
  static func slides(
    _ field: Field, of fields: Fields, in section: String, appearance: Appearance
  ) throws(LessonError) -> [LessonSlide] {
    try fields.check()
    if let stray = fields.names.first(where: { $0 != "use" }), let other = fields[stray] {
      throw LessonError(
        "'use' stands alone; give '\(stray)' to a slide of your own", at: other.place)
    }
    let text = try field.line()
    let words = text.value.split(separator: " ", maxSplits: 1).map(String.init)
    guard let name = words.first else { throw field.empty() }
    guard let lesson = BuiltInLesson.named(name) else {
      let names = BuiltInLesson.all.map(\.name)
      let near = Spelling.nearest(to: name, among: names)
      throw LessonError(
        "there is no built-in lesson '\(name)'; "
          + (near.isEmpty
            ? "there are \(names.joined(separator: ", "))"
            : "did you mean \(near.map { "'\($0)'" }.joined(separator: " or "))?"),
        at: text.place)
    }
    let all = try LessonReader.lesson(from: lesson.source, in: appearance).slides
    var chosen = all
    if words.count > 1 {
      guard let ranges = LineRanges(words[1].trimmed) else {
        throw LessonError(
          "'\(words[1])' names no slides; give slides such as 5-12 or 3,7-8", at: text.place)
      }
      guard let first = ranges.indices.min(), let last = ranges.last, first >= 1,
        last <= all.count + 1
      else {
        throw LessonError("\(name) has the slides 2 to \(all.count + 1)", at: text.place)
      }
      chosen = ranges.indices.sorted().map { all[$0 - 1] }
    }
    return chosen.map { slide in
      var slide = slide
      slide.place = text.place
      if !section.isEmpty { slide.section = section }
      return slide
    }
  }
}
