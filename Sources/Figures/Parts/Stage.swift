import Drawing
import Wording

/// The page of a figure: title, subtitle, step dots and explanation band around the room in which
/// the figure is drawn.
struct Stage {
  let pen: Pen
  let title: Formula
  let subtitle: Formula
  /// The step shown and how many there are.
  let step: (index: Int, count: Int)?
  /// What the band holds; drawn from its left. Of a panel, as many of the first lines as leave the
  /// figure its room.
  let band: [Picture]
  /// What stands at the top right where there is no step.
  let corner: Picture

  static let margin = 56.0

  init(
    pen: Pen, title: Formula, subtitle: Formula, step: (index: Int, count: Int)? = nil,
    band: [Picture] = [], corner: Picture = .empty
  ) {
    self.pen = pen
    self.title = title
    self.subtitle = subtitle
    self.step = step
    self.band = Stage.lines(of: band, style: pen.style)
    self.corner = corner
  }

  /// The page's size; a tight page is cut to size once it is drawn, and a panel stands on a page
  /// with margins of its own until it is cut out.
  var page: Size { pen.style.pageSize }

  private var isTight: Bool { pen.style.page == .tight }
  private var isPanel: Bool { pen.style.panel != nil }

  /// The width inside of the margins.
  var width: Double { page.width - 2 * Stage.margin }

  private var bandHeight: Double { Stage.height(of: band) }

  private static func height(of band: [Picture]) -> Double {
    band.isEmpty ? 0 : band.map(\.bounds.height).reduce(0, +) + 18 * Double(band.count - 1) + 44
  }

  /// How much of a panel's height belongs to the figure itself.
  private static let figureShare = 0.55

  /// The first lines of a band that leave a panel's figure its room.
  private static func lines(of band: [Picture], style: FigureStyle) -> [Picture] {
    guard let panel = style.panel else { return band }
    var band = band
    while !band.isEmpty,
      panel.height - panelTop - 20 - height(of: band) < figureShare * panel.height
    {
      band.removeLast()
    }
    return band
  }

  private var bandRectangle: Rectangle {
    Rectangle(
      Stage.margin, page.height - (isPanel ? 0 : 44) - bandHeight, width, bandHeight)
  }

  /// How far below the page's top the subtitle of a panel has its baseline, and the figure its top.
  private static let panelSubtitle = 15.0
  private static let panelTop = 38.0

  /// The rectangle that the figure may fill.
  var room: Rectangle {
    let top = isPanel ? Stage.panelTop : isTight ? 24.0 : 122.0
    let bottom =
      band.isEmpty ? page.height - (isPanel ? 0 : 48) : bandRectangle.minY - (isPanel ? 20 : 26)
    // Outlines at the edges of a panel must not be cut with it.
    let inset = isPanel ? 3.0 : 0
    return Rectangle(Stage.margin + inset, top, width - 2 * inset, bottom - top)
  }

  /// Of bands from the longest to none, the one for a style: on a page the longest; in a panel the
  /// first one that fits and leaves a room in which the figure can be read; where none does, the
  /// first one that leaves it most of the size that it could have.
  ///
  /// - Parameters:
  ///   - least: sizes of the figure's things at which it reads well, or still reads.
  ///   - size: how large the figure's things are in a room.
  static func band(
    of bands: [[Picture]], style: FigureStyle, least: [Double], size: (Rectangle) -> Double
  ) -> [Picture] {
    let longest = bands.first ?? []
    guard style.panel != nil else { return longest }
    let pen = Pen(style: style)
    let stages = bands.compactMap { band in
      let stage = Stage(pen: pen, title: .space(0), subtitle: .space(0), band: band)
      return stage.band.count == band.count ? (band, size(stage.room)) : nil
    }
    for least in least {
      if let (band, _) = stages.first(where: { $0.1 >= least }) { return band }
    }
    let largest = stages.map(\.1).max() ?? 0
    return stages.first { $0.1 >= 0.6 * largest }?.0 ?? longest
  }

