import Drawing
import Figures
import Wording

/// One slide, read and computed, that draws its pages.
struct SlideLayout: Sendable {
  let slide: LessonSlide
  let number: Int
  let title: [Markup.Span]
  let contents: [Content]
  let edition: Edition
  let format: PageFormat
  let metrics: any TextMetrics
  /// The course and the author, for the foot of the page.
  var course = ""
  var author = ""

  /// The size of running text beside figures, that of a slide without any, and the least that a
  /// full slide shrinks it to.
  static let textSize = 24.0
  static let largeText = 32.0
  static let leastText = 18.0

  /// The number of pages: one a step, and in a lecture one more for the answers of a question.
  var pageCount: Int { contents.stepCount + (contents.hasQuiz && !edition.isPrinted ? 1 : 0) }

  /// Whether there is something to fill in on paper.
  var isExercise: Bool { contents.hasQuiz || !slide.blanks.isEmpty }

  /// The title in words, or else which slide it is.
  var name: String {
    title.isEmpty ? say("Slide \(number)") : title.plainText(answers: true)
  }

  /// The label of a page.
  func label(page: Int) -> String {
    pageCount == 1 ? "\(number)" : "\(number).\(page + 1)"
  }

  /// One page, drawn in the language of the slide.
  ///
  /// - Throws: ``LessonError`` at the slide where it does not hold what should stand on it.
  func page(_ index: Int, progress: Double) throws(LessonError) -> Deck.Page {
    let frame = SlidePage(
      theme: slide.appearance.theme, metrics: metrics, size: format.size)
    let label = label(page: index)
    guard let heading = contents.isEmpty ? heading(frame) : frame.title(title) else {
      throw LessonError(
        "the title is too long for two lines; shorten “\(title.plainText(answers: true))”",
        at: slide.place)
    }
    var body = try body(index, in: frame.room(beginsWithFigure: beginsWithFigure, below: heading))
    if edition.isPrinted { body = try blanked(body) }
    if contents.hasQuiz, !showsAnswers(index) { body = body.withholding(contents.answers) }
    let placed = heading + body
    let scene = Scene(
      size: format.size, background: slide.appearance.theme.paper,
      title: name,
      description: placed.words.joined(separator: " "),
      items: placed.items
        + frame.footer(
          course: course, author: author, section: slide.section, label: label,
          progress: edition.isPrinted ? nil : progress))
    return Deck.Page(label: label, scene: scene, parts: placed.parts)
  }

  /// Whether a page shows the answers of its question.
  private func showsAnswers(_ page: Int) -> Bool {
    switch edition {
    case .slides: contents.hasQuiz && page == pageCount - 1
    case .worksheet: false
    case .key: true
    }
  }

  /// What stands on the slide, with the numbers that its worksheet leaves blank.
  private func blanked(_ placed: Placed) throws(LessonError) -> Placed {
    guard !slide.blanks.isEmpty else { return placed }
    let style = TextStyle(
      size: SlideLayout.textSize, theme: slide.appearance.theme, metrics: metrics)
    let blanked = try Blanking(blanks: slide.blanks, isFilled: edition == .key, style: style)
      .applied(to: placed.items)
    var result = placed
    result.items = blanked.items
    if edition == .worksheet {
      result.words = placed.words.map { Blanking.hiding(blanked.hidden, in: $0) }
    }
    return result
  }

  /// Whether a figure begins at the top, alone or in a column; it has a margin of its own.
  private var beginsWithFigure: Bool {
    switch contents.first {
    case .figure: true
    case .columns(let columns):
      columns.contains { if case .figure = $0.contents.first { true } else { false } }
    default: false
    }
  }

  /// What stands below the title, in the largest text that fits.
  private func body(_ index: Int, in room: Rectangle) throws(LessonError) -> Placed {
    var size = contents.hasFigure ? SlideLayout.textSize : SlideLayout.largeText
    while true {
      do {
        return try body(index, size: size, in: room)
      } catch {
        guard size > SlideLayout.leastText else {
          throw LessonError(error.reason, at: slide.place)
        }
        size -= 1
      }
    }
  }

  private func body(_ index: Int, size: Double, in room: Rectangle) throws(Misfit) -> Placed {
    let arrangement = arrangement(page: index, size: size)
    let height = try arrangement.height(of: contents, width: room.width)
    guard height <= room.height else {
      throw Misfit(
        reason: "the slide is too full: with the smallest text it is \(Int(height.rounded(.up))) "
          + "units high, and there is room for \(Int(room.height)); shorten it, or make it two")
    }
    guard !contents.hasFigure else {
      // Pictures that do not fill the page hang a third of the way down, as words do.
      let most = try arrangement.most(of: contents, width: room.width)
      let below = 0.3 * max(0, room.height - most)
      return try arrangement.placed(
        contents, in: Rectangle(room.x, room.y + below, room.width, room.height - below))
    }
    // The larger the text, the more of the page stays free.
    let most = size > 27 ? 0.72 : 0.9
    guard size <= SlideLayout.textSize || height <= room.height * most else {
      throw Misfit(reason: "larger text would not leave the slide room to breathe")
    }
    // Words alone hang a third of the way down, not under the title.
    let below = 0.3 * (room.height - height)
    return try arrangement.placed(
      contents, in: Rectangle(room.x, room.y + below, room.width, room.height - below))
  }

  /// The title of a slide on which nothing else stands, large and in the middle.
  private func heading(_ frame: SlidePage) -> Placed? {
    var style = TextStyle(size: 48, theme: frame.theme, metrics: metrics)
    style.weight = .semibold
    let width = frame.size.width - 2 * SlidePage.margin
    let markup = Markup(paragraphs: [Markup.Paragraph(spans: title)])
    while style.size >= SlidePage.titleSize {
      if let picture = style.picture(of: markup, width: width), picture.bounds.height <= 260 {
        let room = Rectangle(
          SlidePage.margin, frame.size.height * 0.47 - picture.bounds.height / 2, width,
          picture.bounds.height)
        return Placed(
          items: [.group(Tag("title"), picture.placed(at: room.origin).items)],
          parts: [
            Deck.Part(.title(Deck.Line(style.runs(of: title), size: style.size)), frame: room)
          ], words: [markup.plainText + "."])
      }
      style.size -= 3
    }
    return nil
  }

  private func arrangement(page: Int, size: Double) -> Arrangement {
    let appearance = slide.appearance
    var text = TextStyle(size: size, theme: appearance.theme, metrics: metrics)
    text.blanks = showsAnswers(page) ? .answers : .empty
    text.page = page
    text.reveal = appearance.reveal
    return Arrangement(
      text: text,
      figure: FigureStyle(
        theme: appearance.theme, page: format, voice: appearance.voice, metrics: metrics),
      labels: appearance.labels, page: min(page, contents.stepCount - 1))
  }
}
