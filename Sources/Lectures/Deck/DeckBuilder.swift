import Documents
import Drawing
import Figures
import Wording

/// Makes a deck of a lesson: reads its texts, has its figures computed, lays out its pages.
public struct DeckBuilder: Sendable {
  private let figures: any FigureSource
  private let metrics: any TextMetrics

  /// A builder that takes figures from a source and lays text out by a measure.
  public init(figures: any FigureSource, metrics: any TextMetrics) {
    self.figures = figures
    self.metrics = metrics
  }

  /// The deck of a lesson.
  ///
  /// - Throws: ``LessonError`` where a text is not read, a figure cannot be computed, a slide does
  ///   not hold what should stand on it, or a worksheet would leave nothing blank.
  public func deck(
    of lesson: Lesson, edition: Edition = .slides
  ) throws(LessonError) -> Deck {
    let plan = try plan(of: lesson, edition: edition)
    return plan.deck(of: try plan.pages(plan.pages.map { $0.result() }))
  }

  /// The pages of a lesson, which can then be drawn in any order and on all cores.
  ///
  /// What is wrong with slides the plan keeps, so that it is told with what is wrong with others'
  /// layout; see ``DeckPlan/pages(_:)``.
  ///
  /// - Throws: ``LessonError`` where a worksheet would leave nothing blank.
  ///
  /// - Parameter chosen: The numbers of the slides that the deck has; nil for all.
  public func plan(
    of lesson: Lesson, edition: Edition = .slides, only chosen: Set<Int>? = nil
  ) throws(LessonError) -> DeckPlan {
    try lesson.citations.known { () throws(LessonError) -> DeckPlan in
      try plan(of: lesson, edition, only: chosen)
    }
  }

  private func plan(
    of lesson: Lesson, _ edition: Edition, only chosen: Set<Int>?
  ) throws(LessonError) -> DeckPlan {
    let reader = ContentReader(figures: figures)
    let lesson = edition.lesson(lesson)
    var layouts: [SlideLayout] = []
    var mistakes = Mistakes()
    let numbered = lesson.slides.enumerated().map { (number: $0 + 2, slide: $1) }
      .filter { chosen?.contains($0.number) ?? true }
    for (number, slide) in numbered {
      let layout = mistakes.collecting { () throws(LessonError) in
        SlideLayout(
          slide: slide, number: number,
          title: try Markup.line(Located(slide.title, at: slide.place)),
          contents: try reader.contents(of: slide.blocks)
            .appearing(onPaper: edition.isPrinted), edition: edition, format: lesson.page,
          metrics: metrics, course: lesson.course, author: lesson.author)
      }
      if let layout { layouts.append(layout) }
    }
    if layouts.count == numbered.count {
      try edition.check(lesson, contents: layouts.map(\.contents))
    }
    // Sheets are of exercises alone: a slide beside one may show what it asks for.
    if edition.isPrinted { layouts.removeAll { !$0.isExercise } }
    let logo = lesson.logo.flatMap { file in
      mistakes.collecting { () throws(LessonError) in try figures.image(file) }
    }
    let references = try ReferencesSlides(lesson: lesson, metrics: metrics)
      .layouts(citedBy: layouts, edition: edition)
    layouts += references.filter { chosen?.contains($0.number) ?? true }
    return DeckPlan(
      lesson: lesson, edition: edition, layouts: layouts, mistakes: mistakes, logo: logo,
      hasTitle: !edition.isPrinted && chosen?.contains(1) ?? true, metrics: metrics)
  }
}

/// A deck whose pages are known but not yet drawn.
public struct DeckPlan: Sendable {
  /// A page that can be drawn.
  public struct Page: Sendable {
    /// The slide's number, and with several pages the page's: `7`, `7.2`.
    public let label: String
    /// The slide in the lesson; nil for the title.
    fileprivate let place: Place?
    fileprivate let voice: Voice
    fileprivate let draw: @Sendable () throws(LessonError) -> Deck.Page

    /// Draws the page.
    ///
    /// - Throws: ``LessonError`` where the slide does not hold what should stand on it.
    public func drawn() throws(LessonError) -> Deck.Page { try result().get() }

    /// Draws the page, or says what the slide does not hold.
    public func result() -> Result<Deck.Page, LessonError> {
      Voice.$current.withValue(voice) { Result(catching: draw) }
    }
  }

