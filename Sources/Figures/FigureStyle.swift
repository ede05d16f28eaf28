import Drawing
import Wording

/// What the cells and neurons of a figure say.
public enum Labels: String, Sendable, CaseIterable {
  /// Symbols, as the article has them: 𝑎₀,₁.
  case symbols
  /// Numbers, each read from a step.
  case numbers
  /// The number with its symbol.
  case both
}

/// The shape of the page.
public enum PageFormat: String, Sendable, CaseIterable {
  /// 1280 × 720 page units, for slides.
  case widescreen = "16:9"
  /// 1280 × 960 page units, for older projectors.
  case standard = "4:3"
  /// Wrapped closely around what is drawn, without a title, for papers.
  case tight
}

/// How a figure is drawn: everything that is not the computation.
public struct FigureStyle: Sendable {
  /// The colours.
  public var theme: Theme
  /// The page.
  public var page: PageFormat
  /// What cells and neurons say.
  public var labels: Labels
  /// The language of the words, and the notation of the formulas.
  public var voice: Voice
  /// The room that the figure has as a part of a slide, without title and margins; `nil` for a
  /// figure on a page of its own.
  public var panel: Size?
  /// The measure that the layout goes by.
  public var metrics: any TextMetrics

  /// A style.
  public init(
    theme: Theme = .light, page: PageFormat = .widescreen, labels: Labels = .numbers,
    voice: Voice = Voice(), panel: Size? = nil, metrics: any TextMetrics
  ) {
    self.theme = theme
    self.page = page
    self.labels = labels
    self.voice = voice
    self.panel = panel
    self.metrics = metrics
  }
}

extension PageFormat {
  /// The size of the page in page units; a tight page is as large as a wide one before it is cut.
  public var size: Size { self == .standard ? Size(1280, 960) : Size(1280, 720) }
}
