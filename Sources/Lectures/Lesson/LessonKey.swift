import Drawing
import Figures
import Neural
import Wording

/// Where in a lesson a key can stand.
enum LessonLevel: String, CaseIterable, Sendable {
  case lesson, notation, theme, colours, slide, column, figure, image, code, table, quiz

  /// What messages call it.
  var title: String {
    switch self {
    case .notation: "the notation"
    case .colours: "the colours"
    case .image: "an image"
    case .code: "code"
    default: "a \(rawValue)"
    }
  }
}

/// A key of a lesson file: what it takes, where, and what it is for.
///
/// ``all`` drives the reader, what it says of keys that are not there, the JSON Schema, and the
/// check of the documentation.
struct LessonKey: Sendable {
  /// What a value has to be.
  enum Form: Sendable {
    /// Text on one line, as it is.
    case line
    /// Text with markup.
    case markup
    /// Text without markup, on several lines.
    case prose
    /// One of several words.
    case choice([String])
    /// A computation's operand: its name, or numbers as text or nested lists.
    case tensor
    /// Several operands: a list of them, or a mapping of names and operands.
    case inputs
    /// A number, or a few of them.
    case numbers
    /// The value of a setting, of one of these types.
    case setting([SettingType])
    /// A whole number of at least the given one.
    case integer(atLeast: Int)
    /// A number from 0.1 to 10.
    case share
    /// A number from 0.1 to 1, or a percentage.
    case part
    /// Lines such as `8-9`, or a list of them.
    case lines
    /// Whether something is so.
    case flag
    /// A list of steps such as `0-3,last`.
    case steps
    /// The name of a figure.
    case figureName
    /// A mapping of a level, or where `orLine` a single text.
    case mapping(LessonLevel, orText: Bool)
    /// A list of mappings of a level.
    case list(LessonLevel)
    /// A mapping of keys and texts with markup.
    case references
    /// A theme: its name, a file, or a mapping.
    case theme
    /// Six hexadecimal digits.
    case colour
    /// A list of them.
    case colourList
    /// A list of texts with markup, or one.
    case cells
    /// A list of lists of texts with markup.
    case rows
    /// A list of what a worksheet leaves out, by its name, or by the kind and name of a mark.
    case blanks
  }

  /// The key.
  let name: String
  /// Where it can stand.
  let levels: [LessonLevel]
  /// What it takes.
  let form: Form
  /// What it is for, in one sentence.
  let summary: String
  /// Whether a lesson, a slide and so on cannot do without it.
  let isRequired: Bool
  /// Whether it says what a figure computes.
  let isOption: Bool

  init(
    _ name: String, _ levels: [LessonLevel], _ form: Form, _ summary: String,
    isRequired: Bool = false, isOption: Bool = false
  ) {
    self.name = name
    self.levels = levels
    self.form = form
    self.summary = summary
    self.isRequired = isRequired
    self.isOption = isOption
  }

  /// The keys that can stand at a level, in order.
  static func all(at level: LessonLevel) -> [LessonKey] { all.filter { $0.levels.contains(level) } }
}

extension LessonKey {
  /// Every key, in the order in which the documentation has them.
  static let all: [LessonKey] =
    head + parts + looks + colours + notation + options + slide + blocks

  private static let head = [
    LessonKey(
      "title", [.lesson], .line, "The lesson's title, which the first page shows.",
      isRequired: true),
    LessonKey("subtitle", [.lesson], .line, "What stands below the title on the first page."),
    LessonKey("author", [.lesson], .line, "Who wrote it."),
    LessonKey("institute", [.lesson], .line, "Where the author works, on the first page."),
    LessonKey(
      "course", [.lesson], .line, "The course, on the first page and in the foot of the others."),
    LessonKey(
      "logo", [.lesson], .line,
      "A PNG or JPEG file for the first page; its path starts at the lesson's folder."),
    LessonKey("date", [.lesson], .line, "The date, printed as it is written."),
    LessonKey(
      "page", [.lesson], .choice(pages.map(\.rawValue)), "The shape of the pages (default: 16:9)."),
  ]

  private static let looks = [
    LessonKey(
      "theme", [.lesson, .slide], .theme,
      "The colours: a theme, a file with one's own, or a mapping (default: light)."),
    LessonKey(
      "base", [.theme], .choice(Theme.all.map(\.name)),
      "The theme whose other colours stay (default: light)."),
    LessonKey(
      "colours", [.theme], .mapping(.colours, orText: false), "The colours that are one's own."),
    LessonKey(
      "language", [.lesson, .slide], .choice(Language.all.map(\.code)),
      "The language of the words in figures and of fixed words (default: en)."),
    LessonKey(
      "labels", [.lesson, .slide, .figure], .choice(Labels.allCases.map(\.rawValue)),
      "What cells and neurons say (default: what suits the figure)."),
    LessonKey(
      "reveal", [.lesson, .slide], .choice(Reveal.allCases.map(\.rawValue)),
      "How items show that appear one by one and are to come (default: pale)."),
    LessonKey(
      "notation", [.lesson, .slide], .mapping(.notation, orText: false),
      "How symbols and indices are written."),
  ]

