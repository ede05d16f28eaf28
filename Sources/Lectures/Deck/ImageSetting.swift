import Drawing

/// A picture from a file as it stands on a page, with its caption and its source below.
struct ImageSetting {
  let image: ImageContent
  let style: TextStyle

  /// The least height that a picture is worth.
  private static let least = 140.0
  /// The most page units that a pixel of a photograph is stretched to: three of a beamer's.
  private static let stretch = 2.0

  /// The sizes of the caption and of the source beside that of the text, and their least.
  private static let scales = (caption: 0.75, source: 0.625, least: 13.0)

  /// What stands below the picture, in words.
  private var words: [String] {
    [image.caption, image.source].map { $0.plainText(answers: true) }.filter { !$0.isEmpty }
  }

  private var captionStyle: TextStyle {
    style.sized(max(ImageSetting.scales.least, style.size * ImageSetting.scales.caption))
  }

  private var sourceStyle: TextStyle {
    var source = style.sized(
      max(ImageSetting.scales.least, style.size * ImageSetting.scales.source))
    source.color = style.theme.muted
    return source
  }

  /// The lines below the picture, with the top left corner at (0, 0).
  private func below(width: Double) throws(Misfit) -> (picture: Picture, lines: [Deck.Line]) {
    var pictures: [Picture] = []
    var lines: [Deck.Line] = []
    for (spans, style) in [(image.caption, captionStyle), (image.source, sourceStyle)]
    where !spans.isEmpty {
      let markup = Markup(paragraphs: [Markup.Paragraph(spans: spans)])
      guard let picture = style.picture(of: markup, width: width) else {
        throw Misfit(
          reason: "a word below the picture is wider than its room; shorten it, or give it more")
      }
      pictures.append(picture)
      lines += style.lines(of: markup)
    }
    let gap = style.size * 0.3
    return (.column(pictures, spacing: gap, alignment: .start), lines)
  }

  /// The room between the picture and what stands below it.
  private var gap: Double { style.size * 0.45 }

  /// The picture's own size in the width.
  private func natural(width: Double) -> Size {
    let raster = image.raster
    let most = raster.isSmooth ? Double(raster.width) * ImageSetting.stretch : .infinity
    let own = min(width * image.width, most)
    return Size(own, own * Double(raster.height) / Double(raster.width))
  }

  private func caption(width: Double) throws(Misfit) -> Double {
    let height = try below(width: width).picture.bounds.height
    return height > 0 ? height + gap : 0
  }

  /// The least height that it needs.
  func least(width: Double) throws(Misfit) -> Double {
    min(natural(width: width).height, ImageSetting.least) + (try caption(width: width))
  }

  /// The most height that it can use.
  func most(width: Double) throws(Misfit) -> Double {
    natural(width: width).height + (try caption(width: width))
  }

  /// The picture in its room, as large as it can be, in the middle.
  func placed(in room: Rectangle) throws(Misfit) -> Placed {
    let below = try below(width: room.width)
    let height = room.height - (try caption(width: room.width))
    let natural = natural(width: room.width)
    let scale = min(1, height / natural.height)
    let size = Size(natural.width * scale, natural.height * scale)
    // A caption that is wider than its picture would hang over it.
    let width = below.picture.items.compactMap(\.bounds).map(\.maxX).max() ?? 0
    let left = room.x + (room.width - max(size.width, width)) / 2
    let frame = Rectangle(left, room.y, size.width, size.height)
    let scene = Scene(
      size: size, background: style.theme.paper, title: "image", description: image.alt,
      items: [.image(image.raster, in: Rectangle(origin: .zero, size: size))])
    var placed = Placed(
      items: [.group(Tag("image"), scene.items.map { $0.moved(frame.x, frame.y) })],
      parts: [Deck.Part(.picture(scene), frame: frame)],
      words: ([image.alt] + words).map { $0.last.map(".!?…".contains) == true ? $0 : $0 + "." })
    guard !below.lines.isEmpty else { return placed }
    let text = Rectangle(
      left, frame.maxY + gap, max(size.width, width), below.picture.bounds.height)
    placed.items.append(
      .group(Tag("caption"), below.picture.items.map { $0.moved(text.x, text.y) }))
    placed.parts.append(Deck.Part(.text(below.lines), frame: text))
    return placed
  }
}
