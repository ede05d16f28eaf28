import CairoBackend
import Drawing
import Figures
import Lectures
import MarkupBackend
import Studio
import Synchronization
import Wording

/// The making of a deck: reads the lesson, computes its figures, draws its pages, writes the files.
struct DeckBuild: Sendable {
  /// What the pages are made into.
  enum Sheet: Equatable, Sendable {
    /// The slides themselves.
    case slides
    /// Several pages on a sheet with room for notes.
    case handout(Handout)
    /// An exercise sheet and its key.
    case worksheet
  }

  let lesson: LessonFile
  let changes: LessonChanges
  let sheet: Sheet
  let trace: String?
  let target: DeckTarget
  let console: Console
  /// The slides that are made; nil for all.
  var slides: SlideNumbers?
  /// How an open page of HTML learns of changes.
  var stamp: HTMLDeck.Stamp?
  /// Called where the work can be stopped; it throws to stop it.
  var checkpoint: @Sendable () throws -> Void = {}
  /// Told the files that the deck is made from, also where it could not be made.
  var reading: @Sendable ([String]) -> Void = { _ in }

  /// Makes the deck once; gives a line that says what was made.
  ///
  /// - Throws: ``Failure`` with the first mistake.
  func run() throws -> String {
    let own = [lesson.path, trace].compactMap { $0 }
    reading(own)
    let metrics = try fontMetrics(console: console)
    let figures = LessonFigures(
      folder: self.lesson.folder, trace: try tracedComputation(), console: console)
    defer { reading(own + figures.files) }
    let lesson = changed(
      try lesson.read(files: figures.themes))
    try check(lesson)
    var decks: [Deck] = []
    var warnings: [LessonError] = []
    do {
      for (edition, _) in outputs {
        let plan = try DeckBuilder(figures: figures, metrics: metrics)
          .plan(of: lesson, edition: edition, only: slides?.numbers)
        let pages = try pages(of: plan)
        decks.append(plan.deck(of: pages))
        warnings += plan.warnings(pages.map(\.omissions))
      }
    } catch let error as LessonError {
      throw self.lesson.failure(error)
    }
    if case .handout(let handout) = sheet {
      decks = decks.map { $0.handout(handout, metrics: metrics) }
    }
    for (deck, (_, target)) in zip(decks, outputs) {
      let output = DeckOutput(
        target: target, console: console, sources: own + figures.files, checkpoint: checkpoint)
      try output.write(deck, voice: lesson.appearance.voice, stamp: stamp)
    }
    console.warn(warnings, in: self.lesson)
    return summary(of: decks)
  }

  /// What is made of the lesson, and where each goes.
  private var outputs: [(edition: Edition, target: DeckTarget)] {
    guard sheet == .worksheet else { return [(.slides, target)] }
    return [(.worksheet, target), (.key, target.withSuffix("-answers"))]
  }

  private func summary(of decks: [Deck]) -> String {
    let places = outputs.map { output in
      if case .file(let path) = output.target.destination { path } else { "standard output" }
    }
    let slides = decks.first?.slides.count ?? 0
    let pages = decks.first?.pages.count ?? 0
    let contents =
      sheet == .slides
      ? "\(slides) \(slides == 1 ? "slide" : "slides"), \(pages) \(pages == 1 ? "page" : "pages")"
      : "\(pages) \(pages == 1 ? "sheet" : "sheets")"
    return "wrote \(places.joined(separator: " and ")): \(contents)"
  }

  private func pages(of plan: DeckPlan) throws -> [Deck.Page] {
    var progress = Progress(plan.pages.count, "pages", console: console)
    let results = try plan.pages.concurrentMap { [checkpoint] page in
      try checkpoint()
      let result = page.result()
      if case .success(let page) = result { _ = try page.scene.agreeing() }
      return result
    } finished: {
      progress.advance()
    }
    return try plan.pages(results)
  }

  /// Refuses numbers of slides that the lesson does not have.
  private func check(_ lesson: Lesson) throws(Failure) {
    let count = lesson.slideCount
    guard let last = slides?.numbers.max(), last > count else { return }
    throw Failure(.usage, "there is no slide \(last); the lesson has \(count)")
  }

  private func tracedComputation() throws(Failure) -> Computation? {
    guard let trace else { return nil }
    return try TraceFile(argument: trace, console: console).shown()
  }

  /// The lesson with what the command line says in its place.
  private func changed(_ lesson: Lesson) -> Lesson {
    func change(_ appearance: inout Appearance) {
      appearance.theme = changes.theme ?? appearance.theme
      appearance.voice.language = changes.language ?? appearance.voice.language
    }
    var lesson = lesson
    lesson.page = changes.page ?? lesson.page
    change(&lesson.appearance)
    for index in lesson.slides.indices { change(&lesson.slides[index].appearance) }
    return lesson
  }
}
