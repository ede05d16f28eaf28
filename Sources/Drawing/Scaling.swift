extension Item {
  /// The item with every length multiplied by a factor: places, sizes, strokes and text.
  public func scaled(by factor: Double) -> Item {
    switch self {
    case .rectangle(let rectangle, let radius, let paint):
      return .rectangle(
        rectangle.scaled(by: factor), radius: radius * factor, paint.scaled(by: factor))
    case .circle(let center, let radius, let paint):
      return .circle(
        center: center.scaled(by: factor), radius: radius * factor, paint.scaled(by: factor))
    case .path(let path, let paint):
      return .path(path.scaled(by: factor), paint.scaled(by: factor))
    case .text(let run):
      return .text(run.scaled(by: factor))
    case .image(let raster, let rectangle):
      return .image(raster, in: rectangle.scaled(by: factor))
    case .group(let tag, let items):
      return .group(tag, items.map { $0.scaled(by: factor) })
    }
  }
}

extension Scene {
  /// The scene on a page that is larger or smaller by a factor.
  public func scaled(by factor: Double) -> Scene {
    var scene = self
    scene.size = Size(size.width * factor, size.height * factor)
    scene.items = items.map { $0.scaled(by: factor) }
    return scene
  }
}

extension Point {
  /// The point whose distances from the edges are multiplied by a factor.
  public func scaled(by factor: Double) -> Point { Point(x * factor, y * factor) }
}

extension Rectangle {
  /// The rectangle with its place and its size multiplied by a factor.
  public func scaled(by factor: Double) -> Rectangle {
    Rectangle(x * factor, y * factor, width * factor, height * factor)
  }
}

extension TextRun {
  /// The run at a larger or smaller size; text is laid out without hinting, so that its extents
  /// grow in proportion.
  fileprivate func scaled(by factor: Double) -> TextRun {
    TextRun(
      string, font: font.sized(font.size * factor), color: color,
      origin: origin.scaled(by: factor),
      extents: TextExtents(
        width: extents.width * factor, ascent: extents.ascent * factor,
        descent: extents.descent * factor), source: source)
  }
}

extension Paint {
  fileprivate func scaled(by factor: Double) -> Paint {
    Paint(
      fill: fill,
      stroke: stroke.map {
        Stroke(color: $0.color, width: $0.width * factor, dash: $0.dash.map { $0 * factor })
      })
  }
}

extension Path {
  fileprivate func scaled(by factor: Double) -> Path {
    Path(
      elements.map { element in
        switch element {
        case .move(let p): .move(p.scaled(by: factor))
        case .line(let p): .line(p.scaled(by: factor))
        case .curve(let c1, let c2, let p):
          .curve(c1.scaled(by: factor), c2.scaled(by: factor), p.scaled(by: factor))
        case .close: .close
        }
      })
  }
}
