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
  /// The picture of the course or the institute.
  var logo: Raster?

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
      line(lesson.institute, size: 18, color: theme.muted, width: width),
      line(
        [lesson.course, lesson.date].filter { !$0.isEmpty }.joined(separator: " · "), size: 18,
        color: theme.muted, width: width),
    ].compactMap(\.self)
    let below = Picture.column(lines.map(\.picture), spacing: 16, alignment: .start)
    let gap = lines.isEmpty ? 0.0 : 44.0
    let logo = placedLogo(width: width)
    let height = title.picture.bounds.height + gap + below.bounds.height
    let top = size.height / 2 - height / 2 - 8
    let titleFrame = Rectangle(TitlePage.margin, top, width, title.picture.bounds.height)
    let belowFrame = Rectangle(
      TitlePage.margin, titleFrame.maxY + gap, width, below.bounds.height)
    let ownFrame = Rectangle(titleFrame.x, top, width, title.height)
    var parts = [Deck.Part(.title(title.line), frame: ownFrame)]
    if let subtitle = title.subtitle {
      let frame = Rectangle(
        titleFrame.x, ownFrame.maxY + title.line.size * 0.45, width,
        titleFrame.maxY - ownFrame.maxY - title.line.size * 0.45)
      parts.append(Deck.Part(.text([subtitle]), frame: frame))
    }
    if !lines.isEmpty { parts.append(Deck.Part(.text(lines.map(\.line)), frame: belowFrame)) }
    if let logo { parts.append(logo.part) }
    parts.append(Deck.Part(.picture(decorationScene(map)), frame: map.bounds))
    let words = [
      lesson.title, lesson.subtitle, lesson.author, lesson.institute, lesson.course, lesson.date,
    ].filter { !$0.isEmpty }
    let scene = Scene(
      size: size, background: theme.paper, title: lesson.title,
      description: words.map { $0 + "." }.joined(separator: " ") + " " + decorationWords,
      items: map.items + [
        .group(Tag("title"), title.picture.placed(at: titleFrame.origin).items),
        .group(Tag("author"), below.placed(at: belowFrame.origin).items),
      ] + (logo?.items ?? []))
    return Deck.Page(label: "1", scene: scene, parts: parts)
  }

  /// The title and the subtitle, set.
  private struct Title {
    let picture: Picture
    /// The height of the title alone.
    let height: Double
    let line: Deck.Line
    let subtitle: Deck.Line?
  }

  /// The most height that the title takes with its subtitle.
  private var titleHeight: Double { logo == nil ? 330 : 270 }

  /// The title in the largest size at which it has room, and the subtitle below it.
  private func title(width: Double) -> Title? {
    let spans = [Markup.Span(content: .text(lesson.title))]
    let markup = Markup(paragraphs: [Markup.Paragraph(spans: spans)])
    var style = TextStyle(size: 52, theme: theme, metrics: metrics)
    style.weight = .semibold
    while style.size >= 28 {
      if let picture = style.picture(of: markup, width: width),
        let subtitle = subtitle(width: width, beside: style.size)
      {
        let all = Picture.column(
          [picture, subtitle.picture].filter { $0.bounds.height > 0 }, spacing: style.size * 0.45,
          alignment: .start)
        if all.bounds.height <= titleHeight {
          return Title(
            picture: all, height: picture.bounds.height,
            line: Deck.Line(style.runs(of: spans), size: style.size), subtitle: subtitle.line)
        }
      }
      style.size -= 2
    }
    return nil
  }

  /// The subtitle, never as large as the title; nil where a word is wider than its room.
  private func subtitle(
    width: Double, beside size: Double
  ) -> (picture: Picture, line: Deck.Line?)? {
    guard !lesson.subtitle.isEmpty else { return (.empty, nil) }
    let spans = [Markup.Span(content: .text(lesson.subtitle))]
    var style = TextStyle(size: min(27, size * 0.7), theme: theme, metrics: metrics)
    style.color = theme.muted
    let markup = Markup(paragraphs: [Markup.Paragraph(spans: spans)])
    guard let picture = style.picture(of: markup, width: width) else { return nil }
    return (picture, Deck.Line(style.runs(of: spans), size: style.size))
  }

  /// The logo at the top, and as a part.
  private func placedLogo(width: Double) -> (items: [Item], part: Deck.Part)? {
    guard let logo, logo.width > 0, logo.height > 0 else { return nil }
    let scale = min(56 / Double(logo.height), min(280, width) / Double(logo.width))
    let size = Size(Double(logo.width) * scale, Double(logo.height) * scale)
    let frame = Rectangle(origin: Point(TitlePage.margin, 52), size: size)
    let name = lesson.institute.isEmpty ? lesson.course : lesson.institute
    let scene = Scene(
      size: size, background: theme.paper, title: "logo", description: name,
      items: [.image(logo, in: Rectangle(origin: .zero, size: size))])
    return (
      [.group(Tag("logo"), scene.items.map { $0.moved(frame.x, frame.y) })],
      Deck.Part(.picture(scene), frame: frame)
    )
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
