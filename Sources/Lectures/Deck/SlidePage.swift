import Drawing
import Figures

/// The frame of a slide's pages: the title above, the section and the page's label below, and the
/// room between.
struct SlidePage {
  let theme: Theme
  let metrics: any TextMetrics
  let size: Size

  static let margin = 56.0
  /// The title's size, and the least that a long one shrinks to.
  static let titleSize = 32.0
  static let leastTitle = 24.0
  /// The size of a title on two lines, which is longer still, and its least.
  static let longTitle = 27.0
  static let leastLongTitle = 22.0
  /// The title's baseline.
  static let titleBaseline = 60.0

  /// The room for what stands on the slide; a figure begins at the same place as on its own page.
  func room(beginsWithFigure: Bool, below title: Placed) -> Rectangle {
    // A title on two lines needs more.
    let end = title.parts.map(\.frame.maxY).max() ?? 0
    let top = max(beginsWithFigure ? 78.0 : 104.0, end + 12)
    return Rectangle(
      SlidePage.margin, top, size.width - 2 * SlidePage.margin, size.height - 52 - top)
  }

  private var style: TextStyle {
    TextStyle(size: SlidePage.titleSize, theme: theme, metrics: metrics)
  }

  /// The title on a line, or a long one on two; nil where it is too long for both.
  func title(_ spans: [Markup.Span]) -> Placed? {
    var style = style
    style.weight = .semibold
    let width = size.width - 2 * SlidePage.margin
    let picture = style.picture(of: style.atoms(of: spans))
    style.size = min(
      SlidePage.titleSize, SlidePage.titleSize * width / max(picture.bounds.width, 1) * 0.999)
    guard style.size < SlidePage.leastTitle else {
      return placed([style.picture(of: style.atoms(of: spans))], spans, style, height: 44)
    }
    style.size = SlidePage.longTitle
    while style.size >= SlidePage.leastLongTitle {
      if let lines = style.lines(of: style.atoms(of: spans), width: width), lines.count <= 2 {
        let pictures = lines.map(style.picture(of:))
        return placed(pictures, spans, style, height: 28 + style.size * 1.25)
      }
      style.size -= 1
    }
    return nil
  }

  /// The lines of a title from its first baseline down.
  private func placed(
    _ lines: [Picture], _ spans: [Markup.Span], _ style: TextStyle, height: Double
  ) -> Placed {
    let first = lines.count > 1 ? SlidePage.titleBaseline - 14 : SlidePage.titleBaseline
    let items = lines.enumerated().flatMap { index, line in
      line.moved(SlidePage.margin - line.bounds.minX, first + Double(index) * style.size * 1.25)
        .items
    }
    let top = lines.count > 1 ? 20.0 : 28.0
    let frame = Rectangle(
      SlidePage.margin, top, size.width - 2 * SlidePage.margin, height)
    return Placed(
      items: [.group(Tag("title"), items)],
      parts: [
        Deck.Part(.title(Deck.Line(style.runs(of: spans), size: style.size)), frame: frame)
      ], words: spans.isEmpty ? [] : [spans.plainText(answers: true) + "."])
  }

  /// The course and the section at the left, the author in the middle, the label at the right, and how
  /// far the lecture has come; `nil` on paper.
  func footer(
    course: String = "", author: String = "", section: String, label: String, progress: Double?
  ) -> [Item] {
    let baseline = size.height - 22
    func text(_ string: String, _ weight: FontWeight = .regular) -> Picture {
      .text(string, .label(13, weight), theme.muted, metrics: metrics)
    }
    let right = text(label)
    var items: [Item] = []
    var x = SlidePage.margin
    let end = size.width - SlidePage.margin - right.bounds.width - 40
    // The author stands in the middle, where there is room.
    let name = text(course.isEmpty ? "" : author)
    let middle = size.width / 2 - name.bounds.width / 2
    let limit = name.isEmpty ? end : middle - 24
    for (kind, string, weight) in [
      ("course", course, FontWeight.semibold), ("section", section, .regular),
    ] where !string.isEmpty {
      let picture = text(
        string.shortened { text($0, weight).bounds.width <= max(0, limit - x) }, weight)
      items.append(.group(Tag(kind), picture.moved(x, baseline).items))
      x += picture.bounds.width + 16
    }
    if !name.isEmpty, middle + name.bounds.width <= end {
      items.append(.group(Tag("author"), name.moved(middle, baseline).items))
    }
    items.append(
      .group(
        Tag("label", label),
        right.moved(size.width - SlidePage.margin - right.bounds.width, baseline).items))
    if let progress {
      let reached = Rectangle(0, size.height - 2.5, size.width * min(max(progress, 0), 1), 2.5)
      let color = theme.paper.mixed(with: theme.positions[0], 0.55)
      items.append(
        .group(Tag("progress"), [.rectangle(reached, radius: 0, .fill(color))]))
    }
    return items
  }
}
