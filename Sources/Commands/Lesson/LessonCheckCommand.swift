import ArgumentParser
import CairoBackend
import Lectures

/// `convlens lesson check FILE...`: whether slides can be made of lessons.
struct LessonCheckCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Checks lessons: reads them, computes every figure and lays out every page.",
    discussion: """
      Every mistake is named with its line and column.

      Examples:
        convlens lesson check my.yaml
        convlens lesson check week1.yaml week2.yaml
      """)

  @Argument(
    help: "The lessons: .yaml files, names of built-in ones, or - for standard input.",
    completion: .file(extensions: ["yaml", "yml"]), transform: plainValue)
  var lessons: [String]

  func validate() throws {
    guard lessons.count(where: { $0 == "-" }) < 2 else {
      throw ValidationError("standard input (-) can be read only once")
    }
  }

  func run(console: Console) throws {
    let metrics = try fontMetrics(console: console)
    var failed: Failure?
    for lesson in lessons {
      do {
        let check = LessonCheck(argument: lesson, metrics: metrics, console: console)
        let summary = try check.run()
        try console.print((lessons.count > 1 ? "\(lesson): " : "") + "ok: \(summary)")
      } catch let failure as Failure {
        guard lessons.count > 1 else { throw failure }
        console.report(failure)
        failed = failed ?? failure
      }
    }
    // Each failure has been reported; what is left is the exit code.
    if let failed { throw Failure(failed.kind, "") }
  }
}

/// The check of one lesson.
private struct LessonCheck {
  let argument: String
  let metrics: PangoMetrics
  let console: Console

  /// Makes the pages of the lesson, and of its worksheet if it has one; says how many there are.
  ///
  /// - Throws: ``Failure`` with all mistakes.
  func run() throws -> String {
    let file = LessonFile(argument: argument == "-" ? "standard input" : argument)
    let bytes = try argument == "-" ? standardInput() : file.bytes()
    do {
      let figures = LessonFigures(folder: file.folder, console: console)
      let lesson = try LessonReader.lesson(from: bytes, files: figures.themes)
      let builder = DeckBuilder(figures: figures, metrics: metrics)
      let plan = try builder.plan(of: lesson)
      var warnings = try pages(of: plan)
      if lesson.slides.contains(where: { !$0.blanks.isEmpty }) {
        warnings += try pages(of: builder.plan(of: lesson, edition: .worksheet))
      }
      console.warn(warnings, in: file)
      let slides = lesson.slideCount
      return "\(counted(slides, "slide")), \(counted(plan.pages.count, "page"))"
    } catch let error as LessonError {
      throw file.failure(error)
    }
  }

  private func standardInput() throws(Failure) -> [UInt8] {
    do {
      // One byte more is what tells that it is too long.
      return try readAll(atMost: LessonReader.maximumLength + 1, by: console.read)
    } catch {
      throw Failure(.missingInput, "standard input cannot be read: \(error)")
    }
  }

  /// Draws the pages; gives what they have no room for.
  private func pages(of plan: DeckPlan) throws -> [LessonError] {
    var progress = Progress(plan.pages.count, "pages", console: console)
    // The pages are not kept: their scenes may be large.
    let results = try plan.pages.concurrentMap { page in
      let result = page.result()
      if case .success(let page) = result { _ = try page.scene.agreeing() }
      return result.map(\.omissions)
    } finished: {
      progress.advance()
    }
    return plan.warnings(try plan.pages(results))
  }

  private func counted(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}
