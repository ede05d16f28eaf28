import ArgumentParser
import Drawing
import Figures
import Lectures
import Wording

/// `convlens slides LESSON`: a deck of a lesson.
struct SlidesCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "slides",
    abstract: "Makes lecture slides of a lesson: PDF, HTML, PowerPoint, pictures or Markdown.",
    usage: "convlens slides <lesson> [-o <output>] [options]",
    discussion: """
      A lesson is a YAML file, or one of the built-in ones: primer, forward-only, backprop, \
      networks. \
      'convlens lesson new my.yaml' writes one to begin with.

      Examples:
        convlens slides primer -o lecture.pdf
        convlens slides my.yaml -o lecture.html --watch
        convlens slides my.yaml -o lecture.pptx --theme dark --page 4:3
        convlens slides backprop -o handout.pdf --handout 4
        convlens slides forward-only -o exercise.pdf --worksheet
        convlens slides my.yaml -o pictures
        convlens slides primer -o part.pdf --slides 5-12
      """)

  @Argument(
    help: "The lesson: a .yaml file, or the name of a built-in one.",
    completion: .file(extensions: ["yaml", "yml"]), transform: plainValue)
  var lesson: String

  @Option(
    name: [.short, .long], parsing: .unconditional,
    help: ArgumentHelp(
      """
      The file, ending in .pdf, .html, .pptx or .md; a folder for pictures; or - for standard \
      output (default: the lesson's name and .pdf).
      """, valueName: "output"),
    completion: .file(extensions: ["pdf", "html", "pptx", "md"]), transform: plainValue)
  var output: String?

  @Option(help: "The format, where the output's ending does not tell (default: pdf).")
  var format: DeckFormat?

  @OptionGroup(title: "Lesson") var changes: LessonChanges

  @Option(
    help: ArgumentHelp(
      "Only these slides, such as 5-12 or 1,7-9; 1 is the title page.", valueName: "numbers"),
    transform: SlideNumbers.init)
  var slides: SlideNumbers?

  @Option(
    help: ArgumentHelp(
      "Put 2, 4 or 6 slides on a sheet with room for notes; PDF only.", valueName: "pages"))
  var handout: Handout?

  @Flag(
    help: """
      Write an exercise sheet with blanks, and its key beside it: x.pdf and x-answers.pdf.
      """)
  var worksheet = false

  @Flag(help: "Go on, and make the deck again whenever the lesson or a file in it changes.")
  var watch = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "A trace whose computation is shown by the figures that have no input of their own.",
      valueName: "file"),
    completion: .file(extensions: TraceFormat.allCases.map(\.rawValue)), transform: plainValue)
  var trace: String?

  func validate() throws {
    if handout != nil, worksheet {
      throw ValidationError("--worksheet has sheets of its own; leave --handout out")
    }
    for (name, isGiven) in [("--handout", handout != nil), ("--worksheet", worksheet)] {
      guard isGiven, let format, format != .pdf else { continue }
      throw ValidationError("\(name) writes a PDF file; leave --format \(format.rawValue) out")
    }
    if output == "-" {
      if worksheet { throw ValidationError("--worksheet writes two files; name one with -o") }
      if watch { throw ValidationError("--watch keeps a file up to date; name one with -o") }
    }
    if trace == "-", watch {
      throw ValidationError("--watch cannot read a trace from standard input again; name a file")
    }
  }

  func run(console: Console) throws {
    let build = try deckBuild(console: console)
    if watch {
      try DeckWatch(build: build, console: console).run(heartbeat: .untilInterrupted)
    } else {
      try console.reportDone(try build.run())
    }
  }

  /// The making of the deck that is asked for.
  ///
  /// - Throws: ``Failure`` where the output does not go with what is asked for.
  func deckBuild(console: Console) throws(Failure) -> DeckBuild {
    let lesson = LessonFile(argument: lesson)
    let target = try DeckTarget(output, format: format, lesson: lesson.stem, console: console)
    let sheet: DeckBuild.Sheet =
      worksheet ? .worksheet : handout.map(DeckBuild.Sheet.handout) ?? .slides
    if sheet != .slides, target.format != .pdf {
      throw Failure(
        .usage,
        "\(worksheet ? "--worksheet" : "--handout") writes a PDF file; end '\(output ?? "")' in "
          + ".pdf")
    }
    return DeckBuild(
      lesson: lesson, changes: changes, sheet: sheet, trace: trace, target: target,
      console: console, slides: slides)
  }
}

/// Slides by their numbers, as `--slides` takes them.
struct SlideNumbers: Equatable, Sendable {
  /// The numbers, from 1.
  let numbers: Set<Int>

  /// The numbers of `5-12` or `1,7-9`.
  init(_ text: String) throws {
    guard let numbers = slideNumbers(text) else {
      throw ValidationError("'\(text)' names no slides; give slides such as 5-12 or 1,7-9")
    }
    self.numbers = numbers
  }
}

/// What the command line says in place of the lesson.
struct LessonChanges: ParsableArguments, Sendable {
  @Option(help: "The colours (default: the lesson's).")
  var theme: Theme?

  @Option(help: "The shape of the pages, 16:9 or 4:3 (default: the lesson's).")
  var page: PageFormat?

  @Option(help: "The language of the fixed words (default: the lesson's).")
  var language: Language?

  func validate() throws {
    if page == .tight { throw ValidationError("--page of slides is 16:9 or 4:3, not tight") }
  }
}

extension Handout: ExpressibleByArgument {}

extension Language: ExpressibleByArgument {
  /// The language with that BCP 47 tag.
  public init?(argument: String) {
    guard let language = Language.named(argument) else { return nil }
    self = language
  }

  /// The language's tag.
  public var defaultValueDescription: String { code }

  /// The tags of all languages.
  public static var allValueStrings: [String] { all.map(\.code) }
}

extension Console {
  /// Says what was made, on standard error where that is a terminal.
  fileprivate func reportDone(_ summary: String) throws {
    if errorIsTerminal { writeError(summary + "\n") }
  }
}
