import Documents
import Drawing
import Figures
import Neural
import Wording

/// The first page: what the lecture is called, who gives it and when, and a feature map that was
/// computed for it.
struct TitlePage {
  let lesson: Lesson
  let metrics: any TextMetrics

  private var theme: Theme { lesson.appearance.theme }
  private var size: Size { lesson.page.size }
  private static let margin = 72.0

  /// The page.
  ///
  /// - Throws: ``LessonError`` where the title does not fit.
  func page() throws(LessonError) -> Deck.Page {
    let map = decoration
    let width = map.bounds.minX - 56 - TitlePage.margin
    guard let title = title(width: width) else {
      throw LessonError(
        "the title is too long for the first page; shorten “\(lesson.title)”",
        at: Place(line: 1, column: 1))
    }
    let lines = [
      line(lesson.author, size: 24, color: theme.ink, width: width),
      line(lesson.date, size: 18, color: theme.muted, width: width),
    ].compactMap(\.self)
    let below = Picture.column(lines.map(\.picture), spacing: 16, alignment: .start)
    let gap = lines.isEmpty ? 0.0 : 44.0
    let height = title.picture.bounds.height + gap + below.bounds.height
    let top = size.height / 2 - height / 2 - 8
    let titleFrame = Rectangle(TitlePage.margin, top, width, title.picture.bounds.height)
    let belowFrame = Rectangle(
      TitlePage.margin, titleFrame.maxY + gap, width, below.bounds.height)
    var parts = [Deck.Part(.title(title.line), frame: titleFrame)]
    if !lines.isEmpty { parts.append(Deck.Part(.text(lines.map(\.line)), frame: belowFrame)) }
    parts.append(Deck.Part(.picture(decorationScene(map)), frame: map.bounds))
    let words = [lesson.title, lesson.author, lesson.date].filter { !$0.isEmpty }
    let scene = Scene(
      size: size, background: theme.paper, title: lesson.title,
      description: words.map { $0 + "." }.joined(separator: " ") + " " + decorationWords,
      items: map.items + [
        .group(Tag("title"), title.picture.placed(at: titleFrame.origin).items),
        .group(Tag("author"), below.placed(at: belowFrame.origin).items),
      ])
    return Deck.Page(label: "1", scene: scene, parts: parts)
  }

  /// The title in the largest size at which it takes no more than five lines.
  private func title(width: Double) -> (picture: Picture, line: Deck.Line)? {
    let spans = [Markup.Span(content: .text(lesson.title))]
    let markup = Markup(paragraphs: [Markup.Paragraph(spans: spans)])
    var style = TextStyle(size: 52, theme: theme, metrics: metrics)
    style.weight = .semibold
    while style.size >= 28 {
      if let picture = style.picture(of: markup, width: width), picture.bounds.height <= 330 {
        return (picture, Deck.Line(style.runs(of: spans), size: style.size))
      }
      style.size -= 2
    }
    return nil
  }

  /// A line below the title, shrunk to the width; nil for nothing.
  private func line(_ text: String, size: Double, color: Color, width: Double) -> (
    picture: Picture, line: Deck.Line
  )? {
    guard !text.isEmpty else { return nil }
    var style = TextStyle(size: size, theme: theme, metrics: metrics)
    style.color = color
    var picture = style.picture(of: text, Markup.Style())
    if picture.bounds.width > width {
      style.size *= width / picture.bounds.width
      picture = style.picture(of: text, Markup.Style())
    }
    let run = Deck.Run(text, color: color)
    return (picture, Deck.Line([run], size: style.size))
  }

  // MARK: - The feature map

  /// The side of the disc's picture, and of the filter that looks for its edges.
  private static let side = 16
  /// Sobel's filter for edges between left and right.
  private static let edges = [-1.0, 0, 1, -2, 0, 2, -1, 0, 1]

  /// The feature map of a disc under a filter for edges: the sums of its overlay positions.
  static var featureMap: Tensor? {
    let middle = Double(side - 1) / 2
    let disc = (0..<(side * side)).map { index -> Double in
      let (dy, dx) = (Double(index / side) - middle, Double(index % side) - middle)
      let distance = (dx * dx + dy * dy).squareRoot()
      return min(max(5.6 - distance, 0), 1)
    }
    guard let weights = try? Tensor(shape: [1, 1, 3, 3], values: edges),
      let input = try? Tensor(shape: [1, side, side], values: disc),
      let pass = try? Convolution(weights: weights).forward(input)
    else { return nil }
    return pass.featureMaps().z
  }

  private var decorationWords: String {
    say("Beside it, the feature map of a disc under a filter that finds its left and right edge.")
  }

  /// The map's neurons as discs, large where the sum is, at the right of the page.
  private var decoration: Picture {
    let room = Rectangle(
      size.width - TitlePage.margin - 440, size.height / 2 - 220, 440, 440)
    guard let map = TitlePage.featureMap else { return Picture(bounds: room) }
    let scale = ValueScale(.signed, over: map.values, theme: theme)
    let columns = map.extent.columns
    let cell = room.width / Double(columns)
    let items = map.values.enumerated().map { index, value -> Item in
      let center = Point(
        room.x + (Double(index % columns) + 0.5) * cell,
        room.y + (Double(index / columns) + 0.5) * cell)
      let strength = abs(scale.position(of: value))
      return strength < 0.02
        ? .circle(center: center, radius: cell * 0.1, .fill(theme.hairline))
        : .circle(
          center: center, radius: cell * (0.16 + 0.26 * strength), .fill(scale.color(of: value)))
    }
    return Picture(bounds: room, items: [.group(Tag("decoration"), items)])
  }

  private func decorationScene(_ map: Picture) -> Scene {
    Scene(
      size: map.bounds.size, background: theme.paper, title: lesson.title,
      description: decorationWords,
      items: map.items.map { $0.moved(-map.bounds.x, -map.bounds.y) })
  }
}
