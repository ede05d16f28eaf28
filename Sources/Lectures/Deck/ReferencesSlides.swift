import Documents
import Drawing
import Figures
import Wording

/// The slides behind the last that list what a lesson cites, and where.
struct ReferencesSlides {
  let lesson: Lesson
  let metrics: any TextMetrics

  /// The most references that a slide has room for.
  private static let most = 6

  /// The number of slides that a lesson's references take.
  static func count(of lesson: Lesson) -> Int { (lesson.references.count + most - 1) / most }

  /// The slides, numbered on; none on paper and where there are no references.
  ///
  /// - Throws: ``LessonError`` where a reference is not read.
  func layouts(
    citedBy slides: [SlideLayout], edition: Edition
  ) throws(LessonError) -> [SlideLayout] {
    guard !edition.isPrinted, !lesson.references.isEmpty else { return [] }
    var places: [Int: [Int]] = [:]
    for slide in slides {
      for number in slide.contents.cited { places[number, default: []].append(slide.number) }
    }
    var rows: [[[Markup.Span]]] = []
    for (index, reference) in lesson.references.enumerated() {
      let list = (places[index + 1] ?? []).map(String.init).joined(separator: ", ")
      rows.append([
        [Markup.Span(content: .text("[\(index + 1)]"), style: Markup.Style(isBold: true))],
        try Markup.line(reference.text), [Markup.Span(content: .text(list))],
      ])
    }
    let voice = lesson.appearance.voice
    let (title, heading) = Voice.$current.withValue(voice) {
      (say("References"), say("on slides"))
    }
    return stride(from: 0, to: rows.count, by: ReferencesSlides.most).enumerated().map {
      index, start in
      let part = Array(rows[start..<min(start + ReferencesSlides.most, rows.count)])
      let slide = LessonSlide(
        title: title, section: lesson.slides.last?.section ?? "", blocks: [],
        appearance: lesson.appearance, place: lesson.references[start].text.place)
      let table = TableContent(
        header: [[], [], [Markup.Span(content: .text(heading))]], rows: part)
      return SlideLayout(
        slide: slide, number: lesson.citations.slide + index,
        title: [Markup.Span(content: .text(title))], contents: [.table(table)], edition: edition,
        format: lesson.page, metrics: metrics, course: lesson.course, author: lesson.author)
    }
  }
}