  /// The pages in order.
  public let pages: [Page]
  private let lesson: Lesson
  private let edition: Edition
  private let layouts: [SlideLayout]
  private let metrics: any TextMetrics
  /// Whether the deck begins with the title page; sheets have the title at their heads.
  private let hasTitle: Bool
  /// What is wrong with slides that have no pages.
  private let mistakes: Mistakes

  init(
    lesson: Lesson, edition: Edition, layouts: [SlideLayout], mistakes: Mistakes,
    logo: Raster?, hasTitle: Bool, metrics: any TextMetrics
  ) {
    self.lesson = lesson
    self.hasTitle = hasTitle
    self.mistakes = mistakes
    self.edition = edition
    self.metrics = metrics
    self.layouts = layouts
    let count = layouts.map(\.pageCount).reduce(hasTitle ? 1 : 0, +)
    var pages: [Page] = []
    if hasTitle {
      pages.append(
        Page(label: "1", place: nil, voice: lesson.appearance.voice) { () throws(LessonError) in
          try TitlePage(lesson: lesson, metrics: metrics, logo: logo).page()
        })
    }
    for layout in layouts {
      for index in 0..<layout.pageCount {
        let progress = Double(pages.count + 1) / Double(count)
        pages.append(
          Page(
            label: layout.label(page: index), place: layout.slide.place,
            voice: layout.slide.appearance.voice
          ) { () throws(LessonError) in try layout.page(index, progress: progress) })
      }
    }
    self.pages = pages
  }

  /// The pages that were drawn.
  ///
  /// - Throws: ``LessonError`` with all mistakes: of slides that are not read or computed, and of
  ///   those that do not hold what should stand on them.
  public func pages<Page>(_ results: [Result<Page, LessonError>]) throws(LessonError) -> [Page] {
    var mistakes = mistakes
    let pages = results.compactMap { result in
      mistakes.collecting { () throws(LessonError) in try result.get() }
    }
    try mistakes.check()
    return pages
  }

  /// The deck of the plan's pages, drawn and in their order.
  public func deck(of drawn: [Deck.Page]) -> Deck {
    precondition(drawn.count == pages.count, "a page for each of the plan's")
    var slides: [Deck.Slide] = []
    var next = 0
    if hasTitle {
      slides.append(
        Deck.Slide(number: 1, section: "", title: lesson.title, notes: "", pages: [drawn[0]]))
      next = 1
    }
    for layout in layouts {
      let name = Voice.$current.withValue(layout.slide.appearance.voice) { layout.name }
      slides.append(
        Deck.Slide(
          number: layout.number, section: layout.slide.section, title: name,
          notes: Voice.$current.withValue(layout.slide.appearance.voice) {
            NotesText.plain(layout.slide.notes)
          },
          pages: Array(drawn[next..<(next + layout.pageCount)])))
      next += layout.pageCount
    }
    let deck = Deck(
      title: lesson.title, author: lesson.author, date: lesson.date,
      language: lesson.appearance.voice.language.code, slides: slides)
    return edition.deck(deck, metrics: metrics)
  }
}

extension DeckPlan {
  /// What the plan's slides have no room for, at the place of each slide that lacks something, and
  /// what of a theme's own text is hard to read.
  ///
  /// - Parameter omissions: What each of the plan's pages lacks, as ``Deck/Page/omissions`` says.
  public func warnings(_ omissions: [[Omission]]) -> [LessonError] {
    precondition(omissions.count == pages.count, "what each of the plan's pages lacks")
    var slides: [(place: Place, voice: Voice, omissions: [Omission])] = []
    for (page, omissions) in zip(pages, omissions) {
      guard let place = page.place else { continue }
      // The pages of a slide, one a step, follow one another.
      if slides.last?.place != place { slides.append((place, page.voice, [])) }
      slides[slides.count - 1].omissions += omissions
    }
    var themes: [Theme] = Theme.all
    var faint: [LessonError] = []
    for (theme, place) in [(lesson.appearance.theme, Place(line: 1, column: 1))]
      + layouts.map({ ($0.slide.appearance.theme, $0.slide.place) })
    where !themes.contains(theme) {
      themes.append(theme)
      faint += theme.warnings.map { LessonError($0, at: place) }
    }
    return faint
      + slides.compactMap { slide in
        Voice.$current.withValue(slide.voice) { slide.omissions.note }.map {
          LessonError("there is no room for everything: \($0)", at: slide.place)
        }
      }
  }
}
