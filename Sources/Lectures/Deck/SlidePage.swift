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
  static let leastTitle = 22.0
  /// The title's baseline.
  static let titleBaseline = 60.0

  /// The room for what stands on the slide; a figure begins at the same place as on its own page.
  func room(beginsWithFigure: Bool) -> Rectangle {
    let top = beginsWithFigure ? 78.0 : 104.0
    return Rectangle(
      SlidePage.margin, top, size.width - 2 * SlidePage.margin, size.height - 52 - top)
  }

  private var style: TextStyle {
    TextStyle(size: SlidePage.titleSize, theme: theme, metrics: metrics)
  }

  /// The title; nil where it is too long for a line.
  func title(_ spans: [Markup.Span]) -> Placed? {
    var style = style
    style.weight = .semibold
    let width = size.width - 2 * SlidePage.margin
    var picture = style.picture(of: style.atoms(of: spans))
    if picture.bounds.width > width {
      style.size = SlidePage.titleSize * width / picture.bounds.width * 0.999
      guard style.size >= SlidePage.leastTitle else { return nil }
      picture = style.picture(of: style.atoms(of: spans))
    }
    let placed = picture.moved(SlidePage.margin - picture.bounds.minX, SlidePage.titleBaseline)
    let frame = Rectangle(SlidePage.margin, 28, width, 44)
    return Placed(
      items: [.group(Tag("title"), placed.items)],
      parts: [
        Deck.Part(.title(Deck.Line(style.runs(of: spans), size: style.size)), frame: frame)
      ], words: spans.isEmpty ? [] : [spans.plainText(answers: true) + "."])
  }

  /// The section at the left, the label at the right, and how far the lecture has come; `nil` on
  /// paper.
  func footer(section: String, label: String, progress: Double?) -> [Item] {
    let baseline = size.height - 22
    func text(_ string: String) -> Picture {
      .text(string, .label(13), theme.muted, metrics: metrics)
    }
    let right = text(label)
    var items: [Item] = []
    if !section.isEmpty {
      let room = size.width - 2 * SlidePage.margin - right.bounds.width - 40
      let name = text(section.shortened { text($0).bounds.width <= room })
      items.append(.group(Tag("section"), name.moved(SlidePage.margin, baseline).items))
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
