import Documents
import Drawing
import Figures
import Wording

/// What a lecturer wants to show: a lesson file that was read, its defaults resolved into the
/// slides.
public struct Lesson: Sendable, Equatable {
  /// The title.
  public var title: String
  /// What stands below it on the first page; empty for nothing.
  public var subtitle = ""
  /// Who wrote it; empty where that is not said.
  public var author: String
  /// Where the author works; empty where that is not said.
  public var institute = ""
  /// The course that the lecture belongs to; empty for none.
  public var course = ""
  /// A picture of the course or the institute, for the first page; nil for none.
  public var logo: Located<String>?
  /// What slides cite, in the order in which it is listed.
  public var references: [Reference] = []
  /// The date in the author's words; empty where there is none.
  public var date: String
  /// The shape of the pages: wide or standard.
  public var page: PageFormat
  /// The looks of pages that belong to no slide, such as the first.
  public var appearance: Appearance
  /// The slides in order; there is at least one.
  public var slides: [LessonSlide]

  /// A lesson.
  public init(
    title: String, author: String = "", date: String = "", page: PageFormat = .widescreen,
    appearance: Appearance = Appearance(), slides: [LessonSlide]
  ) {
    self.title = title
    self.author = author
    self.date = date
    self.page = page
    self.appearance = appearance
    self.slides = slides
  }
}

/// Something that slides cite.
public struct Reference: Sendable, Equatable {
  /// What texts call it: `[@key]`.
  public var key: String
  /// Authors, year, title and where it is found, in the markup of a line.
  public var text: Located<String>

  /// A reference.
  public init(key: String, text: Located<String>) {
    self.key = key
    self.text = text
  }
}

/// How a slide looks and speaks.
public struct Appearance: Sendable, Equatable {
  /// The colours.
  public var theme: Theme
  /// What cells and neurons say; `nil` leaves it to the figure.
  public var labels: Labels?
  /// The language and the notation.
  public var voice: Voice
  /// How items show that are to come.
  public var reveal: Reveal

  /// An appearance.
  public init(
    theme: Theme = .light, labels: Labels? = nil, voice: Voice = Voice(), reveal: Reveal = .pale
  ) {
    self.theme = theme
    self.labels = labels
    self.voice = voice
    self.reveal = reveal
  }
}

/// How the items of a list show that appear one by one and are to come.
public enum Reveal: String, Sendable, CaseIterable {
  /// In a pale colour, so that an audience sees how many there are.
  case pale
  /// Not at all; their room is kept.
  case hidden
}

/// One slide of a lesson.
public struct LessonSlide: Sendable, Equatable {
  /// The title, in the markup of running text.
  public var title: String
  /// The section that it belongs to; empty before the first.
  public var section: String
  /// What stands on it, from top to bottom.
  public var blocks: [Block]
  /// What the speaker wants to say; blank lines separate paragraphs.
  public var notes: String
  /// What a worksheet leaves blank on it.
  public var blanks: [Located<Blank>]
  /// How it looks.
  public var appearance: Appearance
  /// Where the slide begins.
  public var place: Place

  /// A slide.
  public init(
    title: String, section: String = "", blocks: [Block], notes: String = "",
    blanks: [Located<Blank>] = [], appearance: Appearance = Appearance(), place: Place
  ) {
    self.title = title
    self.section = section
    self.blocks = blocks
    self.notes = notes
    self.blanks = blanks
    self.appearance = appearance
    self.place = place
  }
}

/// A part of a slide.
public indirect enum Block: Sendable, Equatable {
  /// Paragraphs and lists, in the markup of running text; see ``Markup``.
  case text(Located<String>)
  /// A picture from a file.
  case image(ImageRequest)
  /// Program code.
  case code(CodeRequest)
  /// A figure.
  case figure(FigureRequest)
  /// A table.
  case table(Table)
  /// Parts side by side.
  case columns([Column])
  /// A question with blanks to fill.
  case quiz(Quiz)
}

/// A picture from a file that a slide asks for.
public struct ImageRequest: Sendable, Equatable {
  /// The file, a PNG or a JPEG; its path starts at the lesson's folder.
  public var file: Located<String>
  /// What it shows, for those who do not see it.
  public var alt: String
  /// What stands below it, in the markup of a line; nil for nothing.
  public var caption: Located<String>?
  /// Where it is from, in the markup of a line; nil where that is not said.
  public var source: Located<String>?
  /// How much of the width of its room it may take, from 0.1 to 1.
  public var width: Double

  /// A request.
  public init(
    file: Located<String>, alt: String, caption: Located<String>? = nil,
    source: Located<String>? = nil, width: Double = 1
  ) {
    self.file = file
    self.alt = alt
    self.caption = caption
    self.source = source
    self.width = width
  }
}

/// Program code that a slide asks for.
public struct CodeRequest: Sendable, Equatable {
  /// Where the code is from.
  public enum Origin: Sendable, Equatable {
    /// The lesson itself.
    case text(Located<String>)
    /// A file; its path starts at the lesson's folder.
    case file(Located<String>)
  }

  /// Where the code is from.
  public var origin: Origin
  /// The language; nil leaves it to the file's ending.
  public var language: CodeLanguage?
  /// The lines that stand out: `8-9` or `3,7-8`, counted from 1; nil for none.
  public var lines: Located<String>?
  /// Whether lines are numbered.
  public var isNumbered: Bool

  /// A request.
  public init(
    _ origin: Origin, language: CodeLanguage? = nil, lines: Located<String>? = nil,
    isNumbered: Bool = true
  ) {
    self.origin = origin
    self.language = language
    self.lines = lines
    self.isNumbered = isNumbered
  }
}

/// A table of running text.
public struct Table: Sendable, Equatable {
  /// The headings of the columns; empty for none.
  public var header: [Located<String>]
  /// The rows, each as long as the others.
  public var rows: [[Located<String>]]

  /// A table; all rows and the header, where there is one, are of one length.
  public init(header: [Located<String>] = [], rows: [[Located<String>]]) {
    self.header = header
    self.rows = rows
  }
}

/// One of several columns.
public struct Column: Sendable, Equatable {
  /// Its share of the width, in relation to the others'.
  public var width: Double
  /// What stands in it, from top to bottom.
  public var blocks: [Block]

  /// A column.
  public init(width: Double = 1, blocks: [Block]) {
    self.width = width
    self.blocks = blocks
  }
}

/// A question whose answers are hidden at first: the slide shows blanks, its next page the answers.
public struct Quiz: Sendable, Equatable {
  /// Paragraphs and lists in which `{{answer}}` is a blank and its answer.
  public var text: Located<String>
  /// Why that is so, shown with the answers; empty for nothing.
  public var explanation: String

  /// A question.
  public init(text: Located<String>, explanation: String = "") {
    self.text = text
    self.explanation = explanation
  }
}

/// What a worksheet leaves blank on a slide: numbers of its figures, chosen by what they are.
public struct Blank: Sendable, Hashable {
  /// The kind of the group in the figure: `total`, `cell`, `band`.
  public var kind: String
  /// Which of them; empty for all.
  public var name: String

  /// A choice.
  public init(kind: String, name: String = "") {
    self.kind = kind
    self.name = name
  }
}
