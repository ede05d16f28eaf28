import CairoBackend
import Drawing
import Figures
import Lectures
import MarkupBackend
import Synchronization

/// The making of a deck: reads the lesson, computes its figures, draws its pages, writes the files.
struct DeckBuild: Sendable {
  /// What the pages are made into.
  enum Sheet: Equatable, Sendable {
    /// The slides themselves.
    case slides
    /// Several pages on a sheet with room for notes.
    case handout(Int)
    /// An exercise sheet and its key.
    case worksheet
  }

  let lesson: LessonFile
  let changes: LessonChanges
  let sheet: Sheet
  let trace: String?
  let target: DeckTarget
  let console: Console
  /// How an open page of HTML learns of changes.
  var stamp: HTMLDeck.Stamp?
  /// Called where the work can be stopped; it throws to stop it.
  var checkpoint: @Sendable () throws -> Void = {}
  /// Told the files that the deck is made from, also where it could not be made.
  var reading: @Sendable ([String]) -> Void = { _ in }

  /// Makes the deck once; gives a line that says what was made.
  ///
  /// - Throws: ``Failure`` with the first mistake.
  func run() async throws -> String {
    let own = [lesson.path, trace].compactMap { $0 }
    reading(own)
    let lesson = changed(try lesson.read())
    let metrics = fontMetrics(console: console)
    let figures = LessonFigures(
      folder: self.lesson.folder, trace: try tracedComputation(), console: console)
    defer { reading(own + figures.files) }
    let deck: Deck
    do {
      deck = try await self.deck(of: lesson, figures: figures, metrics: metrics)
    } catch let error as LessonError {
      throw self.lesson.failure(error)
    }
    try await write(deck, of: lesson)
    let slides = "\(deck.slides.count) slides, \(deck.pages.count) pages"
    return "wrote \(files.joined(separator: " and ")): \(slides)"
  }

  /// The files or the folder that are written, as they were named.
  private var files: [String] {
    guard case .file(let path) = target.destination else { return ["standard output"] }
    return sheet == .worksheet ? [path, DeckBuild.key(of: path)] : [path]
  }

  /// The name of a worksheet's key: `x-answers.pdf` for `x.pdf`.
  private static func key(of path: String) -> String {
    guard let ending = Destination.file(path).ending else { return path + "-answers" }
    return "\(path.dropLast(ending.count + 1))-answers.\(path.suffix(ending.count))"
  }

  private func deck(
    of lesson: Lesson, figures: LessonFigures, metrics: PangoMetrics
  ) async throws -> Deck {
    let plan = try DeckBuilder(figures: figures, metrics: metrics).plan(of: lesson)
    var progress = Progress(plan.pages.count, "pages", console: console)
    let pages = try await plan.pages.concurrentMap { [checkpoint] page in
      try checkpoint()
      return try page.drawn()
    } finished: {
      progress.advance()
    }
    return plan.deck(of: pages)
  }

  private func write(_ deck: Deck, of lesson: Lesson) async throws {
    let output = DeckOutput(target: target, console: console, checkpoint: checkpoint)
    try await output.write(deck, wording: lesson.appearance.wording, stamp: stamp)
  }

  private func tracedComputation() throws(Failure) -> Computation? {
    guard let trace else { return nil }
    let (pass, names) = try TraceFile(argument: trace, console: console).computation()
    return Computation(pass, names: names, shade: nil)
  }

  /// The lesson with what the command line says in its place.
  private func changed(_ lesson: Lesson) -> Lesson {
    func change(_ appearance: inout Appearance) {
      appearance.theme = changes.theme ?? appearance.theme
      appearance.wording.language = changes.language ?? appearance.wording.language
    }
    var lesson = lesson
    lesson.page = changes.page ?? lesson.page
    change(&lesson.appearance)
    for index in lesson.slides.indices { change(&lesson.slides[index].appearance) }
    return lesson
  }
}