  private static let colours =
    ThemeRole.allCases.map { LessonKey($0.rawValue, [.colours], .colour, $0.summary) } + [
      LessonKey(
        "positions", [.colours], .colourList,
        "Overlay positions and the neurons that they feed, in order; links and code use the first."),
      LessonKey("weights", [.colours], .colourList, "Single weights, in order."),
    ]

  private static let notation = [
    LessonKey(
      "indices", [.notation], .choice(["0", "1"]), "What indices count from (default: 0)."),
    LessonKey(
      "gradients", [.notation], .choice(NotationStyle.Gradients.allCases.map(\.rawValue)),
      "What gradients are of: the cost C or the loss L (default: ∂C/∂w)."),
    LessonKey(
      "activations", [.notation], .choice(NotationStyle.Activations.allCases.map(\.rawValue)),
      "The letter of activations and inputs (default: a)."),
  ]

  private static let slide = [
    LessonKey(
      "references", [.lesson], .references,
      "What slides cite as [@key], each under its key; listed behind the last slide."),
    LessonKey(
      "slides", [.lesson], .list(.slide), "The slides in order.", isRequired: true),
    LessonKey(
      "use", [.slide], .line,
      "Slides of a built-in lesson in this one's place, such as primer 5-12."),
    LessonKey(
      "section", [.slide], .line, "The section that begins here; it holds until the next."),
    LessonKey("title", [.slide], .markup, "The slide's title."),
  ]

  private static let blocks = [
    LessonKey("text", [.slide, .column], .markup, "Paragraphs and lists, first on the slide."),
    LessonKey(
      "code", [.slide, .column], .mapping(.code, orText: true),
      "Program code: its text, or a mapping of its language and text or file."),
    LessonKey(
      "image", [.slide, .column], .mapping(.image, orText: false),
      "A photograph or another picture from a PNG or JPEG file."),
    LessonKey(
      "figure", [.slide, .column], .mapping(.figure, orText: true),
      "A figure: its name, or a mapping of its name and options."),
    LessonKey(
      "step", [.slide, .column, .figure], .integer(atLeast: 0),
      "The one step of the figure to show, counted from 0."),
    LessonKey(
      "steps", [.slide, .column, .figure], .steps,
      "The steps of the figure to show, a page each: all, or a list such as 0-3,last."),
    LessonKey(
      "table", [.slide, .column], .mapping(.table, orText: false), "A table below the figure."),
    LessonKey("columns", [.slide], .list(.column), "Parts that stand side by side."),
    LessonKey(
      "quiz", [.slide, .column], .mapping(.quiz, orText: true),
      "A question in which {{answer}} is a blank; the next page shows the answers."),
    LessonKey("notes", [.slide], .prose, "What the speaker wants to say."),
    LessonKey(
      "blank", [.slide], .blanks,
      "What a worksheet leaves out, such as result, feature map or products."),
  ]

  private static let parts = [
    LessonKey(
      "width", [.column], .share, "The column's share of the width (default: 1)."),
    LessonKey(
      "name", [.figure], .figureName, "The figure's name; 'convlens figures' lists them.",
      isRequired: true),
    LessonKey(
      "file", [.image], .line, "The picture's file; its path starts at the lesson's folder.",
      isRequired: true),
    LessonKey(
      "alt", [.image], .line, "What the picture shows, for those who do not see it.",
      isRequired: true),
    LessonKey("caption", [.image], .markup, "What stands below the picture."),
    LessonKey("source", [.image], .markup, "Where the picture is from, and under which licence."),
    LessonKey(
      "width", [.image], .part,
      "How much of its room's width the picture may take (default: 1)."),
    LessonKey(
      "language", [.code], .choice(CodeLanguage.names),
      "The programming language (default: what the file's ending says, or else text)."),
    LessonKey("text", [.code], .prose, "The code itself."),
    LessonKey(
      "file", [.code], .line, "A file with the code; its path starts at the lesson's folder."),
    LessonKey(
      "lines", [.code], .lines, "The lines that stand out, such as 8-9 or 3,7-8, counted from 1."),
    LessonKey("numbers", [.code], .flag, "Whether lines are numbered (default: true)."),
    LessonKey("header", [.table], .cells, "The headings of the table's columns."),
    LessonKey("rows", [.table], .rows, "The table's rows, all of one length.", isRequired: true),
    LessonKey(
      "text", [.quiz], .markup, "The question, with {{answer}} for each blank.", isRequired: true),
    LessonKey("explanation", [.quiz], .markup, "Why that is so, shown with the answers."),
  ]

  /// The pages that slides can have; a tight one has no shape of its own.
  static let pages: [PageFormat] = [.widescreen, .standard]
}
