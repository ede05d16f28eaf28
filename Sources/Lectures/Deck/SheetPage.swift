import Drawing
import Figures

/// An A4 sheet with pages of a deck on it, and ruled lines to write on.
struct SheetPage {
  /// How many pages a sheet has room for; with two the lines are below them, else beside.
  let perSheet: Int
  let theme: Theme
  let metrics: any TextMetrics

  /// A4, portrait.
  static let size = Size(794, 1123)
  private static let margin = 48.0
  private static let ruleSpacing = 27.0

  /// What stands at the head and at the foot of a sheet.
  struct Frame {
    /// At the top left, in bold.
    var heading = ""
    /// At the top left, behind the heading.
    var title = ""
    /// Whether there is room for fields below the heading.
    var isForm = false
    /// What is filled in by hand below the heading: name and date.
    var fields: [String] = []
    /// At the bottom left.
    var author = ""
    /// At the bottom right.
    var number = ""
  }

  /// The sheet with some pages, no more than it has room for.
  func scene(_ pages: [Deck.Page], titles: [String], frame: Frame) -> Scene {
    let top = frame.isForm ? 108.0 : 74.0
    let room = Rectangle(
      SheetPage.margin, top, SheetPage.size.width - 2 * SheetPage.margin,
      SheetPage.size.height - 64 - top)
    let gap = 26.0
    let height = (room.height - gap * Double(perSheet - 1)) / Double(perSheet)
    let slots = zip(pages, titles).enumerated().map { index, page in
      slot(
        page.0, title: page.1,
        in: Rectangle(room.x, room.y + Double(index) * (height + gap), room.width, height))
    }
    return Scene(
      size: SheetPage.size, background: theme.paper,
      title: [frame.heading, frame.title, frame.number].filter { !$0.isEmpty }
        .joined(separator: " · "),
      description: pages.map { "\($0.label): \($0.scene.description)" }.joined(separator: "\n"),
      items: header(frame) + slots.flatMap(\.self) + footer(frame))
  }

  // MARK: - Pages and lines

  private func slot(_ page: Deck.Page, title: String, in room: Rectangle) -> [Item] {
    let size = page.scene.size
    let isStacked = perSheet <= 2
    let most =
      isStacked
      ? Size(room.width, room.height - 3 * SheetPage.ruleSpacing)
      : Size(room.width * 0.56, room.height)
    let scale = min(most.width / size.width, most.height / size.height)
    let frame = Rectangle(room.x, room.y, size.width * scale, size.height * scale)
    let lines =
      isStacked
      ? Rectangle(room.x, frame.maxY, room.width, room.maxY - frame.maxY)
      : Rectangle(frame.maxX + 24, room.y, room.maxX - frame.maxX - 24, frame.height)
    let inner = page.scene.items.map { $0.scaled(by: scale).moved(frame.x, frame.y) }
    return [
      .group(
        Tag("page", page.label),
        [.rectangle(frame, radius: 0, .fill(page.scene.background))] + inner
          + [.rectangle(frame, radius: 0, .stroke(theme.frame, 0.8))])
    ] + notes(page.label, title: title, in: lines)
  }

  /// The page's label and title, and ruled lines below.
  private func notes(_ label: String, title: String, in room: Rectangle) -> [Item] {
    let number = text(label, size: 11, weight: .semibold, color: theme.ink)
    let name = text(
      shortened(title, size: 11, width: room.width - number.bounds.width - 10), size: 11,
      color: theme.muted)
    let stacked = perSheet <= 2
    let baseline = room.y + (stacked ? 19 : 11)
    var items = number.moved(room.x, baseline).items
    items += name.moved(room.x + number.bounds.width + 10, baseline).items
    var y = baseline + SheetPage.ruleSpacing
    while y <= room.maxY {
      items.append(
        .path(.line(Point(room.x, y), Point(room.maxX, y)), .stroke(theme.hairline, 0.8)))
      y += SheetPage.ruleSpacing
    }
    return [.group(Tag("lines", label), items)]
  }

  // MARK: - Head and foot

  private func header(_ frame: Frame) -> [Item] {
    let heading = text(frame.heading, size: 18, weight: .semibold, color: theme.ink)
    let left = SheetPage.margin + (frame.heading.isEmpty ? 0 : heading.bounds.width + 14)
    let width = SheetPage.size.width - SheetPage.margin - left
    let title = text(
      shortened(frame.title, size: 13, width: width), size: 13, color: theme.muted)
    return [
      .group(
        Tag("header"),
        heading.moved(SheetPage.margin, 50).items + title.moved(left, 50).items
          + fields(frame.fields, baseline: 84))
    ]
  }

  /// Names of what is filled in, each with a line; the first has twice the room of the others.
  private func fields(_ names: [String], baseline: Double) -> [Item] {
    guard !names.isEmpty else { return [] }
    let room = SheetPage.size.width - 2 * SheetPage.margin - 24 * Double(names.count - 1)
    var x = SheetPage.margin
    var items: [Item] = []
    for (index, name) in names.enumerated() {
      let end = x + room * (index == 0 ? 2 : 1) / Double(names.count + 1)
      let word = text(name, size: 12, color: theme.muted)
      items += word.moved(x, baseline).items
      items.append(
        .path(
          .line(Point(x + word.bounds.width + 8, baseline + 2), Point(end, baseline + 2)),
          .stroke(theme.frame, 0.9)))
      x = end + 24
    }
    return items
  }

  private func footer(_ frame: Frame) -> [Item] {
    let baseline = SheetPage.size.height - 30
    let number = text(frame.number, size: 11, color: theme.muted)
    let right = SheetPage.size.width - SheetPage.margin - number.bounds.width
    let author = text(
      shortened(frame.author, size: 11, width: right - SheetPage.margin - 20), size: 11,
      color: theme.muted)
    return [
      .group(
        Tag("footer"),
        author.moved(SheetPage.margin, baseline).items + number.moved(right, baseline).items)
    ]
  }

  private func text(
    _ string: String, size: Double, weight: FontWeight = .regular, color: Color
  ) -> Picture {
    Formula.number(string, weight)
      .picture(size: size / Formula.labelScale, color: color, metrics: metrics)
  }

  private func shortened(_ string: String, size: Double, width: Double) -> String {
    string.shortened { text($0, size: size, color: theme.ink).bounds.width <= width }
  }
}

extension String {
  /// The text, cut to what fits, with dots where something is left out.
  func shortened(toFit fits: (String) -> Bool) -> String {
    guard !fits(self) else { return self }
    var cut = self
    while !cut.isEmpty, !fits(cut + "…") { cut.removeLast() }
    while cut.last == " " { cut.removeLast() }
    return cut + "…"
  }
}