  /// The figure's pictures on the page.
  func scene(_ pictures: [Picture], description: String) -> Scene {
    let body = Picture.joined(pictures.filter { !$0.items.isEmpty } + bandPictures)
    if isTight {
      let pad = 16.0
      let placed = body.placed(at: Point(pad, pad))
      return Scene(
        size: Size(body.bounds.width + 2 * pad, body.bounds.height + 2 * pad),
        background: pen.theme.paper, title: title.plainText, description: description,
        items: placed.items)
    }
    if let panel = pen.style.panel {
      return Scene(
        size: panel, background: pen.theme.paper, title: title.plainText,
        description: description,
        items: (header + body.items).map { $0.moved(-Stage.margin, 0) })
    }
    return Scene(
      size: page, background: pen.theme.paper, title: title.plainText, description: description,
      items: header + body.items)
  }

  private var header: [Item] {
    let progress = self.progress
    let room = progress == .empty ? width : progress.bounds.minX - Stage.margin - 24
    let title = pen.formula(self.title, size: 27 / 0.88, width: room)
    let subtitle = subtitle(width: room)
    let baseline = isPanel ? Stage.panelSubtitle : 93
    let heading = Item.group(
      Tag("title"), title.moved(Stage.margin - title.bounds.minX, 62).items)
    let below = Item.group(
      Tag("subtitle"), subtitle.moved(Stage.margin - subtitle.bounds.minX, baseline).items)
    return (isPanel ? [below] : [heading, below]) + progress.items
  }

  /// The subtitle on one line; of a panel too narrow for all of its words, the first ones.
  private func subtitle(width: Double) -> Picture {
    let size = 15.5 / 0.88
    guard isPanel, case .words(let text) = subtitle else {
      return pen.formula(subtitle, size: size, color: pen.theme.muted, width: width)
    }
    let shorter = ["   ·   ", "  →  ", ", "].flatMap { separator in
      let parts = text.split(separator: separator)
      return parts.indices.dropLast().reversed().map { last in
        parts[...last].joined(separator: separator)
      }
    }.sorted { $0.count > $1.count }
    let least = 12.5 / 15.5
    let fitting = ([text] + shorter).first {
      pen.formula(.words($0), size: size * least).bounds.width <= width
    }
    return pen.formula(
      .words(fitting ?? shorter.last ?? text), size: size, color: pen.theme.muted, width: width)
  }

  /// Dots for up to 16 steps where they leave the subtitle its room, else words.
  private var progress: Picture {
    let right = page.width - Stage.margin
    let middle = isPanel ? Stage.panelSubtitle - 5 : 52
    guard let step, step.count > 1 else {
      let low = isPanel ? middle : 64
      return corner == .empty
        ? .empty : corner.moved(right - corner.bounds.maxX, low - corner.bounds.midY)
    }
    let width = 18 * Double(step.count - 1) + 11
    guard step.count <= 16, width <= self.width * 0.3 else {
      let text = pen.label(
        say("\(step.index + 1) of \(step.count)"), size: 15.5, color: pen.theme.muted)
      return text.moved(right - text.bounds.maxX, middle + 5).tagged("progress")
    }
    let dots = (0..<step.count).map { index -> Item in
      let center = Point(right - (isPanel ? 6 : 5) - 18 * Double(step.count - 1 - index), middle)
      let active = index == step.index
      return .circle(
        center: center, radius: active ? 5.5 : 5,
        .fill(active ? pen.theme.positions[0] : pen.theme.hairline))
    }
    return Picture(
      bounds: Rectangle(right - width, middle - 6, width, 12), items: dots
    ).tagged("progress")
  }

  private var bandPictures: [Picture] {
    guard !band.isEmpty else { return [] }
    let rectangle = bandRectangle
    let lines = Picture.column(band, spacing: 18, alignment: .start)
      .placed(at: Point(rectangle.minX + 28, rectangle.minY + 22))
    return [
      Picture(
        bounds: rectangle,
        items: [
          .rectangle(rectangle, radius: 8, .fill(pen.theme.band))
        ] + lines.items
      ).tagged("band")
    ]
  }
}
