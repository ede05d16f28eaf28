/// A lecture, laid out: what every deck format is written from.
///
/// A deck is final, as a ``Scene`` is: every page is drawn, every number is computed.
public struct Deck: Sendable, Equatable {
  /// The title.
  public var title: String
  /// Who wrote it; empty where that is not said.
  public var author: String
  /// The date as the lesson has it; empty where it has none.
  public var date: String
  /// The language, as a BCP 47 tag.
  public var language: String
  /// The slides in order; there is at least one.
  public var slides: [Slide]

  /// A deck.
  public init(
    title: String, author: String = "", date: String = "", language: String = "en", slides: [Slide]
  ) {
    self.title = title
    self.author = author
    self.date = date
    self.language = language
    self.slides = slides
  }

  /// Every page in order.
  public var pages: [Page] { slides.flatMap(\.pages) }
}

extension Deck {
  /// One slide: a page, or a page for each step.
  public struct Slide: Sendable, Equatable {
    /// Its place in the deck, counted from 1.
    public var number: Int
    /// The section that it belongs to; empty before the first.
    public var section: String
    /// The title, one line.
    public var title: String
    /// What the speaker wants to say; blank lines separate paragraphs.
    public var notes: String
    /// The pages in order; there is at least one.
    public var pages: [Page]

    /// A slide.
    public init(number: Int, section: String, title: String, notes: String, pages: [Page]) {
      self.number = number
      self.section = section
      self.title = title
      self.notes = notes
      self.pages = pages
    }
  }

  /// One page of a slide.
  public struct Page: Sendable, Equatable {
    /// The slide's number, and with several pages the page's: `7`, `7.2`.
    public var label: String
    /// All that is on the page. A group with the kind `link` leads where its name says: to a URI,
    /// or to the page with a label, as in `#7.2`.
    public var scene: Scene
    /// The same, part by part, for formats that have titles, text and pictures of their own.
    public var parts: [Part]

    /// A page.
    public init(label: String, scene: Scene, parts: [Part]) {
      self.label = label
      self.scene = scene
      self.parts = parts
    }
  }

  /// One part of a page and where it stands, in page units.
  public struct Part: Sendable, Equatable {
    /// What a part is.
    public enum Content: Sendable, Equatable {
      /// The slide's title, in the title's font.
      case title(Line)
      /// Running text.
      case text([Line])
      /// A formula on lines of its own, in characters and as a picture as large as the part.
      case formula(Line, Scene)
      /// A picture as large as the part: a figure, a table, a photograph; with its alt text.
      case picture(Scene)
    }

    /// What it is.
    public var content: Content
    /// Where it stands.
    public var frame: Rectangle

    /// A part.
    public init(_ content: Content, frame: Rectangle) {
      self.content = content
      self.frame = frame
    }
  }

  /// A paragraph, not yet broken into lines.
  public struct Line: Sendable, Equatable {
    /// The pieces in order.
    public var runs: [Run]
    /// The size of its text, in page units.
    public var size: Double
    /// How deep it stands in a list, from 1; 0 where it is no list item.
    public var level: Int
    /// What kind of paragraph it is.
    public var kind: Kind

    /// The kinds of paragraphs.
    public enum Kind: Sendable, Hashable {
      /// Running text, or an item of a list.
      case text
      /// A heading within a text.
      case heading
      /// What somebody else said.
      case quote
      /// A formula on a line of its own.
      case display
      /// Program code in a language, whose runs keep their line ends and spaces.
      case code(language: String)
    }

    /// A paragraph.
    public init(_ runs: [Run], size: Double, level: Int = 0, kind: Kind = .text) {
      self.runs = runs
      self.size = size
      self.level = level
      self.kind = kind
    }
  }

  /// Characters of a paragraph that are set alike.
  public struct Run: Sendable, Equatable {
    /// Where characters stand by the line.
    public enum Script: Sendable, Hashable { case none, sub, sup }

    /// The characters.
    public var text: String
    /// The font's family.
    public var family: FontFamily
    /// The font's weight.
    public var weight: FontWeight
    /// The colour.
    public var color: Color
    /// Whether they stand on the line, below or above.
    public var script: Script
    /// Where they lead: a URI, or `#7.2`; empty for plain text.
    public var link: String
    /// The formula in LaTeX that begins with these characters; empty where they are more of one, nil
    /// where they are none.
    public var latex: String?

    /// A run.
    public init(
      _ text: String, family: FontFamily = .label, weight: FontWeight = .regular, color: Color,
      script: Script = .none, link: String = ""
    ) {
      self.text = text
      self.family = family
      self.weight = weight
      self.color = color
      self.script = script
      self.link = link
    }
  }
}

extension Deck.Part {
  /// The picture of a part that programs show as one.
  public var picture: Scene? {
    switch content {
    case .title, .text: nil
    case .formula(_, let scene), .picture(let scene): scene
    }
  }
}

extension Deck.Page {
  /// What the pictures on the page had no room for, each once.
  public var omissions: [Omission] {
    parts.flatMap { part -> [Omission] in
      if case .picture(let scene) = part.content { scene.omissions } else { [] }
    }.unique
  }
}
